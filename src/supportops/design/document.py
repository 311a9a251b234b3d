"""A document without a form: headings, paragraphs, tables, lists and charts, not yet escaped.

The sections of a package write blocks; `markdown` and `page` give them a form. A block holds
text as it is, so that no name is escaped twice or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Block", "Flowchart", "Heading", "Numbered", "Paragraph", "RangeChart", "Table"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 is the document's, 2 a section's, 3 a part's."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; None is shown as a dash."""

    headings: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered list of a title, which stands out, and what is to say about it."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Flowchart:
    """Places with what each does, top to bottom, and moves of origin, target and reason."""

    places: Mapping[str, str]
    moves: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class RangeChart:
    """Spans on one scale, which tables beside it say in figures; for forms that show pictures.

    Attributes
    ----------
    title, unit : str
        What is drawn, and in what.
    rows : sequence of tuple
        A label, and the low and high end of its span.
    band : tuple of float or None
        Low and high end of what is usual, drawn behind all rows.
    """

    title: str
    unit: str
    rows: Sequence[tuple[str, float, float]]
    band: tuple[float, float] | None = None


Block: TypeAlias = Heading | Paragraph | Table | Numbered | Flowchart | RangeChart
