"""The review after an incident: whether it is due, by when, and what it lacks."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration
from supportops._kit.instants import instant
from supportops._kit.models import Instant, Model
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.escalation._clock import later
from supportops.escalation.presets import preset
from supportops.vocabulary import Range

__all__ = [
    "ActionItem",
    "IncidentReview",
    "ReviewDeadline",
    "ReviewFinding",
    "ReviewTimes",
    "review_deadlines",
    "review_due",
    "review_findings",
    "review_required",
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


class ReviewDeadline(Model, frozen=True, extra="forbid"):
    """By when a review, or a part of it, is due after the resolution.

    Attributes
    ----------
    name : str
    within : timedelta
    source : Source
    """

    name: str
    within: Duration
    source: Source


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


@cache
def review_deadlines() -> tuple[ReviewDeadline, ...]:
    """Three published deadlines, each of its own source and for its own purpose."""
    return tuple(
        ReviewDeadline(
            name=row["name"],
            within=row["within"],
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("escalation", "incidents")["deadline"]
    )


def review_required(severity: str) -> bool:
    """Whether the support-operations skill asks for a review of that severity.

    Examples
    --------
    >>> review_required("SEV2"), review_required("SEV3")
    (True, False)
    """
    preset("support-operations").severity(severity)
    return severity in read_data("escalation", "incidents")["review"]["required_for"]


def review_due(resolved: datetime, *, deadline: str = "customer report") -> datetime:
    """By when a review is due.

    Parameters
    ----------
    resolved : datetime
        When the incident was over; aware.
    deadline : {"customer report", "public post-mortem", "remediation documented"}
        48 hours in the support-operations skill, 72 hours in the AST playbook, 30 days in the
        VIVtone guide.

    Returns
    -------
    datetime
        In the zone of `resolved`.

    Raises
    ------
    InputError
        For an unknown deadline or a naive instant.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> review_due(datetime(2026, 3, 2, 9, tzinfo=UTC)).isoformat()
    '2026-03-04T09:00:00+00:00'
    """
    known = {row.name: row for row in review_deadlines()}
    if deadline not in known:
        raise InputError(f"deadline must be one of {joined(known, 'or')}; got {shown(deadline)}")
    return later(instant(resolved, "resolved"), known[deadline].within)


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
    impact = ("customers_affected", "revenue", "sla_breaches")
    texts = ("incident_commander", "summary", *form["marks"], *impact, "root_cause")
    asked = (*texts, "went_well", "to_improve", "action_items")
    found = [
        ReviewFinding(name, "missing")
        for name in asked
        if not (value := getattr(review, name)) or not str(value).strip()
    ]
    band = Range(**form["summary_paragraphs"])
    paragraphs = [part for part in re.split(r"\n\s*\n", review.summary) if part.strip()]
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
