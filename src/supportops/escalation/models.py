"""The nouns: a severity, the policy that they form, and the rule for the pager."""

from datetime import timedelta
from typing import Any

from pydantic import StrictInt, model_validator

from supportops._kit.data import Source
from supportops._kit.durations import Duration, duration_text
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Cadence, Scale

__all__ = ["EscalationPolicy", "OnCallLayer", "OnCallRule", "Severity"]


class Severity(Model, frozen=True, extra="forbid"):
    """One level of severity.

    Attributes
    ----------
    name, label, definition : str
        How it is called, by rules and by people, and what it means.
    examples : tuple of str
        What it looks like.
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
    examples: tuple[str, ...] = ()
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

    @model_validator(mode="after")
    def _whole(self) -> "EscalationPolicy":
        marks = self.checkpoints
        if not marks or marks[0] != timedelta() or list(marks) != sorted(set(marks)):
            got = joined(map(duration_text, marks)) or "none"
            raise InputError(f"checkpoints must ascend from zero; got {got}")
        names = [severity.name for severity in self.severities]
        if not names or len(set(names)) < len(names):
            raise InputError(f"severities must be one or more, none twice; got {shown(names)}")
        for severity in self.severities:
            if not 1 <= len(severity.path) <= len(marks):
                raise InputError(
                    f"path must have one role or more, at most one a checkpoint ({len(marks)}); "
                    f"got {len(severity.path)} in {severity.name}"
                )
        return self

    @property
    def scale(self) -> Scale:
        """Names of the severities, the worst first."""
        return Scale(label="severity", names=tuple(s.name for s in self.severities))

    def severity(self, name: str) -> Severity:
        """Severity of that name; an undeclared one is an error that lists the declared."""
        given: Any = name  # a column would compare to a column
        for severity in self.severities:
            if isinstance(given, str) and severity.name == given:
                return severity
        known = joined((s.name for s in self.severities), "or")
        raise InputError(f"severity must be one of {known}; got {shown(name)}")


class OnCallLayer(Model, frozen=True, extra="forbid"):
    """One layer of an on-call structure.

    Attributes
    ----------
    name, coverage, duty : str
    source : Source
    """

    name: str
    coverage: str
    duty: str
    source: Source


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
    handoff_day, handoff_time : str
        When the source hands over, as an example.
    expects : tuple of str
        What it expects of a rotation and of its people besides.
    source : Source
    """

    people_min: StrictInt
    rotation_max_weeks: StrictInt
    page_response: Duration
    acknowledge_or_escalate: Duration
    handoff_day: str = ""
    handoff_time: str = ""
    expects: tuple[str, ...] = ()
    source: Source
