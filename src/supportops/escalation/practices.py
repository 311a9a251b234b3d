"""Published practices of good escalation."""

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model

__all__ = ["EscalationPractice", "escalation_practices"]


class EscalationPractice(Model, frozen=True, extra="forbid"):
    """A practice of good escalation.

    Attributes
    ----------
    name : str
    rules : tuple of str
        What it asks for.
    source : Source
    """

    name: str
    rules: tuple[str, ...]
    source: Source


def escalation_practices() -> tuple[EscalationPractice, ...]:
    """Five published practices of good escalation, each with what it asks for.

    Examples
    --------
    >>> escalation_practices()[1].name
    'no-blame culture'
    """
    return tuple(
        EscalationPractice(
            name=row["name"],
            rules=row["rules"],
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("escalation", "incidents")["practice"]
    )
