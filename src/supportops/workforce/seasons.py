"""Seasons as rules for dates, and what is planned when."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from math import prod
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected, mapped
from supportops._kit.reals import from_zero
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce._doors import day_of, kind_of

__all__ = ["SeasonRule", "season_factor", "season_rules", "seasons_on"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MonthDay: TypeAlias = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class SeasonRule(Model, frozen=True, extra="forbid"):
    """A pattern of the calendar: one way to say which dates it holds.

    Attributes
    ----------
    name : str
    first_day, last_day : str or None
        Month and day, ``"12-24"``; a last day before the first lies in the next year.
    last_days_of_month : int or None
        That many days at the end of each month.
    weekday : str or None
        ``mon`` to ``sun``.
    month : int or None
        1 to 12.
    part_of_day : str
        Which part of a day is meant, empty for all of it; dates do not tell.
    occasion : str
        What else it depends on, such as a deployment; its dates are given by the caller.
    action : str
        What it means for staffing.
    source : Source or None
        None for a rule of your own.
    """

    name: str
    first_day: MonthDay | None = None
    last_day: MonthDay | None = None
    last_days_of_month: Annotated[int, Field(ge=1, le=31)] | None = None
    weekday: Weekday | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    part_of_day: str = ""
    occasion: str = ""
    action: str = ""
    source: Source | None = None

    @model_validator(mode="after")
    def _one(self) -> "SeasonRule":
        if (self.first_day is None) != (self.last_day is None):
            raise InputError("first_day and last_day must be given together; got one of them")
        for mark in (self.first_day, self.last_day):
            if mark is not None and int(mark[3:]) > monthrange(2024, int(mark[:2]))[1]:
                raise InputError(f"first_day and last_day must be days of a year; got {mark}")
        ways = (self.first_day, self.last_days_of_month, self.weekday, self.month)
        if sum(way is not None for way in ways) + bool(self.occasion) != 1:
            raise InputError(
                "season must say its dates in one way: first_day and last_day, "
                f"last_days_of_month, weekday, month or occasion; got {self.name!r}"
            )
        return self

    def __contains__(self, day: date) -> bool:
        mark = f"{day:%m-%d}"
        if self.first_day is not None and self.last_day is not None:
            if self.first_day <= self.last_day:
                return self.first_day <= mark <= self.last_day
            return mark >= self.first_day or mark <= self.last_day
        if self.last_days_of_month is not None:
            return day.day > monthrange(day.year, day.month)[1] - self.last_days_of_month
        if self.weekday is not None:
            return _DAYS[day.weekday()] == self.weekday
        return self.month == day.month


def season_rules() -> tuple[SeasonRule, ...]:
    """Six published seasonal patterns.

    Examples
    --------
    >>> [rule.name for rule in season_rules() if date(2026, 4, 29) in rule]
    ['end_of_month', 'tax_season']
    """
    return tuple(
        SeasonRule(
            **{k: v for k, v in row.items() if k not in {"source", "where"}},
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("workforce", "scenarios")["season"]
    )


def seasons_on(
    day: date,
    *,
    rules: Iterable[SeasonRule] | None = None,
    occasions: Mapping[str, Iterable[date]] | None = None,
) -> tuple[SeasonRule, ...]:
    """Seasons that a date lies in.

    Parameters
    ----------
    day : date
        The civil date.
    rules : iterable of SeasonRule, optional
        The published ones by default.
    occasions : mapping of str to iterable of date, optional
        For a season that depends on an occasion its dates.

    Returns
    -------
    tuple of SeasonRule

    Raises
    ------
    InputError
        For something else than a date, or dates of a season that is not there.

    Examples
    --------
    >>> deployed = {"release_spike": [date(2026, 3, 10)]}
    >>> [rule.name for rule in seasons_on(date(2026, 3, 10), occasions=deployed)]
    ['release_spike']
    """
    day_of(day, "day")
    known = _rules(rules)
    given = mapped({} if occasions is None else occasions, "occasions")
    dated = {
        name: {day_of(day, "occasions") for day in collected(days, "occasions")}
        for name, days in given.items()
    }
    unknown = [name for name in dated if name not in {rule.name for rule in known if rule.occasion}]
    if unknown:
        names = joined((rule.name for rule in known if rule.occasion), "or") or "none"
        raise InputError(
            f"occasions must name seasons that depend on one; got {shown(unknown[0])}; "
            f"there are {names}"
        )
    return tuple(
        rule
        for rule in known
        if (day in dated.get(rule.name, ()) if rule.occasion else day in rule)
    )


def season_factor(
    day: date,
    *,
    factors: Mapping[str, float],
    rules: Iterable[SeasonRule] | None = None,
    occasions: Mapping[str, Iterable[date]] | None = None,
) -> float:
    """Factor of the volume on a date: the product over its seasons.

    Parameters
    ----------
    day : date
        The civil date.
    factors : mapping of str to float
        For a season what its volume is multiplied by [ratio]; seasons without one count 1. No
        magnitudes are published.
    rules, occasions
        As in `seasons_on`.

    Returns
    -------
    float
        [ratio]

    Raises
    ------
    InputError
        For a negative factor, or one of a season that is not there.

    Examples
    --------
    >>> season_factor(date(2026, 4, 29), factors={"end_of_month": 1.2, "tax_season": 1.5})
    1.7999999999999998
    """
    known = _rules(rules)
    given = mapped(factors, "factors")
    names = [rule.name for rule in known]
    for name in given:
        if name not in names:
            raise InputError(
                f"factors must name seasons; got {shown(name)}; there are {joined(names)}"
            )
    held = {name: from_zero(factor, f"factors[{shown(name)}]") for name, factor in given.items()}
    found = seasons_on(day, rules=known, occasions=occasions)
    return prod((held.get(rule.name, 1.0) for rule in found), start=1.0)


def _rules(rules: Iterable[SeasonRule] | None) -> tuple[SeasonRule, ...]:
    given = season_rules() if rules is None else collected(rules, "rules")
    for rule in given:
        kind_of(rule, "rules", SeasonRule)
    return given
