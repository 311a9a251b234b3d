"""Covers against every possible cover: hundreds of small ones, hard, soft, capped and limited."""

import math
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
    """Every choice of heads within the rules, up to `top` on a shift."""
    for heads in product(range(top + 1), repeat=len(shifts)):
        pairs = list(zip(shifts, heads, strict=True))
        if any(h < s.least or (s.most is not None and h > s.most) for s, h in pairs):
            continue
        if any(sum(h for s, h in pairs if s.contract == c) > most for c, most in limits.items()):
            continue
        variants = [(s, h) for s, h in pairs if s.variant_of and s.most is not None]
        if variants and sum(h for _, h in variants) > min(s.most for s, _ in variants):
            continue
        yield heads


def coverage(shifts, heads, n):
    out = np.zeros(n)
    for shift, number in zip(shifts, heads, strict=True):
        out[list(shift.periods)] += number
    return out


@settings(max_examples=150)
@given(covers())
def test_a_hard_cover_is_the_best_of_all(case):
    required, shifts, limits = case
    need = np.array(required, dtype=float)
    found = workforce.cover_demand(required, shifts=shifts, limits=limits)
    top = max(required)
    costs = {
        sum(h * s.cost for s, h in zip(shifts, heads, strict=True))
        for heads in allowed(shifts, limits, max(top, 1))
        if (coverage(shifts, heads, len(need)) >= need).all()
    }
    heads = [found.heads.get(s.name, 0) for s in shifts]
    assert found.coverage.tolist() == coverage(shifts, heads, len(need)).tolist()
    assert found.cost == pytest.approx(sum(h * s.cost for s, h in zip(shifts, heads, strict=True)))
    if costs:
        assert found.status == "optimal"
        assert found.objective == pytest.approx(min(costs))
        assert (found.gap, found.total_shortfall) == (0, 0)
        return
    assert (found.status, found.objective, found.bound, found.gap) == ("infeasible", None) + (
        None,
    ) * 2
    lacks = [
        (
            float(np.maximum(need - coverage(shifts, h, len(need)), 0).sum()),
            sum(k * s.cost for s, k in zip(shifts, h, strict=True)),
        )
        for h in allowed(shifts, limits, max(top, 1))
    ]
    if lacks:
        assert (found.total_shortfall, found.cost) == pytest.approx(min(lacks))


@settings(max_examples=150)
@given(covers(), st.sampled_from([0.0, 0.4, 1.0, 3.0]), st.sampled_from([0.0, 0.3, 1.0]))
def test_a_priced_cover_is_the_best_of_all(case, under, over):
    required, shifts, limits = case
    need = np.array(required, dtype=float)
    found = workforce.cover_demand(
        required, shifts=shifts, limits=limits, under_cost=under, over_cost=over
    )
    best = math.inf
    for heads in allowed(shifts, limits, max(*required, 1)):
        gap = need - coverage(shifts, heads, len(need))
        price = sum(h * s.cost for s, h in zip(shifts, heads, strict=True))
        price += under * np.maximum(gap, 0).sum() + over * np.maximum(-gap, 0).sum()
        best = min(best, price)
    if best < math.inf:
        assert found.status == "optimal"
        assert found.objective == pytest.approx(best)
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
    if tuple(s.least for s in shifts) in set(allowed(shifts, limits, 2)):
        assert tuple(heads.tolist()) in set(allowed(shifts, limits, 20 if len(shifts) < 3 else 9))
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
