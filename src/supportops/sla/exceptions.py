"""Exceptions: when a clock may stop although no status says so, as data."""

from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from supportops._kit.data import read_data
from supportops._kit.models import Instant, Model
from supportops.errors import InputError

__all__ = [
    "ExceptionKind",
    "ExceptionRule",
    "GrantedException",
    "Treatment",
    "published_exceptions",
]

ExceptionKind: TypeAlias = Literal[
    "customer_unresponsive",
    "third_party_dependency",
    "product_bug",
    "out_of_scope",
    "duplicate",
    "customer_requested_pause",
]
Treatment: TypeAlias = Literal["pause", "cancel", "merge", "track_apart"]


class ExceptionRule(Model, frozen=True, extra="forbid"):
    """How a policy treats one kind of exception.

    Attributes
    ----------
    kind : str
        ``customer_unresponsive``, ``third_party_dependency``, ``product_bug``,
        ``out_of_scope``, ``duplicate`` or ``customer_requested_pause``.
    treatment : {"pause", "cancel", "merge", "track_apart"}
        Pause the clocks; cancel them, which is no breach; merge, which cancels them because
        the surviving ticket keeps its own clock; or cancel them and link to where the work is
        tracked apart.
    metrics : tuple of str
        Whose clocks; none is all.
    follow_ups : int or None
        Of customer_unresponsive only: unanswered follow-ups after the answer that pause.
    documented : bool
        Whether it counts only with a note.
    """

    kind: ExceptionKind
    treatment: Treatment
    metrics: tuple[str, ...] = ()
    follow_ups: int | None = Field(default=None, ge=1)
    documented: bool = False

    @model_validator(mode="after")
    def _whole(self) -> "ExceptionRule":
        automatic = self.kind == "customer_unresponsive"
        if automatic != (self.follow_ups is not None) or (automatic and self.treatment != "pause"):
            raise InputError(
                "follow_ups must be there for customer_unresponsive, which pauses, and only then; "
                f"got {self.kind} with {self.follow_ups} and treatment {self.treatment}"
            )
        return self


class GrantedException(Model, frozen=True, extra="forbid"):
    """An exception that somebody granted for one ticket.

    Attributes
    ----------
    kind : str
        A kind that the policy has a rule for, other than customer_unresponsive.
    since : datetime
        From when it counts.
    until : datetime or None
        End of a pause; None lasts until the ticket ends.
    note : str
        The documentation.
    link : str
        Where the work is tracked apart, or the surviving ticket.
    """

    kind: ExceptionKind
    since: Instant
    until: Instant | None = None
    note: str = ""
    link: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> "GrantedException":
        if self.kind == "customer_unresponsive":
            raise InputError(
                "kind must be one that is granted; got customer_unresponsive, "
                "which the clock finds by itself from the follow-ups"
            )
        if self.until is not None and self.until < self.since:
            raise InputError(
                f"until must not be before since; got {self.until.isoformat()} "
                f"and {self.since.isoformat()}"
            )
        return self


def published_exceptions() -> tuple[ExceptionRule, ...]:
    """The six exceptions of the support-operations skill as rules.

    Examples
    --------
    >>> published_exceptions()[0].follow_ups
    2
    """
    rows = read_data("sla", "exceptions")["rules"]
    return tuple(ExceptionRule.model_validate(row) for row in rows)
