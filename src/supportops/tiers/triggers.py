"""Whether a ticket goes up, where to, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tiers._doors import count
from supportops.tiers.models import EscalationTrigger, TierStructure
from supportops.tiers.presets import preset

__all__ = ["EscalationCall", "TierMove", "escalation_target"]


@dataclass(frozen=True, slots=True)
class EscalationCall(Result):
    """One target that a ticket is called to.

    Attributes
    ----------
    target : str
        A tier, or somebody outside of them such as a manager.
    reasons : tuple of str
        The conditions that hold, of which one would have been enough.
    """

    target: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TierMove(Result):
    """Where a ticket goes from its tier.

    Attributes
    ----------
    tier : str
        Where it is.
    target : str or None
        Tier that it goes to; None where it stays.
    calls : tuple of EscalationCall
        Every target with its reasons, in the order of the structure's triggers; who is no tier
        is informed and takes part while the ticket stays or moves.
    """

    tier: str
    target: str | None
    calls: tuple[EscalationCall, ...]


def escalation_target(
    tier: str,
    *,
    signals: Collection[str] = (),
    failed_attempts: int = 0,
    structure: TierStructure | None = None,
) -> TierMove:
    """Where a ticket goes from `tier`, with the reasons.

    Parameters
    ----------
    tier : str
        Where it is.
    signals : collection of str
        Conditions that hold, in the words of the structure's triggers; those of other tiers are
        known and fire nothing here.
    failed_attempts : int
        Attempts at a solution that failed in this tier [attempts].
    structure : TierStructure, optional
        The published ``"support-operations"`` structure by default.

    Returns
    -------
    TierMove

    Raises
    ------
    InputError
        For an undeclared tier or condition, or attempts that are no count.

    Notes
    -----
    A trigger fires when any one of its conditions holds. Where triggers call to several tiers,
    the ticket goes to the highest of them.

    Examples
    --------
    >>> escalation_target("L1", failed_attempts=1).target is None
    True
    >>> escalation_target("L1", failed_attempts=2).target
    'L2'
    >>> move = escalation_target("L2", signals={"bug confirmed", "VIP customer"})
    >>> move.target, [call.target for call in move.calls]
    ('L3', ['L3', 'manager'])
    """
    rules = preset("support-operations") if structure is None else structure
    rules.tier(tier)
    given = _known(signals, rules)
    attempts = count(failed_attempts, "failed_attempts")
    calls: dict[str, list[str]] = {}
    for trigger in rules.triggers:
        if tier in rules.origins(trigger):
            reasons = _reasons(trigger, given, attempts)
            if reasons:
                calls.setdefault(trigger.target, []).extend(reasons)
    names = [row.name for row in rules.tiers]
    reached = [name for name in names if name in calls]
    return TierMove(
        tier=tier,
        target=reached[-1] if reached else None,
        calls=tuple(
            EscalationCall(target, tuple(dict.fromkeys(why))) for target, why in calls.items()
        ),
    )


def _known(signals: Any, rules: TierStructure) -> set[str]:
    given = collected(signals, "signals")
    words = dict.fromkeys(word for trigger in rules.triggers for word in trigger.any_of)
    for signal in given:
        if signal not in words:
            raise InputError(f"signals must be among {joined(words)}; got {shown(signal)}")
    return set(given)


def _reasons(trigger: EscalationTrigger, given: set[str], attempts: int) -> list[str]:
    reasons = [word for word in trigger.any_of if word in given]
    if trigger.failed_attempts is not None and attempts >= trigger.failed_attempts:
        reasons.append(f"{attempts} failed attempts, {trigger.failed_attempts} are enough")
    return reasons
