"""What the rules of `deviations` stand on: a playbook's figures and tables, at hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from supportops._kit.results import Result
from supportops.playbooks.feasibility import Feasibility
from supportops.playbooks.models import Figure, Playbook

__all__ = ["Deviation", "Ground", "digits", "places"]


@dataclass(frozen=True, slots=True)
class Deviation(Result):
    """One place where a playbook does not agree with itself.

    Attributes
    ----------
    code : str
        Which rule found it: ``infeasible-staffing``.
    about : str
        Measure, tier or promise that it is about.
    stated : str
        What the source prints.
    found : str
        What follows from its other figures, or stands elsewhere in it.
    arithmetic : str
        How that comes about; empty where it is a matter of words.
    figure : float or None
        The figure found, in the unit that `found` names.
    where : str
        Places in the source.
    """

    code: str
    about: str
    stated: str
    found: str
    arithmetic: str
    figure: float | None
    where: str

    def __str__(self) -> str:
        how = f" ({self.arithmetic})" if self.arithmetic else ""
        return f"{self.about}: {self.stated}; {self.found}{how}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A playbook with everything that it states.

    Attributes
    ----------
    book : Playbook
    figures : tuple of Figure
        Its own, and those of its tables.
    tables : dict
        By address.
    work : Feasibility
    day : float
        Paid hours of a working day.
    """

    book: Playbook
    figures: tuple[Figure, ...]
    tables: dict[str, Any]
    work: Feasibility
    day: float

    def all(self, measure: str) -> Iterator[Figure]:
        """Figures of a measure."""
        return (f for f in self.figures if f.measure == measure)

    def first(self, measure: str, *, scope: str | None = None, role: str = "") -> Figure | None:
        """First figure of a measure, in a scope and a role if they are given."""
        for figure in self.all(measure):
            if scope in {None, figure.scope} and role in {"", figure.role}:
                return figure
        return None

    def every(self, door: str) -> list[Any]:
        """Tables of that look-up."""
        return [table for address, table in self.tables.items() if address.startswith(f"{door}(")]

    def table(self, door: str) -> Any:
        """First table of that look-up; None where the playbook uses none."""
        return next(iter(self.every(door)), None)


def digits(number: float, decimals: int = 2) -> str:
    """Number with separators and without needless zeros."""
    text = f"{number:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(*figures: Figure) -> str:
    """Places of the figures, each once."""
    return "; ".join(dict.fromkeys(figure.where for figure in figures))
