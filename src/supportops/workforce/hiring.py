"""How many to hire and when, against a requirement that changes."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, lift
from supportops._kit.names import collected
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._chances import agents_left
from supportops.workforce._doors import below_one
from supportops.workforce.headcount import Team, headcount_of, team_of, weights

__all__ = ["HiringPlan", "hiring_plan"]

_SLACK = 1e-9
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class HiringPlan(Result):
    """Hires period by period, and what they make of the team.

    Attributes
    ----------
    hires : tuple of int
        People who start at the beginning of each period [heads].
    total : int
        [heads]
    classes : tuple of int
        Classes that start in each period [classes].
    decide : tuple of int
        For each period with hires the period by which it must be decided, below 0 for before
        the plan.
    heads, agents : tuple of float
        People, and full agents they amount to after shrinkage, on average [heads, agents].
    requirement : tuple of float
        [agents]
    unmet : tuple of int
        Periods whose requirement the plan misses; hires cannot come or carry load in time.
    confidence : tuple of float or None
        Probability for each period that the agents suffice, as people leave by chance; None
        unless asked for.
    """

    hires: tuple[int, ...]
    total: int
    classes: tuple[int, ...]
    decide: tuple[int, ...]
    heads: tuple[float, ...]
    agents: tuple[float, ...]
    requirement: tuple[float, ...]
    unmet: tuple[int, ...]
    confidence: tuple[float, ...] | None

    @property
    def feasible(self) -> bool:
        """Whether every period is met."""
        return not self.unmet


def hiring_plan(
    requirement: Iterable[float],
    *,
    tenured: float,
    attrition: ShareLike,
    ramp: Iterable[ShareLike] | None = None,
    lead: int = 0,
    class_size: int = 1,
    max_classes: int | None = None,
    trainee_attrition: ShareLike | None = None,
    mentor_share: ShareLike = 0.0,
    mentored: int | None = None,
    shrinkage: ShareLike = 0.0,
    confidence: ShareLike | None = None,
) -> HiringPlan:
    """Fewest hires, as late as possible, that keep the team at its requirement.

    Parameters
    ----------
    requirement : iterable of float
        Agents needed in each period [agents]; `agents_for_confidence` gives them with a margin
        for uncertain volume.
    tenured, attrition, ramp, trainee_attrition, mentor_share, mentored, shrinkage
        The team, as in `project_headcount` [heads, periods].
    lead : int
        Periods from the decision to the start [periods]; nobody can start earlier than this
        in the plan.
    class_size : int
        People who start together [heads]; hires come in whole classes.
    max_classes : int, optional
        Most classes that can start in a period [classes].
    confidence : share, optional
        Probability below 1 with which each period shall be met although people leave by
        chance; by default the average is planned.

    Returns
    -------
    HiringPlan

    Raises
    ------
    InputError
        For a number outside its range; with confidence also for a fraction of a tenured head.

    Notes
    -----
    An integer programme, solved to the optimum and checked in exact sums. With confidence its
    requirements are raised until the exact distribution (independent leavers) reaches it: such
    a plan is checked, but may be one class above the fewest. Periods that no hire can reach in
    time are named in `unmet`, and the others are still met where that can be.

    Examples
    --------
    >>> plan = hiring_plan([9, 9, 9.2, 9.6, 10], tenured=10, attrition="4%", ramp=[0, 0.5, 1])
    >>> plan.total, plan.unmet
    (2, ())
    """
    _, (needed,) = lift(requirement=np.asarray(collected(requirement, "requirement"), dtype=object))
    if not (np.isfinite(needed) & (needed >= 0)).all():
        raise InputError(f"requirement must be finite, zero or more; got {shown(needed.tolist())}")
    team = team_of(
        tenured,
        attrition=attrition,
        ramp=ramp,
        trainee_attrition=trainee_attrition,
        mentor_share=mentor_share,
        mentored=mentored,
    )
    wait, size = whole(lead, "lead"), whole(class_size, "class_size")
    if not size:
        raise InputError(f"class_size must be 1 or more; got {shown(class_size)}")
    most = np.inf if max_classes is None else float(whole(max_classes, "max_classes"))
    worked = 1.0 - below_one(shrinkage)
    sure = None if confidence is None else below_one(confidence, "confidence")
    if sure is not None and team.tenured != int(team.tenured):
        raise InputError(f"tenured must be whole where confidence is given; got {tenured}")
    question = _Question(team, needed / worked, wait, size, most)
    classes = question.solved(needed / worked)
    chances = None
    if sure is not None:
        classes, chances = question.confident(classes, sure)
    hires = [int(count) * size for count in classes]
    found = headcount_of(team, hires, 1.0 - worked)
    low = np.asarray(found.available) < needed * (1.0 - _SLACK) - _SLACK
    if chances is not None and sure is not None:
        low |= np.asarray(chances) < sure - _SLACK
    return HiringPlan(
        hires=tuple(hires),
        total=sum(hires),
        classes=tuple(int(count) for count in classes),
        decide=tuple(at - wait for at, people in enumerate(hires) if people),
        heads=found.heads,
        agents=found.available,
        requirement=tuple(float(value) for value in needed),
        unmet=tuple(int(at) for at in np.flatnonzero(low)),
        confidence=chances,
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """A plan to be found: requirement in full agents, before shrinkage."""

    team: Team
    needed: Float64Array
    lead: int
    size: int
    most: float

    def solved(self, target: Float64Array) -> Float64Array:
        """Fewest classes by period, then the latest, for a target in full agents."""
        span = target.size
        _, loads = weights(self.team, span)
        loads[:, : self.lead] = 0.0
        old = self.team.tenured * self.team.stay ** np.arange(span)
        gap = target - old
        rows = self._reachable(loads, gap)
        columns = np.flatnonzero(loads[rows].any(axis=0)) if rows.any() else np.array([], int)
        classes = np.zeros(span)
        if not columns.size:
            return classes
        table, short = loads[np.ix_(rows, columns)] * self.size, gap[rows]
        fewest = self._programme(np.ones(columns.size), table, short, None)
        if fewest is None:
            return classes
        later = self._programme((span - columns).astype(float), table, short, fewest.sum())
        classes[columns] = fewest if later is None else later
        return classes

    def _reachable(self, loads: Float64Array, gap: Float64Array) -> BoolArray:
        """Periods that some hires can meet."""
        with np.errstate(invalid="ignore"):
            top = np.where(loads > 0, loads * self.size * self.most, 0.0).sum(axis=1)
        return np.asarray((gap > 0) & (top >= gap * (1 - _SLACK)))

    def _programme(
        self, cost: Float64Array, table: Float64Array, short: Float64Array, total: float | None
    ) -> Float64Array | None:
        """Whole classes of least cost; the solver's tolerance is made good in exact sums."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        wanted = short.copy()
        for _ in range(_ROUNDS):
            limits = [LinearConstraint(table, lb=wanted)]
            if total is not None:
                limits.append(LinearConstraint(np.ones((1, cost.size)), lb=total, ub=total))
            found = milp(
                cost,
                constraints=limits,
                integrality=np.ones(cost.size, dtype=np.int64),
                bounds=Bounds(0, self.most),
                options={"mip_rel_gap": 0.0},
            )
            if found.x is None:
                return None
            classes = np.rint(found.x)
            missed = table @ classes < short - _SLACK * np.maximum(short, 1.0)
            if not missed.any():
                return np.asarray(classes, dtype=np.float64)
            wanted = np.where(missed, wanted + 2e-6 * np.maximum(short, 1.0), wanted)
        return None

    def confident(
        self, classes: Float64Array, sure: float
    ) -> tuple[Float64Array, tuple[float, ...]]:
        """Classes raised until every period that can be is met with that probability."""
        target = self.needed.copy()
        for _ in range(_ROUNDS):
            chances, tails = self._chances(classes, 1.0 - sure)
            low = (np.asarray(chances) < sure - _SLACK) & (self.needed > 0)
            more = np.where(low, target + np.maximum(self.needed - tails, 0.05), target)
            better = self.solved(more)
            if not low.any() or (better <= classes).all():
                break
            classes, target = better, more
        return classes, tuple(self._chances(classes, 1.0 - sure)[0])

    def _chances(self, classes: Float64Array, part: float) -> tuple[list[float], Float64Array]:
        hires = [int(count) * self.size for count in classes]
        met, tails = [], np.zeros(len(hires))
        for period in range(len(hires)):
            values, chances = agents_left(self.team, hires, period)
            enough = values >= self.needed[period] * (1.0 - _SLACK) - _SLACK
            met.append(float(min(chances[enough].sum(), 1.0)))
            below = np.searchsorted(np.cumsum(chances), part)
            tails[period] = values[min(int(below), values.size - 1)]
        return met, tails
