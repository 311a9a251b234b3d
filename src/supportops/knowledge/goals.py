"""What a deflection target asks of the categories that it is worked on in."""

from dataclasses import dataclass

from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share

__all__ = ["DeflectionNeed", "deflection_needed"]


@dataclass(frozen=True, slots=True)
class DeflectionNeed(Result):
    """What a deflection target asks.

    Attributes
    ----------
    tickets : float
        Tickets a period that must not be filed [tickets].
    focus_tickets : float
        Tickets a period of the categories in focus [tickets].
    share_of_focus : float or None
        Share of the focus that must be deflected; None where the focus has no tickets. Above
        1 the target cannot be reached in these categories alone.
    """

    tickets: float
    focus_tickets: float
    share_of_focus: float | None


def deflection_needed(volume: float, *, focus: ShareLike, target: ShareLike) -> DeflectionNeed:
    """Share of the tickets in focus that a deflection target of the whole really needs.

    Parameters
    ----------
    volume : float
        Tickets a period before deflection [tickets], zero or more.
    focus : share
        Share of the volume that the categories in focus make up.
    target : share
        Share of the volume to be deflected.

    Returns
    -------
    DeflectionNeed

    Raises
    ------
    InputError
        For a negative or undefined volume, or a share outside 0 to 1.

    Notes
    -----
    ``share_of_focus = target / focus``: if only the focus is written for, it has to carry the
    target alone.

    Examples
    --------
    >>> need = deflection_needed(1200, focus="37%", target="25%")
    >>> need.tickets, round(need.share_of_focus, 3)
    (300.0, 0.676)
    """
    tickets = from_zero(volume, "volume")
    part, wanted = share(focus, "focus"), share(target, "target")
    needed = wanted / part if part else None
    return DeflectionNeed(tickets * wanted, tickets * part, needed)
