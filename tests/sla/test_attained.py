"""Periods met and decided inside a window."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from supportops import sla
from supportops.calendars import ALWAYS_OPEN
from supportops.errors import InputError

POLICY = sla.SlaPolicy.model_validate({
    "name": "p", "calendars": {"all": ALWAYS_OPEN}, "calendar": "all",
    "rows": [{"priority": "none"}, {"first_response": "4h", "resolution": "48h"}],
})  # fmt: skip
START = datetime(2026, 3, 30, 22, tzinfo=UTC)
NOW = datetime(2026, 4, 20, tzinfo=UTC)
MARCH, APRIL = sla.calendar_months("2026-03-01", "2026-04-01", timezone="UTC")


def record(*steps, ticket="7", created=START, **first):
    events = [{"ticket": ticket, "kind": "created", "at": created, "actor": "customer", **first}]
    for hours, fields in steps:
        events.append({"ticket": ticket, "at": created + timedelta(hours=hours), **fields})
    return sla.replay(events, policy=POLICY, now=NOW)


REPLY = {"kind": "message", "actor": "agent"}
SOLVED = {"kind": "status", "value": "solved"}
PENDING = {"kind": "status", "value": "waiting_on_customer"}


def test_which_instant_counts():
    one = record((30, REPLY), (40, SOLVED))
    assert sla.attained_in(one, window=MARCH) == {"first_response": (0, 1)}
    assert sla.attained_in(one, window=APRIL) == {"resolution": (1, 1)}
    assert sla.attained_in(one, window=MARCH, window_of="started") == {
        "first_response": (0, 1),
        "resolution": (1, 1),
    }
    assert sla.attained_in(one, window=APRIL, window_of="ended") == {
        "first_response": (0, 1),
        "resolution": (1, 1),
    }


def test_what_is_decided():
    overdue = record()
    assert sla.attained_in(overdue, window=APRIL) == {"resolution": (0, 1)}
    fresh = record(created=NOW - timedelta(hours=1))
    assert sla.attained_in(fresh, window=APRIL) == {}
    merged = record((1, {"kind": "merged"}))
    assert sla.attained_in(merged, window=APRIL, window_of="started") == {}
    assert sla.attained_in(record(priority="none"), window=MARCH, window_of="started") == {}
    # Never due, because it was paused to the end: its end places it.
    paused = record((1, REPLY), (2, PENDING), (60, SOLVED))
    assert paused["resolution"].due_at is None
    assert sla.attained_in(paused, window=APRIL) == {"resolution": (1, 1)}


def test_many_records_and_a_table_say_the_same():
    records = [
        record((3, REPLY), (47, SOLVED), ticket="1"), record((5, REPLY), ticket="2"), record((1, REPLY), (2, PENDING), (60, SOLVED), ticket="3"),
    ]  # fmt: skip
    table = pd.concat([one.to_frame() for one in records])
    for window in (MARCH, APRIL):
        found = sla.attained_in(records, window=window)
        assert sla.attained_in(table, window=window) == found
        monthly = sla.monthly_compliance(table, now=NOW, timezone="UTC")
        rows = [row for row in monthly if row.month == window.start.date()]
        assert {row.key["metric"]: (row.met, row.decided) for row in rows if row.decided} == found
    assert sla.attained_in(iter(records), window=APRIL) == {"resolution": (2, 3)}
    assert sla.attained_in(records, window=MARCH) == {"first_response": (2, 3)}
    assert sla.attained_in([], window=MARCH) == {}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sla.attained_in([], window="2026-03"), "window must be a Window; got '2026-03'; make one with calendar_month"),
        (lambda: sla.attained_in([], window=MARCH, window_of="born"), "window_of must be due, started or ended; got 'born'"),
        (lambda: sla.attained_in("x", window=MARCH), "periods must be SlaRecords or a table; got 'x'"),
        (lambda: sla.attained_in([1], window=MARCH), "periods must be SlaRecords or a table; got 1"),
        (lambda: sla.attained_in(pd.DataFrame({"metric": []}), window=MARCH), "periods must have a column state; got metric"),
        (lambda: sla.attained_in(record((3, REPLY)).to_frame().assign(state="done"), window=MARCH), "periods.state must be met, .*; got 'done'"),
        (lambda: sla.attained_in(record((3, REPLY)).to_frame().assign(due_at=datetime(2026, 3, 5)), window=MARCH), "periods must be timezone-aware; got"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()
