"""What quality work consists of: the framework, good practices, the weekly cycle, recognition."""

from datetime import date, datetime, time
from typing import Any

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.calendars import Calendar, add_business_days, business_day, localize
from supportops.errors import InputError
from supportops.vocabulary import Cadence, Range

__all__ = [
    "Award",
    "CyclePhase",
    "QualityFramework",
    "QualityPractice",
    "QualityStream",
    "Recognition",
    "ReviewCycle",
    "quality_framework",
    "quality_practices",
    "recognition",
    "review_cycle",
    "review_cycle_dates",
]


class QualityStream(Model, frozen=True, extra="forbid"):
    """Use of what is measured, with its parts."""

    name: str
    parts: tuple[str, ...]


class QualityFramework(Model, frozen=True, extra="forbid"):
    """From measurement over three streams to the outcome.

    Attributes
    ----------
    inputs : tuple of str
        What is measured.
    streams : tuple of QualityStream
    outcome : str
    source : Source
    """

    inputs: tuple[str, ...]
    streams: tuple[QualityStream, ...]
    outcome: str
    source: Source


class QualityPractice(Model, frozen=True, extra="forbid"):
    """Practice of good quality work, with what it asks for."""

    name: str
    rules: tuple[str, ...]
    source: Source


class CyclePhase(Model, frozen=True, extra="forbid"):
    """Phase of the weekly cycle.

    Attributes
    ----------
    name : str
    from_day, to_day : int
        Working days of the week, the first is 1 [days].
    steps : tuple of str
    """

    name: str
    from_day: int
    to_day: int
    steps: tuple[str, ...]


class ReviewCycle(Model, frozen=True, extra="forbid"):
    """A week of reviews.

    Attributes
    ----------
    tickets_per_agent : Range
        Random tickets of each agent [tickets].
    phases : tuple of CyclePhase
    source : Source
    """

    tickets_per_agent: Range
    phases: tuple[CyclePhase, ...]
    source: Source


class Award(Model, frozen=True, extra="forbid"):
    """What is given how often, and in which form."""

    every: Cadence
    award: str
    form: str


class Recognition(Model, frozen=True, extra="forbid"):
    """Awards, and what peers do for each other."""

    awards: tuple[Award, ...]
    peer: tuple[str, ...]
    source: Source


def quality_framework() -> QualityFramework:
    """Published framework.

    Examples
    --------
    >>> [stream.name for stream in quality_framework().streams]
    ['individual_coaching', 'team_trends', 'process_improvement']
    """
    row, source = _section("practices", "framework")
    return QualityFramework.model_validate({**row, "source": source})


def quality_practices() -> tuple[QualityPractice, ...]:
    """Published practices of good quality work."""
    row, source = _section("practices", "practices")
    return tuple(QualityPractice.model_validate({**r, "source": source}) for r in row["rows"])


def review_cycle() -> ReviewCycle:
    """Published week of reviews.

    Examples
    --------
    >>> str(review_cycle().tickets_per_agent)
    '3–5 tickets'
    """
    row, source = _section("practices", "cycle")
    return ReviewCycle.model_validate({**row, "source": source})


def review_cycle_dates(start: date, *, calendar: Calendar) -> dict[str, tuple[date, date]]:
    """First and last day of each phase of a week of reviews, in business days.

    Parameters
    ----------
    start : date
        Day from which the cycle runs; the first business day from it is day 1.
    calendar : calendar
        Which days are business days.

    Returns
    -------
    dict of str to tuple of date
        By phase.

    Raises
    ------
    InputError
        If the calendar has no such days.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> print(review_cycle_dates(date(2026, 3, 4), calendar=office)["review"][1])
    2026-03-09
    """
    first = business_day(start, calendar=calendar)
    if first is None:
        raise InputError(f"calendar must have business days from {start}; got none")
    noon = localize(datetime.combine(first, time(12)), calendar.timezone)

    def day(number: int) -> date:
        found = add_business_days(noon, number - 1, calendar=calendar)
        if found is None:
            raise InputError(f"calendar must have {number} business days; got {shown(start)}")
        answer: date = found.date()
        return answer

    return {each.name: (day(each.from_day), day(each.to_day)) for each in review_cycle().phases}


def recognition() -> Recognition:
    """Published awards, and what peers do.

    Examples
    --------
    >>> [str(award.every) for award in recognition().awards]
    ['weekly', 'monthly', 'quarterly']
    """
    row, source = _section("coaching", "recognition")
    return Recognition.model_validate(
        {"awards": row["rows"], "peer": row["peer"], "source": source}
    )


def _section(file: str, name: str) -> tuple[dict[str, Any], Source]:
    row = dict(read_data("quality", file)[name])
    return row, Source(source=row.pop("source"), where=row.pop("where"))
