"""Follow the sun: which site covers which hours, who hands over to whom, what nobody covers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import TYPE_CHECKING

from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.calendars import ALWAYS_OPEN, Calendar, difference, open_spans, union
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SunCover", "follow_the_sun"]

_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, eq=False)
class SunCover(Result):
    """Which hours are covered, and by whom.

    Attributes
    ----------
    wanted : timedelta
        Time that was to be covered.
    covered : timedelta
        Part of it in which at least one site is open.
    uncovered : tuple of pairs of datetime
        Stretches in which nobody is, in the zone of the start.
    by_site : dict of str to timedelta
        Wanted time in which each site is open.
    alone : dict of str to timedelta
        Wanted time in which it is the only one.
    handoffs : DataFrame
        One row where the work goes over: ``at``, ``from_site``, ``to_site``, and ``overlap``,
        how long both are open; zero where there is none.
    spans : DataFrame
        The whole time, cut wherever somebody opens or closes: ``start``, ``end``, and ``sites``,
        a tuple that is empty where nobody covers.
    """

    wanted: timedelta
    covered: timedelta
    uncovered: tuple[_Span, ...]
    by_site: dict[str, timedelta]
    alone: dict[str, timedelta]
    handoffs: "pd.DataFrame" = field(repr=False)
    spans: "pd.DataFrame" = field(repr=False)

    @property
    def share(self) -> float | None:
        """Covered part of what was wanted; None where nothing was."""
        return self.covered / self.wanted if self.wanted else None


def follow_the_sun(
    sites: Mapping[str, Calendar],
    *,
    start: datetime,
    end: datetime,
    wanted: Calendar = ALWAYS_OPEN,
) -> SunCover:
    """Who covers which hours between two instants, and what is left uncovered.

    Parameters
    ----------
    sites : mapping of str to calendar
        Staffed hours of each site, in its own zone and with its own holidays.
    start, end : datetime
        Aware instants. Look at weeks with and without changes of clocks: zones change on
        different days, and gaps open in between.
    wanted : calendar
        Hours that are to be covered; around the clock by default.

    Returns
    -------
    SunCover

    Raises
    ------
    InputError
        For no site, naive instants, or an end that does not come after the start.

    Notes
    -----
    Algebra of calendars: covered is the union of the sites, uncovered is what is wanted and
    not in it.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar
    >>> office = {"mon-fri": [("09:00", "18:00")]}
    >>> sites = {
    ...     city: BusinessCalendar(timezone=zone, hours=office)
    ...     for city, zone in [("Sydney", "Australia/Sydney"), ("Dublin", "Europe/Dublin"),
    ...                        ("Austin", "America/Chicago")]
    ... }
    >>> from datetime import UTC
    >>> tuesday = datetime(2026, 6, 2, tzinfo=UTC)
    >>> sun = follow_the_sun(sites, start=tuesday, end=tuesday + timedelta(days=1))
    >>> round(sun.share, 3), sun.alone["Sydney"]
    (1.0, datetime.timedelta(seconds=32400))
    """
    given: object = sites
    if not isinstance(given, Mapping) or not given:
        raise InputError(f"sites must be one or more names with calendars; got {shown(sites)}")
    begin = instant(start, "start")
    # Differences within a zone would be those of its clocks; UTC has no changes.
    first, last = begin.astimezone(UTC), instant(end, "end").astimezone(UTC)
    if last <= first:
        raise InputError(f"end must come after start; got {shown(end)}")
    open_at = {name: open_spans(first, last, calendar=calendar) for name, calendar in sites.items()}
    missing = open_spans(first, last, calendar=difference(wanted, union(*sites.values())))
    asked = open_spans(first, last, calendar=wanted)
    rows = _cut(first, last, open_at)
    inside = [
        (sum((_shared((a, b), w) for w in asked), timedelta()), names) for a, b, names in rows
    ]
    total, place = _length(asked), begin.tzinfo
    return SunCover(
        wanted=total,
        covered=total - _length(missing),
        uncovered=tuple((a.astimezone(place), b.astimezone(place)) for a, b in missing),
        by_site={s: sum((d for d, n in inside if s in n), timedelta()) for s in sites},
        alone={s: sum((d for d, n in inside if n == (s,)), timedelta()) for s in sites},
        handoffs=_handoffs(rows, place),
        spans=_spans(rows, place),
    )


_Row = tuple[datetime, datetime, tuple[str, ...]]


def _cut(start: datetime, end: datetime, open_at: Mapping[str, tuple[_Span, ...]]) -> list[_Row]:
    """The time cut wherever somebody opens or closes."""
    changes: dict[datetime, set[str]] = {}
    for name, spans in open_at.items():
        for span in spans:
            for edge in span:
                changes.setdefault(edge, set()).symmetric_difference_update({name})
    now: set[str] = set()
    rows: list[_Row] = []
    at = start
    for edge in sorted(changes):
        if edge > at:
            rows.append((at, edge, tuple(n for n in open_at if n in now)))
            at = edge
        now ^= changes[edge]
    if at < end:
        rows.append((at, end, tuple(n for n in open_at if n in now)))
    return rows


def _handoffs(rows: list[_Row], place: tzinfo | None) -> "pd.DataFrame":
    """Where a site closes that was open, and another goes on or opens at that moment."""
    import pandas as pd

    out = []
    for (_, at, before), (_, _, after) in pairwise(rows):
        closing = [name for name in before if name not in after]
        for old in closing:
            out += [
                {
                    "at": at.astimezone(place),
                    "from_site": old,
                    "to_site": new,
                    "overlap": _overlap(rows, at, old, new),
                }
                for new in after
            ]
    return pd.DataFrame(out, columns=["at", "from_site", "to_site", "overlap"]).astype(
        {"overlap": "timedelta64[us]"}
    )


def _overlap(rows: list[_Row], at: datetime, old: str, new: str) -> timedelta:
    """How long both were open up to an instant, without a pause."""
    length = timedelta()
    for start, end, names in reversed([row for row in rows if row[1] <= at]):
        if not {old, new} <= set(names):
            break
        length += end - start
    return length


def _spans(rows: list[_Row], place: tzinfo | None) -> "pd.DataFrame":
    import pandas as pd

    local = [(a.astimezone(place), b.astimezone(place), names) for a, b, names in rows]
    return pd.DataFrame(local, columns=["start", "end", "sites"])


def _shared(one: _Span, other: _Span) -> timedelta:
    return max(min(one[1], other[1]) - max(one[0], other[0]), timedelta())


def _length(spans: tuple[_Span, ...]) -> timedelta:
    return sum((b - a for a, b in spans), timedelta())
