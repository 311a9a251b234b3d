"""The review after an incident: what it says, how long each stretch took, what it lacks."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from pydantic import model_validator

from supportops._kit.data import read_data
from supportops._kit.durations import duration_text
from supportops._kit.models import Instant, Model
from supportops._kit.results import Result
from supportops._kit.text import markdown_escape, markdown_table
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = [
    "ActionItem",
    "IncidentReview",
    "ReviewFinding",
    "ReviewTimes",
    "review_findings",
    "review_times",
]


class ActionItem(Model, frozen=True, extra="forbid"):
    """Something that a review asks for.

    Attributes
    ----------
    action : str
    owner : str
    due_date : date or None
    status : {"open", "done"}
    """

    action: str
    owner: str = ""
    due_date: date | None = None
    status: Literal["open", "done"] = "open"


class IncidentReview(Model, frozen=True, extra="forbid"):
    """What a review of an incident says.

    Attributes
    ----------
    incident_title, severity, incident_commander : str
    summary : str
        One or two paragraphs.
    first_customer_report, on_call_paged, incident_declared : datetime or None
        Marks of the timeline, in order where known; aware.
    root_cause_identified, fix_deployed, customer_impact_resolved : datetime or None
        Likewise.
    customers_affected, revenue, sla_breaches : str
        Impact, in words or figures.
    root_cause : str
    went_well, to_improve : tuple of str
    action_items : tuple of ActionItem
    """

    incident_title: str
    severity: str
    incident_commander: str = ""
    summary: str = ""
    first_customer_report: Instant | None = None
    on_call_paged: Instant | None = None
    incident_declared: Instant | None = None
    root_cause_identified: Instant | None = None
    fix_deployed: Instant | None = None
    customer_impact_resolved: Instant | None = None
    customers_affected: str = ""
    revenue: str = ""
    sla_breaches: str = ""
    root_cause: str = ""
    went_well: tuple[str, ...] = ()
    to_improve: tuple[str, ...] = ()
    action_items: tuple[ActionItem, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "IncidentReview":
        known = [(name, getattr(self, name)) for name in _marks() if getattr(self, name)]
        for (before, first), (after, second) in pairwise(known):
            if second < first:
                raise InputError(f"{after} must not be before {before}; got {second} and {first}")
        return self

    def to_markdown(self) -> str:
        """Review as a Markdown page; what is missing shows as a dash."""
        times = review_times(self)
        header = (
            ("severity", self.severity),
            ("incident commander", self.incident_commander or None),
            ("time to recover", None if times.recover is None else duration_text(times.recover)),
        )
        marks = ((name.replace("_", " "), getattr(self, name)) for name in _marks())
        impact = ((name.replace("_", " "), getattr(self, name) or None) for name in _IMPACT)
        actions = ((a.action, a.owner or None, a.due_date, a.status) for a in self.action_items)
        summary = "\n\n".join(map(markdown_escape, _paragraphs(self.summary)))
        return "\n\n".join(
            [
                f"# Review: {markdown_escape(self.incident_title)}",
                markdown_table(("field", "value"), header),
                "## Summary",
                summary or "–",
                "## Timeline",
                markdown_table(("mark", "at"), ((m, at and at.isoformat()) for m, at in marks)),
                "## Impact",
                markdown_table(("on", "how"), impact),
                "## Root cause",
                markdown_escape(self.root_cause) or "–",
                "## What went well",
                _list(self.went_well),
                "## What to improve",
                _list(self.to_improve),
                "## Action items",
                markdown_table(("action", "owner", "due", "status"), actions),
            ]
        )


_IMPACT = ("customers_affected", "revenue", "sla_breaches")


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def _list(items: tuple[str, ...]) -> str:
    return "\n".join(f"- {markdown_escape(item)}" for item in items) or "–"


def _marks() -> list[str]:
    marks: list[str] = read_data("escalation", "incidents")["review"]["marks"]
    return marks


@dataclass(frozen=True, slots=True)
class ReviewTimes(Result):
    """Stretches between the marks of a review; None where one of its ends is not known.

    Attributes
    ----------
    page : timedelta or None
        From the first customer's report to the page.
    declare, diagnose, fix : timedelta or None
        From the page to the declaration, from there to the root cause, from there to the fix.
    recover : timedelta or None
        From the first customer's report until customers no longer feel it.
    """

    page: timedelta | None
    declare: timedelta | None
    diagnose: timedelta | None
    fix: timedelta | None
    recover: timedelta | None


@dataclass(frozen=True, slots=True)
class ReviewFinding(Result):
    """Something that a review lacks.

    Attributes
    ----------
    field : str
    kind : {"missing", "length", "no owner", "no due date", "overdue"}
    about : str
    """

    field: str
    kind: str
    about: str = ""


def review_times(review: IncidentReview) -> ReviewTimes:
    """Time to page, declare, diagnose, fix and recover, from the marks of a review."""

    def between(begin: datetime | None, end: datetime | None) -> timedelta | None:
        return None if begin is None or end is None else end - begin

    return ReviewTimes(
        page=between(review.first_customer_report, review.on_call_paged),
        declare=between(review.on_call_paged, review.incident_declared),
        diagnose=between(review.incident_declared, review.root_cause_identified),
        fix=between(review.root_cause_identified, review.fix_deployed),
        recover=between(review.first_customer_report, review.customer_impact_resolved),
    )


def review_findings(
    review: IncidentReview, *, as_of: date | None = None
) -> tuple[ReviewFinding, ...]:
    """What a review lacks: parts, marks, owners, dates, and actions past due.

    Parameters
    ----------
    review : IncidentReview
    as_of : date, optional
        The present; without it no action is called overdue.

    Returns
    -------
    tuple of ReviewFinding
        Empty where nothing is missing.

    Notes
    -----
    An action is overdue after its date, not on it.
    """
    form = read_data("escalation", "incidents")["review"]
    texts = ("incident_commander", "summary", *form["marks"], *_IMPACT, "root_cause")
    asked = (*texts, "went_well", "to_improve", "action_items")
    found = [
        ReviewFinding(name, "missing")
        for name in asked
        if not (value := getattr(review, name)) or not str(value).strip()
    ]
    band = Range(**form["summary_paragraphs"])
    paragraphs = _paragraphs(review.summary)
    if paragraphs and len(paragraphs) not in band:
        found.append(ReviewFinding("summary", "length", str(band)))
    for item in review.action_items:
        if not item.owner.strip():
            found.append(ReviewFinding("action_items", "no owner", item.action))
        if item.due_date is None:
            found.append(ReviewFinding("action_items", "no due date", item.action))
        elif as_of is not None and item.status == "open" and item.due_date < as_of:
            found.append(ReviewFinding("action_items", "overdue", item.action))
    return tuple(found)
