"""Days of a plan, counted from the day that it is made."""

from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from supportops._kit.text import shown
from supportops.design.evidence import Ledger
from supportops.errors import InputError

__all__ = ["days_after", "months_after", "note_day", "plan_day"]

_AS_OF = "assumed.as_of"


def plan_day(as_of: object) -> date:
    """Day that a plan is made on, which is a date with room for the lead time of a hire before it."""
    if isinstance(as_of, datetime):
        raise InputError(f"as_of must be a date; got {shown(as_of)}; pass its day, as_of.date()")
    if not isinstance(as_of, date):
        raise InputError(f"as_of must be a date; got {shown(as_of)}; pass one of datetime.date")
    if as_of.year == MINYEAR:
        raise InputError(f"as_of must leave room for the lead time of a hire; got {as_of}")
    return as_of


def days_after(day: date, days: int) -> date:
    """Day so many days later."""
    return day + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """Same day of a later month, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= MAXYEAR:
        raise InputError(f"as_of must leave room for the plan; got {day}")
    first = date(year, month + 1, 1)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def note_day(name: str, day: date, unit: str, ledger: Ledger, *, count: str) -> None:
    """Note a day as so many days, weeks or months after the day of the plan.

    Parameters
    ----------
    name : str
        The figure.
    day : date
        Its value.
    unit : str
        ``days``, ``weeks`` or ``months``: what is counted.
    ledger : Ledger
        Where the count stands already.
    count : str
        Figure that says how many.
    """
    ledger.derived(
        name,
        day.isoformat(),
        formula=f"{unit}_after(as_of, {unit})",
        inputs={"as_of": _AS_OF, unit: count},
    )
