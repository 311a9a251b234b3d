"""Cases of metrics.json about business hours, on local clock times of the calendar's zone."""

from datetime import datetime, timedelta

from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, due_at, elapsed, localize

MINUTE = timedelta(minutes=1)


def answer(op, inputs):
    given = inputs["calendar"]
    calendar = BusinessCalendar(
        timezone=given["tz"],
        hours=given["weekly"],
        holidays=given.get("holidays", ()),
        overrides=given.get("overrides", {}),
        holiday_scope=given.get("holiday_scope", "date"),
    )

    def instant(text):
        at = datetime.fromisoformat(text)
        return at if at.tzinfo else localize(at, given["tz"], ambiguous="earlier")

    start = instant(inputs["start"])
    if op == "business_due":
        due = due_at(start, timedelta(minutes=inputs["minutes"]), calendar=calendar)
        return {"due": None if due is None else due.strftime("%Y-%m-%dT%H:%M")}
    if op == "business_elapsed":
        end = instant(inputs["end"])
        passed = {
            "business_minutes": elapsed(start, end, calendar=calendar) / MINUTE,
            "calendar_minutes": elapsed(start, end, calendar=ALWAYS_OPEN) / MINUTE,
        }
        return {name: int(n) if n.is_integer() else n for name, n in passed.items()}
    raise NotImplementedError(f"calendars has no answer to {op} yet")
