"""How many tickets to review: the published bands and the arithmetic, side by side."""

from dataclasses import dataclass

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = ["SampleBand", "SamplePlan", "sample_bands", "sample_plan"]


class SampleBand(Model, frozen=True, extra="forbid"):
    """Reviews that a source advises for teams of a size.

    Attributes
    ----------
    agents : Range
        Team size [agents].
    per_agent_week : Range
        Tickets of each agent a week [tickets].
    monthly : Range or None
        Tickets of the team a month as printed [tickets]; None where it varies.
    source : Source
    """

    agents: Range
    per_agent_week: Range
    monthly: Range | None = None
    source: Source


@dataclass(frozen=True, slots=True)
class SamplePlan(Result):
    """Reviews for a team, by the band and by its own arithmetic.

    Attributes
    ----------
    agents : int
        Team size [agents].
    per_agent_week : Range
        Tickets of each agent a week [tickets].
    weekly : Range
        Tickets of the team a week [tickets].
    monthly : Range
        The same over the weeks of a month [tickets].
    published_monthly : Range or None
        What the source prints for the whole band [tickets].
    flags : tuple of str
        ``"published_total_not_reached"`` or ``"published_total_exceeded"`` where the arithmetic
        cannot meet the printed total.
    band : SampleBand
        The published row.
    """

    agents: int
    per_agent_week: Range
    weekly: Range
    monthly: Range
    published_monthly: Range | None
    flags: tuple[str, ...]
    band: SampleBand


def sample_bands() -> tuple[SampleBand, ...]:
    """Published bands, the smallest teams first."""
    data = read_data("quality", "sampling")["bands"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(SampleBand.model_validate({**row, "source": source}) for row in data["rows"])


def sample_plan(agents: int, *, weeks: int = 4) -> SamplePlan:
    """Reviews a week and a month for a team of that size.

    Parameters
    ----------
    agents : int
        Team size [agents], at least one.
    weeks : int
        Weeks that a month is counted as [weeks], at least one.

    Returns
    -------
    SamplePlan

    Raises
    ------
    InputError
        If a number is not whole or below one.

    Notes
    -----
    The printed totals hold only near the top of each band, so both are given. The first band
    that holds the size is taken: 30 agents stand in two.

    Examples
    --------
    >>> plan = sample_plan(10)
    >>> str(plan.per_agent_week), str(plan.monthly), str(plan.published_monthly)
    ('3–4 tickets', '120–160 tickets', '200–300 tickets')
    >>> plan.flags
    ('published_total_not_reached',)
    """
    team, month = whole(agents, "agents"), whole(weeks, "weeks")
    for name, value in (("agents", team), ("weeks", month)):
        if value < 1:
            raise InputError(f"{name} must be one or more; got {shown(value)}")
    band = next(each for each in sample_bands() if team in each.agents)
    weekly = band.per_agent_week.scaled(team, "tickets")
    monthly = weekly.scaled(month, "tickets")
    return SamplePlan(
        team,
        band.per_agent_week,
        weekly,
        monthly,
        band.monthly,
        _flags(monthly, band.monthly),
        band,
    )


def _flags(monthly: Range, printed: Range | None) -> tuple[str, ...]:
    if printed is None:
        return ()
    if monthly.high is not None and printed.below(monthly.high):
        return ("published_total_not_reached",)
    if monthly.low is not None and printed.above(monthly.low):
        return ("published_total_exceeded",)
    return ()
