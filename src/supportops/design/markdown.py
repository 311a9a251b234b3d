"""A document as Markdown."""

from collections.abc import Iterable

from supportops._kit.text import markdown_escape, markdown_table, mermaid_escape
from supportops.design.document import (
    Block,
    Flowchart,
    Heading,
    Numbered,
    Paragraph,
    Table,
)

__all__ = ["markdown"]


def markdown(blocks: Iterable[Block]) -> str:
    """Markdown of all blocks, every name escaped."""
    return "\n\n".join(text for block in blocks if (text := _text(block))) + "\n"


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
        case Flowchart():
            return f"```mermaid\n{_mermaid(block)}\n```"
        case _:  # a picture, of figures that a table says
            return ""


def _mermaid(chart: Flowchart) -> str:
    nodes = {name: f"t{place}" for place, name in enumerate(chart.places)}
    lines = ["flowchart TD"]
    for name, does in chart.places.items():
        label = mermaid_escape(name) + (f": {mermaid_escape(does)}" if does else "")
        lines.append(f'    {nodes[name]}["{label}"]')
    for origin, target, reason in chart.moves:
        label = f'|"{mermaid_escape(reason)}"|' if reason else ""
        lines.append(f"    {nodes[origin]} -->{label} {nodes[target]}")
    return "\n".join(lines)
