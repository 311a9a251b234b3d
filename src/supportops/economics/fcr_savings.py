"""What better first contact resolution, and work done in a cheaper tier, are worth."""

from dataclasses import dataclass

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.economics.resolutions import cost_per_resolution
from supportops.errors import InputError

__all__ = [
    "FcrSaving",
    "escalation_saving",
    "fcr_saving",
    "resolution_saving",
    "shift_left_saving",
]


@dataclass(frozen=True, slots=True)
class FcrSaving(Result):
    """Tickets that better first contact resolution avoids, and what they would have cost.

    Attributes
    ----------
    tickets_avoided : float
        [tickets]
    saving : Money
    """

    tickets_avoided: float
    saving: Money


def fcr_saving(tickets: float, *, improvement: ShareLike, cost_per_ticket: MoneyLike) -> FcrSaving:
    """Tickets and money that a gain in first contact resolution saves, one repeat each.

    Parameters
    ----------
    tickets : float
        Tickets of the period [tickets], zero or more.
    improvement : share
        Gain as a difference of shares: ``"5%"`` is five points, such as 70 % to 75 %.
    cost_per_ticket : money
        [currency/ticket]

    Returns
    -------
    FcrSaving

    Notes
    -----
    ``tickets * improvement``: every issue that is newly resolved on first contact is taken to
    save exactly one ticket. `resolution_saving` lets repeats repeat.

    Examples
    --------
    >>> answer = fcr_saving(6000, improvement="5%", cost_per_ticket="12.50 USD")
    >>> answer.tickets_avoided, str(answer.saving)
    (300.0, '3,750 USD')

    References
    ----------
    support-operations skill, Cost Per Ticket Analysis.
    """
    avoided = from_zero(tickets, "tickets") * share(improvement, "improvement")
    return FcrSaving(avoided, money(cost_per_ticket, "cost_per_ticket") * avoided)


def resolution_saving(
    resolved: float, *, cost_per_contact: MoneyLike, fcr: tuple[ShareLike, ShareLike]
) -> Money:
    """Saving of a period when first contact resolution moves, where repeats repeat.

    Parameters
    ----------
    resolved : float
        Issues resolved in the period [issues], zero or more.
    cost_per_contact : money
        [currency/contact]
    fcr : pair of share
        First contact resolution before and after, above zero.

    Returns
    -------
    Money
        Below zero where it got worse.

    Raises
    ------
    InputError
        For a first contact resolution of zero, which resolves nothing at any cost.

    Notes
    -----
    ``resolved * (cost / fcr_before - cost / fcr_after)``.

    Examples
    --------
    >>> print(resolution_saving(120_000, cost_per_contact="5 USD", fcr=("80%", "85%")))
    44,117.65 USD

    References
    ----------
    Taylor Reach Group, Calculating the cost of FCR ("more than $44,000" a year).
    """
    before, after = (cost_per_resolution(cost_per_contact, fcr=rate).cost for rate in fcr)
    if before is None or after is None:
        raise InputError(f"fcr must be above zero; got {shown(fcr)}")
    return (before - after) * from_zero(resolved, "resolved")


def escalation_saving(
    tickets: float,
    *,
    fcr: tuple[ShareLike, ShareLike],
    cost_first_tier: MoneyLike,
    cost_next_tier: MoneyLike,
) -> Money:
    """Saving of a period when the first tier resolves more of what it passed on.

    Parameters
    ----------
    tickets : float
        Tickets of the period [tickets], zero or more.
    fcr : pair of share
        Share that the first tier resolves before and after.
    cost_first_tier, cost_next_tier : money
        Full cost of a ticket that is resolved in the tier [currency/ticket].

    Returns
    -------
    Money
        Below zero where it got worse, or where the next tier is the cheaper one.

    Examples
    --------
    >>> print(escalation_saving(4000, fcr=("50%", "75%"),
    ...                         cost_first_tier="32 USD", cost_next_tier="60 USD"))
    28,000 USD

    References
    ----------
    Giva, First call resolution calculator.
    """
    before, after = (share(rate, "fcr") for rate in fcr)
    # After less before in money, which is exact: 0.8 - 0.75 in floats is not 0.05.
    moved = from_zero(tickets, "tickets")
    gap = money(cost_next_tier, "cost_next_tier") - money(cost_first_tier, "cost_first_tier")
    return gap * moved * after - gap * moved * before


def shift_left_saving(
    tickets: float, *, cost_from: MoneyLike, cost_to: MoneyLike, periods: float = 1
) -> Money:
    """Saving when tickets are resolved in a cheaper tier or channel.

    Parameters
    ----------
    tickets : float
        Tickets that move, a period [tickets], zero or more.
    cost_from, cost_to : money
        Cost of a ticket where it was and where it goes [currency/ticket].
    periods : float
        Number of periods [periods].

    Returns
    -------
    Money
        Below zero where the new place is dearer.

    Examples
    --------
    >>> print(shift_left_saving(82, cost_from="62 USD", cost_to="22 USD", periods=12))
    39,360 USD

    References
    ----------
    MetricNet figures; a publication of them prints 39,373.
    """
    gap = money(cost_from, "cost_from") - money(cost_to, "cost_to")
    return gap * from_zero(tickets, "tickets") * from_zero(periods, "periods")
