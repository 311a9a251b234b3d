"""The nouns: a severity, the policy that they form, and the rule for the pager."""

from supportops._kit.data import Source
from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Cadence

__all__ = ["EscalationPolicy", "OnCallRule", "Severity"]


class Severity(Model, frozen=True, extra="forbid"):
    """One level of severity.

    Attributes
    ----------
    name, label, definition : str
        How it is called, by rules and by people, and what it means.
    path : tuple of str
        Who is engaged at each checkpoint of the policy; a path may end early.
    response : timedelta
        Promised first response.
    update : Cadence
        How often those concerned hear of it.
    communication : tuple of str
        Where they hear of it.
    """

    name: str
    label: str
    definition: str
    path: tuple[str, ...]
    response: Duration
    update: Cadence
    communication: tuple[str, ...] = ()


class EscalationPolicy(Model, frozen=True, extra="forbid"):
    """Severities from the worst to the mildest, and when the next role is engaged.

    Attributes
    ----------
    checkpoints : tuple of timedelta
        Times since the first response, ascending from zero.
    severities : tuple of Severity
    source : Source
    """

    checkpoints: tuple[Duration, ...]
    severities: tuple[Severity, ...]
    source: Source

    def severity(self, name: str) -> Severity:
        """Severity of that name; an undeclared one is an error that lists the declared."""
        for severity in self.severities:
            if severity.name == name:
                return severity
        known = joined((s.name for s in self.severities), "or")
        raise InputError(f"severity must be one of {known}; got {shown(name)}")


class OnCallRule(Model, frozen=True, extra="forbid"):
    """Limits of an on-call rotation.

    Attributes
    ----------
    people_min : int
        Fewest people in a rotation [people].
    rotation_max_weeks : int
        Longest turn [weeks].
    page_response, acknowledge_or_escalate : timedelta
        By when a page is answered, and acknowledged or passed on.
    source : Source
    """

    people_min: int
    rotation_max_weeks: int
    page_response: Duration
    acknowledge_or_escalate: Duration
    source: Source
