"""Zendesk schedules: business hours and holidays as calendars."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from supportops._kit.data import read_data
from supportops._kit.names import mapped
from supportops._kit.text import shown
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.vendors.translated import Leftovers, Translated, inner_list, records
from supportops.vendors.zendesk_tickets import identity

__all__ = ["zendesk_calendars", "zendesk_holidays"]

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_DAY = 1440
_WEEK = 7 * _DAY
_READ = ("id", "name", "time_zone", "intervals", "holidays")


def zendesk_calendars(
    payload: Any,
    *,
    holidays: Mapping[Any, Any] | None = None,
    timezones: Mapping[str, str] | None = None,
) -> Translated[tuple[str, BusinessCalendar]]:
    """Schedules of the Zendesk API as calendars, with their names.

    Parameters
    ----------
    payload : list, page or pages
        Schedules; holidays that stand inside one are read, too.
    holidays : mapping, optional
        For a schedule's id the payload of its holidays.
    timezones : mapping of str to str, optional
        Zone of the IANA data base for names of zones that the shipped table does not have.

    Returns
    -------
    Translated of (str, BusinessCalendar)
        ``dict(found)`` is what a policy wants as its ``calendars``.

    Raises
    ------
    InputError
        For an unknown zone, and intervals that are not minutes of a week.

    Notes
    -----
    Intervals count minutes from the start of Sunday in local time; one that crosses midnight is
    split there. Holidays are civil dates, the last one included.

    Examples
    --------
    >>> found = zendesk_calendars({"schedules": [
    ...     {"id": 1, "name": "Office", "time_zone": "Eastern Time (US & Canada)",
    ...      "intervals": [{"start_time": 1980, "end_time": 2460}]}]})
    >>> dict(found)["Office"].hours
    {'mon': (('09:00', '17:00'),)}
    """
    zones = {**read_data("vendors", "zendesk_zones")["zendesk"]["zones"], **(timezones or {})}
    extra = {str(key): value for key, value in mapped(holidays or {}, "holidays").items()}
    rest, out = Leftovers(), []
    for place, record in enumerate(records(payload, "schedules", "schedule")):
        name = identity(record, "name", f"schedules[{place}]")
        number = str(record.get("id"))
        if record.get("intervals") is None:
            rest.note(name, "intervals")
        free = [inner_list(record, "holidays", f"schedule {name}")]
        if number in extra:
            free.append(records(extra.pop(number), "holidays", "holiday"))
        calendar = BusinessCalendar.model_validate(
            {
                "timezone": _zone(record.get("time_zone"), zones, name),
                "hours": _hours(inner_list(record, "intervals", f"schedule {name}"), name),
                "holidays": frozenset().union(*(zendesk_holidays(one) for one in free)),
            }
        )
        out.append((name, calendar))
        rest.keep(name, record, known=_READ)
    if extra:
        rest.flags.append(f"holidays of {len(extra)} schedules were left out: no such schedule")
    return rest.with_items(out)


def _zone(name: Any, zones: Mapping[str, str], schedule: str) -> str:
    if isinstance(name, str) and name in zones:
        return zones[name]
    if isinstance(name, str) and "/" in name:
        return name
    raise InputError(
        f"time_zone of schedule {shown(schedule)} must be a known name; got {shown(name)}; "
        f"name its zone with timezones={{{shown(name)}: ...}}"
    )


def _hours(intervals: Any, schedule: str) -> dict[str, list[tuple[str, str]]]:
    hours: dict[str, list[tuple[str, str]]] = {}
    for place, interval in enumerate(intervals):
        start, end = interval.get("start_time"), interval.get("end_time")
        whole = type(start) is int and type(end) is int
        if not whole or not 0 <= start < end <= _WEEK:
            raise InputError(
                f"intervals[{place}] of schedule {shown(schedule)} must be rising minutes of a "
                f"week, 0 to {_WEEK}; got {shown(start)} to {shown(end)}"
            )
        while start < end:
            day, minute = divmod(start, _DAY)
            until = min(end, (day + 1) * _DAY)
            hours.setdefault(_DAYS[day], []).append((_clock(minute), _clock(until - day * _DAY)))
            start = until
    return hours


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def zendesk_holidays(payload: Any) -> frozenset[date]:
    """Civil dates of the holidays of one schedule, the last day of each included.

    Parameters
    ----------
    payload : list, page or pages
        Records with ``start_date`` and ``end_date``.

    Returns
    -------
    frozenset of date

    Raises
    ------
    InputError
        For dates that are none, and a holiday that ends before it starts.
    """
    days: set[date] = set()
    for place, record in enumerate(records(payload, "holidays", "holiday")):
        ends = []
        for key in ("start_date", "end_date"):
            try:
                ends.append(date.fromisoformat(record[key]))
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(
                    f"holidays[{place}].{key} must be a date; got {shown(record.get(key))}"
                ) from error
        first, last = ends
        if last < first:
            raise InputError(
                f"holidays[{place}] must not end before it starts; got {last} after {first}"
            )
        days.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(days)
