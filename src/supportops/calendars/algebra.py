"""Calendars out of calendars."""

from supportops._kit.instants import zone
from supportops._kit.text import shown
from supportops.calendars.models import BusinessCalendar, Calendar, CombinedCalendar
from supportops.errors import InputError

__all__ = ["difference", "in_zone", "intersection", "union"]


def union(*calendars: Calendar) -> CombinedCalendar:
    """Calendar that is open where any of the given is: follow the sun over sites and zones.

    Parameters
    ----------
    *calendars : calendar
        One or more, each in its own zone. Civil days are those of the first.

    Returns
    -------
    CombinedCalendar

    Examples
    --------
    >>> from supportops.calendars import open_seconds_per_week
    >>> office = {"mon-fri": [("09:00", "17:00")]}
    >>> sites = [BusinessCalendar(timezone=z, hours=office) for z in ("Asia/Tokyo", "Europe/Paris")]
    >>> open_seconds_per_week(union(*sites)) / 3600
    80.0
    """
    return CombinedCalendar(rule="any", parts=calendars)


def intersection(*calendars: Calendar) -> CombinedCalendar:
    """Calendar that is open where all of the given are.

    Parameters
    ----------
    *calendars : calendar
        One or more. Civil days are those of the first.

    Returns
    -------
    CombinedCalendar
    """
    return CombinedCalendar(rule="all", parts=calendars)


def difference(calendar: Calendar, *others: Calendar) -> CombinedCalendar:
    """Calendar that is open where the first is and none of the others.

    Parameters
    ----------
    calendar : calendar
        What is open.
    *others : calendar
        What is taken away, such as breaks and maintenance windows.

    Returns
    -------
    CombinedCalendar
    """
    return CombinedCalendar(rule="first_only", parts=(calendar, *others))


def in_zone(calendar: BusinessCalendar, timezone: str) -> BusinessCalendar:
    """The same hours on the clocks of another zone, such as the customer's own.

    Parameters
    ----------
    calendar : BusinessCalendar
        Hours, holidays and overrides as they stand.
    timezone : str
        Zone of the IANA data base.

    Returns
    -------
    BusinessCalendar

    Raises
    ------
    InputError
        For an unknown zone, and for combined calendars, whose parts have zones of their own.

    Examples
    --------
    >>> office = BusinessCalendar(timezone="Europe/Paris", hours={"mon-fri": [("09:00", "17:00")]})
    >>> in_zone(office, "Asia/Tokyo").timezone
    'Asia/Tokyo'
    """
    if not isinstance(calendar, BusinessCalendar):
        raise InputError(
            f"calendar must be a business calendar of one zone; got {shown(calendar)}; "
            "move its parts, then combine them"
        )
    zone(timezone)
    return calendar.model_copy(update={"timezone": timezone})
