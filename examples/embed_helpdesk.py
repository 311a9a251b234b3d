"""How a help desk embeds the clock: policies as JSON, events one by one, timers, no polling.

A product keeps each ticket's events and sets one timer for each line of `record.upcoming`. When
the next event comes, the old timers are thrown away and new ones are set. What fired on the way
is exactly what the replay of the whole history says at the end; this script checks it.
"""

import json
from datetime import UTC, datetime, timedelta

from supportops import sla
from supportops.calendars import BusinessCalendar

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def main() -> None:
    # A policy is data: the product stores it as JSON and reads it back unchanged.
    office = BusinessCalendar(timezone="America/New_York", hours={"mon-fri": (("09:00", "18:00"),)})
    stored = sla.on_calendar(sla.preset("priority"), office).model_dump_json()
    policy = sla.SlaPolicy.model_validate_json(stored)
    print(f"policy {policy.name!r}: {len(stored)} bytes, {sla.fingerprint(policy)}")

    incoming = [
        {"at": 0, "kind": "created", "actor": "customer", "priority": "P3"},
        {"at": 30, "kind": "message", "actor": "bot"},
        {"at": 270, "kind": "priority", "value": "P2"},
        {"at": 290, "kind": "message", "actor": "agent"},
        {"at": 300, "kind": "status", "value": "waiting_on_customer"},
        {"at": 1_500, "kind": "message", "actor": "customer"},
        {"at": 1_500, "kind": "status", "value": "open"},
        {"at": 1_800, "kind": "status", "value": "solved"},
    ]
    now = START + timedelta(minutes=2_000)

    events: list[dict[str, object]] = []
    timers: list[sla.Upcoming] = []
    told: set[tuple[datetime, str, int, str, int]] = set()
    for given in incoming:
        at = START + timedelta(minutes=int(str(given["at"])))
        told |= {key(timer) for timer in timers if fires(timer, before=at)}
        events.append({**given, "at": at})
        record = sla.replay(events, policy=policy, now=at)
        # What the event itself has set off, such as a target that shrank.
        told |= {line for line in fired(record) if line[0] == at}
        timers = list(record.upcoming)
        print(f"{at:%a %H:%M}  {given['kind']:9} {len(timers):2} timers", end="")
        print(f", the next at {timers[0].at:%a %H:%M}" if timers else "")
    told |= {key(timer) for timer in timers if fires(timer, before=now)}

    record = sla.replay(events, policy=policy, now=now)
    assert told == fired(record), told ^ fired(record)
    print(f"\n{len(told)} warnings and breaches, none missed and none invented\n")
    print(record)
    print(f"\nWhy?\n\n{record.trace.of('first_response')}")
    print(json.dumps(record.to_dict()["periods"][0], indent=1)[:200], "...")


def fires(timer: sla.Upcoming, *, before: datetime) -> bool:
    """A warning fires at its instant, a breach after it: who is done at it is in time."""
    return timer.at < before if timer.kind == "breach" else timer.at <= before


def key(timer: sla.Upcoming) -> tuple[datetime, str, int, str, int]:
    return timer.at, timer.metric, timer.cycle, timer.kind, timer.level


def fired(record: sla.SlaRecord) -> set[tuple[datetime, str, int, str, int]]:
    out = set()
    for period in record.periods:
        out |= {
            (at, period.metric, period.cycle, "warning", p) for p, at in period.warnings.items()
        }
        breaches = [*period.earlier_breaches, *([period.breached_at] if period.breached_at else [])]
        out |= {(at, period.metric, period.cycle, "breach", 100) for at in breaches}
    return out


if __name__ == "__main__":
    main()
