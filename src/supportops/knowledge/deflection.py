"""Tickets that self-service takes off the team, from visits or from sessions."""

from dataclasses import dataclass
from typing import Literal

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Deflection", "deflection_from_sessions", "deflection_from_visits"]


@dataclass(frozen=True, slots=True)
class Deflection(Result):
    """Tickets deflected in a period, and what they are worth.

    Attributes
    ----------
    denominator : {"visits", "sessions"}
        What the shares are shares of; they do not carry over to another one.
    base : float
        Visits or sessions [count].
    with_intent : float
        Of them, those that would have become a ticket [count].
    gross : float
        Of those, resolved without a ticket, at first sight [tickets].
    tickets : float
        What is left of them after those who came back [tickets].
    gross_saving : Money or None
        Tickets at their cost; None without a cost per ticket.
    cost : Money or None
        What self-service cost in the period; None where nothing was said about it.
    net : Money or None
        Gross saving less cost; None where one of them is.
    roi : float or None
        Net over cost; None without a cost.
    break_even : float or None
        Tickets that have to be deflected to cover the cost [tickets]; None where that is not
        known, or no ticket saves anything.
    """

    denominator: Literal["visits", "sessions"]
    base: float
    with_intent: float
    gross: float
    tickets: float
    gross_saving: Money | None
    cost: Money | None
    net: Money | None
    roi: float | None
    break_even: float | None


def deflection_from_visits(
    visits: float,
    *,
    deflected: ShareLike,
    recontact: ShareLike,
    cost_per_ticket: MoneyLike | None = None,
    investment: MoneyLike | None = None,
) -> Deflection:
    """Tickets deflected by a knowledge base, by the visits to it.

    Parameters
    ----------
    visits : float
        Visits in the period [visits], zero or more.
    deflected : share
        Share of the visits that would have become a ticket and did not.
    recontact : share
        Share of those who file one after all; 0 is what publications assume.
    cost_per_ticket : money, optional
        Cost that goes away with a ticket [currency/ticket].
    investment : money, optional
        What the knowledge base cost in the period.

    Returns
    -------
    Deflection

    Raises
    ------
    InputError
        For a negative number, a share outside 0 to 1, or two currencies.

    Notes
    -----
    ``tickets = visits * deflected * (1 - recontact)``. A page view is no deflection: most
    visitors never meant to file a ticket, so a share of visits is an assumption until a
    hold-out has measured it (`holdout_deflection`).

    Examples
    --------
    >>> month = deflection_from_visits(10_000, deflected="35%", recontact=0, cost_per_ticket="15 USD",
    ...                                investment="8000 USD")
    >>> month.tickets, str(month.gross_saving), str(month.net)
    (3500.0, '52,500 USD', '44,500 USD')

    References
    ----------
    support-operations skill, Measuring Self-Service ROI.
    """
    base = from_zero(visits, "visits")
    gross = base * share(deflected, "deflected")
    cost = None if investment is None else _spent(investment, "investment")
    return _valued(
        "visits", (base, gross, gross), recontact=recontact, each=cost_per_ticket, cost=cost
    )


def deflection_from_sessions(
    sessions: float,
    *,
    intent: ShareLike,
    resolved: ShareLike,
    recontact: ShareLike,
    cost_per_ticket: MoneyLike | None = None,
    investment: MoneyLike | None = None,
    cost_per_session: MoneyLike | None = None,
) -> Deflection:
    """Tickets deflected by self-service, by sessions with the intent to file one.

    Parameters
    ----------
    sessions : float
        Sessions in the period [sessions], zero or more.
    intent : share
        Share of the sessions that would have become a ticket.
    resolved : share
        Share of those that end resolved without one.
    recontact : share
        Share of those who file one after all.
    cost_per_ticket : money, optional
        Cost that goes away with a ticket [currency/ticket].
    investment : money, optional
        What the programme cost in the period.
    cost_per_session : money, optional
        What each session cost, such as an answer by a model [currency/session].

    Returns
    -------
    Deflection

    Raises
    ------
    InputError
        For a negative number, a share outside 0 to 1, or two currencies.

    Notes
    -----
    ``tickets = sessions * intent * resolved * (1 - recontact)``: the three places where claims
    inflate are three arguments.

    Examples
    --------
    >>> month = deflection_from_sessions(50_000, intent="25%", resolved="30%", recontact="20%",
    ...                                  cost_per_ticket="8 USD", investment="12000 USD")
    >>> month.gross, month.tickets, str(month.net), month.roi, month.break_even
    (3750.0, 3000.0, '12,000 USD', 1.0, 1500.0)
    """
    base = from_zero(sessions, "sessions")
    meant = base * share(intent, "intent")
    cost = None if investment is None else _spent(investment, "investment")
    if cost_per_session is not None:
        usage = _spent(cost_per_session, "cost_per_session") * base
        cost = usage if cost is None else cost + usage
    gross = meant * share(resolved, "resolved")
    return _valued(
        "sessions", (base, meant, gross), recontact=recontact, each=cost_per_ticket, cost=cost
    )


def _valued(
    denominator: Literal["visits", "sessions"],
    counts: tuple[float, float, float],
    *,
    recontact: ShareLike,
    each: MoneyLike | None,
    cost: Money | None,
) -> Deflection:
    base, meant, gross = counts
    tickets = gross * (1 - share(recontact, "recontact"))
    price = None if each is None else _spent(each, "cost_per_ticket")
    saving = None if price is None else price * tickets
    net = None if saving is None or cost is None else saving - cost
    roi = None if net is None or cost is None else net.ratio(cost)
    even = None if price is None or cost is None else cost.ratio(price)
    return Deflection(
        denominator,
        base,
        meant,
        gross,
        tickets,
        saving,
        cost,
        net,
        None if roi is None else float(roi),
        None if even is None else float(even),
    )


def _spent(value: MoneyLike, name: str) -> Money:
    amount = money(value, name)
    if amount.amount < 0:
        raise InputError(f"{name} must be zero or more; got {shown(str(amount))}")
    return amount
