from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import tiers
from supportops.errors import InputError
from supportops.tiers import check_shares, split_headcount, staffing_ratio

BOOK = tiers.preset("support-operations")


@pytest.mark.fact("tiers-staffing-ratios")
@pytest.mark.parametrize(
    ("stage", "parts"),
    [
        ("early", (5, 2, 1)),
        ("growth", (8, 3, 1)),
        ("scale", (10, 3, 1)),
        ("enterprise_focus", (6, 4, 2)),
    ],
)
def test_staffing_ratios(stage, parts):
    assert staffing_ratio(stage) == dict(zip(("L1", "L2", "L3"), parts, strict=True))


def test_a_ratio_is_the_callers_own_copy():
    staffing_ratio("early")["L1"] = 99
    assert staffing_ratio("early")["L1"] == 5
    with pytest.raises(
        InputError,
        match="stage must be one of early, growth, scale or enterprise_focus; got 'late'",
    ):
        staffing_ratio("late")


@pytest.mark.fact("tiers-staffing-ratios", "playbook-skill-example-tiers")
@pytest.mark.parametrize(
    ("heads", "stage", "expected"),
    [
        (8, "early", (5, 2, 1)),
        (28, "scale", (20, 6, 2)),
        (10, "early", (6, 3, 1)),
        (0, "early", (0, 0, 0)),
    ],
)
def test_heads_by_tier(heads, stage, expected):
    assert tuple(split_headcount(heads, staffing_ratio(stage)).values()) == expected


def test_ties_go_to_the_tier_that_stands_first():
    assert split_headcount(1, {"A": 1, "B": 1}) == {"A": 1, "B": 0}
    assert split_headcount(np.int64(10**9), {"A": np.int64(10**12), "B": 10**12}) == {
        "A": 5 * 10**8,
        "B": 5 * 10**8,
    }


@given(
    st.integers(0, 10**7),
    st.dictionaries(st.text(max_size=3), st.integers(0, 1000), min_size=1, max_size=6).filter(
        lambda r: sum(r.values())
    ),
)
def test_a_split_conserves_heads_and_keeps_the_quota(heads, ratio):
    answer = split_headcount(heads, ratio)
    assert sum(answer.values()) == heads
    whole = sum(ratio.values())
    for name, part in ratio.items():
        assert abs(answer[name] - Fraction(heads * part, whole)) < 1
        assert part or not answer[name]


@pytest.mark.parametrize(
    ("heads", "ratio", "message"),
    [
        (-1, {"A": 1}, "heads must be a whole number, zero or more; got -1"),
        (2.5, {"A": 1}, "heads must be a whole number"),
        (True, {"A": 1}, "heads must be a whole number"),
        (2, {}, "ratio must have a part above zero; got {}"),
        (2, {"A": 0}, "ratio must have a part above zero"),
        (2, {"A": -1, "B": 3}, "ratio.* must "),
        (2, {"A": 1.5}, "ratio.* must "),
        (2, [5, 2, 1], "ratio.* must "),
    ],
)
def test_bad_splits(heads, ratio, message):
    with pytest.raises(InputError, match=message):
        split_headcount(heads, ratio)


@pytest.mark.fact("tiers-core-model")
@pytest.mark.parametrize(
    ("name", "share", "status"),
    [
        ("L1", 0.59, "below"), ("L1", 0.60, "inside"), ("L1", 0.80, "inside"), ("L1", 0.81, "above"),
        ("L2", 0.14, "below"), ("L2", 0.15, "inside"), ("L2", 0.25, "inside"), ("L2", 0.26, "above"),
        ("L3", 0.0, "inside"), ("L3", 0.049, "inside"), ("L3", 0.05, "above"),
    ],
)  # fmt: skip
def test_bands(name, share, status):
    (row,) = check_shares({name: share}, structure=BOOK)
    assert (row.tier, row.share, row.status) == (name, share, status)


def test_self_service_is_no_share_of_tickets():
    assert check_shares({"L0": "30%"}, structure=BOOK) == ()
    assert check_shares({}, structure=BOOK) == ()


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ({"L1": 0.8, "L2": 0.3}, "shares must sum to at most 1; got 1.1 for L1 and L2"),
        ({"L1": 65}, r'shares\[L1\] must be a share from 0 to 1; got 65; write 0.65 or "65%"'),
        ({"L7": 0.5}, "support tier must be one of"),
        ({"L1": float("nan")}, "must be a share from 0 to 1"),
    ],
)
def test_bad_shares(shares, message):
    with pytest.raises(InputError, match=message):
        check_shares(shares, structure=BOOK)
