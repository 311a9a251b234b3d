"""Cases of sla.json about clocks on tickets: names and units, nothing else."""

import json
from datetime import datetime, timedelta
from functools import lru_cache

from supportops import sla
from supportops.calendars import ALWAYS_OPEN, BusinessCalendar

CLASSES = {
    "new": "new",
    "open": "open",
    "pending_customer": "waiting_on_customer",
    "on_hold_third_party": "waiting_on_third_party",
    "customer_requested_pause": "on_hold",
    "solved": "solved",
    "closed": "closed",
}
CHANGE = {"keep_elapsed": "keep", "restart": "restart", "lock": "lock"}
MESSAGES = {
    "customer_message": {"actor": "customer"},
    "agent_reply": {"actor": "agent"},
    "internal_note": {"actor": "agent", "public": False},
    "bot_reply": {"actor": "bot"},
}
FIELDS = {
    "priority": "priority",
    "tier": "customer_tier",
    "status": "status",
    "calendar": "calendar",
}
POLICIES = {}


def answer(section, case, document):
    record = sla.replay(
        [event(given) for given in case["events"]],
        policy=policy(case["policy"], document),
        now=datetime.fromisoformat(case["now"]),
    )
    out = {}
    for period in record.periods:
        out.setdefault(period.metric, []).append(cells(period))
    return out


def event(given):
    kind = given["type"]
    if kind in MESSAGES:
        return {"at": given["at"], "kind": "message", **MESSAGES[kind]}
    if kind in FIELDS:
        return {"at": given["at"], "kind": FIELDS[kind], "value": given["to"]}
    fields = {"at": given["at"], "kind": kind}
    if kind == "created":
        fields |= {"actor": given.get("by", "customer")}
        fields |= {ours: given[theirs] for theirs, ours in FIELDS.items() if theirs in given}
    return fields


def policy(name, document):
    key = (id(document), name)
    if key not in POLICIES:
        POLICIES[key] = (document, made(document["policies"][name], document))
    return POLICIES[key][1]


def made(given, document):
    pauses = given["pause_statuses"]
    names = [*CLASSES, *(name for listed in pauses.values() for name in listed)]
    return sla.SlaPolicy(
        name="oracle",
        rows=tuple(rows(given["targets"])),
        calendars={
            name: calendar(name, json.dumps(hours)) for name, hours in document["calendars"].items()
        },
        calendar=given["calendar"],
        statuses={"classes": {name: CLASSES.get(name, "on_hold") for name in names}},
        pauses={metric: tuple(listed) for metric, listed in pauses.items()},
        on_priority_change=CHANGE[given["on_priority_change"]],
        on_reopen=given["on_reopen"],
        on_calendar_change=given["on_calendar_change"],
        on_customer_message="resume" if given["customer_message_resumes"] else "stay_paused",
        warnings=tuple({"name": str(level), "percent": level} for level in given["warnings"]),
    )


def rows(targets):
    # The tier of everybody comes last; a tier that is listed answers for itself alone.
    for tier in sorted(targets, key=lambda name: name == "*"):
        whom = {} if tier == "*" else {"customer_tier": tier}
        for priority, promised in targets[tier].items():
            promises = {
                metric: f"{seconds}s {clock}" for metric, (seconds, clock) in promised.items()
            }
            yield sla.SlaRow(priority=priority, **whom, **promises)
        yield sla.SlaRow(**whom)


@lru_cache
def calendar(name, shown):
    given = json.loads(shown)  # text, to be a key of the cache
    if given.get("always"):
        return ALWAYS_OPEN
    return BusinessCalendar(
        timezone=given["tz"],
        hours=given.get("weekly", {}),
        holidays=given.get("holidays", ()),
        overrides=given.get("overrides", {}),
        holiday_scope=given.get("holiday_scope", "date"),
    )


def z(at):
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def seconds(length):
    return None if length is None else length // timedelta(seconds=1)


def cells(period):
    out = {
        "cycle": period.cycle,
        "started_at": z(period.started_at),
        "ended_at": z(period.ended_at),
        "end_reason": period.end_reason,
        "target_seconds": seconds(period.target),
        "hours": period.clock,
        "state": period.state,
        "elapsed_seconds": seconds(period.elapsed),
    }
    if period.target is None:
        return out
    out |= {
        "paused_seconds": seconds(period.paused),
        "paused_wall_seconds": seconds(period.paused_wall),
        "due_at": z(period.due_at),
        "breached": period.breached,
        "breached_at": z(period.breached_at),
        "overdue_seconds": seconds(period.overdue),
        "warnings_fired": {str(percent): z(at) for percent, at in period.warnings.items()},
    }
    if period.open:
        out["remaining_seconds"] = seconds(period.remaining)
    if period.earlier_breaches:
        out["earlier_breaches"] = [z(at) for at in period.earlier_breaches]
    if period.late_by_instant:
        out["alt"] = {"breached_if_judged_by_instant_after_due_at": True}
    return out
