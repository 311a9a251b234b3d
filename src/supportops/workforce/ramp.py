"""How fast new people take over work, and when to start hiring them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum
from typing import Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import Share, ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = [
    "HireBy",
    "HiringScenario",
    "RampWeek",
    "hire_by",
    "lead_time",
    "ramp_loads",
    "ramp_schedule",
    "ramped_weeks",
]

HiringScenario: TypeAlias = Literal[
    "replacement", "growth_hire", "new_tier_or_specialty", "seasonal"
]


class RampWeek(Model, frozen=True, extra="forbid"):
    """One week of a new hire.

    Attributes
    ----------
    number : int
        Week since the start, from 1.
    load : share
        Part of a full agent's work.
    focus : str
    support : str
    """

    number: int
    load: Share
    focus: str
    support: str


def ramp_schedule() -> tuple[RampWeek, ...]:
    """Published ramp of a new hire, week by week.

    Examples
    --------
    >>> [week.load for week in ramp_schedule()]
    [0.0, 0.0, 0.25, 0.5, 0.75, 0.75, 1.0, 1.0]
    """
    rows = read_data("workforce", "hiring")["ramp"]["week"]
    return tuple(RampWeek(**row) for row in rows)


def ramp_loads(ramp: Iterable[ShareLike] | None = None) -> tuple[float, ...]:
    """Loads of a ramp, the published one by default; not empty.

    Parameters
    ----------
    ramp : iterable of share, optional
        Part of a full agent's work by week or month since the start. The last one stays.

    Returns
    -------
    tuple of float
        [share]

    Raises
    ------
    InputError
        For an empty ramp, or a load that is no share.
    """
    if ramp is None:
        return tuple(week.load for week in ramp_schedule())
    loads = tuple(share(load, "ramp") for load in collected(ramp, "ramp"))
    if not loads:
        raise InputError("ramp must have at least one load; got none; [1] is no ramp")
    return loads


def ramped_weeks(hires: float, *, weeks: int, ramp: Iterable[ShareLike] | None = None) -> float:
    """Full agent-weeks that new hires deliver in their first weeks.

    Parameters
    ----------
    hires : float
        People who start together [heads], zero or more.
    weeks : int
        Weeks since the start [weeks].
    ramp : iterable of share, optional
        Load of each week; the published one by default. After its end its last load stays.

    Returns
    -------
    float
        [agent-weeks]

    Raises
    ------
    InputError
        For negative numbers.

    Examples
    --------
    >>> ramped_weeks(1, weeks=8)
    4.25
    """
    loads, span = ramp_loads(ramp), whole(weeks, "weeks")
    inside = fsum(loads[:span]) + loads[-1] * max(span - len(loads), 0)
    return from_zero(hires, "hires") * inside


def lead_time(scenario: HiringScenario) -> Range:
    """Published time from the decision to a trained hire.

    Parameters
    ----------
    scenario : {"replacement", "growth_hire", "new_tier_or_specialty", "seasonal"}

    Returns
    -------
    Range
        [months]

    Raises
    ------
    InputError
        For an unknown scenario.

    Examples
    --------
    >>> str(lead_time("growth_hire"))
    '3–4 months'
    """
    rows = read_data("workforce", "hiring")["lead"]
    for row in rows:
        if row["scenario"] == scenario:
            return Range(**row["months"], unit="months")
    known = joined((row["scenario"] for row in rows), "or")
    raise InputError(f"scenario must be one of {known}; got {shown(scenario)}")


@dataclass(frozen=True, slots=True)
class HireBy(Result):
    """When to start hiring.

    Attributes
    ----------
    need : date
        When the person must be there.
    latest_safe : date
        Latest start by the long end of the lead time.
    latest_hopeful : date
        Latest start by the short end: hiring that goes well.
    lead : Range
        [months]
    ramp_weeks : int
        Weeks of ramp that lie between the lead time and `need`.
    source : Source or None
        Where the lead time was published; None for your own.
    """

    need: date
    latest_safe: date
    latest_hopeful: date
    lead: Range
    ramp_weeks: int
    source: Source | None


def hire_by(
    need: date,
    *,
    scenario: HiringScenario | None = None,
    lead: Range | None = None,
    ramp_weeks: int = 0,
) -> HireBy:
    """Latest safe date to start hiring for a date of need.

    Parameters
    ----------
    need : date
        When the person must carry the load.
    scenario : {"replacement", "growth_hire", "new_tier_or_specialty", "seasonal"}, optional
        Whose published lead time counts.
    lead : Range, optional
        Your own lead time, both ends, in months; in place of `scenario`.
    ramp_weeks : int
        Weeks after the lead time until the person carries it [weeks]; 0 where the lead time
        includes training.

    Returns
    -------
    HireBy

    Raises
    ------
    InputError
        Unless one of `scenario` and `lead` is given.

    Notes
    -----
    Months are those of the calendar: a month before 31 March is the last day of February.

    Examples
    --------
    >>> answer = hire_by(date(2026, 11, 1), scenario="growth_hire")
    >>> answer.latest_safe, answer.latest_hopeful
    (datetime.date(2026, 7, 1), datetime.date(2026, 8, 1))
    """
    if (scenario is None) == (lead is None):
        raise InputError("scenario or lead must be given, one of them")
    source = None
    if scenario is not None:
        lead = lead_time(scenario)
        rows = read_data("workforce", "hiring")["lead"]
        row = next(row for row in rows if row["scenario"] == scenario)
        source = Source(source=row["source"], where=row["where"])
    months = _ends(lead)
    weeks = whole(ramp_weeks, "ramp_weeks")
    ready = need - timedelta(weeks=weeks)
    late, early = (_before(ready, count) for count in months)
    return HireBy(need, early, late, months_range(months), weeks, source)


def months_range(months: tuple[int, int]) -> Range:
    """Range of whole months."""
    return Range(low=months[0], high=months[1], unit="months")


def _ends(lead: Range | None) -> tuple[int, int]:
    low, high = (None, None) if lead is None else (lead.low, lead.high)
    if low is None or high is None or low < 0 or low != int(low) or high != int(high):
        raise InputError(f"lead must have both ends in whole months; got {shown(lead)}")
    return int(low), int(high)


def _before(day: date, months: int) -> date:
    """The same day that many months earlier, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_after - timedelta(days=1)).day))
