"""How far a calendar matters: where nothing more will open or close, and where it is a guess."""

from datetime import UTC, date, datetime, time, timedelta

from supportops._kit.instants import zone
from supportops.calendars._hours import DAY, FIRST, LAST
from supportops.calendars._spans import open_stretches, opens_every_week
from supportops.calendars.models import BusinessCalendar, Calendar

__all__ = ["doubtful_from", "reach"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Zones follow fixed rules after this year, and the Gregorian calendar repeats every 400 years.
_RULES_FROM = (date(2100, 1, 1) - date(1970, 1, 1)).days * DAY
_CYCLE = 146_097 * DAY
# Zones keep local mean time before this year, so that weeks are all alike.
_MEAN_TIME_UNTIL = (date(1600, 1, 3) - date(1970, 1, 1)).days * DAY


def reach(calendar: Calendar, *, closed: bool) -> tuple[int, int]:
    """Instants [us] before and after which nothing opens, or with `closed` nothing is closed.

    Where it goes on for ever, the ends of time.
    """
    low, high = _special(calendar)
    if not closed and not opens_every_week(calendar):
        return low, high
    past, future = min(low, _MEAN_TIME_UNTIL), max(high, _RULES_FROM)
    back = _occurs(calendar, past - 14 * DAY, past, closed=closed)
    # A few years are enough for all but the strangest combinations.
    ahead = any(
        _occurs(calendar, future, future + length, closed=closed)
        for length in (_CYCLE // 100, _CYCLE)
    )
    return FIRST if back else past, LAST if ahead else future


def _occurs(calendar: Calendar, start: int, end: int, *, closed: bool) -> bool:
    start, end = max(start, FIRST), min(end, LAST)
    opens, closes = open_stretches(calendar, start, end)
    return int((closes - opens).sum()) < end - start if closed else bool(opens.size)


def _special(calendar: Calendar) -> tuple[int, int]:
    """Instants [us] before and after which no special date matters."""
    if isinstance(calendar, BusinessCalendar):
        days = [(day - date(1970, 1, 1)).days for day in (*calendar.holidays, *calendar.overrides)]
        low, high = (min(days, default=0) - 2) * DAY, (max(days, default=0) + 3) * DAY
        return max(low, FIRST), min(high, LAST)
    ranges = [_special(part) for part in calendar.parts]
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def doubtful_from(calendar: Calendar) -> int | None:
    """Instant [us] from which the holidays of a calendar are not known; None for never."""
    if not isinstance(calendar, BusinessCalendar):
        known = [end for end in map(doubtful_from, calendar.parts) if end is not None]
        return min(known, default=None)
    last = calendar.holidays_known_until
    if last is None or last >= date(9999, 12, 29):
        return None
    midnight = datetime.combine(last + timedelta(days=1), time(), zone(calendar.timezone))
    return (midnight - _EPOCH) // timedelta(microseconds=1)
