"""Models of the hand-off between tiers, and of being on call."""

from datetime import datetime

from supportops._kit.models import Model

__all__ = [
    "FallbackQueue",
    "HandoffField",
    "HandoffPlan",
    "OnCallLayerRow",
    "OnCallPlan",
    "OnCallShare",
    "OnCallTurnRow",
]


class HandoffField(Model, frozen=True, extra="forbid"):
    """A field of the hand-off record, and what it must say."""

    name: str
    rule: str


class FallbackQueue(Model, frozen=True, extra="forbid"):
    """A queue that takes what the entry tier cannot solve, and what stands behind it.

    Attributes
    ----------
    queue : str
    categories : tuple of str
        Whose tickets may come to it.
    tickets : float
        All of them [tickets/month], of which a part comes.
    """

    queue: str
    categories: tuple[str, ...]
    tickets: float


class HandoffPlan(Model, frozen=True, extra="forbid"):
    """What travels with a ticket from one tier to the next.

    Attributes
    ----------
    record : tuple of HandoffField
        The required context, in the order of the published template.
    queues : tuple of FallbackQueue
    rules : tuple of str
        What the published practice asks for.
    """

    record: tuple[HandoffField, ...]
    queues: tuple[FallbackQueue, ...]
    rules: tuple[str, ...]


class OnCallLayerRow(Model, frozen=True, extra="forbid"):
    """One layer of the on-call structure."""

    layer: str
    coverage: str
    duty: str


class OnCallShare(Model, frozen=True, extra="forbid"):
    """What being on call costs each of so many people.

    Attributes
    ----------
    people : int
        Who share the turns [people].
    off_hours : float
        On call outside of business hours, each [hours/year], as first responder or behind one.
    why : str
        Why this number of people is shown.
    """

    people: int
    off_hours: float
    why: str


class OnCallTurnRow(Model, frozen=True, extra="forbid"):
    """One turn; `person` is None where nobody is on call."""

    layer: str
    person: str | None
    start: datetime
    end: datetime


class OnCallPlan(Model, frozen=True, extra="forbid"):
    """Who answers when nobody is at work.

    Attributes
    ----------
    priorities : tuple of str
        Those that are promised day and night; empty where no on-call is needed.
    always_open : bool
        Whether somebody is at work in every hour of an ordinary week.
    layers : tuple of OnCallLayerRow
    expects : tuple of str
        What the published rule asks of a rotation besides.
    shares : tuple of OnCallShare
        The load by the number of people.
    turns : tuple of OnCallTurnRow
        The first round; empty where nobody is named.
    troubles : tuple of str
        Gaps, doubles and broken rules of the rotation.
    seat_agents : float
        What a seat would take instead [agents].
    pages : float or None
        Tickets of these priorities outside business hours [tickets/month]; None where no
        history says.
    """

    priorities: tuple[str, ...]
    always_open: bool
    layers: tuple[OnCallLayerRow, ...]
    expects: tuple[str, ...]
    shares: tuple[OnCallShare, ...]
    turns: tuple[OnCallTurnRow, ...]
    troubles: tuple[str, ...]
    seat_agents: float
    pages: float | None
