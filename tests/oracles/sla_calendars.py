"""Cases of sla.json about business time alone: elapsed and due."""

from datetime import datetime, timedelta

from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, due_at, elapsed


def calendar(given):
    if given.get("always"):
        return ALWAYS_OPEN
    return BusinessCalendar(
        timezone=given["tz"],
        hours=given.get("weekly", {}),
        holidays=given.get("holidays", ()),
        overrides=given.get("overrides", {}),
        holiday_scope=given.get("holiday_scope", "date"),
    )


def answer(section, case, document):
    hours = calendar(document["calendars"][case["calendar"]])
    start = datetime.fromisoformat(case["start"])
    if section == "elapsed":
        end = datetime.fromisoformat(case["end"])
        seconds = elapsed(start, end, calendar=hours) / timedelta(seconds=1)
        return int(seconds) if seconds.is_integer() else seconds
    due = due_at(start, timedelta(seconds=case["add_seconds"]), calendar=hours)
    return None if due is None else due.isoformat().replace("+00:00", "Z")
