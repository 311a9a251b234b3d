"""What the type checkers must see; never run."""

from datetime import datetime, timedelta
from typing import assert_type

from supportops.sla import Period, SlaPolicy, SlaRecord, due_times, preset, replay, targets_for
from supportops.vocabulary import Promise, TicketEvent


def clock(events: list[TicketEvent], now: datetime) -> None:
    policy = preset("priority")
    assert_type(policy, SlaPolicy)
    record = replay(events, policy=policy, now=now)
    assert_type(record, SlaRecord)
    assert_type(record["resolution"], Period)
    assert_type(record["resolution"].due_at, datetime | None)
    assert_type(record["resolution"].elapsed, timedelta)
    assert_type(due_times(policy, at=now), dict[str, datetime | None])
    assert_type(targets_for(policy, priority="P1")["resolution"], Promise)
    preset("nothing")  # type: ignore[arg-type]  # an unknown name is an error to the checker
