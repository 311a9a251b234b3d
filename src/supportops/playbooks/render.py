"""A playbook as a Markdown document."""

from typing import Any

from supportops._kit.text import markdown_escape, markdown_table
from supportops.playbooks.figures import playbook_figures
from supportops.playbooks.models import Chapter, Figure, Listing, Playbook
from supportops.playbooks.uses import playbook_tables

__all__ = ["playbook_markdown"]


def playbook_markdown(playbook: Playbook) -> str:
    """Markdown document of a playbook; `Playbook.to_markdown` is the door."""
    parts = [
        f"# {markdown_escape(playbook.title)}",
        f"Source: {markdown_escape(playbook.source)}, {markdown_escape(playbook.where)}.",
    ]
    tables = playbook_tables(playbook)
    if tables:
        rows = [(f"supportops.{address}", _cited(table)) for address, table in tables.items()]
        parts += ["## Tables of the rooms", markdown_table(["table", "place"], rows)]
        if playbook.uses.calculators:
            names = ", ".join(f"supportops.{name}" for name in playbook.uses.calculators)
            parts.append(f"Figures stand also in {markdown_escape(names)}.")
        theirs = playbook_figures(playbook)[len(playbook.figures) :]
        parts += [_figures(theirs)] if theirs else []
    for chapter in playbook.chapters:
        parts += _chapter(chapter)
    if playbook.doubts:
        parts.append("## Doubts")
        parts += [_bullet(doubt) for doubt in playbook.doubts]
    return "\n\n".join(parts) + "\n"


def _cited(table: Any) -> str | None:
    """Places that a table, or its rows, come from."""
    if isinstance(table, tuple):
        found = [_cited(row) for row in table]
        return "; ".join(dict.fromkeys(place for place in found if place)) or None
    source = getattr(table, "source", None)
    where = getattr(source, "where", None) or getattr(table, "where", None)
    return where or None


def _figures(figures: tuple[Figure, ...]) -> str:
    rows = [
        (
            figure.label.replace("_", " "),
            figure.role,
            figure.text,
            figure.printed or None,
            "; ".join(part for part in (figure.definition, figure.note) if part) or None,
        )
        for figure in figures
    ]
    return markdown_table(["measure", "role", "figure", "printed", "note"], rows)


def _chapter(chapter: Chapter) -> list[str]:
    parts = [f"## {markdown_escape(chapter.name)}", f"*{markdown_escape(chapter.where)}*"]
    if chapter.figures:
        parts.append(_figures(chapter.figures))
    if chapter.lists:
        parts.append("\n".join(_bullet(row) for row in chapter.lists))
    if chapter.steps:
        lines = []
        for number, step in enumerate(chapter.steps, 1):
            spans = [str(span) for span in (step.when, step.amount) if span is not None]
            extra = f" ({', '.join(spans)})" if spans else ""
            lines.append(f"{number}. {markdown_escape(step.do + extra)}")
        parts.append("\n".join(lines))
    return parts


def _bullet(row: Listing) -> str:
    words = [f"**{markdown_escape(row.name)}**"]
    words += [f"({markdown_escape(row.grade)})"] if row.grade else []
    words += [f"{row.cadence}"] if row.cadence is not None else []
    text = f"- {' '.join(words)}"
    if row.items:
        text += f": {markdown_escape(', '.join(row.items))}"
    if row.note:
        text += f" – {markdown_escape(row.note)}"
    return text
