"""Whether a knowledge base and its articles are built as they should be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.knowledge.skeleton import Article
from supportops.vocabulary import Range

__all__ = [
    "StructureFinding",
    "StructurePractice",
    "article_findings",
    "category_findings",
    "structure_practices",
]

# A sentence ends where punctuation is followed by a space or by the end.
_END = re.compile(r"[.!?…]+(?:\s+|$)")
_PARTS = (
    ("summary", "summary"),
    ("quick_answer", "quick answer"),
    ("before_you_start", "before you start"),
    ("steps", "step-by-step instructions"),
    ("troubleshooting", "troubleshooting"),
    ("related", "related articles"),
    ("contact", "still need help"),
    ("updated", "footer: last updated and helpful vote"),
)


class StructurePractice(Model, frozen=True, extra="forbid"):
    """Practice of a good structure, with its rules."""

    name: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructureFinding(Result):
    """What is not as it should be.

    Attributes
    ----------
    where : str
        Title or category.
    rule : {"section_missing", "too_long", "too_deep"}
    what : str
    """

    where: str
    rule: str
    what: str


def structure_practices() -> tuple[StructurePractice, ...]:
    """Published practices of a good structure."""
    rows = read_data("knowledge", "content")["structure"]["practice"]
    return tuple(StructurePractice.model_validate(row) for row in rows)


def article_findings(article: Article) -> tuple[StructureFinding, ...]:
    """Parts of the skeleton that an article lacks, and openings that are too long.

    Parameters
    ----------
    article : Article
        The article.

    Returns
    -------
    tuple of StructureFinding
        In the order of the skeleton; empty where all is there.

    Examples
    --------
    >>> article = Article(title="Reset your password", summary="One. Two. Three.")
    >>> [finding.what for finding in article_findings(article)][:2]
    ['summary has 3 sentences, 1–2 are published', 'quick answer is missing']
    """
    limit = Range.model_validate(read_data("knowledge", "content")["article"]["sentences"])
    found = []
    if not article.title.strip():
        found.append(StructureFinding(article.title, "section_missing", "title is missing"))
    for name, label in _PARTS:
        value = getattr(article, name)
        if not (value.strip() if isinstance(value, str) else value):
            found.append(StructureFinding(article.title, "section_missing", f"{label} is missing"))
        elif name in {"summary", "quick_answer"}:
            count = len([part for part in _END.split(value) if part.strip()])
            if limit.above(count):
                what = f"{label} has {count} sentences, {limit.low:g}–{limit.high:g} are published"
                found.append(StructureFinding(article.title, "too_long", what))
    return tuple(found)


def category_findings(
    parents: Mapping[str, str | None], *, levels: int | None = None
) -> tuple[StructureFinding, ...]:
    """Categories that lie too deep.

    Parameters
    ----------
    parents : mapping of str to str or None
        Parent of each category; None is the top level.
    levels : int, optional
        Deepest level that is allowed [levels], the top being 1; 3 as published.

    Returns
    -------
    tuple of StructureFinding
        In the order given.

    Raises
    ------
    InputError
        If a parent is no category, or categories lie inside themselves.

    Examples
    --------
    >>> tree = {"product": None, "billing": "product", "invoices": "billing", "refunds": "invoices"}
    >>> [(finding.where, finding.what) for finding in category_findings(tree)]
    [('refunds', 'level 4, 3 are published')]
    """
    deepest = read_data("knowledge", "content")["structure"]["levels"] if levels is None else levels
    found = []
    depths: dict[str, int] = {}
    for name in parents:
        depth = _depth(name, parents, depths)
        if depth > deepest:
            source = "published" if levels is None else "allowed"
            found.append(
                StructureFinding(name, "too_deep", f"level {depth}, {deepest} are {source}")
            )
    return tuple(found)


def _depth(name: str, parents: Mapping[str, str | None], depths: dict[str, int]) -> int:
    path: list[str] = []
    here: str | None = name
    while here is not None and here not in depths:
        if here not in parents:
            raise InputError(
                f"parents must name categories; got {shown(here)} over {shown(path[-1])}"
            )
        if here in path:
            raise InputError(f"parents must end at the top; got {shown(here)} inside itself")
        path.append(here)
        here = parents[here]
    start = 0 if here is None else depths[here]
    depths.update((each, start + k) for k, each in enumerate(reversed(path), start=1))
    return depths[name]
