"""What a knowledge base consists of, as published."""

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model

__all__ = [
    "ArticleTrigger",
    "ContentCategory",
    "article_sections",
    "article_trigger",
    "content_categories",
]


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


def content_categories() -> tuple[ContentCategory, ...]:
    """Published kinds of content, in the order of the source."""
    return tuple(
        ContentCategory(**{**row, "examples": tuple(row["examples"])})
        for row in read_data("knowledge", "content")["category"]
    )


def article_sections() -> tuple[str, ...]:
    """Sections of the published article skeleton, in order."""
    return tuple(read_data("knowledge", "content")["article"]["sections"])


def article_trigger() -> ArticleTrigger:
    """Published volume that calls for an article."""
    row = read_data("knowledge", "content")["trigger"]
    return ArticleTrigger(
        tickets_per_week=row["tickets_per_week"],
        action=row["action"],
        source=Source(source=row["source"], where=row["where"]),
    )
