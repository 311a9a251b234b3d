"""A document as one HTML page: no network, printable, readable on a phone, accessible."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, count

from supportops._kit.text import html_escape, joined
from supportops.design.document import (
    Block,
    Flowchart,
    Heading,
    Numbered,
    Paragraph,
    Table,
)
from supportops.design.pictures import flow_picture, range_picture
from supportops.design.style import STYLE

__all__ = ["page"]

# A day is not broken at its hyphens.
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DAY = ' class="day"'


def page(blocks: Iterable[Block], *, title: str) -> str:
    """HTML of all blocks, every name escaped, with a list of the sections.

    Parameters
    ----------
    blocks : iterable of Block
        The document.
    title : str
        What the window and the bookmark are called.

    Returns
    -------
    str
        One file: styles and pictures are in it, and it has no script.
    """
    parts, links = [], []
    caption, captions = title, set[str]()
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            caption = block.text
            if block.level == 2:
                links.append(f'<li><a href="#s{place}">{html_escape(block.text)}</a></li>')
        words = caption
        if isinstance(block, Table):
            words = _caption(block, caption, captions)
            captions.add(words)
        parts.append(_html(block, f"s{place}", words))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html_escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the package</a>\n'
        f'<nav aria-label="Sections"><ul>{"".join(links)}</ul></nav>\n'
        f'<main id="main">\n{"".join(parts)}</main>\n</body>\n</html>\n'
    )


def _html(block: Block, name: str, caption: str) -> str:
    match block:
        case Heading(text, level):
            return f'<h{level} id="{name}">{html_escape(text)}</h{level}>\n'
        case Paragraph(text):
            return f"<p>{html_escape(text)}</p>\n"
        case Table():
            return _table(block, caption)
        case Numbered(items):
            rows = "".join(
                f"<li><strong>{html_escape(title)}.</strong> {html_escape(text)}</li>"
                for title, text in items
            )
            return f"<ol>{rows}</ol>\n"
        case Flowchart():
            return f"<figure>{flow_picture(block)}</figure>\n"
        case _:
            title = html_escape(block.title)
            return f"<figure>{range_picture(block)}<figcaption>{title}</figcaption></figure>\n"


def _caption(table: Table, heading: str, taken: set[str]) -> str:
    """What a table is called: its heading, its columns besides, or a number, until it is alone."""
    full = f"{heading}: {joined(table.headings)}"
    numbered = (f"{full} ({number})" for number in count(2))
    return next(words for words in chain((heading, full), numbered) if words not in taken)


def _table(table: Table, caption: str) -> str:
    label = html_escape(caption)
    head = "".join(f'<th scope="col">{html_escape(text)}</th>' for text in table.headings)
    rows = "".join(f"<tr>{_row(row)}</tr>" for row in table.rows)
    return (
        f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>'
        f"<caption>{label}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        "</table></div>\n"
    )


def _row(row: Sequence[object]) -> str:
    first, *others = ["–" if cell is None else html_escape(cell) for cell in row]
    cells = (f"<td{_DAY if _ISO.fullmatch(text) else ''}>{text}</td>" for text in others)
    return f'<th scope="row">{first}</th>' + "".join(cells)
