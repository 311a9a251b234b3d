"""Paid heads behind agents at work, and agents at work out of paid heads."""

from collections.abc import Iterable
from math import fsum

from supportops._kit.names import collected
from supportops._kit.shares import ShareLike, share
from supportops.workforce._doors import below_one, volume_of, whole_up

__all__ = ["agents_present", "full_time_equivalents", "paid_agents", "scheduled_agents"]


def paid_agents(agents: float, *, shrinkage: ShareLike) -> float:
    """Paid full-time agents behind a number of agents at work.

    Parameters
    ----------
    agents : float
        Agents at work [agents], zero or more.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    float
        ``agents / (1 - shrinkage)`` [full-time agents]; never ``agents * (1 + shrinkage)``.

    Raises
    ------
    InputError
        For negative agents, or a shrinkage of 1.

    Examples
    --------
    >>> round(paid_agents(8, shrinkage=0.3), 2)
    11.43
    """
    return volume_of(agents, "agents") / (1 - below_one(shrinkage))


def scheduled_agents(agents: float, *, shrinkage: ShareLike) -> int:
    """Paid heads behind a number of agents at work.

    Parameters
    ----------
    agents : float
        Agents at work [agents], zero or more.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    int
        ``ceil(agents / (1 - shrinkage))`` [heads], with exact arithmetic: 21 at 30 % are 30.

    Raises
    ------
    InputError
        For negative agents, or a shrinkage of 1.

    Examples
    --------
    >>> scheduled_agents(14, shrinkage="30%")
    20
    """
    return whole_up(paid_agents(agents, shrinkage=shrinkage))


def agents_present(heads: float, *, shrinkage: ShareLike) -> float:
    """Agents at work out of paid heads, on average.

    Parameters
    ----------
    heads : float
        Paid heads [heads], zero or more.
    shrinkage : share
        Share of paid time that is not worked.

    Returns
    -------
    float
        ``heads * (1 - shrinkage)`` [agents].

    Raises
    ------
    InputError
        For negative heads.

    Examples
    --------
    >>> agents_present(100, shrinkage="35%")
    65.0
    """
    return volume_of(heads, "heads") * (1.0 - share(shrinkage, "shrinkage"))


def full_time_equivalents(people: Iterable[ShareLike]) -> float:
    """Full-time equivalents of people who work full or part time.

    Parameters
    ----------
    people : iterable of share
        For each head the part of a full-time contract: 1, or ``"50%"``.

    Returns
    -------
    float
        Their sum [FTE]; the heads are how many there are.

    Raises
    ------
    InputError
        If one is no share.

    Examples
    --------
    >>> full_time_equivalents([1, 1, "50%", "75%"])
    3.25
    """
    return fsum(share(part, "people") for part in collected(people, "people"))
