"""Whole tables agree with the clock of one ticket, to the microsecond."""

import pickle
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import sla
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError, SupportOpsWarning
from supportops.sla import lockplan, tables
from supportops.sla.definitions import TRIGGERS
from supportops.testing.strategies import histories, policies
from supportops.vocabulary import TicketEvent

COMPARED = (
    "metric", "cycle", "started_at", "ended_at", "end_reason", "target", "clock", "row",
    "elapsed", "elapsed_business", "elapsed_calendar", "paused", "paused_wall", "due_at",
    "state", "breached", "breached_at", "overdue", "remaining",
)  # fmt: skip
LOG = ["ticket_id", "at", "kind", "value", "actor", "public"]


@st.composite
def definitions(draw):
    triggers = st.lists(
        st.sampled_from([*TRIGGERS, "status on_hold", "status open"]), max_size=3, unique=True
    )
    some = triggers.filter(bool)
    return sla.ClockDefinition(
        start=draw(some), stop=draw(some), resume=draw(triggers), hold=draw(triggers),
        release=draw(triggers), pause=draw(st.sampled_from([(), ("on_hold",)])),
        once=draw(st.booleans()), unsolved=draw(st.booleans()), reopen=draw(st.booleans()),
        after=draw(st.sampled_from([None, None, "first_response", "ownership"])),
    )  # fmt: skip


@st.composite
def contracts(draw):
    """Policies with clocks of their own, and rows with calendars and pauses of their own."""
    policy = draw(policies())
    own = draw(st.dictionaries(st.sampled_from(["mine", "yours"]), definitions(), max_size=2))
    rows = []
    for row in policy.rows:
        fields = {
            "other": dict.fromkeys(own, draw(st.sampled_from(["90m", "20h calendar"]))),
            "calendar": draw(st.sampled_from([None, None, "a", "b"])),
            "group": draw(st.sampled_from([None, None, "east"])),
            "category": draw(st.sampled_from([None, None, None, "bug"])),
        }
        if draw(st.booleans()):
            fields["pauses"] = {"resolution": ("on_hold",), "first_response": ("open",)}
        rows.append(sla.SlaRow.model_validate({**row.model_dump(), **fields}))
    change = {
        "rows": tuple(rows),
        "definitions": own,
        "exclusions": draw(st.sampled_from([(), (sla.Exclusion(about="spam", category="spam"),)])),
    }
    return policy.model_copy(update=change)


@st.composite
def worlds(draw, most=4, strategy=contracts):
    policy = draw(strategy())
    found = []
    for _ in range(draw(st.integers(1, most))):
        events = list(draw(histories(policy)))
        at = events[0].at
        for kind, name in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(["assignee", "group", "category", "priority"]),
                    st.sampled_from(["east", "bug", "spam", "high", None]),
                ),
                max_size=4,
            )
        ):
            minutes = draw(st.one_of(st.just(0), st.integers(-600, 4_000)))
            when = at + timedelta(minutes=minutes)
            events.append(TicketEvent(ticket="T", at=when, kind=kind, value=name))
        found.append(events)
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
    return pd.DataFrame(rows, columns=LOG)


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
