"""The policy book: which policy is valid for whom, and when."""

from datetime import datetime
from itertools import combinations

from pydantic import model_validator

from supportops._kit.instants import instant
from supportops._kit.models import Instant, Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.sla.policy import SlaPolicy

__all__ = ["BookEntry", "PolicyBook", "policy_for"]


class BookEntry(Model, frozen=True, extra="forbid"):
    """A policy with whom it applies to and from when until when.

    Attributes
    ----------
    policy : SlaPolicy
    customers : tuple of str
        Customers that it was agreed with; none is everybody without an entry of their own.
    valid_from, valid_until : datetime or None
        Half-open; None is without a limit.
    """

    policy: SlaPolicy
    customers: tuple[str, ...] = ()
    valid_from: Instant | None = None
    valid_until: Instant | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "BookEntry":
        if self.valid_from and self.valid_until and self.valid_from >= self.valid_until:
            raise InputError(
                f"valid_until must come after valid_from; got {self.valid_until.isoformat()} "
                f"and {self.valid_from.isoformat()}"
            )
        return self

    def valid_at(self, at: datetime) -> bool:
        """Whether it is in force at an instant."""
        return (self.valid_from is None or self.valid_from <= at) and (
            self.valid_until is None or at < self.valid_until
        )

    def meets(self, other: "BookEntry") -> bool:
        """Whether there is an instant and a customer that both would answer for."""
        same = bool(set(self.customers) & set(other.customers)) or not (
            self.customers or other.customers
        )
        ends = (self.valid_until, other.valid_from), (other.valid_until, self.valid_from)
        return same and all(end is None or start is None or start < end for end, start in ends)


class PolicyBook(Model, frozen=True, extra="forbid"):
    """Every policy that was or is in force, none overlapping another for the same customer.

    Attributes
    ----------
    entries : tuple of BookEntry
    """

    entries: tuple[BookEntry, ...]

    @model_validator(mode="after")
    def _apart(self) -> "PolicyBook":
        for (i, a), (j, b) in combinations(enumerate(self.entries), 2):
            if a.meets(b):
                both = sorted(set(a.customers) & set(b.customers))
                raise InputError(
                    f"entries must not overlap; got entries[{i}] ({a.policy.name}) and "
                    f"entries[{j}] ({b.policy.name}) for {joined(both) or 'everybody'}; "
                    "end one before the other begins"
                )
        return self


def policy_for(book: PolicyBook, *, at: datetime, customer: str | None = None) -> SlaPolicy | None:
    """Policy that governs a ticket created at an instant.

    Parameters
    ----------
    book : PolicyBook
    at : datetime
        Creation of the ticket. A ticket keeps the policy of its creation; to judge it by
        another one, replay it with that.
    customer : str, optional
        Whose ticket it is.

    Returns
    -------
    SlaPolicy or None
        The customer's own entry before that of everybody; None where none is in force.

    Raises
    ------
    InputError
        For a naive instant.
    """
    moment = instant(at, "at")
    if customer is not None and not isinstance(customer, str):
        raise InputError(f"customer must be a name; got {shown(customer)}")
    valid = [entry for entry in book.entries if entry.valid_at(moment)]
    own = [entry for entry in valid if customer is not None and customer in entry.customers]
    general = [entry for entry in valid if not entry.customers]
    return next((entry.policy for entry in (*own, *general)), None)
