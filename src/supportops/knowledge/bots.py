"""How a bot behaves, and how much of its work is really done."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.statistics import Estimate, proportion

__all__ = [
    "BotCost",
    "BotRates",
    "BotReply",
    "BotScenario",
    "bot_cost",
    "bot_rates",
    "bot_reply",
    "bot_scenario",
]

BotScenario: TypeAlias = Literal[
    "faq_match", "article_match", "low_confidence", "after_hours", "vip_customer"
]


class BotReply(Model, frozen=True, extra="forbid"):
    """What a bot does in a scenario, and what follows if that is not enough."""

    scenario: BotScenario
    behavior: str
    fallback: str


@dataclass(frozen=True, slots=True)
class BotRates(Result):
    """Four rates of the same conversations, which are often called by one name.

    Attributes
    ----------
    containment : Estimate
        Not handed over, given up included [share of conversations].
    confirmed : Estimate
        The customer said that it helped [contacts] [share].
    resolution : Estimate
        Confirmed, or assumed because no answer came [share].
    net_resolution : Estimate
        Less those that were assumed and came back [share].
    """

    containment: Estimate
    confirmed: Estimate
    resolution: Estimate
    net_resolution: Estimate


@dataclass(frozen=True, slots=True)
class BotCost(Result):
    """Cost of a bot for what it resolves.

    Attributes
    ----------
    total : Money
    per_resolution : Money or None
        By the resolutions that a vendor counts, confirmed and assumed; None without any.
    per_net_resolution : Money or None
        By those that stayed resolved; None without any.
    """

    total: Money
    per_resolution: Money | None
    per_net_resolution: Money | None


def bot_reply(scenario: BotScenario) -> BotReply:
    """Published behavior of a bot in a scenario.

    Parameters
    ----------
    scenario : str
        faq_match, article_match, low_confidence, after_hours or vip_customer.

    Returns
    -------
    BotReply

    Raises
    ------
    InputError
        For another scenario.

    Examples
    --------
    >>> bot_reply("low_confidence").fallback
    'transfer to agent'
    """
    rows = {row["scenario"]: row for row in read_data("knowledge", "bots")["rule"]}
    if scenario not in rows:
        raise InputError(f"scenario must be one of {joined(rows, 'or')}; got {shown(scenario)}")
    return BotReply.model_validate(rows[scenario])


def bot_scenario(
    *,
    match: Literal["faq", "article"] | None,
    confidence: ShareLike,
    threshold: ShareLike,
    agents_on_duty: bool,
    vip: bool = False,
    vip_skips_bot: bool = True,
) -> BotScenario:
    """Scenario that a bot is in.

    Parameters
    ----------
    match : {"faq", "article"} or None
        What was found.
    confidence : share
        How sure the bot is of it.
    threshold : share
        From how sure it answers; `handoff_threshold` finds one.
    agents_on_duty : bool
        Whether somebody could take over now.
    vip : bool
        Whether the customer is one.
    vip_skips_bot : bool
        Whether such customers go past the bot: the source leaves it open.

    Returns
    -------
    str
        A VIP first, then what the bot is sure of, then who is there to take over.

    Examples
    --------
    >>> bot_scenario(match="faq", confidence=0.6, threshold=0.8, agents_on_duty=True)
    'low_confidence'
    """
    if vip and vip_skips_bot:
        return "vip_customer"
    sure = share(confidence, "confidence") >= share(threshold, "threshold")
    if match is not None and sure:
        return "faq_match" if match == "faq" else "article_match"
    return "low_confidence" if agents_on_duty else "after_hours"


def bot_rates(
    conversations: int,
    *,
    confirmed: int,
    assumed: int,
    handed_over: int,
    abandoned: int = 0,
    reopened_after_assumed: int = 0,
) -> BotRates:
    """Containment and resolution of a bot, from one set of conversations.

    Parameters
    ----------
    conversations : int
        All of them [conversations].
    confirmed : int
        The customer said that it helped [contacts].
    assumed : int
        No answer came within the vendor's time [contacts].
    handed_over : int
        An agent took over [contacts].
    abandoned : int
        The customer left without an answer that could help [contacts].
    reopened_after_assumed : int
        Of the assumed, those who came back [contacts].

    Returns
    -------
    BotRates

    Raises
    ------
    InputError
        If a count is negative or not whole, the outcomes exceed the conversations, or more came
        back than were assumed.

    Notes
    -----
    Containment counts giving up as success. No rate here says what customers would have done
    without the bot.

    Examples
    --------
    >>> rates = bot_rates(1000, confirmed=220, assumed=310, handed_over=390, abandoned=80,
    ...                   reopened_after_assumed=45)
    >>> [rate.percent for rate in (rates.containment, rates.resolution, rates.net_resolution,
    ...                            rates.confirmed)]
    [61.0, 53.0, 48.5, 22.0]

    References
    ----------
    Intercom, Fin AI Agent resolutions.
    """
    n = whole(conversations, "conversations")
    outcomes = (
        whole(confirmed, "confirmed")
        + whole(assumed, "assumed")
        + whole(handed_over, "handed_over")
        + whole(abandoned, "abandoned")
    )
    if outcomes > n:
        raise InputError(f"outcomes must be at most the conversations, {n}; got {outcomes}")
    if whole(reopened_after_assumed, "reopened_after_assumed") > assumed:
        raise InputError(
            f"reopened_after_assumed must be at most assumed, {assumed}; got {reopened_after_assumed}"
        )
    solved = confirmed + assumed
    return BotRates(
        proportion(n - handed_over, n, definition="not handed over"),
        proportion(confirmed, n, definition="confirmed by the customer"),
        proportion(solved, n, definition="confirmed or assumed"),
        proportion(solved - reopened_after_assumed, n, definition="stayed resolved"),
    )


def bot_cost(
    rates: BotRates, *, fixed: MoneyLike, per_conversation: MoneyLike | None = None
) -> BotCost:
    """Cost of a bot for a resolution, as counted and as it lasts.

    Parameters
    ----------
    rates : BotRates
        Of the period.
    fixed : money
        Platform, content and upkeep of the period.
    per_conversation : money, optional
        Usage [currency/conversation].

    Returns
    -------
    BotCost

    Raises
    ------
    InputError
        For two currencies.
    """
    total = money(fixed, "fixed")
    n = rates.resolution.n
    if per_conversation is not None:
        total = total + money(per_conversation, "per_conversation") * n
    counted, lasting = (
        round(n * float(rate)) if n else 0 for rate in (rates.resolution, rates.net_resolution)
    )
    return BotCost(
        total,
        total / counted if counted else None,
        total / lasting if lasting else None,
    )
