"""Text that goes into documents: escaping, tables, and values shown in messages."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = [
    "card",
    "html_escape",
    "joined",
    "markdown_escape",
    "markdown_table",
    "mermaid_escape",
    "sentence_count",
    "shown",
]

# Characters that would start markup inside a line of Markdown or a table cell, and what would
# start a list, a heading or a rule at its beginning.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_START = re.compile(r"^(\d*)([-+=.)](?=\s|$)|[-=]{2,}$)")
# What a reader does not see but a parser or a line of text does: controls, and what turns the
# direction of the text around it.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|[。！？]+")
_LONGEST = 80


def _readable(value: object) -> str:
    """Text of `value`, with U+FFFD for controls and for what would turn its line around."""
    return _UNSEEN.sub("\ufffd", str(value).replace("\r\n", "\n"))


def markdown_escape(value: object) -> str:
    r"""Text of `value` that reads as itself in a Markdown line, list item or table cell.

    A control character, and one that turns the direction of the text around, is shown as U+FFFD.

    Examples
    --------
    >>> print(markdown_escape("1. *API* | errors"))
    1\. \*API\* \| errors
    """
    text = _MARKDOWN.sub(r"\\\g<0>", " ".join(_readable(value).split()))
    return _START.sub(r"\1\\\2", text)


def html_escape(value: object) -> str:
    """Text of `value` that reads as itself inside HTML, attributes included.

    A control character, and one that turns the direction of the text around, is shown as U+FFFD.
    """
    return html.escape(_readable(value), quote=True)


def mermaid_escape(value: object) -> str:
    """Text of `value` that reads as itself inside a quoted Mermaid label.

    Mermaid reads ``#code;`` as a character, so everything but letters, digits and harmless
    punctuation goes that way; so does what would make the label a list of Markdown.

    Examples
    --------
    >>> mermaid_escape('1. Say "hi"')
    '1#46; Say #34;hi#34;'
    """
    text = " ".join(_readable(value).split())
    start = len(text) - len(text.lstrip("0123456789"))
    return "".join(
        c
        if c.isalnum() or (c in " .,:%()/+-–×" and (place != start or c not in ".)+-"))
        else f"#{ord(c)};"
        for place, c in enumerate(text)
    )


def markdown_table(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Markdown table with every cell escaped; a missing cell (None) is a dash.

    Examples
    --------
    >>> print(markdown_table(["tier", "people"], [["L1", 5], ["L2", None]]))
    | tier | people |
    | --- | --- |
    | L1 | 5 |
    | L2 | – |
    """

    def line(cells: Sequence[object]) -> str:
        return "| " + " | ".join("–" if c is None else markdown_escape(c) for c in cells) + " |"

    return "\n".join([line(headings), "|" + " --- |" * len(headings), *(line(row) for row in rows)])


def card(title: object, rows: Iterable[tuple[object, object]], note: object = "") -> str:
    """Small HTML table for a notebook: a title, named values, and a note under them."""
    cells = "".join(
        f'<tr><th scope="row" style="text-align:left">{html_escape(name)}</th>'
        f'<td style="text-align:left">{html_escape(value)}</td></tr>'
        for name, value in rows
    )
    foot = f"<p><small>{html_escape(note)}</small></p>" if note else ""
    return f"<table><caption><b>{html_escape(title)}</b></caption>{cells}</table>{foot}"


def joined(names: Iterable[object], last: str = "and") -> str:
    """Names in one phrase: ``a, b and c``; `last` is the word before the last of them."""
    texts = [str(name) for name in names]
    return (
        f" {last} ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)
    )


def sentence_count(text: str) -> int:
    """Number of sentences: pieces between end marks that space or the end follows.

    Examples
    --------
    >>> sentence_count("Version 2.1 fails. Why?")
    2
    """
    return sum(1 for part in _SENTENCE_END.split(text) if part.strip())


def shown(value: Any) -> str:
    """Value as a message shows it: text in quotes, numbers plain, long things cut."""
    # numpy scalars would show their type, which is noise to the reader.
    text = repr(
        value.item() if hasattr(value, "item") and getattr(value, "ndim", 1) == 0 else value
    )
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
