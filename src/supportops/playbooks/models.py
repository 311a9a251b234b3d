"""The nouns: a playbook, what it covers, and the tables that it uses."""

from supportops._kit.data import Source
from supportops._kit.models import Model

__all__ = ["Playbook", "PlaybookUses", "RuleArea", "RuleDocument", "Scope"]


class PlaybookUses(Model, frozen=True, extra="forbid"):
    """Published tables that a playbook uses, by their names in the rooms.

    Attributes
    ----------
    sla, sla_base : str
        SLA policy by customer tier, and the one for the priorities that it leaves out.
    tiers, tier_split : str
        Tier structure, and the split of people and tickets over it.
    goals, bands : str
        Where metrics are to go, and the limits that grade them.
    escalation, taxonomy : str
        Severities with their paths, and the ticket categories.
    """

    sla: str
    sla_base: str
    tiers: str
    tier_split: str
    goals: str
    bands: str
    escalation: str
    taxonomy: str


class Scope(Model, frozen=True, extra="forbid"):
    """What a playbook takes and what it delivers.

    Attributes
    ----------
    inputs, deliverables, workflow : tuple of str
        What it needs, what comes out, and the steps between, in order.
    top_ticket_categories : int
        From how many of the most frequent categories the knowledge base starts [categories].
    sla, tiers, knowledge, scorecard : tuple of str
        What belongs to each deliverable.
    source : Source
    """

    inputs: tuple[str, ...]
    deliverables: tuple[str, ...]
    workflow: tuple[str, ...]
    top_ticket_categories: int
    sla: tuple[str, ...]
    tiers: tuple[str, ...]
    knowledge: tuple[str, ...]
    scorecard: tuple[str, ...]
    source: Source


class RuleArea(Model, frozen=True, extra="forbid"):
    """One area of rules: its number and name, its impact grade, and what it covers."""

    number: int
    area: str
    impact: str
    covers: tuple[str, ...]


class RuleDocument(Model, frozen=True, extra="forbid"):
    """One rule document: its name, its impact grade, and why it matters."""

    document: str
    impact: str
    why: str


class Playbook(Model, frozen=True, extra="forbid"):
    """A published system for running support.

    Attributes
    ----------
    name, title : str
        How it is opened, and how it is called.
    uses : PlaybookUses
    scope : Scope
    principles : tuple of str
        What it holds to, in order.
    areas : tuple of RuleArea
    documents : tuple of RuleDocument
    """

    name: str
    title: str
    uses: PlaybookUses
    scope: Scope
    principles: tuple[str, ...]
    areas: tuple[RuleArea, ...]
    documents: tuple[RuleDocument, ...]
