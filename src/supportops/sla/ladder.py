"""The warning ladder: who is told when how much of a target is used up."""

from typing import Literal, TypeAlias

from pydantic import Field, field_validator

from supportops._kit.data import Shelf, read_data
from supportops._kit.durations import DurationLike, duration
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["LadderName", "WarningLadder", "WarningLevel", "ladder", "ladders", "warning_level"]

LadderName: TypeAlias = Literal["support-operations", "single-trigger", "warn-and-escalate"]


class WarningLevel(Model, frozen=True, extra="forbid"):
    """One rung: at which part of the target it fires, who is told and what is done.

    Attributes
    ----------
    name : str
        "yellow", "breach".
    percent : int
        Elapsed part of the target at which it fires [percent of the target].
    notify : tuple of str
        Roles that are told; empty where it only shows.
    action : str
        What is done.
    """

    name: str
    percent: int = Field(gt=0)
    notify: tuple[str, ...] = ()
    action: str = ""


class WarningLadder(Model, frozen=True, extra="forbid"):
    """Rungs in rising order of percent, none twice.

    Attributes
    ----------
    levels : tuple of WarningLevel
    source, where : str
        Document and place in it; empty for a ladder of your own.
    """

    levels: tuple[WarningLevel, ...]
    source: str = ""
    where: str = ""

    @field_validator("levels")
    @classmethod
    def _rising(cls, levels: tuple[WarningLevel, ...]) -> tuple[WarningLevel, ...]:
        percents = [level.percent for level in levels]
        if percents != sorted(set(percents)):
            raise InputError(f"levels must rise in percent, none twice; got {shown(percents)}")
        return levels


def _make(name: str) -> WarningLadder:
    return WarningLadder.model_validate(read_data("sla", "ladders")[name])


_SHELF: Shelf[WarningLadder] = Shelf(
    "sla ladders",
    {
        "support-operations": lambda: _make("support-operations"),
        "single-trigger": lambda: _make("single-trigger"),
        "warn-and-escalate": lambda: _make("warn-and-escalate"),
    },
)


def ladder(name: LadderName) -> WarningLadder:
    """Published ladder of that name; `ladders` lists them.

    Examples
    --------
    >>> [level.percent for level in ladder("support-operations").levels]
    [50, 80, 90, 100, 200]
    """
    return _SHELF.take(name)


def ladders() -> tuple[str, ...]:
    """Names of the published ladders."""
    return _SHELF.names()


def warning_level(
    elapsed: DurationLike,
    target: DurationLike,
    *,
    levels: tuple[WarningLevel, ...] | None = None,
) -> WarningLevel | None:
    """Highest rung that the elapsed time has reached; None below the first.

    Parameters
    ----------
    elapsed, target : duration
        On the clock of the target; a target of zero is reached at once.
    levels : tuple of WarningLevel, optional
        The rungs; those of the support-operations ladder unless told.

    Returns
    -------
    WarningLevel or None

    Notes
    -----
    A rung of *p* percent is reached when elapsed x 100 >= *p* x target, computed in whole
    microseconds; the rung itself is inclusive.

    Examples
    --------
    >>> warning_level("12m", "15m").name
    'orange'
    """
    spent, allowed = duration(elapsed, "elapsed"), duration(target, "target")
    rungs = ladder("support-operations").levels if levels is None else levels
    reached = [rung for rung in rungs if spent * 100 >= allowed * rung.percent]
    return max(reached, key=lambda rung: rung.percent, default=None)
