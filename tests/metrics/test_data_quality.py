from datetime import UTC, datetime

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.tickets import read_history

AT = pd.to_datetime(["2026-03-20 09:00", "2026-03-20 10:00", "2026-03-20 11:00"], utc=True)


def log(days, kinds=None, ticket=1):
    at = pd.to_datetime(days, utc=True)
    return pd.DataFrame({"ticket_id": ticket, "at": at, "kind": kinds or ["message"] * len(days)})


def found(quality):
    return {check.code: check.count for check in quality.findings}


def test_contradictions_of_tickets_are_counted():
    frame = pd.DataFrame(
        {
            "ticket_id": [1, 2, 3, 3, 5, 5],
            "created_at": [AT[1], AT[1], AT[0], AT[0], AT[0], pd.NaT],
            "first_response_at": [AT[0], AT[2], AT[1], AT[1], pd.NaT, pd.NaT],
            "resolved_at": [AT[0], AT[1], AT[2], AT[2], pd.NaT, pd.NaT],
            "closed_at": [AT[2], AT[0], AT[2], AT[2], pd.NaT, pd.NaT],
        }
    )
    quality = metrics.ticket_quality(frame, now=datetime(2026, 3, 20, 10, 30, tzinfo=UTC))
    assert found(quality) == {
        "no-creation": 1,
        "duplicate-rows": 1,
        "repeated-identity": 1,
        "response-before-creation": 1,
        "resolved-before-creation": 1,
        "resolved-before-response": 1,
        "closed-before-resolved": 1,
        "in-the-future": 4,
    }
    assert quality.findings[0].examples == ("5",)
    assert "| It was resolved before it came in. | 1 | 6 | 1 |" in quality.to_markdown().replace(
        "\\", ""
    )
    assert quality.to_frame()["count"].sum() == 11


def test_a_clean_table_says_so():
    frame = pd.DataFrame({"ticket_id": [1], "created_at": [AT[0]]})
    quality = metrics.ticket_quality(frame)
    assert quality.findings == ()
    assert quality.to_markdown() == "Nothing was found in 1 rows."
    assert metrics.ticket_quality(frame.iloc[:0]).rows == 0


def test_events_after_the_end_and_out_of_order():
    events = pd.concat(
        [
            log(["2026-03-20", "2026-03-22", "2026-03-21", "2026-03-25"],
                ["created", "message", "closed", "message"]),
            log(["2026-03-20", "2026-03-20"], ["created", "closed"], ticket=2),
            log(["2026-03-20", "2026-03-20"], ["created", "created"], ticket=3),
        ],
        ignore_index=True,
    )  # fmt: skip
    quality = metrics.event_quality(events, terminal=["closed"])
    assert found(quality) == {"duplicate-rows": 1, "out-of-order": 1, "after-terminal": 1}
    assert found(metrics.event_quality(events)) == {"duplicate-rows": 1, "out-of-order": 1}
    assert metrics.event_quality(events.iloc[:0], terminal=["closed"]).findings == ()


def test_a_swapped_date_is_told_where_it_breaks_the_order():
    events = log(["2026-03-02", "2026-04-03", "2026-03-05", "2026-03-09"])
    assert metrics.swapped_dates(events).tolist() == [False, True, False, False]
    # Nothing to exchange: days above twelve, or the same number.
    assert not metrics.swapped_dates(log(["2026-03-20", "2026-03-19"])).any()
    assert not metrics.swapped_dates(log(["2026-04-04", "2026-03-19"])).any()
    # In order already: nothing is out of the ordinary.
    assert not metrics.swapped_dates(log(["2026-03-02", "2026-04-03"])).any()
    gaps = log(["2026-03-02", None, "2026-04-03", "2026-03-05"])
    assert metrics.swapped_dates(gaps).tolist() == [False, False, True, False]


def test_the_zone_of_the_log_decides_the_day():
    # 2 April in Auckland is 1 April in London.
    events = log(["2026-02-03T12:00", "2026-04-01T12:30", "2026-02-05T12:00"])
    here = metrics.swapped_dates(events, timezone="Pacific/Auckland")
    assert here.tolist() == [False, True, False]


def test_rows_of_tickets_whose_dates_are_swapped():
    frame = pd.DataFrame(
        {
            "ticket_id": [1, 2, 3],
            "created_at": pd.to_datetime(["2026-04-03", "2026-03-20", "2026-03-04"], utc=True),
            "resolved_at": pd.to_datetime(["2026-03-05", "2026-03-19", "2026-03-05"], utc=True),
        }
    )
    assert found(metrics.ticket_quality(frame)) == {
        "resolved-before-creation": 2,
        "day-month-swapped": 1,
    }


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=7))
def test_the_fewest_exchanges_are_found(dates):
    events = log([f"2026-{month:02}-{day:02}" for month, day in dates])
    marks = metrics.swapped_dates(events).to_numpy()
    own = [month * 100 + day for month, day in dates]
    other = [day * 100 + month for month, day in dates]

    def ordered(choice):
        line = [o if c else m for m, o, c in zip(own, other, choice, strict=True)]
        return line == sorted(line)

    every = [
        [bool(k >> i & 1) for i in range(len(own))]
        for k in range(2 ** len(own))
        if not any(k >> i & 1 and own[i] == other[i] for i in range(len(own)))
    ]
    ways = [sum(choice) for choice in every if ordered(choice)]
    if not ways:
        assert not marks.any()
    else:
        assert ordered(marks)
        assert marks.sum() == min(ways)


def read_log(shared_data):
    frame = pd.read_csv(shared_data("event_log/helpdesk.csv"))
    frame["at"] = pd.to_datetime(
        frame["Complete Timestamp"], format="%Y/%m/%d %H:%M:%S.%f"
    ).dt.tz_localize("UTC")
    return frame.rename(columns={"Case ID": "ticket_id", "Activity": "kind"})


def test_a_swapped_copy_of_a_real_log(shared_data):
    events = read_log(shared_data)
    assert not metrics.swapped_dates(events).any()
    rng = np.random.default_rng(11)
    local = events["at"].dt.tz_localize(None)
    can = ((local.dt.day <= 12) & (local.dt.day != local.dt.month)).to_numpy()
    chosen = can & (rng.random(len(events)) < 0.05)
    swapped = local.copy()
    part = local[chosen]
    dates = pd.to_datetime({"year": part.dt.year, "month": part.dt.day, "day": part.dt.month})
    swapped[chosen] = dates + (part - part.dt.normalize())
    copy = events.assign(at=swapped.dt.tz_localize("UTC"))
    marks = metrics.swapped_dates(copy).to_numpy()
    assert chosen.sum() > 300
    # Nearly every mark is a date that was swapped, and most of the swapped ones are found.
    assert (marks & chosen).sum() / marks.sum() > 0.9
    assert (marks & chosen).sum() / chosen.sum() > 0.6
    quality = metrics.event_quality(copy, terminal=["Closed"])
    assert found(quality)["day-month-swapped"] == marks.sum()
    assert found(quality)["out-of-order"] > 0


def test_a_real_log_gives_a_full_report(shared_data):
    events = read_log(shared_data)
    quality = metrics.event_quality(events, terminal=["Closed"])
    assert found(quality)["duplicate-rows"] == 127
    assert found(quality)["after-terminal"] > 0
    assert "out-of-order" not in found(quality)
    history = read_history(
        events,
        meanings={
            "first_response": ["Take in charge ticket"],
            "reopened": ["Take in charge ticket"],
            "resolved": ["Resolve ticket"],
            "closed": ["Closed"],
        },
    )
    frame = history.tickets
    tickets = metrics.ticket_quality(frame)
    assert tickets.rows == 4580
    table = metrics.report(frame, period="year")
    assert set(table["metric"]) == {
        "volume.tickets",
        "frt.mean",
        "frt.quantile[0.5]",
        "ttr.mean",
        "ttr.quantile[0.5]",
        "ttr.quantile[0.9]",
        "resolution.rate",
        "reopen.by_ticket",
        "backlog.open",
    }
    volume = table[table["metric"] == "volume.tickets"]
    assert volume["value"].sum() == len(frame)
