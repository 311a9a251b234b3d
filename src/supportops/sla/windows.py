"""Windows that contracts measure in: months, fiscal quarters, rolling days, in a zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import instant, zone
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = [
    "Window",
    "calendar_month",
    "calendar_months",
    "fiscal_quarter",
    "fiscal_quarters",
    "rolling_days",
    "window",
]


@dataclass(frozen=True, slots=True)
class Window(Result):
    """Stretch of time that a contract judges as one.

    Attributes
    ----------
    start, end : datetime
        In the zone of the contract; the end is excluded.
    label : str
        How a report calls it.
    """

    start: datetime
    end: datetime
    label: str

    @property
    def length(self) -> timedelta:
        """Real time in it: a month in which clocks jump has an hour more or less."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)

    def __contains__(self, at: object) -> bool:
        moment = instant(at, "at").astimezone(UTC)
        return self.start.astimezone(UTC) <= moment < self.end.astimezone(UTC)

    def __str__(self) -> str:
        return self.label


def window(start: datetime, end: datetime, *, label: str = "") -> Window:
    """Window between two instants.

    Parameters
    ----------
    start, end : datetime
        Aware; the end is excluded.
    label : str
        How a report calls it; start and end where it is empty.

    Returns
    -------
    Window

    Raises
    ------
    InputError
        For naive instants, and an end that does not lie after the start.
    """
    first, last = instant(start, "start"), instant(end, "end")
    if not first.astimezone(UTC) < last.astimezone(UTC):
        raise InputError(f"end must lie after start; got {last.isoformat()} for {start}")
    return Window(first, last, label or f"{first.isoformat()} to {last.isoformat()}")


def _day(value: object, name: str) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InputError(f'{name} must be a date such as "2026-03-02"; got {shown(value)}')


def _midnight(day: date, place: ZoneInfo) -> datetime:
    # A midnight that the clock skips is read with the offset from before, and so is the jump
    # itself; one that comes twice begins the day the first time.
    local = datetime(day.year, day.month, day.day, tzinfo=place)
    return local.astimezone(UTC).astimezone(place)


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    if not 1 <= day.year + years <= 9999:
        raise InputError(f"day must lie within the years 1 to 9999; got {day} and {months} months")
    return date(day.year + years, month + 1, 1)


def _of_months(first: date, months: int, place: ZoneInfo, label: str) -> Window:
    return Window(_midnight(first, place), _midnight(_months_on(first, months), place), label)


def calendar_month(day: date | str, *, timezone: str) -> Window:
    """Calendar month of a day, in the wall-clock time of a zone.

    Parameters
    ----------
    day : date or str
        Any day of the month.
    timezone : str
        Zone of the contract.

    Returns
    -------
    Window

    Examples
    --------
    March in New York loses an hour:

    >>> calendar_month("2024-03-01", timezone="America/New_York").length / timedelta(hours=1)
    743.0
    """
    first = _day(day, "day").replace(day=1)
    return _of_months(first, 1, zone(timezone), f"{first:%Y-%m}")


def fiscal_quarter(day: date | str, *, timezone: str, year_starts: int = 1) -> Window:
    """Fiscal quarter of a day, in the wall-clock time of a zone.

    Parameters
    ----------
    day : date or str
        Any day of the quarter.
    timezone : str
        Zone of the contract.
    year_starts : int
        Month in which the fiscal year begins [month, 1 to 12].

    Returns
    -------
    Window
        Labelled by its first and last month, because organizations number fiscal years
        differently.

    Examples
    --------
    >>> str(fiscal_quarter("2026-01-15", timezone="UTC", year_starts=2))
    '2025-11 to 2026-01'
    """
    given, month = _day(day, "day"), whole(year_starts, "year_starts")
    if not 1 <= month <= 12:
        raise InputError(f"year_starts must be a month from 1 to 12; got {shown(year_starts)}")
    first = _months_on(given, -((given.month - month) % 3))
    last = _months_on(first, 2)
    return _of_months(first, 3, zone(timezone), f"{first:%Y-%m} to {last:%Y-%m}")


def rolling_days(last: date | str, *, timezone: str, days: int = 365) -> Window:
    """So many civil days up to and including a day, in the wall-clock time of a zone.

    Parameters
    ----------
    last : date or str
        The last day, which is included.
    timezone : str
        Zone of the contract.
    days : int
        Length of the window [civil days].

    Returns
    -------
    Window

    Examples
    --------
    >>> rolling_days("2026-03-31", timezone="UTC").start.date().isoformat()
    '2025-04-01'
    """
    final, count, place = _day(last, "last"), whole(days, "days"), zone(timezone)
    if count < 1:
        raise InputError(f"days must be one or more; got {shown(days)}")
    try:
        first, after = final - timedelta(days=count - 1), final + timedelta(days=1)
    except OverflowError as error:
        raise InputError(f"days must stay within the years 1 to 9999; got {days}") from error
    label = f"{count} days to {final.isoformat()}"
    return Window(_midnight(first, place), _midnight(after, place), label)


def _series(first: object, last: object, make: Callable[[date], Window]) -> tuple[Window, ...]:
    start, end = _day(first, "first"), _day(last, "last")
    if end < start:
        raise InputError(f"last must not lie before first; got {end} for {start}")
    found: list[Window] = []
    day = start
    while not found or day <= end:
        found.append(make(day))
        day = found[-1].end.date()
    return tuple(found)


def calendar_months(first: date | str, last: date | str, *, timezone: str) -> tuple[Window, ...]:
    """Calendar months from that of one day to that of another.

    Parameters
    ----------
    first, last : date or str
        Days of the first and of the last month.
    timezone : str
        Zone of the contract.

    Returns
    -------
    tuple of Window
    """
    return _series(first, last, lambda day: calendar_month(day, timezone=timezone))


def fiscal_quarters(
    first: date | str, last: date | str, *, timezone: str, year_starts: int = 1
) -> tuple[Window, ...]:
    """Fiscal quarters from that of one day to that of another.

    Parameters
    ----------
    first, last : date or str
        Days of the first and of the last quarter.
    timezone : str
        Zone of the contract.
    year_starts : int
        Month in which the fiscal year begins [month, 1 to 12].

    Returns
    -------
    tuple of Window
    """
    return _series(
        first,
        last,
        lambda day: fiscal_quarter(day, timezone=timezone, year_starts=year_starts),
    )


def length_of(given: "Window | DurationLike", name: str) -> timedelta:
    """Real time in a window, or the length that is stated."""
    return given.length if isinstance(given, Window) else duration(given, name)
