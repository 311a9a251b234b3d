"""What travels with a ticket that goes up, and what is missing from it."""

from dataclasses import dataclass
from typing import Any

from supportops._kit.data import read_data
from supportops._kit.models import Instant, Model
from supportops._kit.results import Result
from supportops._kit.text import markdown_escape, markdown_table, sentence_count
from supportops.vocabulary import Range

__all__ = ["Handoff", "MissingContext", "missing_context"]


class Handoff(Model, frozen=True, extra="forbid"):
    """Record of a ticket that goes from one tier to the next.

    Attributes
    ----------
    ticket_id, customer_name, company, customer_tier, original_agent : str
        Whose ticket it is, and who worked on it.
    escalated_at : datetime or None
        When it went up; aware.
    origin, target : str
        Tiers.
    issue_summary : str
        What is wrong, in two or three sentences.
    troubleshooting : tuple of str
        Steps done so far, each with what it showed.
    product_version, environment, error_logs, screenshots : str
        What the next tier needs to reproduce it; "none" where there is none.
    why_escalating : str
        Why this tier cannot solve it.
    customer_expectation : str
        What the customer was told, and waits for.
    next_steps : str
        A hypothesis, or what to try next.
    """

    ticket_id: str
    customer_name: str = ""
    company: str = ""
    customer_tier: str = ""
    original_agent: str = ""
    escalated_at: Instant | None = None
    origin: str
    target: str
    issue_summary: str = ""
    troubleshooting: tuple[str, ...] = ()
    product_version: str = ""
    environment: str = ""
    error_logs: str = ""
    screenshots: str = ""
    why_escalating: str = ""
    customer_expectation: str = ""
    next_steps: str = ""

    def to_markdown(self) -> str:
        """Record as a Markdown page; what is missing shows as a dash."""
        form = read_data("tiers", "handoff")

        def rows(names: list[str]) -> list[tuple[str, Any]]:
            return [(_words(name), _text(getattr(self, name)) or None) for name in names]

        steps = [f"{n}. {markdown_escape(step)}" for n, step in enumerate(self.troubleshooting, 1)]
        title, origin, target = map(markdown_escape, (self.ticket_id, self.origin, self.target))
        parts = [
            f"# {title}: {origin} to {target}",
            markdown_table(("field", "value"), rows(form["header"][1:])),
        ]
        for name in form["sections"]:
            if name == "troubleshooting":
                body = "\n".join(steps) or "–"
                table = markdown_table(("information", "value"), rows(form["information"]))
                parts += [
                    "## Troubleshooting so far",
                    body,
                    "## What the next tier needs",
                    table,
                ]
            else:
                body = markdown_escape(getattr(self, name)) or "–"
                parts += [f"## {_words(name).capitalize()}", body]
        return "\n\n".join(parts)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True)
class MissingContext(Result):
    """Something that a handoff does not say, or says too shortly or too long.

    Attributes
    ----------
    field : str
    kind : {"missing", "length"}
    rule : str
        What is asked for.
    """

    field: str
    kind: str
    rule: str


def missing_context(handoff: Handoff) -> tuple[MissingContext, ...]:
    """What the next tier would have to ask for.

    Parameters
    ----------
    handoff : Handoff

    Returns
    -------
    tuple of MissingContext
        Empty where nothing is missing; in the order of the published template.

    Notes
    -----
    The template wants a summary of two or three sentences; sentences are counted by their end
    marks, so an address or a number with a dot inside is none. It has three slots for
    troubleshooting steps, of which one must be filled.

    Examples
    --------
    >>> bare = Handoff(ticket_id="4711", origin="L1", target="L2", issue_summary="API fails.")
    >>> [(row.field, row.kind) for row in missing_context(bare)][5:8]
    [('issue_summary', 'length'), ('troubleshooting', 'missing'), ('why_escalating', 'missing')]
    """
    form = read_data("tiers", "handoff")
    asked = (*form["header"], *form["sections"], *form["information"])
    band = Range(**form["summary_sentences"])
    found = []
    for name in asked:
        value = getattr(handoff, name)
        if name == "troubleshooting":
            if not any(step.strip() for step in value):
                rule = f"one step or more, with room for {form['troubleshooting_slots']}"
                found.append(MissingContext(name, "missing", rule))
        elif not _text(value):
            found.append(MissingContext(name, "missing", "must be said"))
        elif name == "issue_summary" and sentence_count(value) not in band:
            found.append(MissingContext(name, "length", str(band)))
    return tuple(found)
