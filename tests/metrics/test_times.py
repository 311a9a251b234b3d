from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError

EPOCH = pd.Timestamp("2026-01-01", tz="UTC")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def tickets(rows):
    """Rows of hours since the epoch: created, answered, resolved; and reopenings."""
    frame = pd.DataFrame(
        rows, columns=["created_at", "first_response_at", "resolved_at", "reopens"]
    )
    for column in ("created_at", "first_response_at", "resolved_at"):
        hours = frame[column].astype(float)
        frame[column] = EPOCH + pd.to_timedelta(hours, unit="h")
    frame["reopens"] = frame["reopens"].astype(float)
    return frame.assign(ticket_id=range(len(frame)))


TABLE = tickets([(0, 1, 10, 0), (5, 8, None, 1), (6, None, None, 0), (700, 702, 710, 2)])


def test_first_response_leaves_the_unanswered_out_and_counts_them():
    answer = metrics.first_response_time(TABLE)
    assert answer.value == pytest.approx(2 * 3600)
    assert (answer.n, answer.missing, answer.unit) == (3, 1, "s")
    low, high = answer.interval(0.95).low, answer.interval(0.95).high
    assert low < 7200 < high


def test_resolution_is_censored_while_tickets_are_open():
    answer = metrics.time_to_resolution(TABLE, quantile=0.5)
    assert (answer.value, answer.n, answer.missing) == (10 * 3600, 2, 2)
    assert "censored" in answer.flags
    done = metrics.time_to_resolution(TABLE.iloc[[0, 3]], quantile="50%")
    assert "censored" not in done.flags


def test_reopen_rate_counts_a_ticket_that_is_open_again():
    answer = metrics.reopen_rate(TABLE)
    assert (answer.value, answer.n) == (pytest.approx(2 / 3), 3)


@pytest.mark.parametrize(
    ("now", "open_tickets", "there"), [(datetime(2026, 1, 1, 7, tzinfo=UTC), 3, 3), (NOW, 2, 4)]
)
def test_backlog_is_what_is_open_at_an_instant(now, open_tickets, there):
    answer = metrics.backlog(TABLE, now=now)
    assert (answer.value, answer.n, answer.missing) == (open_tickets, there, 4 - there)


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=60))
def test_monthly_volume_is_the_mean_over_whole_months(hours):
    frame = tickets([(h, None, None, 0) for h in hours])
    answer = metrics.monthly_volume(frame)
    created = frame["created_at"].dt.tz_localize(None).dt.to_period("M")
    months = pd.period_range(created.min(), created.max(), freq="M")
    counts = [int((created == month).sum()) for month in months][1:-1]
    if counts:
        assert answer.value == pytest.approx(np.mean(counts))
        assert answer.n == len(counts)
    else:
        assert "no_whole_month" in answer.flags
        assert answer.value > 0


def test_no_tickets_have_no_figures_but_a_reason():
    empty = TABLE.iloc[:0]
    answers = [
        metrics.first_response_time(empty),
        metrics.time_to_resolution(empty, quantile=0.9),
        metrics.reopen_rate(empty),
        metrics.monthly_volume(empty),
    ]
    assert [a.value for a in answers] == [None] * 4
    assert all(a.reason for a in answers)
    assert metrics.backlog(empty, now=NOW).value == 0


def test_other_headings_are_named():
    other = TABLE.rename(columns={"created_at": "opened"})
    answer = metrics.first_response_time(other, columns={"created_at": "opened"})
    assert answer.value == metrics.first_response_time(TABLE).value


@pytest.mark.parametrize(
    ("change", "ask", "message"),
    [
        (
            {"created_at": pd.NaT},
            metrics.first_response_time,
            r"created_at must be there in every row",
        ),
        (
            {"first_response_at": EPOCH - pd.Timedelta(hours=1)},
            metrics.first_response_time,
            (
                r"tickets.first_response_at must not lie before created_at; got -3600 s at position 0 "
                r"\(4 of 4 break this\)"
            ),
        ),
        ({"reopens": -1.0}, metrics.reopen_rate, r"tickets.reopens must be zero or more; got -1.0"),
        ({"reopens": "often"}, metrics.reopen_rate, r"tickets.reopens must hold numbers"),
    ],
)
def test_bad_tables_say_what_is_wrong(change, ask, message):
    frame = TABLE.copy()
    for column, value in change.items():
        if value is pd.NaT:
            frame.loc[1, column] = value
        elif column == "first_response_at":
            frame[column] = frame["created_at"] - pd.Timedelta(hours=1)
        else:
            frame[column] = value
    with pytest.raises(InputError, match=message):
        ask(frame)


def test_a_backlog_has_an_instant():
    with pytest.raises(InputError, match="now must be"):
        metrics.backlog(TABLE, now=None)
    with pytest.raises(InputError, match="timezone must be a zone"):
        metrics.monthly_volume(TABLE, timezone="Mars/Olympus")
