"""The records that are handed on to customer success and to product."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.money import Money
from supportops._kit.text import markdown_escape, markdown_table

__all__ = ["AtRiskAlert", "ProductSubmission", "RecentTicket"]

_ANSWERS = {None: None, True: "yes", False: "no"}
Level: TypeAlias = Literal["low", "medium", "high"]


class RecentTicket(Model, frozen=True, extra="forbid"):
    """One line of a ticket summary."""

    ticket: str
    date: date
    issue: str
    status: str


class AtRiskAlert(Model, frozen=True, extra="forbid"):
    """Alert about an account at risk, for customer success.

    Attributes
    ----------
    account : str
    date : date
    flagged_by, csm, tier : str
    monthly_revenue : Money or None
    indicators : tuple of str
        What makes it look at risk.
    tickets : tuple of RecentTicket
    sentiment : str
    actions : tuple of str
        In the order of doing; the published ones if left out.
    links : dict of str to str
        Name and address.
    """

    account: str
    date: date
    flagged_by: str
    csm: str = ""
    tier: str = ""
    monthly_revenue: Money | None = None
    indicators: tuple[str, ...] = ()
    tickets: tuple[RecentTicket, ...] = ()
    sentiment: str = ""
    actions: tuple[str, ...] | None = None
    links: dict[str, str] = {}

    def missing(self) -> tuple[str, ...]:
        """Published parts that are still empty."""
        parts = {
            "csm": self.csm,
            "account_tier": self.tier,
            "monthly_revenue": self.monthly_revenue,
            "risk indicators": self.indicators,
            "recent ticket summary": self.tickets,
            "customer sentiment": self.sentiment.strip(),
            "supporting links": self.links,
        }
        return tuple(name for name, value in parts.items() if not value)

    def to_markdown(self) -> str:
        """Alert as Markdown, in the order of the published template."""
        actions = self.actions
        if actions is None:
            actions = tuple(read_data("feedback", "templates")["at_risk"]["actions"])
        head = [
            ("Account", self.account),
            ("Date", self.date.isoformat()),
            ("Flagged by", self.flagged_by),
            ("CSM", self.csm or None),
            ("Tier", self.tier or None),
            (
                "Monthly revenue",
                None if self.monthly_revenue is None else str(self.monthly_revenue),
            ),
        ]
        rows = [(t.ticket, t.date.isoformat(), t.issue, t.status) for t in self.tickets]
        return _page(
            f"At-risk account: {markdown_escape(self.account)}",
            markdown_table(["", ""], head),
            {
                "Risk indicators": _bullets(self.indicators),
                "Recent tickets": markdown_table(["Ticket", "Date", "Issue", "Status"], rows),
                "Customer sentiment": _text(self.sentiment),
                "Recommended actions": _bullets(actions, mark="1. "),
                "Links": _bullets(f"{name}: {link}" for name, link in self.links.items()),
            },
        )


class ProductSubmission(Model, frozen=True, extra="forbid"):
    """Feedback for product, with what it is worth and whose words it is.

    Attributes
    ----------
    title : str
    kind : {"feature request", "bug", "UX issue", "other"}
    submitted_by : str
    date : date
    customers : int or None
        Customers who ask for it [customers].
    segments, notable_accounts : tuple of str
    revenue : Money or None
        What those customers pay.
    request, use_case, workaround : str
    quotes : tuple of str
        In the customers' words.
    churn_risk : {"low", "medium", "high"} or None
    expansion_blocker, competitive_gap : bool or None
    tickets : tuple of str
    """

    title: str
    kind: Literal["feature request", "bug", "UX issue", "other"]
    submitted_by: str
    date: date
    customers: int | None = None
    segments: tuple[str, ...] = ()
    revenue: Money | None = None
    notable_accounts: tuple[str, ...] = ()
    request: str = ""
    quotes: tuple[str, ...] = ()
    use_case: str = ""
    workaround: str = ""
    churn_risk: Level | None = None
    expansion_blocker: bool | None = None
    competitive_gap: bool | None = None
    tickets: tuple[str, ...] = ()

    def missing(self) -> tuple[str, ...]:
        """Published sections that are still empty."""
        impact = (self.churn_risk, self.expansion_blocker, self.competitive_gap)
        parts = {
            "customer context": self.customers is not None,
            "the request": self.request.strip(),
            "customer voice": self.quotes,
            "use case": self.use_case.strip(),
            "current workaround": self.workaround.strip(),
            "business impact": None not in impact,
            "related tickets": self.tickets,
        }
        return tuple(name for name, value in parts.items() if not value)

    def to_markdown(self) -> str:
        """Submission as Markdown, in the order of the published template."""
        head = [
            ("Type", self.kind),
            ("Submitted by", self.submitted_by),
            ("Date", self.date.isoformat()),
        ]
        context = [
            ("Customers requesting", self.customers),
            ("Segments", ", ".join(self.segments) or None),
            ("Revenue represented", None if self.revenue is None else str(self.revenue)),
            ("Notable accounts", ", ".join(self.notable_accounts) or None),
        ]
        impact = [
            ("Churn risk", self.churn_risk),
            ("Blocks expansion", _ANSWERS[self.expansion_blocker]),
            ("Competitive gap", _ANSWERS[self.competitive_gap]),
        ]
        return _page(
            f"Product feedback: {markdown_escape(self.title)}",
            markdown_table(["", ""], head),
            {
                "Customer context": markdown_table(["", ""], context),
                "The request": _text(self.request),
                "Customer voice": "\n>\n".join(f"> {markdown_escape(q)}" for q in self.quotes)
                or _text(""),
                "Use case": _text(self.use_case),
                "Current workaround": _text(self.workaround),
                "Business impact": markdown_table(["", ""], impact),
                "Related tickets": _bullets(self.tickets),
            },
        )


def _page(title: str, head: str, sections: dict[str, str]) -> str:
    parts = [f"# {title}", head]
    for name, body in sections.items():
        parts += [f"## {name}", body]
    return "\n\n".join(parts) + "\n"


def _text(value: str) -> str:
    return markdown_escape(value) if value.strip() else "*not stated*"


def _bullets(values: Iterable[str], mark: str = "- ") -> str:
    return "\n".join(mark + markdown_escape(value) for value in values) or _text("")
