"""The nouns: a tier, the structure they form, and a published split of work."""

from supportops._kit.data import Source
from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = ["EscalationTrigger", "SupportTier", "TierSplit", "TierStructure"]


class SupportTier(Model, frozen=True, extra="forbid"):
    """One level of support.

    Attributes
    ----------
    name : str
        Its name in the structure.
    scope : str
        What it is for.
    handles, skills : tuple of str
        What it takes, and what its people know.
    escalates_when : str
        When a ticket leaves it upwards.
    share : Range or None
        Usual share of all tickets, 0 to 1.
    resolution : Range or None
        Usual share of tickets that it resolves, 0 to 1.
    deflection : Range or None
        Usual share of requests that self-service takes, 0 to 1.
    handle_time : Range or None
        Usual working time on a ticket, in the unit that the range names.
    source : Source
        Where the figures were published.
    """

    name: str
    scope: str
    handles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    escalates_when: str = ""
    share: Range | None = None
    resolution: Range | None = None
    deflection: Range | None = None
    handle_time: Range | None = None
    source: Source


class EscalationTrigger(Model, frozen=True, extra="forbid"):
    """What moves a ticket from one tier to the next, or to a manager.

    Attributes
    ----------
    origin, target : str
        Tier names; an origin ``any`` stands for every tier.
    any_of : tuple of str
        Conditions of which one is enough.
    failed_attempts : int or None
        From how many failed attempts on, where attempts are among the conditions.
    """

    origin: str
    target: str
    any_of: tuple[str, ...]
    failed_attempts: int | None = None


class TierStructure(Model, frozen=True, extra="forbid"):
    """Tiers from self-service to the last resort, and what moves tickets between them.

    Attributes
    ----------
    tiers : tuple of SupportTier
        In the order of escalation.
    triggers : tuple of EscalationTrigger
    """

    tiers: tuple[SupportTier, ...]
    triggers: tuple[EscalationTrigger, ...] = ()

    def tier(self, name: str) -> SupportTier:
        """Tier of that name; an undeclared one is an error that lists the declared."""
        for tier in self.tiers:
            if tier.name == name:
                return tier
        known = joined((t.name for t in self.tiers), "or")
        raise InputError(f"support tier must be one of {known}; got {shown(name)}")


class TierSplit(Model, frozen=True, extra="forbid"):
    """A published split of people and tickets over tiers.

    Attributes
    ----------
    agents : dict of str to int
        Heads by tier.
    resolves : dict of str to float
        Share of all tickets that each tier is to resolve.
    handles : dict of str to tuple of str
        Kinds of work by tier.
    extra : dict of str to str
        Who helps a tier from outside the team.
    source : Source
    """

    agents: dict[str, int]
    resolves: dict[str, Share]
    handles: dict[str, tuple[str, ...]] = {}
    extra: dict[str, str] = {}
    source: Source
