"""Ways to forecast days, as facts: what the automatic choice chooses from."""

from typing import Literal, TypeAlias

from pydantic import Field

from supportops._kit.models import Model
from supportops.workforce.forecasting.smoothing import Season

__all__ = [
    "Candidate",
    "DampedHoltWinters",
    "Effect",
    "LastYear",
    "SameWeekday",
    "WeekdayRegression",
    "standard_candidates",
]

#: What days a regression may set apart, beside weekdays.
Effect: TypeAlias = Literal["month_start", "month_end", "after_closure"]


class SameWeekday(Model, frozen=True, extra="forbid"):
    """Mean of the last observed days of the same weekday: the historical average.

    Attributes
    ----------
    weeks : int
        How many of them [weeks].
    """

    weeks: int = Field(default=8, ge=1)

    def __str__(self) -> str:
        return f"same weekday, {self.weeks} weeks"


class LastYear(Model, frozen=True, extra="forbid"):
    """The same weekday 52 weeks ago, grown as the last weeks have grown over theirs.

    Attributes
    ----------
    weeks : int
        Weeks that growth is measured over [weeks].
    """

    weeks: int = Field(default=8, ge=1)

    def __str__(self) -> str:
        return f"same day last year, growth of {self.weeks} weeks"


class DampedHoltWinters(Model, frozen=True, extra="forbid"):
    """Holt–Winters with a season of weekdays and a trend that fades, over the last 78 weeks.

    Attributes
    ----------
    seasonal : str
        ``additive`` or ``multiplicative``.
    """

    seasonal: Season = "multiplicative"

    def __str__(self) -> str:
        return f"Holt–Winters, damped, {self.seasonal}"


class WeekdayRegression(Model, frozen=True, extra="forbid"):
    """Poisson regression on weekdays, and on what else is said.

    Attributes
    ----------
    trend : bool
        Whether volume grows by a constant share a day.
    effects : tuple of str
        Days set apart: ``month_start`` (the first five days of a month), ``month_end`` (the
        last three), ``after_closure`` (the first open day after one that is closed but usually
        is not).
    harmonics : int
        Waves of the year, two coefficients each [count]; needs two years of history to be
        told from a trend.
    half_life : int or None
        Days after which a day counts half [days]; None lets all days count alike.
    """

    trend: bool = True
    effects: tuple[Effect, ...] = ()
    harmonics: int = Field(default=0, ge=0)
    half_life: int | None = Field(default=None, ge=1)

    def __str__(self) -> str:
        parts = ["weekday", *(["trend"] if self.trend else []), *self.effects]
        if self.harmonics:
            parts.append(f"year ({self.harmonics})")
        recent = f", half-life {self.half_life} days" if self.half_life else ""
        return f"regression on {' + '.join(parts)}{recent}"


Candidate: TypeAlias = SameWeekday | LastYear | DampedHoltWinters | WeekdayRegression

_EFFECTS: tuple[Effect, ...] = ("month_start", "month_end", "after_closure")


def standard_candidates() -> tuple[Candidate, ...]:
    """What the automatic choice tries; those that need more history than there is are left out.

    Examples
    --------
    >>> [str(candidate) for candidate in standard_candidates()][:2]
    ['same weekday, 4 weeks', 'same weekday, 8 weeks']
    """
    return (
        SameWeekday(weeks=4),
        SameWeekday(weeks=8),
        LastYear(),
        DampedHoltWinters(seasonal="additive"),
        DampedHoltWinters(seasonal="multiplicative"),
        WeekdayRegression(trend=False),
        WeekdayRegression(trend=True),
        WeekdayRegression(trend=False, effects=_EFFECTS),
        WeekdayRegression(trend=True, effects=_EFFECTS),
        WeekdayRegression(trend=True, harmonics=2),
        WeekdayRegression(trend=True, effects=_EFFECTS, harmonics=2),
    )
