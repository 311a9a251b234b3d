"""Internal targets: what support tiers owe one another, never the customer's promise."""

from datetime import UTC, datetime

from pydantic import model_validator

from supportops._kit.instants import instant
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.calendars import (
    BusinessCalendar,
    CombinedCalendar,
    add_business_days,
    due_at,
    next_business_day,
)
from supportops.errors import InputError
from supportops.sla.targets import Clock
from supportops.vocabulary import Promise

__all__ = ["Ola", "OlaRow", "ola_due_times"]


class OlaRow(Model, frozen=True, extra="forbid"):
    """What one tier owes.

    Attributes
    ----------
    support_tier : str
    pick_up : Promise or None
        From hand-over until somebody of the tier works on it.
    hand_back : Promise or None
        From hand-over until it is solved or handed on.
    """

    support_tier: str
    pick_up: Promise | None = None
    hand_back: Promise | None = None


class Ola(Model, frozen=True, extra="forbid"):
    """Internal targets by support tier, on a calendar of their own.

    Attributes
    ----------
    name : str
    rows : tuple of OlaRow
        One for each tier.
    calendar : calendar
    clock : {"business", "calendar"}
        Clock of promises that do not say it.
    """

    name: str
    rows: tuple[OlaRow, ...]
    calendar: BusinessCalendar | CombinedCalendar
    clock: Clock = "business"

    @model_validator(mode="after")
    def _once(self) -> "Ola":
        tiers = [row.support_tier for row in self.rows]
        if len(set(tiers)) < len(tiers):
            raise InputError(f"rows must name a tier once; got {joined(tiers)}")
        return self


def ola_due_times(ola: Ola, *, support_tier: str, at: datetime) -> dict[str, datetime | None]:
    """When a tier owes what, for a ticket that it is handed at an instant.

    Parameters
    ----------
    ola : Ola
    support_tier : str
    at : datetime
        The hand-over.

    Returns
    -------
    dict of str to datetime or None
        ``pick_up`` and ``hand_back`` where they are promised; None for best effort.

    Raises
    ------
    InputError
        For a tier without a row, and a naive instant.
    """
    moment = instant(at, "at")
    rows = {row.support_tier: row for row in ola.rows}
    if support_tier not in rows:
        known = joined(rows, "or") or "none"
        raise InputError(f"support_tier must be one of {known}; got {shown(support_tier)}")
    row = rows[support_tier]
    given = {"pick_up": row.pick_up, "hand_back": row.hand_back}
    return {name: _due(ola, moment, p) for name, p in given.items() if p is not None}


def _due(ola: Ola, at: datetime, promise: Promise) -> datetime | None:
    due: datetime | None = None
    if promise.kind == "next_business_day":
        due = next_business_day(at, calendar=ola.calendar)
    elif promise.days is not None:
        due = add_business_days(at, promise.days, calendar=ola.calendar)
    elif promise.length is not None and (promise.clock or ola.clock) == "business":
        due = due_at(at, promise.length, calendar=ola.calendar)
    elif promise.length is not None:
        # Through UTC: adding within a zone would move the wall clock instead of time.
        due = (at.astimezone(UTC) + promise.length).astimezone(at.tzinfo)
    return due
