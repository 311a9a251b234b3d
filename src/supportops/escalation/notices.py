"""Notices rendered from structured facts, and findings where they promise too little."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from pydantic import model_validator

from supportops._kit.data import read_data
from supportops._kit.durations import Duration, duration, duration_text
from supportops._kit.models import Instant, Model
from supportops._kit.results import Result
from supportops._kit.text import markdown_escape, markdown_table
from supportops.errors import InputError
from supportops.escalation._clock import interval
from supportops.escalation.models import EscalationPolicy
from supportops.escalation.presets import preset

__all__ = [
    "InitialNotice",
    "NoticeFinding",
    "ResolutionNotice",
    "UpdateNotice",
    "notice_findings",
    "published_promises",
]


def _when(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M %Z}"


class InitialNotice(Model, frozen=True, extra="forbid"):
    """First word to customers about an incident.

    Attributes
    ----------
    severity : str
    sent_at : datetime
        Aware.
    service_name, description, impact, status : str
        What is concerned, what happens, what customers feel, and what is being done.
    next_update : datetime or None
        When customers hear again.
    status_page_link : str
    """

    severity: str
    sent_at: Instant
    service_name: str
    description: str = ""
    impact: str = ""
    status: str = ""
    next_update: Instant | None = None
    status_page_link: str = ""

    @model_validator(mode="after")
    def _ahead(self) -> "InitialNotice":
        _check_ahead(self.next_update, self.sent_at)
        return self

    def to_markdown(self) -> str:
        """Notice as Markdown; a part that is missing is left out, and is a finding."""
        return _page(
            f"{self.service_name}: we are looking into a problem",
            f"Since {_when(self.sent_at)} we know of it, and people are at work.",
            [("What happens", self.description), ("What you notice", self.impact)],
            [("Where we are", self.status), *_ahead_rows(self.next_update, self.status_page_link)],
        )


class UpdateNotice(Model, frozen=True, extra="forbid"):
    """Later word to customers about an incident that lasts.

    Attributes
    ----------
    severity : str
    sent_at : datetime
        Aware.
    service_name, impact, status : str
        What is concerned, what customers feel now, and what was found or done.
    next_update : datetime or None
        When customers hear again.
    status_page_link : str
    """

    severity: str
    sent_at: Instant
    service_name: str
    impact: str = ""
    status: str = ""
    next_update: Instant | None = None
    status_page_link: str = ""

    @model_validator(mode="after")
    def _ahead(self) -> "UpdateNotice":
        _check_ahead(self.next_update, self.sent_at)
        return self

    def to_markdown(self) -> str:
        """Notice as Markdown; a part that is missing is left out, and is a finding."""
        return _page(
            f"{self.service_name}: the problem lasts",
            f"As of {_when(self.sent_at)}.",
            [("What is new", self.status), ("What you notice", self.impact)],
            _ahead_rows(self.next_update, self.status_page_link),
        )


class ResolutionNotice(Model, frozen=True, extra="forbid"):
    """Word to customers that an incident is over.

    Attributes
    ----------
    severity : str
    service_name, description : str
        What was concerned, and what happened.
    start_time, end_time : datetime or None
        Aware.
    impact, resolution : str
        What customers felt, and what ended it.
    report_within : timedelta or None
        When the detailed report is out, counted from the end.
    status_page_link : str
    """

    severity: str
    service_name: str
    description: str = ""
    start_time: Instant | None = None
    end_time: Instant | None = None
    impact: str = ""
    resolution: str = ""
    report_within: Duration | None = None
    status_page_link: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> "ResolutionNotice":
        if self.start_time and self.end_time and self.end_time < self.start_time:
            raise InputError(
                f"end_time must not be before start_time; got {self.end_time} and {self.start_time}"
            )
        return self

    def to_markdown(self) -> str:
        """Notice as Markdown; a part that is missing is left out, and is a finding."""
        lasted = [
            (name, "" if at is None else _when(at))
            for name, at in (("Began", self.start_time), ("Ended", self.end_time))
        ]
        report = "" if self.report_within is None else duration_text(self.report_within)
        return _page(
            f"{self.service_name}: solved",
            "The service works again, and we keep an eye on it.",
            [("What happened", self.description), *lasted, ("What you noticed", self.impact)],
            [
                ("What ended it", self.resolution),
                ("A detailed report follows within", report),
                ("Status page", self.status_page_link),
            ],
        )


Notice: TypeAlias = InitialNotice | UpdateNotice | ResolutionNotice


def _check_ahead(next_update: Any, sent_at: Any) -> None:
    if next_update is not None and next_update <= sent_at:
        raise InputError(f"next_update must be after sent_at; got {next_update} and {sent_at}")


def _ahead_rows(next_update: Any, link: str) -> list[tuple[str, str]]:
    ahead = "" if next_update is None else _when(next_update)
    return [("You hear from us again by", ahead), ("Status page", link)]


def _page(title: str, lead: str, *groups: list[tuple[str, str]]) -> str:
    parts = [f"# {markdown_escape(title)}", markdown_escape(lead)]
    rows = [row for group in groups for row in group if row[1].strip()]
    if rows:
        parts.append(markdown_table(("what", "say"), rows))
    return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class NoticeFinding(Result):
    """Something that a notice lacks, or promises too late.

    Attributes
    ----------
    field : str
    kind : {"missing", "later than cadence", "later than published"}
    message : str
    """

    field: str
    kind: str
    message: str


def published_promises() -> dict[str, timedelta]:
    """Promises in the words of the published notices, by what they promise.

    Returns
    -------
    dict of str to timedelta
        ``next_update`` of a first SEV1 notice, ``report`` of its resolution.
    """
    forms = read_data("escalation", "notices")
    return {
        "next_update": duration(forms["initial"]["next_update"]),
        "report": duration(forms["resolution"]["report"]),
    }


def notice_findings(
    notice: Notice, *, policy: EscalationPolicy | None = None
) -> tuple[NoticeFinding, ...]:
    """What a notice lacks, and what it promises later than the policy.

    Parameters
    ----------
    notice : InitialNotice, UpdateNotice or ResolutionNotice
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    tuple of NoticeFinding

    Raises
    ------
    InputError
        For a severity that the policy does not declare.

    Notes
    -----
    The published first notice of a SEV1 lets 30 minutes pass until the next word, the same
    document's rule for SEV1 is 15: the template is kept as printed, and a notice is held
    against the policy.

    Examples
    --------
    >>> notice = InitialNotice(severity="SEV1", sent_at="2026-03-02T09:00:00Z",
    ...     service_name="Checkout", description="Payments fail.", impact="No card is taken.",
    ...     status="The cause is known.", next_update="2026-03-02T09:30:00Z",
    ...     status_page_link="status.example.com")
    >>> [row.message for row in notice_findings(notice)]
    ['next update after 30m, SEV1 wants 15m']
    """
    rules = preset("support-operations") if policy is None else policy
    level = rules.severity(notice.severity)
    forms = read_data("escalation", "notices")
    kind = "resolution" if isinstance(notice, ResolutionNotice) else "initial"
    found = [
        NoticeFinding(name, "missing", f"{name.replace('_', ' ')} must be said")
        for name in forms[kind]["fields"]
        if name in type(notice).model_fields and not _said(getattr(notice, name))
    ]
    if isinstance(notice, ResolutionNotice):
        limit = published_promises()["report"]
        if notice.report_within is None:
            found.append(NoticeFinding("report_within", "missing", "report within must be said"))
        elif notice.report_within > limit:
            late, most = duration_text(notice.report_within), duration_text(limit)
            found.append(
                NoticeFinding(
                    "report_within", "later than published", f"report after {late}, at most {most}"
                )
            )
        return tuple(found)
    step = interval(level.update)
    if step is not None and notice.next_update is not None:
        wait = notice.next_update - notice.sent_at
        if wait > step:
            message = (
                f"next update after {duration_text(wait)}, {level.name} wants {duration_text(step)}"
            )
            found.append(NoticeFinding("next_update", "later than cadence", message))
    return tuple(found)


def _said(value: object) -> bool:
    return value is not None and bool(str(value).strip())
