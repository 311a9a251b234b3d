"""How long hiring takes, and when to start it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range
from supportops.workforce._doors import day_of

__all__ = ["HireBy", "HiringScenario", "hire_by", "lead_time"]


HiringScenario: TypeAlias = Literal[
    "replacement", "growth_hire", "new_tier_or_specialty", "seasonal"
]


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
    try:
        ready = day_of(need, "need") - timedelta(weeks=weeks)
        late, early = (_before(ready, count) for count in months)
    except (OverflowError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"need must leave room for the lead time; got {need}") from error
    return HireBy(need, early, late, months_range(months), weeks, source)


def months_range(months: tuple[int, int]) -> Range:
    """Range of whole months."""
    return Range(low=months[0], high=months[1], unit="months")


def _ends(lead: Range | None) -> tuple[int, int]:
    if not isinstance(lead, Range):
        raise InputError(f"lead must be a Range of months; got {shown(lead)}")
    if lead.unit not in {"", "month", "months"}:
        raise InputError(f"lead must be in months; got {lead}; convert it")
    low, high = lead.low, lead.high
    if low is None or high is None or low < 0 or low != int(low) or high != int(high):
        raise InputError(f"lead must have both ends in whole months; got {shown(lead)}")
    return int(low), int(high)


def _before(day: date, months: int) -> date:
    """The same day that many months earlier, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
