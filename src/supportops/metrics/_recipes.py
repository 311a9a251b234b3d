"""What a table of tickets says about each metric: one value a ticket, and who is not in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array
from supportops._kit.names import collected
from supportops._kit.text import joined, shown
from supportops.calendars import Calendar, elapsed
from supportops.errors import InputError
from supportops.metrics._scores import scale_ends

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RECIPES", "Facts", "Observed", "Recipe", "chosen_recipes", "counted"]


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """One value for each ticket.

    Attributes
    ----------
    given : ndarray
        The figure of each ticket; NaN where it was not observed.
    inside : ndarray of bool or None
        Whether the ticket belongs to the population; None is all.
    closed : ndarray of bool or None
        For times, whether the value is an end and not an age.
    contradictory : ndarray of bool or None
        Tickets whose instants contradict each other.
    """

    given: Float64Array
    inside: BoolArray | None = None
    closed: BoolArray | None = None
    contradictory: BoolArray | None = None


class Facts:
    """Columns of a table of tickets as arrays, each made once."""

    def __init__(
        self,
        frame: "pd.DataFrame",
        now: Any,
        scale: tuple[float, float],
        calendar: Calendar | None = None,
    ) -> None:
        self.frame = frame
        self.calendar = calendar
        self.now = now
        self.scale = scale_ends(scale)
        self._made: dict[str, Any] = {}

    def make(self, name: str, maker: Callable[[], Any]) -> Any:
        """Value of that name, made on its first use."""
        if name not in self._made:
            self._made[name] = maker()
        return self._made[name]

    def micros(self, name: str) -> Any:
        """Instants of a column as microseconds, the smallest integer where there is none."""
        return self.make(
            f"micros {name}",
            lambda: self.frame[name].to_numpy(dtype="datetime64[us]").view(np.int64),
        )

    def known(self, name: str) -> BoolArray:
        """Whether the instant of a column has come by `now`."""
        nat = np.iinfo(np.int64).min
        return self.make(  # type: ignore[no-any-return]  # made here
            f"known {name}",
            lambda: (self.micros(name) != nat) & (self.micros(name) <= self.now),
        )

    def number(self, name: str) -> Float64Array:
        """Column of numbers."""
        return self.make(name, self.frame[name].to_numpy)  # type: ignore[no-any-return]  # made here

    def count(self, name: str) -> Float64Array:
        """Column of whole numbers from zero, NaN where one is missing."""
        return self.make(f"count {name}", lambda: counted(self.number(name), name))  # type: ignore[no-any-return]  # made here

    def flag(self, name: str) -> Float64Array:
        """Flags as 1 and 0, NaN where one is missing."""
        return self.make(  # type: ignore[no-any-return]  # made here
            name, lambda: self.frame[name].to_numpy(dtype="float64", na_value=np.nan)
        )

    def spell(self, end: str) -> Observed:
        """Seconds from the creation to an end; the age where it has not come."""
        return self.make(f"spell {end}", lambda: self._spell(end))  # type: ignore[no-any-return]  # made here

    def _spell(self, end: str) -> Observed:
        created, closed = self.micros("created_at"), self.known(end)
        until = np.where(closed, self.micros(end), self.now)
        seconds = (until - created) / 1e6
        wrong = seconds < 0
        if self.calendar is not None:
            begun, ended = (x.view("datetime64[us]") for x in (created, until))
            seconds = elapsed(begun, ended, calendar=self.calendar).view(np.int64) / 1e6
        return Observed(np.where(wrong, np.nan, seconds), None, closed, wrong | self.reversed())

    def impossible(self) -> BoolArray:
        """Tickets that were resolved before they came in, or before their first response."""
        return self.make("impossible", self._impossible)  # type: ignore[no-any-return]  # made here

    def _impossible(self) -> BoolArray:
        early: BoolArray = self.micros("resolved_at") < self.micros("created_at")
        return (early & self.known("resolved_at")) | self.reversed()

    def reversed(self) -> BoolArray:
        """Tickets that were resolved before their first response."""
        if not {"first_response_at", "resolved_at"} <= set(self.frame.columns):
            return np.zeros(len(self.frame), dtype=bool)
        both = self.known("first_response_at") & self.known("resolved_at")
        early: BoolArray = self.micros("resolved_at") < self.micros("first_response_at")
        return both & early


def counted(values: Float64Array, name: str) -> Float64Array:
    """Numbers of a column that are whole and zero or more; NaN where one is missing."""
    wrong = (values < 0) | (values != np.round(values)) & ~np.isnan(values) | np.isinf(values)
    if wrong.any():
        place = int(wrong.argmax())
        raise InputError(
            f"tickets.{name} must be whole, zero or more; got {values[place]:g} at position {place} "
            f"({int(wrong.sum())} of {values.size} break this); make them missing, or leave them out"
        )
    return values


def _ended(facts: Facts, end: str) -> Observed:
    spell = facts.spell(end)
    return Observed(
        np.where(facts.known(end), spell.given, np.nan), None, None, spell.contradictory
    )


def _satisfied(facts: Facts) -> Observed:
    score = facts.number("score")
    low, high = facts.scale
    outside = (score < low) | (score > high)
    if outside.any():
        place = int(outside.argmax())
        raise InputError(
            f"tickets.score must be from {low:g} to {high:g}; got {score[place]:g} at position "
            f"{place} ({int(outside.sum())} of {score.size} break this); name yours with scale="
        )
    return Observed(_true(score >= max(high - 1, low + 1), np.isnan(score)))


def _reopened(facts: Facts) -> Observed:
    again = facts.count("reopens") > 0
    return Observed(
        again.astype("float64"), facts.known("resolved_at") | again, None, facts.impossible()
    )


def _handled(facts: Facts) -> Observed:
    time = facts.frame["handle_time"]
    seconds = time.dt.total_seconds().to_numpy()
    below = seconds < 0
    if below.any():
        place = int(below.argmax())
        raise InputError(
            f"tickets.handle_time must be zero or more; got {seconds[place]:g} s at position {place} "
            f"({int(below.sum())} of {seconds.size} break this); make them missing, or leave them out"
        )
    return Observed(seconds)


def _solved_and(facts: Facts, good: Float64Array, *, of_solved: bool) -> Observed:
    solved = facts.known("resolved_at")
    values = _true((good == 1) & solved, np.isnan(good))
    return Observed(values, solved if of_solved else None, None, facts.impossible())


def _at_most(values: Float64Array, limit: float) -> Float64Array:
    return _true(values <= limit, np.isnan(values))


def _true_once(values: Float64Array) -> Float64Array:
    return _true(values == 1, np.isnan(values))


def _true(answer: BoolArray, missing: BoolArray) -> Float64Array:
    """1 where it is true, 0 where it is not, NaN where nobody knows."""
    out = answer.astype(np.float64)
    out[missing] = np.nan
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """How a metric is read off a table of tickets.

    Attributes
    ----------
    definition : str
        Id, with the level of a quantile.
    kind : str
        share, mean, cluster_mean, time or count.
    needs : tuple of str
        Columns.
    observe : callable
        From the facts to what was observed.
    level : float
        Of a quantile.
    """

    definition: str
    kind: str
    needs: tuple[str, ...]
    observe: Callable[[Facts], Observed]
    level: float = 0.5


def _resolved(facts: Facts) -> Observed:
    return Observed(facts.known("resolved_at").astype(np.float64), None, None, facts.impossible())


def _open(facts: Facts) -> Observed:
    return Observed(
        (~facts.known("resolved_at")).astype(np.float64), None, None, facts.impossible()
    )


RECIPES: dict[str, Recipe] = {
    recipe.definition: recipe
    for recipe in (
        Recipe("volume.tickets", "count", (), lambda f: Observed(np.ones(len(f.frame)))),
        Recipe("frt.mean", "mean", ("first_response_at",), lambda f: _ended(f, "first_response_at")),
        Recipe("frt.quantile[0.5]", "time", ("first_response_at",), lambda f: f.spell("first_response_at")),
        Recipe("ttr.mean", "mean", ("resolved_at",), lambda f: _ended(f, "resolved_at")),
        Recipe("ttr.quantile[0.5]", "time", ("resolved_at",), lambda f: f.spell("resolved_at")),
        Recipe("ttr.quantile[0.9]", "time", ("resolved_at",), lambda f: f.spell("resolved_at"), 0.9),
        Recipe("resolution.rate", "share", ("resolved_at",), _resolved),
        Recipe("reopen.by_ticket", "share", ("resolved_at", "reopens"), _reopened),
        Recipe("aht.ratio", "cluster_mean", ("handle_time",), _handled),
        Recipe("csat.top_box", "share", ("score",), _satisfied),
        Recipe("escalation.of_all", "share", ("escalated",), lambda f: Observed(f.flag("escalated"))),
        Recipe("transfer.per_ticket", "share", ("transferred",), lambda f: Observed(f.flag("transferred"))),
        Recipe("fcr.no_escalation", "share", ("resolved_at", "escalated"),
               lambda f: _solved_and(f, 1 - f.flag("escalated"), of_solved=False)),
        Recipe("fcr.one_contact", "share", ("resolved_at", "contacts"),
               lambda f: _solved_and(f, _true_once(f.count("contacts")), of_solved=False)),
        Recipe("fcr.one_touch", "share", ("resolved_at", "agent_replies"),
               lambda f: _solved_and(f, _at_most(f.count("agent_replies"), 1), of_solved=True)),
        Recipe("backlog.open", "count", ("resolved_at",), _open),
    )
}  # fmt: skip


def chosen_recipes(wanted: Iterable[str] | None, there: Iterable[str]) -> tuple[Recipe, ...]:
    """Recipes of the metrics asked for, or of all whose columns are there."""
    have = set(there)
    if wanted is None:
        return tuple(r for r in RECIPES.values() if set(r.needs) <= have)
    found = []
    for name in collected(wanted, "metrics"):
        if name not in RECIPES:
            raise InputError(
                f"metrics must be read off a table of tickets; got {shown(name)}; "
                f"there are {joined(RECIPES)}"
            )
        absent = [column for column in RECIPES[name].needs if column not in have]
        if absent:
            raise InputError(
                f"tickets must have a column {absent[0]} for {name}; got {joined(sorted(have))}; "
                f'name yours with columns={{"{absent[0]}": "..."}}'
            )
        found.append(RECIPES[name])
    if not found:
        raise InputError(f"metrics must be at least one; got none; there are {joined(RECIPES)}")
    return tuple(found)
