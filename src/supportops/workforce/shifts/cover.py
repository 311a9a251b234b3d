"""Shifts that cover demand at least cost, and what is missing where none can."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import Float64Array, Form, hold, lift, lower
from supportops._kit.durations import DurationLike, duration
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce.shifts._milp import MOST_HEADS
from supportops.workforce.shifts._program import Program
from supportops.workforce.shifts._solver import Solution, solve
from supportops.workforce.shifts.models import Shift

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cover", "CoverStatus", "cover_demand"]

_EDGE = 1e-9

CoverStatus: TypeAlias = Literal["optimal", "time limit", "infeasible"]


@dataclass(frozen=True, slots=True, eq=False)
class Cover(Result):
    """Heads by shift, what they cover, and how good that is proven to be.

    Attributes
    ----------
    status : str
        ``optimal``: proven that nothing is better. ``time limit``: the best found so far.
        ``infeasible``: no heads meet every period; these leave the least shortfall, and cost
        the least among such, surplus included, or the best that each of the two searches found
        in its time.
    heads : dict of str to int
        Heads by shift, those with none left out [heads].
    cost : float
        Cost of these heads [any unit].
    objective : float or None
        Cost with the prices of shortfall and surplus [any unit]; None if infeasible, or if the
        time ended before a cover was found that meets every period: then `shortfall` says what
        is missing.
    bound : float or None
        What no answer can be below, proven [any unit].
    gap : float or None
        ``(objective - bound)/objective`` [share]; 0 if optimal, None without an objective.
    coverage, shortfall, surplus : ndarray or Series
        Heads at work, missing, and more than required, by period [heads].
    reachable : ndarray or Series
        Heads that all shifts at their most would bring, by period [heads]; infinite where a
        shift has no limit.
    uncovered : tuple
        Periods that require somebody and that no shift reaches; labels of the index for a
        Series.
    """

    status: CoverStatus
    heads: dict[str, int]
    cost: float
    objective: float | None
    bound: float | None
    gap: float | None
    coverage: "Float64Array | pd.Series[float]"
    shortfall: "Float64Array | pd.Series[float]"
    surplus: "Float64Array | pd.Series[float]"
    reachable: "Float64Array | pd.Series[float]" = field(repr=False)
    uncovered: tuple[Any, ...]

    @property
    def total_heads(self) -> int:
        """Heads on all shifts together [heads]."""
        return sum(self.heads.values())

    @property
    def total_shortfall(self) -> float:
        """Shortfall of all periods together [head periods]."""
        return float(np.asarray(self.shortfall).sum())


def cover_demand(
    required: object,
    *,
    shifts: Iterable[Shift],
    under_cost: object = None,
    over_cost: object = 0.0,
    limits: Mapping[str, int] | None = None,
    time_limit: DurationLike | None = None,
) -> Cover:
    """Whole heads per shift that cover demand at least cost.

    Parameters
    ----------
    required : array-like or Series
        Heads required by period [heads], zero or more; a fraction needs a whole head, or leaves
        the fraction missing.
    shifts : iterable of Shift
        What may be worked; `shifts_on` makes them from shapes on the clock.
    under_cost : float or array-like, optional
        Price of a head that is missing for a period, one for all periods or one for each
        [any unit]. Without it nobody may be missing.
    over_cost : float or array-like
        Price of a head more than required for a period [any unit].
    limits : mapping of str to int, optional
        For a contract the heads that all its shifts have together at most [heads].
    time_limit : duration, optional
        When the search ends with the best cover found so far. The default searches until the
        optimum is proven.

    Returns
    -------
    Cover

    Raises
    ------
    InputError
        For demand that is negative or above a billion, negative prices, a period that does not
        exist, a name that stands twice, or a limit for a contract that no shift has.

    Notes
    -----
    Minimize ``sum(cost heads) + sum(under shortfall) + sum(over surplus)`` over whole heads, by
    the HiGHS solver with no gap allowed. The same input gives the same answer; only a time limit
    can make it depend on the machine.

    Rounding the fractional optimum is no substitute: three shifts that each cover two of three
    periods take 2 heads, where the fractional optimum is 1.5.

    Where no cover exists, shortfall is minimized first and cost second.

    Examples
    --------
    >>> shifts = [Shift(name="early", periods=(0, 1)), Shift(name="late", periods=(1, 2))]
    >>> cover = cover_demand([3, 5, 2], shifts=shifts)
    >>> cover.status, cover.heads, cover.objective
    ('optimal', {'early': 3, 'late': 2}, 5.0)
    >>> cover_demand([1, 1, 1, 1], shifts=shifts).shortfall.tolist()
    [0.0, 0.0, 0.0, 1.0]
    """
    form, need, under, over = _prices(required, under_cost, over_cost)
    named = _named(shifts, len(need))
    contracts = _limits(limits, named)
    seconds = None if time_limit is None else duration(time_limit, "time_limit").total_seconds()
    program = Program.of(need, named, under=under, over=over, limits=contracts)
    solution = solve(program, time_limit=seconds)
    status: CoverStatus = "optimal" if solution.proven else "time limit"
    if solution.infeasible:
        status, solution = "infeasible", _least_short(program, named, contracts, seconds)
    return _answer(status, program, solution, form, named)


def _least_short(
    program: Program, shifts: list[Shift], contracts: dict[str, int], seconds: float | None
) -> Solution:
    """Least shortfall first, least cost among such second."""
    ones, free = np.ones_like(program.required), np.zeros_like(program.required)
    bare = [shift.model_copy(update={"cost": 0.0}) for shift in shifts]
    short = Program.of(program.required, bare, under=ones, over=free, limits=contracts)
    first = solve(short, time_limit=seconds)
    if first.infeasible:  # not even the least heads keep the limits
        return first
    priced = Program.of(program.required, shifts, under=free, over=program.over, limits=contracts)
    cheap = replace(priced, short_most=short.price(first.heads))
    second = solve(cheap, time_limit=seconds)
    return second if np.isfinite(cheap.price(second.heads)) else first


def _answer(
    status: CoverStatus,
    program: Program,
    solution: Solution,
    form: Form,
    shifts: list[Shift],
) -> Cover:
    heads = solution.heads
    coverage = program.coverage(heads)
    lack = program.required - coverage
    lack[np.abs(lack) < _EDGE] = 0.0  # the last bits of a sum of decimals
    told = program.price(heads)
    # Time may end before there is a cover at all.
    price = None if status == "infeasible" or np.isinf(told) else told
    bound = None if status == "infeasible" else min(solution.bound, told)
    if status == "optimal":
        bound = price
    reachable = program.reachable()
    empty = (program.required > 0) & (reachable == 0)
    labels = form.index if form.index is not None else range(len(empty))
    return Cover(
        status=status,
        heads={s.name: int(n) for s, n in zip(shifts, heads, strict=True) if n},
        cost=float(program.cost @ heads),
        objective=price,
        bound=bound,
        gap=None if price is None or bound is None else _gap(price, bound),
        coverage=lower(coverage, form),
        shortfall=lower(np.maximum(lack, 0.0), form),
        surplus=lower(np.maximum(-lack, 0.0), form),
        reachable=lower(reachable, form),
        uncovered=tuple(label for label, bad in zip(labels, empty, strict=True) if bad),
    )


def _gap(price: float, bound: float) -> float:
    if price == bound:
        return 0.0
    return max(0.0, (price - bound) / abs(price)) if price else np.inf


def _prices(
    required: object, under_cost: object, over_cost: object
) -> tuple[Form, Float64Array, Float64Array | None, Float64Array]:
    form, (need,) = lift(required=required)
    if need.ndim != 1:
        raise InputError(f"required must be one row of periods; got shape {need.shape}")
    hold((need >= 0) & np.isfinite(need), "required must be finite, zero or more", need)
    hold(need <= MOST_HEADS, "required must be at most a billion heads", need)
    under = None if under_cost is None else _price(under_cost, "under_cost", len(need))
    return form, need + 0.0, under, _price(over_cost, "over_cost", len(need))


def _price(value: object, name: str, periods: int) -> Float64Array:
    _, (price,) = lift(**{name: value})
    if price.ndim and price.shape != (periods,):
        raise InputError(
            f"{name} must be one number, or one for each of {periods} periods; "
            f"got shape {price.shape}"
        )
    hold((price >= 0) & np.isfinite(price), f"{name} must be finite, zero or more", price)
    return np.broadcast_to(price, periods).copy()


def _named(shifts: Iterable[Shift], periods: int) -> list[Shift]:
    listed = list(shifts)
    seen: set[str] = set()
    for shift in listed:
        if not isinstance(shift, Shift):
            raise InputError(f"shifts must be of the model Shift; got {shown(shift)}")
        if shift.name in seen:
            raise InputError(f"shifts must have names of their own; got {shown(shift.name)} twice")
        seen.add(shift.name)
        if shift.periods and max(shift.periods) >= periods:
            raise InputError(
                f"shifts[{shown(shift.name)}].periods must be below {periods}; "
                f"got {max(shift.periods)}; a night that wraps goes on at 0"
            )
    return listed


def _limits(limits: Mapping[str, int] | None, shifts: list[Shift]) -> dict[str, int]:
    known = sorted({shift.contract for shift in shifts if shift.contract})
    out = {}
    for name, most in (limits or {}).items():
        if name not in known:
            raise InputError(
                f"limits must name contracts of the shifts; got {shown(name)}; "
                f"there are {joined(known) or 'none'}"
            )
        out[name] = whole(most, f"limits[{shown(name)}]")
    return out
