from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import metrics
from supportops.calendars import BusinessCalendar
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


def test_open_tickets_enter_at_their_age():
    answer = metrics.time_to_resolution(TABLE, quantile=0.5)
    assert (answer.value, answer.n, answer.missing) == (10 * 3600, 4, 0)
    assert answer.definition == "ttr.quantile[0.5]"
    assert {"censored", "small_n"} <= set(answer.flags)
    late = metrics.time_to_resolution(TABLE, quantile="90%")
    assert late.value is None
    assert "beyond follow-up" in late.reason
    done = metrics.time_to_resolution(TABLE.iloc[[0, 3]], quantile="50%")
    assert "censored" not in done.flags


def test_the_median_of_the_closed_ones_is_too_short():
    rng = np.random.default_rng(3)
    hours = rng.permutation(np.r_[rng.exponential(8, 1000), rng.exponential(288, 1000)])
    created = rng.uniform(0, 28 * 24, 2000)
    ended = np.where(created + hours <= 28 * 24, created + hours, np.nan)
    frame = tickets([(c, None, e, 0) for c, e in zip(created, ended, strict=True)])
    end = EPOCH + pd.Timedelta(days=28)
    closed = metrics.closed_time_to_resolution(frame, quantile=0.5)
    whole = metrics.time_to_resolution(frame, quantile=0.5, now=end)
    truth = float(np.median(hours)) * 3600
    assert closed.value < 0.65 * truth
    assert abs(whole.value - truth) < 0.15 * truth
    assert closed.flags == ("censored",)
    assert (closed.missing_label, closed.missing) == ("still open", int(np.isnan(ended).sum()))
    assert (
        "censored"
        not in metrics.closed_time_to_resolution(
            frame.dropna(subset=["resolved_at"]), quantile=0.5
        ).flags
    )


@pytest.mark.fact("metrics-formula-frt")
def test_mean_first_response_and_its_limits():
    frame = tickets([(0, 0.5, None, 0), (0, 1.5, None, 0), (0, None, None, 0)])
    answer = metrics.first_response_time(frame)
    assert (answer.value, answer.missing, answer.missing_label) == (3600, 1, "unanswered")
    assert "censored" in answer.flags
    band = next(
        b for b in metrics.preset("support-operations") if b.metric == "first_response_time"
    )
    assert [metrics.grade(60 * h, band) for h in (0.99, 1, 4, 4.01)] == [
        "on_target",
        "watch",
        "watch",
        "warning",
    ]


@pytest.mark.fact("metrics-formula-ttr")
def test_mean_resolution_over_the_resolved_and_its_limits():
    frame = tickets([(0, 1, 10, 0), (0, 1, 30, 0), (0, 1, None, 0)])
    answer = metrics.mean_time_to_resolution(frame)
    assert (answer.value, answer.n, answer.missing) == (20 * 3600, 2, 1)
    assert "censored" in answer.flags
    assert "censored" not in metrics.mean_time_to_resolution(frame.iloc[:2]).flags
    band = next(b for b in metrics.preset("support-operations") if b.metric == "time_to_resolution")
    assert [metrics.grade(60 * h, band) for h in (23.9, 24, 72, 72.1)] == [
        "on_target",
        "watch",
        "watch",
        "warning",
    ]


def test_the_unanswered_wait_too():
    answer = metrics.first_response_quantile(TABLE, quantile=0.5, now=NOW)
    assert answer.value == 2 * 3600
    assert answer.definition == "frt.quantile[0.5]"
    early = metrics.time_to_resolution(
        TABLE.iloc[:3], quantile=0.5, now=EPOCH + pd.Timedelta(hours=8)
    )
    assert early.value is None
    with pytest.raises(
        InputError,
        match="now must not lie before created_at; got a ticket created later at position 3",
    ):
        metrics.time_to_resolution(TABLE, quantile=0.5, now=EPOCH + pd.Timedelta(hours=8))
    empty = metrics.time_to_resolution(TABLE.iloc[:0], quantile=0.5)
    assert (empty.value, empty.reason) == (None, "no observations")


def log(rows):
    frame = pd.DataFrame(rows, columns=["ticket_id", "at", "actor", "public"])
    frame["at"] = EPOCH + pd.to_timedelta(frame["at"], unit="h")
    return frame.assign(kind="message")


def test_next_responses_start_at_the_oldest_unanswered_message():
    events = log(
        [
            (1, 0, "customer", True),
            (1, 1, "agent", True),
            (1, 2, "customer", True),
            (1, 3, "customer", True),
            (1, 4, "agent", False),
            (1, 5, "bot", True),
            (1, 6, "agent", True),
            (1, 7, "agent", True),
            (2, 0, "agent", True),
            (2, 1, "customer", True),
            (3, 0, "customer", True),
        ]
    )
    answer = metrics.next_response_time(events.sample(frac=1, random_state=1))
    assert (answer.value, answer.n, answer.missing) == (4 * 3600, 1, 1)
    assert answer.flags == ("small_n", "censored")
    assert metrics.next_response_time(events.iloc[:0]).reason == "no observations"


def test_reopen_rate_counts_a_ticket_that_is_open_again():
    answer = metrics.reopen_rate(TABLE)
    assert (answer.value, answer.n) == (pytest.approx(2 / 3), 3)


@pytest.mark.parametrize(
    ("now", "open_tickets", "there"), [(datetime(2026, 1, 1, 7, tzinfo=UTC), 3, 3), (NOW, 2, 4)]
)
def test_backlog_is_what_is_open_at_an_instant(now, open_tickets, there):
    answer = metrics.backlog(TABLE, now=now)
    assert (answer.value, answer.n, answer.missing) == (open_tickets, there, 4 - there)


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
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
        (
            {"reopens": -1.0},
            metrics.reopen_rate,
            r"tickets.reopens must be whole, zero or more; got -1 at position 0",
        ),
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


OFFICE = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})


def test_business_time_stops_at_night():
    # The first of January 2026 is a Thursday: 8 to 10 is one hour, to Monday 10 is 8 + 8 + 1.
    frame = tickets([(8, 10, 10, 0), (8, 106, 106, 0), (16, None, None, 0)])
    first = metrics.first_response_time(frame, calendar=OFFICE)
    assert (first.value, first.definition) == (9 * 3600, "frt.mean[business clock]")
    mean = metrics.mean_time_to_resolution(frame, calendar=OFFICE)
    assert (mean.value, mean.definition) == (9 * 3600, "ttr.mean[business clock]")
    closed = metrics.closed_time_to_resolution(frame, quantile=0.5, calendar=OFFICE)
    assert (closed.value, closed.definition) == (
        9 * 3600,
        "ttr.closed_quantile[0.5, business clock]",
    )
    all_ = metrics.time_to_resolution(frame, quantile=0.5, calendar=OFFICE)
    assert (all_.value, all_.definition) == (17 * 3600, "ttr.quantile[0.5, business clock]")
    table = metrics.report(frame, metrics=["ttr.mean", "ttr.quantile[0.5]"], calendar=OFFICE)
    assert table["value"].tolist() == [9 * 3600, 17 * 3600]


def test_a_ticket_that_is_there_twice_is_flagged():
    twice = pd.concat([TABLE, TABLE.iloc[:1]])
    for answer in (
        metrics.first_response_time(twice),
        metrics.mean_time_to_resolution(twice),
        metrics.time_to_resolution(twice, quantile=0.5),
        metrics.closed_time_to_resolution(twice, quantile=0.5),
        metrics.reopen_rate(twice),
        metrics.backlog(twice, now=NOW),
    ):
        assert "repeated_tickets" in answer.flags
    table = metrics.report(twice, metrics=["ttr.mean"])
    assert "repeated_tickets" in table["flags"].iloc[0]
    assert "repeated_tickets" not in metrics.report(TABLE)["flags"].iloc[0]
