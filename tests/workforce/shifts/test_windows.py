"""Breaks that move, solved by counting them, against a column for every place of a break."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import workforce
from supportops.workforce import Shift
from supportops.workforce.shifts._windows import Window, dealt, windows_of


def variants(name, *, n, start, length, first, width, pause, **fields):
    """A shift on a ring of periods, once for each start of its break."""
    whole = [(start + k) % n for k in range(length)]
    out = []
    for late in range(width):
        gone = {(start + first + late + k) % n for k in range(pause)}
        out.append(
            Shift(
                name=f"{name} {late}",
                periods=tuple(sorted(set(whole) - gone)),
                variant_of=name,
                **fields,
            )
        )
    return out


@st.composite
def moving(draw):
    n = draw(st.integers(6, 12))
    shifts = []
    for k in range(draw(st.integers(1, 4))):
        length = draw(st.integers(5, n))
        pause = draw(st.integers(1, 2))
        width = draw(st.integers(1, length - pause - 1))
        first = draw(st.integers(0, length - pause - width + 1))
        width = min(width, length - pause - first + 1)
        shifts += variants(
            f"s{k}",
            n=n,
            start=draw(st.integers(0, n - 1)),
            length=length,
            first=first,
            width=width,
            pause=pause,
            cost=draw(st.sampled_from([1.0, 1.5, 2.0])),
            contract=draw(st.sampled_from(["", "part"])),
        )
    shifts.append(Shift(name="plain", periods=range(0, n, 2), cost=2.5))
    required = draw(st.lists(st.integers(0, 6), min_size=n, max_size=n))
    return required, shifts


@settings(max_examples=40)
@given(moving(), st.sampled_from([None, 0.7, 3.0]), st.sampled_from([0.0, 0.4]), st.booleans())
def test_counted_breaks_are_as_good_as_a_column_for_each(case, under, over, limited):
    required, shifts = case
    limits = {"part": 3} if limited and any(s.contract for s in shifts) else {}
    bare = [s.model_copy(update={"variant_of": ""}) for s in shifts]
    options = {"under_cost": under, "over_cost": over, "limits": limits}
    found = workforce.cover_demand(required, shifts=shifts, **options)
    plain = workforce.cover_demand(required, shifts=bare, **options)
    assert found.status == plain.status
    if plain.objective is None:
        assert found.total_shortfall == pytest.approx(plain.total_shortfall)
        assert found.cost == pytest.approx(plain.cost)
    else:
        assert found.objective == pytest.approx(plain.objective)
    at_work = np.zeros(len(required))
    for shift in shifts:
        at_work[list(shift.periods)] += found.heads.get(shift.name, 0)
    assert found.coverage.tolist() == at_work.tolist()


def test_variants_share_their_most():
    shifts = variants("a", n=8, start=0, length=8, first=2, width=4, pause=1, most=3)
    assert len(windows_of(shifts, 8)) == 1
    found = workforce.cover_demand([5] * 8, shifts=shifts)
    assert (found.status, found.total_heads) == ("infeasible", 3)


def test_what_is_no_window_keeps_its_columns():
    good = variants("a", n=8, start=0, length=8, first=2, width=4, pause=1)
    (window,) = windows_of(good, 8)
    assert (window.first, window.width, window.length) == (2, 4, 1)
    assert window.worked.tolist() == list(range(8))
    late = variants("a", n=8, start=5, length=8, first=1, width=4, pause=2)
    (window,) = windows_of(late[::-1], 8)
    assert (window.first, window.columns.tolist()) == (6, [3, 2, 1, 0])
    dear = [*good[:3], good[3].model_copy(update={"cost": 9.0})]
    gap = [good[0], good[2]]
    twice = [good[0], good[1], good[1].model_copy(update={"name": "again"})]
    whole = [s.model_copy(update={"periods": (0, 1)}) for s in good]
    uneven = [good[0], good[1].model_copy(update={"periods": (0, 1)})]
    torn = [
        s.model_copy(update={"periods": p}) for s, p in zip(good, [(1, 3), (0, 2)], strict=False)
    ]
    for other in (dear, gap, twice, whole, uneven, torn, good[:1]):
        assert windows_of(other, 8) == ()
    least = [s.model_copy(update={"least": 1}) for s in good]
    assert windows_of(least, 8) == ()


def test_counts_that_break_the_rules_are_not_dealt():
    window = Window(np.array([0, 1]), np.arange(6), 2, 2, 1)
    counted = [
        ([0, 0, 1, 1, 0, 0], 0, [(0, 1), (1, 1)]),
        ([0, 1, 1, 0, 0, 0], 0, None),  # before the window opens
        ([0, 0, 1, 0, 1, 0], 0, None),  # after it has closed
        ([0, 0, 1, 0, 0, 0], 0, None),  # one never goes
    ]
    for breaks, waiting, expected in counted:
        assert dealt([window], np.array([2]), np.array(breaks), waiting) == expected


def test_a_number_that_breaks_a_rule_falls_back_on_columns(monkeypatch):
    from supportops.workforce.shifts import _solver

    monkeypatch.setattr(_solver, "dealt", lambda *given: None)
    shifts = variants("a", n=8, start=0, length=8, first=2, width=4, pause=1)
    found = workforce.cover_demand([1] * 8, shifts=shifts)
    assert (found.status, found.total_heads) == ("optimal", 2)
