"""The nouns: a tier, the structure they form, and a published split of work."""

from pydantic import StrictInt, model_validator

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
    staff : str
        Who works there.
    share : Range or None
        Usual share of all tickets, 0 to 1.
    resolution : Range or None
        Usual share of tickets that it resolves, 0 to 1.
    first_contact : Range or None
        Usual share of tickets that it resolves at the first contact, 0 to 1; not the same as
        `resolution`, and never put in its place.
    deflection : Range or None
        Usual share of requests that self-service takes, 0 to 1.
    handle_time : Range or None
        Usual working time on a ticket, in the unit that the range names.
    objective : Range, str or None
        By when the tier is to act, in the unit that the range names or in words: an agreement
        inside the team, never the customer's SLA.
    source : Source
        Where the figures were published.
    """

    name: str
    scope: str
    handles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    escalates_when: str = ""
    staff: str = ""
    share: Range | None = None
    resolution: Range | None = None
    first_contact: Range | None = None
    deflection: Range | None = None
    handle_time: Range | None = None
    objective: Range | str | None = None
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
    failed_attempts: StrictInt | None = None

    @model_validator(mode="after")
    def _says_when(self) -> "EscalationTrigger":
        if self.origin == self.target:
            raise InputError(f"target must be another tier than origin; got {shown(self.target)}")
        if not self.any_of and self.failed_attempts is None:
            raise InputError(
                "any_of must name a condition, or failed_attempts a number; got neither"
            )
        if self.failed_attempts is not None and self.failed_attempts < 1:
            raise InputError(f"failed_attempts must be one or more; got {self.failed_attempts}")
        return self


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

    @model_validator(mode="after")
    def _goes_up(self) -> "TierStructure":
        names = [tier.name for tier in self.tiers]
        if not names or len(set(names)) < len(names) or "any" in names:
            raise InputError(
                f"tiers must be one or more, none twice and none called any; got {shown(names)}"
            )
        for trigger in self.triggers:
            if trigger.origin not in (*names, "any"):
                known = joined(("any", *names), "or")
                raise InputError(f"origin must be one of {known}; got {shown(trigger.origin)}")
            if trigger.target in names and trigger.origin in names:
                low, high = names.index(trigger.origin), names.index(trigger.target)
                if high < low:
                    raise InputError(
                        f"target must stand after its origin; got {trigger.origin} to {trigger.target}"
                    )
        return self

    def origins(self, trigger: EscalationTrigger) -> tuple[str, ...]:
        """Tiers that a trigger leaves from: for ``any`` all, or all below a target tier."""
        if trigger.origin != "any":
            return (trigger.origin,)
        names = [tier.name for tier in self.tiers]
        return tuple(names[: names.index(trigger.target)] if trigger.target in names else names)

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

    agents: dict[str, StrictInt]
    resolves: dict[str, Share]
    handles: dict[str, tuple[str, ...]] = {}
    extra: dict[str, str] = {}
    source: Source

    @model_validator(mode="after")
    def _one_team(self) -> "TierSplit":
        if any(heads < 0 for heads in self.agents.values()):
            raise InputError(f"agents must be zero or more; got {shown(self.agents)}")
        # Shares written as decimals rarely add up exactly; a billionth is nobody's ticket.
        if sum(self.resolves.values()) > 1 + 1e-9:
            raise InputError(f"resolves must sum to at most 1; got {shown(self.resolves)}")
        for name in (*self.resolves, *self.handles, *self.extra):
            if name not in self.agents:
                known = joined(self.agents, "or")
                raise InputError(f"support tier must be one of {known}; got {shown(name)}")
        return self
