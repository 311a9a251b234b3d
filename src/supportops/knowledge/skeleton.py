"""One article: its parts, and how it reads."""

from datetime import date

from supportops._kit.models import Model
from supportops._kit.text import markdown_escape

__all__ = ["Article", "Trouble"]


class Trouble(Model, frozen=True, extra="forbid"):
    """What may go wrong, and what helps."""

    problem: str
    solution: str


class Article(Model, frozen=True, extra="forbid"):
    """Help article with the parts of the published skeleton; a part may still be empty.

    Attributes
    ----------
    title : str
        The task, in the words of the customer.
    summary, quick_answer : str
        One or two sentences each.
    before_you_start : tuple of str
        What has to be there first.
    steps : tuple of str
        In order.
    troubleshooting : tuple of Trouble
    related : tuple of str
        Titles of other articles.
    contact : str
        Where those go who still need help.
    updated : date or None
        When it was last checked.

    Examples
    --------
    >>> article = Article(title="Reset your password", steps=("Open the sign-in page.",))
    >>> print(article.to_markdown().splitlines()[0])
    # Reset your password
    """

    title: str
    summary: str = ""
    quick_answer: str = ""
    before_you_start: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    troubleshooting: tuple[Trouble, ...] = ()
    related: tuple[str, ...] = ()
    contact: str = ""
    updated: date | None = None

    def to_markdown(self) -> str:
        """Article as Markdown, in the order of the skeleton; an empty part says so."""
        return "\n".join(
            [
                f"# {markdown_escape(self.title)}",
                "",
                _text(self.summary),
                "",
                "## Quick answer",
                "",
                _text(self.quick_answer),
                "",
                "## Before you start",
                "",
                *_list(self.before_you_start, "- "),
                "",
                "## Steps",
                "",
                *_list(self.steps, "1. "),
                "",
                "## Troubleshooting",
                "",
                *_list([f"{t.problem} → {t.solution}" for t in self.troubleshooting], "- "),
                "",
                "## Related articles",
                "",
                *_list(self.related, "- "),
                "",
                "## Still need help?",
                "",
                _text(self.contact),
                "",
                "---",
                "",
                f"Last updated: {self.updated or '–'} · Was this helpful? Yes / No",
                "",
            ]
        )


def _text(value: str) -> str:
    return markdown_escape(value) if value.strip() else "*to be written*"


def _list(values: "list[str] | tuple[str, ...]", mark: str) -> list[str]:
    return [mark + markdown_escape(value) for value in values] or ["*to be written*"]
