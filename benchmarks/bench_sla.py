"""The clock on one ticket, against a floor of the same run: plain additions of timedeltas."""

from datetime import UTC, datetime, timedelta

import pytest

from supportops import sla
from supportops.calendars import BusinessCalendar
from supportops.vocabulary import TicketEvent

START = datetime(2026, 3, 2, 14, tzinfo=UTC)
OFFICE = BusinessCalendar(timezone="America/New_York", hours={"mon-fri": [("09:00", "18:00")]})
POLICY = sla.on_calendar(sla.preset("priority"), OFFICE)
STEPS = [
    (0, "priority", "P3", "system"),
    (0, "created", None, "customer"),
    (40, "message", None, "agent"),
    (60, "status", "waiting_on_customer", "agent"),
    (300, "message", None, "customer"),
    (300, "status", "open", "system"),
    (400, "priority", "P2", "agent"),
    (1_500, "status", "solved", "agent"),
]
EVENTS = [
    TicketEvent(ticket="1", at=START + timedelta(minutes=m), kind=kind, value=value, actor=actor)
    for m, kind, value, actor in STEPS
]
NOW = START + timedelta(days=3)


@pytest.mark.benchmark(group="one ticket of 8 events")
def test_floor_of_a_thousand_additions(benchmark):
    minute = timedelta(minutes=1)

    def add():
        at = START
        for _ in range(1_000):
            at += minute
        return at

    benchmark(add)


@pytest.mark.benchmark(group="one ticket of 8 events")
def test_replay_with_the_trace_lazy(benchmark):
    record = benchmark(lambda: sla.replay(EVENTS, policy=POLICY, now=NOW))
    assert record["resolution"].state == "met"


@pytest.mark.benchmark(group="one ticket of 8 events")
def test_replay_and_trace(benchmark):
    benchmark(lambda: sla.replay(EVENTS, policy=POLICY, now=NOW).trace)


@pytest.mark.benchmark(group="one ticket of 8 events")
def test_due_times(benchmark):
    due = benchmark(lambda: sla.due_times(POLICY, at=START, priority="P3"))
    assert set(due) == {"first_response", "periodic_update", "resolution"}
