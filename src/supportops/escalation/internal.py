"""Word inside the house: an escalation to engineering, and the shift that hands over."""

from dataclasses import dataclass
from typing import Literal

from supportops._kit.data import read_data
from supportops._kit.models import Instant, Model
from supportops._kit.results import Result
from supportops._kit.text import joined, markdown_escape, markdown_table, sentence_count
from supportops.vocabulary import Range

__all__ = ["InternalEscalation", "InternalFinding", "OnCallHandoff", "internal_findings"]


class InternalEscalation(Model, frozen=True, extra="forbid"):
    """What engineering needs to know when an incident comes to it.

    Attributes
    ----------
    severity, escalated_by, escalated_to : str
    time_detected : datetime or None
        Aware.
    issue_description : str
        Two or three sentences.
    affected_customers, impact_type, visible_symptoms : str
        How many; outage, degradation or error; what they see.
    investigation : tuple of str
        Steps done so far.
    hypothesis : str
        What is thought to be the cause.
    actions_needed : tuple of str
        What is wanted at once.
    status_page : {"updated", "pending"} or None
    customer_notice : {"sent", "pending", "not needed"} or None
    internal_channel : str
    """

    severity: str
    time_detected: Instant | None = None
    escalated_by: str = ""
    escalated_to: str = ""
    issue_description: str = ""
    affected_customers: str = ""
    impact_type: str = ""
    visible_symptoms: str = ""
    investigation: tuple[str, ...] = ()
    hypothesis: str = ""
    actions_needed: tuple[str, ...] = ()
    status_page: Literal["updated", "pending"] | None = None
    customer_notice: Literal["sent", "pending", "not needed"] | None = None
    internal_channel: str = ""

    def to_markdown(self) -> str:
        """Record as a Markdown page; what is missing shows as a dash."""
        form = read_data("escalation", "notices")["internal"]

        def table(names: list[str]) -> str:
            rows = ((name.replace("_", " "), getattr(self, name) or None) for name in names)
            return markdown_table(("field", "value"), rows)

        return "\n\n".join(
            [
                f"# {markdown_escape(self.severity)} for {markdown_escape(self.escalated_to or '–')}",
                table(form["header"][1:3]),
                "## What is wrong",
                markdown_escape(self.issue_description) or "–",
                "## Who feels it",
                table(form["impact"]),
                "## What we know",
                _steps(self.investigation),
                f"Likely cause: {markdown_escape(self.hypothesis) or '–'}",
                "## What we need now",
                _steps(self.actions_needed),
                "## Who has been told",
                table(form["communication"]),
            ]
        )


class OnCallHandoff(Model, frozen=True, extra="forbid"):
    """What one turn on call leaves to the next.

    Attributes
    ----------
    from_person, to_person : str
    at : datetime
        Aware.
    open_incidents, watch, changes : tuple of str
        What lasts, what may come back, and what was changed.
    """

    from_person: str
    to_person: str
    at: Instant
    open_incidents: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    def to_markdown(self) -> str:
        """Record as a Markdown page."""
        names = f"{markdown_escape(self.from_person)} to {markdown_escape(self.to_person)}"
        parts = [f"# On call: {names}", f"{self.at:%Y-%m-%d %H:%M %Z}"]
        for title, items in (
            ("Open", self.open_incidents),
            ("Keep an eye on", self.watch),
            ("Changed", self.changes),
        ):
            parts += [f"## {title}", _steps(items)]
        return "\n\n".join(parts)


def _steps(items: tuple[str, ...]) -> str:
    return "\n".join(f"{n}. {markdown_escape(item)}" for n, item in enumerate(items, 1)) or "–"


@dataclass(frozen=True, slots=True)
class InternalFinding(Result):
    """Something that an internal escalation lacks.

    Attributes
    ----------
    field : str
    kind : {"missing", "length", "unlisted severity"}
    rule : str
    """

    field: str
    kind: str
    rule: str


def internal_findings(record: InternalEscalation) -> tuple[InternalFinding, ...]:
    """What engineering would have to ask for.

    Parameters
    ----------
    record : InternalEscalation

    Returns
    -------
    tuple of InternalFinding
        In the order of the published template.

    Notes
    -----
    The template offers SEV1 to SEV4, although the scale of its source has a SEV5; another
    severity is a finding and no error.

    Examples
    --------
    >>> bare = InternalEscalation(severity="SEV5", issue_description="It fails.")
    >>> [(row.field, row.kind) for row in internal_findings(bare)][:2]
    [('severity', 'unlisted severity'), ('time_detected', 'missing')]
    """
    form = read_data("escalation", "notices")["internal"]
    found = []
    if record.severity not in form["severities"]:
        rule = f"one of {joined(form['severities'], 'or')}"
        found.append(InternalFinding("severity", "unlisted severity", rule))
    asked = (
        *form["header"][1:],
        "issue_description",
        *form["impact"],
        "investigation",
        "hypothesis",
        "actions_needed",
        *form["communication"],
    )
    for name in asked:
        value = getattr(record, name)
        if not value or not str(value).strip():
            found.append(InternalFinding(name, "missing", "must be said"))
    band = Range(**form["description_sentences"])
    sentences = sentence_count(record.issue_description)
    if sentences and sentences not in band:
        found.append(InternalFinding("issue_description", "length", str(band)))
    return tuple(found)
