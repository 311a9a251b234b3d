"""A document as Markdown."""

from collections.abc import Iterable

from supportops._kit.text import markdown_escape, markdown_table
from supportops.design.document import Block, Flowchart, Heading, Numbered, Paragraph, Table

__all__ = ["markdown"]


def markdown(blocks: Iterable[Block]) -> str:
    """Markdown of all blocks, every name escaped."""
    return "\n\n".join(_text(block) for block in blocks) + "\n"


def _text(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {markdown_escape(text)}"
        case Paragraph(text):
            return markdown_escape(text)
        case Table(headings, rows):
            return markdown_table(headings, rows)
        case Numbered(items):
            return "\n".join(
                f"{place}. **{markdown_escape(title)}.** {markdown_escape(text)}"
                for place, (title, text) in enumerate(items, start=1)
            )
        case Flowchart(mermaid):
            return f"```mermaid\n{mermaid}\n```"
