"""Elapsed time on the clock of the world, whatever a zone does to its own."""

from datetime import UTC, datetime, timedelta

from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import Cadence

__all__ = ["interval", "later"]

_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


def later(begin: datetime, length: timedelta) -> datetime:
    """Instant `length` after `begin`, in its zone; added in UTC, so that changed clocks are right."""
    try:
        return (begin.astimezone(UTC) + length).astimezone(begin.tzinfo)
    except OverflowError as error:
        raise InputError(
            f"instants must be before the year 10000; got {begin} + {length}"
        ) from error


def interval(cadence: Cadence, name: str = "update") -> timedelta | None:
    """Length of a timed cadence; None for an occasion; months and longer have none."""
    if cadence.every is None or cadence.unit is None:
        return None
    if cadence.unit not in _UNITS:
        raise InputError(f"{name} must be timed in weeks or less; got {shown(str(cadence))}")
    return cadence.every * _UNITS[cadence.unit]
