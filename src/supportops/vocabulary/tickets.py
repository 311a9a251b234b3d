"""Tickets and what happens to them."""

from typing import Literal, TypeAlias

from supportops._kit.models import Instant, Model

__all__ = ["Actor", "EventKind", "Ticket", "TicketEvent"]

Actor: TypeAlias = Literal["customer", "agent", "bot", "system", "third_party"]
EventKind: TypeAlias = Literal[
    "created", "message", "status", "priority", "customer_tier", "channel", "category",
    "group", "assignee", "calendar", "merged",
]  # fmt: skip


class Ticket(Model, frozen=True, extra="forbid"):
    """One request of one customer, as it stands.

    Every name is open: the policy that reads a ticket knows which priorities, tiers and
    statuses there are.

    Attributes
    ----------
    id : str
        Identity within its help desk.
    created_at : datetime
        When it came in; aware.
    priority, status, customer_tier, channel, category, group, assignee : str or None
        As the organization names them; None is not known.
    tags : tuple of str
        Free labels.
    """

    id: str
    created_at: Instant
    priority: str | None = None
    status: str | None = None
    customer_tier: str | None = None
    channel: str | None = None
    category: str | None = None
    group: str | None = None
    assignee: str | None = None
    tags: tuple[str, ...] = ()


class TicketEvent(Model, frozen=True, extra="forbid"):
    """Something that happened to a ticket.

    Attributes
    ----------
    ticket : str
        Identity of the ticket.
    at : datetime
        When; aware.
    kind : str
        ``created``, ``message``, a change of a field (``status``, ``priority``,
        ``customer_tier``, ``channel``, ``category``, ``group``, ``assignee``), ``calendar``
        (the calendar in force from now on) or ``merged``.
    value : str or None
        What a field changed to.
    actor : str
        Who did it: customer, agent, bot, system or third_party.
    public : bool
        Whether the customer sees it; a message that is not public is an internal note.
    """

    ticket: str
    at: Instant
    kind: EventKind
    value: str | None = None
    actor: Actor = "system"
    public: bool = True
