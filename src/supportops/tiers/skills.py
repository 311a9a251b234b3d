"""How well a person's skills fit what a ticket needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from supportops._kit.results import Result
from supportops._kit.text import joined
from supportops.errors import InputError
from supportops.tiers._doors import named, size

__all__ = ["SkillFit", "skill_fit"]


@dataclass(frozen=True, slots=True)
class SkillFit(Result):
    """Fit of what is held to what is needed.

    Attributes
    ----------
    share : float or None
        Needed levels that are held, of all that are needed, 0 to 1; None where nothing is
        needed.
    complete : bool
        Whether every needed skill is held at its level.
    gaps : dict of str to float
        Levels short, by skill.
    surplus : float
        Levels held beyond the need, over all needed skills: what a scarce expert would waste.
    """

    share: float | None
    complete: bool
    gaps: dict[str, float]
    surplus: float


def skill_fit(held: Mapping[str, float], *, needed: Mapping[str, float]) -> SkillFit:
    """Fit of a person's skills to the need of a ticket.

    Parameters
    ----------
    held, needed : mapping of str to float
        Level of each skill, zero or more, on one scale of the caller's; a skill that is not
        named has level zero.

    Returns
    -------
    SkillFit

    Raises
    ------
    InputError
        For a level that is negative or no number.

    Notes
    -----
    ``share = sum(min(held, needed)) / sum(needed)``: more of one skill never makes up for
    another.

    Examples
    --------
    >>> fit = skill_fit({"API": 3, "billing": 1}, needed={"API": 2, "SQL": 2})
    >>> fit.share, fit.gaps
    (0.5, {'SQL': 2.0})
    """
    have, need = named(held, "held", size), named(needed, "needed", size)
    whole = sum(need.values())
    if not isfinite(whole):
        raise InputError(f"needed must sum to a finite level; got {joined(need)}")
    met = {skill: min(have.get(skill, 0.0), level) for skill, level in need.items()}
    gaps = {skill: level - met[skill] for skill, level in need.items() if met[skill] < level}
    return SkillFit(
        share=sum(met.values()) / whole if whole else None,
        complete=not gaps,
        gaps=gaps,
        surplus=sum(max(have.get(skill, 0.0) - level, 0.0) for skill, level in need.items()),
    )
