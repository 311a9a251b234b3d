"""Whole tables agree with the clock of one ticket, to the microsecond."""

from datetime import UTC, datetime, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import sla
from supportops.testing.strategies import histories, policies

COMPARED = (
    "metric", "cycle", "started_at", "ended_at", "end_reason", "target", "clock", "row",
    "elapsed", "elapsed_business", "elapsed_calendar", "paused", "paused_wall", "due_at",
    "state", "breached", "breached_at", "overdue", "remaining",
)  # fmt: skip


@st.composite
def worlds(draw, most=4):
    policy = draw(policies())
    found = [draw(histories(policy)) for _ in range(draw(st.integers(1, most)))]
    last = max(event.at for events in found for event in events)
    first = min(events[0].at for events in found)
    now = draw(
        st.one_of(
            st.integers(0, 9_000).map(lambda m: last + timedelta(minutes=m)),
            st.integers(0, 9_000).map(lambda m: first + timedelta(minutes=m)),
        )
    )
    return policy, found, now


def log(found):
    rows = [
        {**event.model_dump(), "ticket_id": f"T{i}"}
        for i, events in enumerate(found)
        for event in events
    ]
    return pd.DataFrame(rows, columns=["ticket_id", "at", "kind", "value", "actor", "public"])


def plain(value):
    return None if value is None or value is pd.NaT or value != value else value


def from_table(frame):
    rows = {}
    for row in frame.to_dict("records"):
        key = (row["ticket_id"], row["metric"], row["cycle"])
        assert key not in rows
        rows[key] = {name: plain(row[name]) for name in (*COMPARED, "earlier_breaches", "doubtful")}
    return rows


def from_replay(policy, found, now):
    rows = {}
    for i, events in enumerate(found):
        for period in sla.replay(events, policy=policy, now=now):
            row = {name: getattr(period, name) for name in COMPARED}
            row["earlier_breaches"] = len(period.earlier_breaches)
            row["doubtful"] = "depends on days whose holidays are not known" in period.flags
            rows[f"T{i}", period.metric, period.cycle] = row
    return rows


@settings(max_examples=60)
@given(worlds())
def test_tables_agree_with_replay(world):
    policy, found, now = world
    got = from_table(sla.periods(None, log(found), policy=policy, now=now))
    wanted = from_replay(policy, found, now)
    assert got.keys() == wanted.keys()
    for key, row in wanted.items():
        assert got[key] == row, key
