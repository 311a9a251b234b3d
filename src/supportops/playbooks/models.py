"""The nouns: a playbook, its chapters, and the three sorts of rows that stand in them."""

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias, TypeVar

from pydantic import model_validator

from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.playbooks._bounds import Span, bounds_text, read_bounds
from supportops.playbooks.uses import PlaybookUses
from supportops.vocabulary import Cadence, Range

__all__ = ["Chapter", "Figure", "FigureRole", "Listing", "Operation", "Playbook", "Step"]

FigureRole: TypeAlias = Literal[
    "target", "baseline", "stretch", "reported", "given", "rule", "claim", "price"
]


class Figure(Model, frozen=True, extra="forbid"):
    """One published figure: of which measure, in which role, and where it stands.

    It is written with bounds in words, ``{measure = "fcr", role = "target", at_least = "80%"}``:
    `at_least`, `above`, `at_most`, `below` or `exactly`, each a percentage, a duration, an
    amount, or a number beside a `unit`.

    Attributes
    ----------
    measure : str
        What it measures; one name in every playbook.
    scope : str
        Which part of the operation it speaks about; empty for the whole.
    role : str
        ``target`` is to be reached, ``baseline`` in the first year, ``stretch`` if all goes
        well; ``reported`` is said to be so, ``given`` belongs to an example, ``rule`` is a rule
        of thumb or of work, ``claim`` an effect that is claimed, ``price`` an amount asked.
    bounds : Range
        The figure in its unit: shares 0 to 1 without one, durations in minutes.
    clock : {"business", "calendar"} or None
        Clock of a duration where the source says it.
    horizon : Range or None
        By when, or over which time.
    definition : str
        How it is counted, where the source says so.
    printed : str
        The source's own form where it differs: "6:45".
    note : str
    where : str
        Place in the source.

    Examples
    --------
    >>> print(Figure(measure="aht", role="reported", exactly="6m45s", where="KPIs"))
    aht: reported 6m45s
    """

    measure: str
    scope: str = ""
    role: FigureRole
    bounds: Range
    clock: Literal["business", "calendar"] | None = None
    horizon: Span | None = None
    definition: str = ""
    printed: str = ""
    note: str = ""
    where: str

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return read_bounds(value) if isinstance(value, dict) else value

    @property
    def label(self) -> str:
        """Measure with its scope in brackets, as actuals name it: ``aht (email)``."""
        return f"{self.measure} ({self.scope})" if self.scope else self.measure

    @property
    def text(self) -> str:
        """Bounds with clock and horizon in words."""
        words = [bounds_text(self.bounds)]
        words += [self.clock] if self.clock else []
        words += [f"within {self.horizon}"] if self.horizon is not None else []
        return " ".join(words)

    def __str__(self) -> str:
        return f"{self.label}: {self.role} {self.text}"


class Listing(Model, frozen=True, extra="forbid"):
    """A published list: what belongs to a name, and how often it happens.

    Attributes
    ----------
    name : str
    items : tuple of str
        In the order of the source.
    grade : str
        Ordinal word of the source, such as an impact; empty for none.
    cadence : Cadence or None
    note : str
    where : str
    """

    name: str
    items: tuple[str, ...] = ()
    grade: str = ""
    cadence: Cadence | None = None
    note: str = ""
    where: str


class Step(Model, frozen=True, extra="forbid"):
    """One step of a published plan; the steps of a chapter stand in order.

    Attributes
    ----------
    do : str
    when : Range or None
        From when to when, or by when, with its unit.
    amount : Range or None
        How much of it, with its unit.
    where : str
    """

    do: str
    when: Span | None = None
    amount: Span | None = None
    where: str


class Chapter(Model, frozen=True, extra="forbid"):
    """A part of a playbook: figures, lists and steps from one place of the source.

    Attributes
    ----------
    name : str
    where : str
        Place in the source; rows that name none stand here.
    figures : tuple of Figure
    lists : tuple of Listing
    steps : tuple of Step
    """

    name: str
    where: str
    figures: tuple[Figure, ...] = ()
    lists: tuple[Listing, ...] = ()
    steps: tuple[Step, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, dict) or not isinstance(value.get("where"), str):
            return value
        rows = {
            key: [
                {"where": value["where"]} | row if isinstance(row, dict) else row
                for row in value[key]
            ]
            for key in ("figures", "lists", "steps")
            if isinstance(value.get(key), (list, tuple))
        }
        return value | rows


class Operation(Model, frozen=True, extra="forbid"):
    """Which figures state the work and the people of the operation; `feasibility` reads them.

    Attributes
    ----------
    contacts : str
        Label of the volume; its unit ends in "a year" or "a month".
    handle_time : str or None
        Label of the handle time; None where the source states none.
    agents : str or None
        Label of the people; None where the volume is that of one agent.
    """

    contacts: str
    handle_time: str | None = None
    agents: str | None = None


class Playbook(Model, frozen=True, extra="forbid"):
    """A way to run support: its own figures, and the rooms' tables that it uses.

    Attributes
    ----------
    name, title : str
        How it is opened, and how it is called.
    source, where : str
        The document, and which part of it.
    uses : PlaybookUses
    operation : Operation or None
    chapters : tuple of Chapter
    doubts : tuple of Listing
        What is inconsistent there and no arithmetic shows; the note says how it is treated.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> print(open_playbook("hume").figure("fcr").text)
    75 % to 85 % within 12 months
    """

    name: str
    title: str
    source: str
    where: str = "whole document"
    uses: PlaybookUses = PlaybookUses()
    operation: Operation | None = None
    chapters: tuple[Chapter, ...] = ()
    doubts: tuple[Listing, ...] = ()

    @model_validator(mode="after")
    def _told_apart(self) -> "Playbook":
        for name, names in (
            ("chapters", [c.name for c in self.chapters]),
            *((f"lists of {c.name}", [row.name for row in c.lists]) for c in self.chapters),
        ):
            if twice := sorted({n for n in names if names.count(n) > 1}):
                raise InputError(f"{name} must have names of their own; got {joined(twice)} twice")
        return self

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Figures of all chapters; `playbook_figures` adds those of the tables."""
        return tuple(figure for chapter in self.chapters for figure in chapter.figures)

    def chapter(self, name: str) -> Chapter:
        """Chapter of that name."""
        return _one(self.chapters, name, f"chapter of {self.name}")

    def listing(self, name: str) -> Listing:
        """List of that name."""
        rows = (row for chapter in self.chapters for row in chapter.lists)
        return _one(rows, name, f"list of {self.name}")

    def figure(self, label: str, *, role: FigureRole | None = None) -> Figure:
        """First figure of that label, ``aht`` or ``aht (email)``, in that role if one is given."""
        for figure in self.figures:
            if figure.label == label and role in {None, figure.role}:
                return figure
        known = joined(dict.fromkeys(f.label for f in self.figures if role in {None, f.role}))
        raise InputError(
            f"label must be that of a figure of {self.name}; got {shown(label)}; there are {known or 'none'}"
        )

    def to_markdown(self) -> str:
        """The playbook as a document: tables used, chapters with figures, lists and steps."""
        from supportops.playbooks.render import playbook_markdown

        return playbook_markdown(self)


_Named = TypeVar("_Named", Chapter, Listing)


def _one(rows: Iterable[_Named], name: str, kind: str) -> _Named:
    named = {row.name: row for row in rows}
    if name not in named:
        raise InputError(f"name must be a {kind}; got {shown(name)}; there are {joined(named)}")
    return named[name]
