"""Answers that reach beyond the known holidays say so."""

import warnings
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from supportops.calendars import (
    BusinessCalendar,
    add_business_days,
    business_days_between,
    compiled,
    due_at,
    elapsed,
    in_zone,
    is_open,
    next_business_day,
    next_close,
    next_open,
    open_spans,
    union,
)
from supportops.errors import SupportOpsWarning

KNOWN = BusinessCalendar(
    timezone="America/New_York",
    hours={"mon-fri": [("09:00", "18:00")]},
    holidays=[date(2026, 12, 25)],
    holidays_known_until=date(2026, 12, 31),
)
BEFORE = datetime(2026, 12, 31, 22, tzinfo=UTC)  # 17:00, an hour before closing
AFTER = datetime(2027, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "ask",
    [
        lambda at: elapsed(BEFORE - timedelta(days=9), at, calendar=KNOWN),
        lambda at: elapsed([BEFORE], [at], calendar=KNOWN),
        lambda at: elapsed([at], [BEFORE], calendar=[KNOWN]),
        lambda at: due_at(at, "1h", calendar=KNOWN),
        lambda at: due_at(pd.Series([at]), "1h", calendar=KNOWN),
        lambda at: is_open(at, calendar=KNOWN),
        lambda at: next_open(at, calendar=KNOWN),
        lambda at: next_close(at, calendar=KNOWN),
        lambda at: open_spans(BEFORE, at, calendar=KNOWN),
        lambda at: business_days_between(BEFORE, at, calendar=KNOWN),
        lambda at: elapsed(BEFORE, at, calendar=union(KNOWN, in_zone(KNOWN, "Asia/Tokyo"))),
    ],
    ids=list("abcdefghijk"),
)
def test_an_answer_beyond_the_known_holidays_warns(ask):
    with pytest.warns(
        SupportOpsWarning,
        match=r"must lie within the known holidays to be certain; got one at 2027-01-0\dT.*, they "
        r"are known until (2027-01-01T05:00:00|2026-12-31T15:00:00) \(UTC\)",
    ) as caught:
        ask(AFTER)
    # One for a call, at the line of the caller.
    assert len(caught) == 1
    assert caught[0].filename == __file__


def test_an_answer_within_the_known_holidays_is_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert elapsed(BEFORE, BEFORE + timedelta(hours=2), calendar=KNOWN) == timedelta(hours=1)
        assert due_at(BEFORE, "1h", calendar=KNOWN) == BEFORE + timedelta(hours=1)
        assert is_open([BEFORE], calendar=KNOWN).tolist() == [True]
        nothing = np.array([], dtype="M8[us]")
        assert elapsed(nothing, nothing, calendar=KNOWN).size == 0


def test_an_answer_may_lie_beyond_where_its_start_does_not():
    for ask in (
        lambda: due_at(BEFORE, "2h", calendar=KNOWN),
        lambda: due_at([BEFORE], "2h", calendar=KNOWN),
        lambda: next_business_day(BEFORE, calendar=KNOWN),
        lambda: add_business_days(BEFORE, 1, calendar=KNOWN),
    ):
        with pytest.warns(SupportOpsWarning, match="known until 2027-01-01T05:00:00"):
            ask()
    never = BusinessCalendar(timezone="UTC", holidays_known_until=date(2026, 12, 31))
    with pytest.warns(SupportOpsWarning, match="known holidays"):
        assert due_at(BEFORE, "1h", calendar=never) is None


def test_rows_without_doubt_do_not_warn_for_others():
    endless = KNOWN.model_copy(update={"holidays_known_until": None})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        elapsed([BEFORE, BEFORE], [BEFORE, AFTER], calendar=[KNOWN, endless])


def test_where_doubt_begins():
    assert compiled(KNOWN).doubtful_from == 1_798_779_600_000_000  # midnight in New York
    assert compiled(union(KNOWN)).doubtful_from == 1_798_779_600_000_000
    for_ever = KNOWN.model_copy(update={"holidays_known_until": date(9999, 12, 31)})
    assert compiled(for_ever).doubtful_from is None
    assert compiled(union(for_ever, for_ever)).doubtful_from is None
