"""Covers against every possible cover: hundreds of small ones, hard, soft, capped and limited."""

import math
import time
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import workforce
from supportops.errors import InputError
from supportops.workforce import Shift
from supportops.workforce.shifts._greedy import greedy
from supportops.workforce.shifts._program import Program

ROW = st.lists(st.integers(0, 4), min_size=1, max_size=5)


@st.composite
def covers(draw):
    """Demand of a few periods, and up to four shifts that may have limits."""
    required = draw(ROW)
    n = len(required)
    shifts = [
        Shift(
            name=f"s{k}",
            periods=tuple(sorted(draw(st.sets(st.integers(0, n - 1), max_size=n)))),
            cost=draw(st.sampled_from([0.0, 0.5, 1.0, 1.3, 2.0])),
            least=draw(st.sampled_from([0, 0, 0, 1])),
            most=draw(st.sampled_from([None, 1, 2, 5])),
            contract=draw(st.sampled_from(["", "part"])),
            variant_of=draw(st.sampled_from(["", "", "v"])),
        )
        for k in range(draw(st.integers(1, 4)))
    ]
    limits = {"part": 2} if draw(st.booleans()) and any(s.contract for s in shifts) else {}
    return required, shifts, limits


def allowed(shifts, limits, top):
    """Every choice of heads within the rules, a row each, up to `top` on a shift."""
    heads = np.array(list(product(range(top + 1), repeat=len(shifts))))
    keep = np.ones(len(heads), dtype=bool)
    for shift, number in zip(shifts, heads.T, strict=True):
        keep &= (number >= shift.least) & (number <= (top if shift.most is None else shift.most))
    for contract, most in limits.items():
        keep &= heads[:, [s.contract == contract for s in shifts]].sum(axis=1) <= most
    variants = [bool(s.variant_of) and s.most is not None for s in shifts]
    if any(variants):
        most = min(s.most for s, one in zip(shifts, variants, strict=True) if one)
        keep &= heads[:, variants].sum(axis=1) <= most
    return heads[keep]


def coverage(shifts, heads, n):
    """Heads at work by period, for one choice or a row of each."""
    table = np.zeros((len(shifts), n))
    for row, shift in zip(table, shifts, strict=True):
        row[list(shift.periods)] = 1
    return np.asarray(heads) @ table


def cost(shifts, heads):
    return np.asarray(heads) @ np.array([s.cost for s in shifts])


@settings(max_examples=140)
@given(covers())
def test_a_hard_cover_is_the_best_of_all(case):
    required, shifts, limits = case
    need = np.array(required, dtype=float)
    found = workforce.cover_demand(required, shifts=shifts, limits=limits)
    top = max(required)
    every = allowed(shifts, limits, max(top, 1))
    lacks = np.maximum(need - coverage(shifts, every, len(need)), 0).sum(axis=1)
    costs = cost(shifts, every)
    heads = [found.heads.get(s.name, 0) for s in shifts]
    assert found.coverage.tolist() == coverage(shifts, heads, len(need)).tolist()
    assert found.cost == pytest.approx(cost(shifts, heads))
    if (lacks == 0).any():
        assert found.status == "optimal"
        assert found.objective == pytest.approx(costs[lacks == 0].min())
        assert (found.gap, found.total_shortfall) == (0, 0)
        return
    assert (found.status, found.objective, found.bound, found.gap) == ("infeasible", None) + (
        None,
    ) * 2
    if len(every):
        least = min(zip(lacks.tolist(), costs.tolist(), strict=True))
        assert (found.total_shortfall, found.cost) == pytest.approx(least)


@settings(max_examples=110)
@given(covers(), st.sampled_from([0.0, 0.4, 1.0, 3.0]), st.sampled_from([0.0, 0.3, 1.0]))
def test_a_priced_cover_is_the_best_of_all(case, under, over):
    required, shifts, limits = case
    need = np.array(required, dtype=float)
    found = workforce.cover_demand(
        required, shifts=shifts, limits=limits, under_cost=under, over_cost=over
    )
    every = allowed(shifts, limits, max(*required, 1))
    gap = need - coverage(shifts, every, len(need))
    price = cost(shifts, every) + under * np.maximum(gap, 0).sum(axis=1)
    price += over * np.maximum(-gap, 0).sum(axis=1)
    if len(every):
        assert found.status == "optimal"
        assert found.objective == pytest.approx(price.min())
        assert found.bound == found.objective


@settings(max_examples=40)
@given(covers(), st.sampled_from([None, 2.0]), st.sampled_from([0.0, 0.3]))
def test_a_cover_by_hand_keeps_the_rules(case, under, over):
    required, shifts, limits = case
    need = np.array(required, dtype=float)
    program = Program.of(
        need,
        shifts,
        under=None if under is None else np.full(len(need), under),
        over=np.full(len(need), over),
        limits=limits,
    )
    heads = greedy(program)
    if (allowed(shifts, limits, 2) == [s.least for s in shifts]).all(axis=1).any():
        assert heads.max(initial=0) <= 9
        assert (allowed(shifts, limits, 9) == heads).all(axis=1).any()
    stopped = workforce.cover_demand(
        required, shifts=shifts, limits=limits, under_cost=under, over_cost=over, time_limit="0s"
    )
    free = workforce.cover_demand(
        required, shifts=shifts, limits=limits, under_cost=under, over_cost=over
    )
    if free.status == "optimal" and stopped.objective is not None:
        assert stopped.objective >= free.objective - 1e-9
        assert stopped.bound <= free.objective + 1e-9


def half_hours(seed):
    rng = np.random.default_rng(seed)
    when = np.arange(336)
    required = rng.poisson(6 + 4 * np.sin(when % 48 / 48 * 2 * np.pi))
    shifts = [
        Shift(
            name=f"{start} {length}",
            periods=tuple((start + k) % 336 for k in range(length)),
            cost=length / 2 + 0.5,
        )
        for start in range(336)
        for length in (8, 12, 16)
    ]
    return required, shifts


def test_a_week_is_proven_and_the_same_every_time():
    required, shifts = half_hours(3)
    first = workforce.cover_demand(required, shifts=shifts)
    again = workforce.cover_demand(required, shifts=shifts)
    assert first.status == "optimal"
    assert first.heads == again.heads
    assert (first.coverage >= required).all()
    # Shifts that wrap are consecutive on a ring; still every bound must be the truth's.
    assert first.bound == first.objective == pytest.approx(first.cost)
    stopped = workforce.cover_demand(required, shifts=shifts, time_limit="0s")
    assert stopped.status == "time limit"
    assert first.objective <= stopped.objective < 1.5 * first.objective
    assert 0 <= stopped.bound <= first.objective
    assert stopped.gap == pytest.approx(1 - stopped.bound / stopped.objective)


def test_the_fractional_optimum_is_no_cover():
    shifts = [Shift(name=n, periods=p) for n, p in {"a": (0, 1), "b": (1, 2), "c": (0, 2)}.items()]
    assert workforce.cover_demand([1, 1, 1], shifts=shifts).objective == 2


def test_the_least_shortfall_is_had_at_the_least_cost_wherever_it_lies():
    # Either period may go without; that the dear one does is cheaper.
    dear = Shift(name="dear", periods=(0,), cost=10, contract="x")
    cheap = Shift(name="cheap", periods=(1,), cost=1, contract="x")
    for shifts in ([dear, cheap], [cheap, dear]):
        found = workforce.cover_demand([1, 1], shifts=shifts, limits={"x": 1})
        assert (found.status, found.heads, found.cost) == ("infeasible", {"cheap": 1}, 1)
    # Surplus has its price among covers that lack the same.
    wide = Shift(name="wide", periods=(0, 1), cost=1, most=1)
    slim = Shift(name="slim", periods=(0,), cost=1.5, most=1)
    found = workforce.cover_demand([1, 0, 1], shifts=[wide, slim], over_cost=1)
    assert (found.heads, found.total_shortfall, found.uncovered) == ({"slim": 1}, 1, (2,))


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9, 1e290])
def test_the_unit_of_prices_does_not_matter(unit):
    shifts = [
        Shift(name="a", periods=(0,), cost=unit),
        Shift(name="b", periods=(1,), cost=unit),
        Shift(name="both", periods=(0, 1), cost=1.5 * unit),
    ]
    found = workforce.cover_demand([3, 3], shifts=shifts)
    assert (found.status, found.heads) == ("optimal", {"both": 3})
    assert found.bound == found.objective == pytest.approx(4.5 * unit)
    priced = workforce.cover_demand([3, 3], shifts=shifts, under_cost=2 * unit)
    assert priced.heads == {"both": 3}


def test_time_that_ends_before_any_cover_is_said_without_a_sentinel(monkeypatch):
    import scipy.optimize
    from scipy.optimize import OptimizeResult

    stopped = OptimizeResult(status=1, x=None, mip_dual_bound=-math.inf)
    monkeypatch.setattr(scipy.optimize, "milp", lambda *args, **options: stopped)
    shifts = [
        Shift(name="left", periods=(0, 1), contract="x"),
        Shift(name="middle", periods=(1, 2), cost=0.5, contract="x"),
        Shift(name="right", periods=(2, 3), contract="x", least=1),
    ]
    found = workforce.cover_demand([1, 2, 1, 1], shifts=shifts, limits={"x": 2}, time_limit="1s")
    assert (found.status, found.objective, found.gap) == ("time limit", None, None)
    assert found.bound == 1  # the heads that must be there at least
    assert found.total_shortfall > 0


def test_large_demand_does_not_outlast_the_time_limit():
    required, shifts = half_hours(3)
    program = Program.of(
        required * 3000.0 + 0.5, shifts, under=None, over=np.zeros(len(required)), limits={}
    )
    begin = time.perf_counter()
    heads = greedy(program)
    assert time.perf_counter() - begin < 10  # head by head it was minutes
    assert (program.coverage(heads) >= program.required).all()
    year = [Shift(name=str(k), periods=range(8 * k, 8 * k + 8)) for k in range(2500)]
    assert workforce.cover_demand(np.ones(20_000), shifts=year).total_heads == 2500


def test_what_cannot_be_covered_is_named_by_its_label():
    index = pd.date_range("2026-03-02 08:00", periods=3, freq="h", tz="UTC")
    required = pd.Series([2, 5, 1], index=index)
    shifts = [Shift(name="a", periods=(0, 1), most=3)]
    found = workforce.cover_demand(required, shifts=shifts)
    assert found.status == "infeasible"
    assert found.uncovered == (index[2],)
    assert found.shortfall.tolist() == [0, 2, 1]
    assert found.shortfall.index.equals(index)
    assert found.reachable.tolist() == [3, 3, 0]
    assert (found.total_heads, found.total_shortfall) == (3, 3)
    assert found.surplus.tolist() == [1, 0, 0]
    assert '"most"' not in found._repr_html_()


def test_prices_may_differ_by_period():
    shifts = [Shift(name="a", periods=(0,), cost=2), Shift(name="b", periods=(1,), cost=2)]
    found = workforce.cover_demand([1, 1], shifts=shifts, under_cost=[1, 3])
    assert (found.heads, found.objective) == ({"b": 1}, 3)
    half = workforce.cover_demand([0.5], shifts=[Shift(name="a", periods=(0,))])
    assert (half.heads, half.surplus.tolist()) == ({"a": 1}, [0.5])
    fuzzy = workforce.cover_demand([0.1 + 0.2 - 0.3 + 1], shifts=[Shift(name="a", periods=(0,))])
    assert (fuzzy.heads, fuzzy.total_shortfall) == ({"a": 1}, 0)


def test_part_time_is_limited():
    shifts = [
        Shift(name="full", periods=range(4), cost=8),
        Shift(name="am", periods=(0, 1), cost=4.4, contract="part-time"),
        Shift(name="pm", periods=(2, 3), cost=4.4, contract="part-time"),
    ]
    need = [3, 3, 1, 1]
    assert workforce.cover_demand(need, shifts=shifts).cost == pytest.approx(16.8)
    limited = workforce.cover_demand(need, shifts=shifts, limits={"part-time": 1})
    assert limited.heads == {"full": 2, "am": 1}


def test_nothing_to_do():
    assert workforce.cover_demand([0, 0], shifts=[]).heads == {}
    empty = workforce.cover_demand([], shifts=[Shift(name="a", periods=(), least=2, cost=3)])
    assert (empty.status, empty.heads, empty.objective) == ("optimal", {"a": 2}, 6)
    assert workforce.cover_demand([1], shifts=[]).status == "infeasible"
    free = workforce.cover_demand([0], shifts=[Shift(name="a", periods=(0,), cost=0)])
    assert (free.objective, free.gap) == (0, 0)
    least = Shift(name="a", periods=(0,), least=3, contract="x")
    broken = workforce.cover_demand([1], shifts=[least], limits={"x": 2})
    assert (broken.status, broken.heads) == ("infeasible", {"a": 3})


BAD = [
    ({"required": [[1]]}, "required must be one row of periods; got shape"),
    ({"required": [2e9]}, "required must be at most a billion heads; got 2000000000.0 at pos"),
    ({"required": [-1]}, "required must be finite, zero or more; got -1.0 at position 0"),
    ({"under_cost": math.inf}, "under_cost must be finite, zero or more; got inf"),
    ({"over_cost": [1, 2]}, "over_cost must be one number, or one for each of 1 periods; got sh"),
    ({"shifts": [{"name": "a"}]}, "shifts must be of the model Shift; got"),
    ({"shifts": [Shift(name="a", periods=(0,))] * 2}, "shifts must have names of their own; got"),
    (
        {"shifts": [Shift(name="a", periods=(1,))]},
        r"shifts\['a'\].periods must be below 1; got 1; a night that wraps goes on at 0",
    ),
    (
        {"limits": {"temp": 3}},
        "limits must name contracts of the shifts; got 'temp'; there are none",
    ),
    (
        {"shifts": [Shift(name="a", periods=(0,), contract="x")], "limits": {"x": -1}},
        r"limits\['x'\] must be a whole number, zero or more; got -1",
    ),
    ({"time_limit": 3}, "time_limit must say its unit; got 3"),
]


@pytest.mark.parametrize(("changed", "message"), BAD)
def test_bad_input_is_named(changed, message):
    given = {"required": [1], "shifts": [Shift(name="a", periods=(0,))]} | changed
    with pytest.raises(InputError, match=message):
        workforce.cover_demand(given.pop("required"), **given)


def test_shifts_are_facts():
    shift = Shift(name="a", periods=(0, 1), most=3, contract="x")
    assert Shift.model_validate_json(shift.model_dump_json()) == shift
    for fields, message in [
        ({"periods": (0, 0)}, "periods must name each period once"),
        ({"periods": (-1,)}, "greater than or equal to 0"),
        ({"periods": (0,), "least": 2, "most": 1}, "most must be at least 2; got 1"),
        ({"periods": (0,), "cost": -1}, "greater than or equal to 0"),
        ({"periods": (0,), "cost": math.inf}, "finite"),
    ]:
        with pytest.raises(ValidationError, match=message):
            Shift(name="a", **fields)


def test_where_presolve_stumbles_the_solver_tries_without(monkeypatch):
    import scipy.optimize
    from scipy.optimize import OptimizeResult

    real, asked = scipy.optimize.milp, []

    def stumbling(*args, **options):
        asked.append(options["options"].get("presolve", True))
        if asked[-1]:
            return OptimizeResult(status=4, x=None, fun=None, message="Solve error")
        return real(*args, **options)

    monkeypatch.setattr(scipy.optimize, "milp", stumbling)
    found = workforce.cover_demand([2, 1], shifts=[Shift(name="a", periods=(0, 1))])
    assert (found.status, found.objective, asked) == ("optimal", 2, [True, False])


@pytest.mark.parametrize(("found", "kept"), [(3, 2), (2, 2)])
def test_when_time_runs_out_the_better_of_two_covers_stays(monkeypatch, found, kept):
    import scipy.optimize
    from scipy.optimize import OptimizeResult

    stopped = OptimizeResult(status=1, x=np.array([float(found)]), mip_dual_bound=1.5)
    monkeypatch.setattr(scipy.optimize, "milp", lambda *args, **options: stopped)
    cover = workforce.cover_demand(
        [2, 1], shifts=[Shift(name="a", periods=(0, 1))], time_limit="1s"
    )
    assert (cover.status, cover.heads, cover.bound) == ("time limit", {"a": kept}, 1.5)
    assert cover.gap == pytest.approx((kept - 1.5) / kept)
