from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from supportops.errors import InputError
from supportops.feedback import top_themes, week_counts

END = datetime(2026, 3, 16, tzinfo=UTC)


def test_two_weeks_of_tickets():
    hours = [0, 1, 167, 168, 169, 336, 337, 5]
    frame = pd.DataFrame(
        {
            "created_at": [pd.Timestamp(END) - timedelta(hours=h) for h in hours],
            "category": ["end", "a", "a", "a", "b", "b", "old", None],
        }
    )
    counts = week_counts(frame, now=END)
    # The end is outside; 168 hours before it is inside; 336 the start of the week before.
    assert counts.this_week == {"a": 3}
    assert counts.last_week == {"b": 2}
    assert counts.uncategorized == 1
    named = frame.rename(columns={"category": "Topic"})
    assert week_counts(named, now=END, columns={"category": "Topic"}) == counts
    assert week_counts(frame.iloc[:0], now=END).this_week == {}


def test_small_numbers_are_not_clear():
    rows = top_themes(
        {"few": 4, "many": 40, "new": 3, "gone": 0}, last_week={"few": 2, "many": 20}, top=4
    )
    assert [(t.name, t.before, t.change, t.clear) for t in rows] == [
        ("many", 20, 1.0, True), ("few", 2, 1.0, False), ("new", 0, None, False),
        ("gone", 0, None, False),
    ]  # fmt: skip
    assert rows[2].high is None
    assert (rows[3].low, rows[3].high) == (None, None)
    assert len(top_themes({"a": 1, "b": 1, "c": 1, "d": 1}, last_week={})) == 3
    assert [t.name for t in top_themes({"b": 1, "a": 1}, last_week={})] == ["a", "b"]


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_clear_change_is_one_that_an_exact_test_sees(now, then):
    (theme,) = top_themes({"x": now}, last_week={"x": then})
    if not now + then:
        return
    tail = min(binom.cdf(now, now + then, 0.5), binom.sf(now - 1, now + then, 0.5))
    assert theme.clear == (tail < 0.025)
    if theme.change is not None:
        assert theme.low - 1e-9 <= theme.change
        assert theme.high is None or theme.change <= theme.high + 1e-9


def test_counts_are_whole():
    with pytest.raises(InputError, match=r"this_week\['x'\] must be a whole number"):
        top_themes({"x": 0.5}, last_week={})
    with pytest.raises(InputError, match=r"last_week\['x'\] must be a whole number"):
        top_themes({}, last_week={"x": -1})
