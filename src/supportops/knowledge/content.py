"""What a knowledge base consists of, and which patterns in tickets call for more of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "ArticleTrigger",
    "ContentAction",
    "ContentCategory",
    "ContentPattern",
    "article_sections",
    "article_trigger",
    "content_actions",
    "content_categories",
    "content_patterns",
]

Priority: TypeAlias = Literal["high", "medium", "low"]


class ContentCategory(Model, frozen=True, extra="forbid"):
    """One kind of content: its name, what it is for, and examples."""

    name: str
    purpose: str
    examples: tuple[str, ...]


class ArticleTrigger(Model, frozen=True, extra="forbid"):
    """Volume of tickets on one topic that calls for an article.

    Attributes
    ----------
    tickets_per_week : float
        From how many tickets a week on.
    action : str
        What to do.
    source : Source
    """

    tickets_per_week: float
    action: str
    source: Source


class ContentPattern(Model, frozen=True, extra="forbid"):
    """Pattern in tickets that calls for work on content.

    Attributes
    ----------
    name : str
    tickets_per_week : float or None
        From how many tickets on one topic a week on; None where somebody has to notice it.
    action : str
    priority : str
    """

    name: str
    tickets_per_week: float | None = None
    action: str
    priority: Priority


@dataclass(frozen=True, slots=True)
class ContentAction(Result):
    """Work on content that a topic calls for."""

    topic: str
    pattern: str
    action: str
    priority: Priority


def content_categories() -> tuple[ContentCategory, ...]:
    """Published kinds of content, in the order of the source."""
    return tuple(
        ContentCategory(**{**row, "examples": tuple(row["examples"])})
        for row in read_data("knowledge", "content")["category"]
    )


def article_sections() -> tuple[str, ...]:
    """Sections of the published article skeleton, in order."""
    return tuple(read_data("knowledge", "content")["article"]["sections"])


def content_patterns() -> tuple[ContentPattern, ...]:
    """Published patterns that call for content, in the order of the source."""
    return tuple(
        ContentPattern.model_validate(row) for row in read_data("knowledge", "content")["pattern"]
    )


def article_trigger() -> ArticleTrigger:
    """Published volume that calls for an article."""
    data = read_data("knowledge", "content")
    row = next(row for row in data["pattern"] if "tickets_per_week" in row)
    return ArticleTrigger(
        tickets_per_week=row["tickets_per_week"],
        action=row["action"],
        source=Source(**data["patterns"]),
    )


def content_actions(
    tickets_per_week: Mapping[str, float],
    *,
    noticed: Mapping[str, Collection[str]] | None = None,
    patterns: Collection[ContentPattern] | None = None,
) -> tuple[ContentAction, ...]:
    """Work on content that the tickets of a week call for.

    Parameters
    ----------
    tickets_per_week : mapping of str to float
        Volume by topic [tickets/week], zero or more.
    noticed : mapping of str to collection of str, optional
        For a topic the names of the patterns that somebody noticed.
    patterns : collection of ContentPattern, optional
        The published ones if left out.

    Returns
    -------
    tuple of ContentAction
        High priority first, then by volume; a topic may call for several.

    Raises
    ------
    InputError
        For a negative volume or an unknown pattern.

    Examples
    --------
    >>> rows = content_actions({"login": 10, "sso": 9}, noticed={"sso": ["agent_workaround"]})
    >>> [(row.topic, row.action, row.priority) for row in rows]
    [('login', 'create article', 'high'), ('sso', 'document in KB', 'medium')]
    """
    known = {p.name: p for p in (content_patterns() if patterns is None else patterns)}
    volumes = {
        topic: from_zero(volume, f"tickets_per_week[{shown(topic)}]")
        for topic, volume in tickets_per_week.items()
    }
    seen = noticed or {}
    rows = []
    for topic in dict.fromkeys((*volumes, *seen)):
        for name in seen.get(topic, ()):
            if name not in known:
                raise InputError(
                    f"noticed[{shown(topic)}] must name patterns; got {shown(name)}; "
                    f"there are {joined(known)}"
                )
        for pattern in known.values():
            limit = pattern.tickets_per_week
            counted = limit is not None and volumes.get(topic, 0) >= limit
            if counted or pattern.name in seen.get(topic, ()):
                rows.append(ContentAction(topic, pattern.name, pattern.action, pattern.priority))
    order = {"high": 0, "medium": 1, "low": 2}
    return tuple(sorted(rows, key=lambda row: (order[row.priority], -volumes.get(row.topic, 0))))
