"""A document without a form: headings, paragraphs, tables, lists and charts, not yet escaped.

The sections of a package write blocks; `markdown` and `page` give them a form. A block holds
text as it is, so that no name is escaped twice or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Block", "Flowchart", "Heading", "Numbered", "Paragraph", "Table"]


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
    """Mermaid text, which escapes its names itself."""

    mermaid: str


Block: TypeAlias = Heading | Paragraph | Table | Numbered | Flowchart
