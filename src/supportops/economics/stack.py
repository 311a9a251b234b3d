"""What tools and people outside cost, at published prices."""

from dataclasses import dataclass
from typing import Literal

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.money import Money
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.economics.money_range import MoneyRange
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = [
    "AiPrices",
    "Licence",
    "RolloutPrices",
    "StackCost",
    "ai_prices",
    "infrastructure_cost",
    "licences",
    "outsourcing_cost",
    "rollout_prices",
    "stack_cost",
]


class Licence(Model, frozen=True, extra="forbid"):
    """Indicative price of a help desk.

    Attributes
    ----------
    vendor : str
    monthly : MoneyRange
        [currency/month] for one agent or user.
    per : {"agent", "user"}
    note : str
    """

    vendor: str
    monthly: MoneyRange
    per: Literal["agent", "user"]
    note: str = ""


class RolloutPrices(Model, frozen=True, extra="forbid"):
    """What comes on top of licences.

    Attributes
    ----------
    year : int
        Year of the prices, the licences' too.
    weeks : Range
        Length of the roll-out [weeks].
    middleware : MoneyRange
        Once.
    training : MoneyRange
        Once for each agent.
    source : Source
    """

    year: int
    weeks: Range
    middleware: MoneyRange
    training: MoneyRange
    source: Source


class AiPrices(Model, frozen=True, extra="forbid"):
    """Indicative prices of bots and models.

    Attributes
    ----------
    bot_platform : MoneyRange
        [currency/month]
    custom_model : MoneyRange
        Once; open-ended, as the source says "and more".
    custom_model_printed_high : Money
        The figure that the source adds "and more" to.
    usage_unit_tokens : int
        Usage is billed for so many tokens.
    source : Source
    """

    bot_platform: MoneyRange
    custom_model: MoneyRange
    custom_model_printed_high: Money
    usage_unit_tokens: int
    source: Source


@dataclass(frozen=True, slots=True)
class StackCost(Result):
    """Cost of a help desk for a team.

    Attributes
    ----------
    monthly : MoneyRange
        Licences [currency/month].
    one_time : MoneyRange
        Middleware and training.
    first_year : MoneyRange
        Both over twelve months.
    """

    monthly: MoneyRange
    one_time: MoneyRange
    first_year: MoneyRange


def licences() -> tuple[Licence, ...]:
    """Published licence prices."""
    return tuple(Licence.model_validate(row) for row in read_data("economics", "prices")["licence"])


def rollout_prices() -> RolloutPrices:
    """Published cost of a roll-out."""
    return RolloutPrices.model_validate(_with_source("rollout"))


def ai_prices() -> AiPrices:
    """Published prices of bots and models."""
    return AiPrices.model_validate(_with_source("ai"))


def stack_cost(
    agents: float, *, licence: MoneyRange, middleware: MoneyRange, training: MoneyRange
) -> StackCost:
    """Cost of a help desk for a team, with middleware and training.

    Parameters
    ----------
    agents : float
        Agents with a licence [agents], zero or more.
    licence : MoneyRange
        One agent [currency/month].
    middleware : MoneyRange
        Once.
    training : MoneyRange
        Once for each agent.

    Returns
    -------
    StackCost

    Examples
    --------
    >>> zendesk, prices = licences()[1], rollout_prices()
    >>> cost = stack_cost(10, licence=zendesk.monthly, middleware=prices.middleware,
    ...                   training=prices.training)
    >>> print(cost.monthly, cost.one_time, sep="; ")
    490 USD to 1,990 USD; 10,000 USD to 40,000 USD
    """
    count = from_zero(agents, "agents")
    monthly, once = licence * count, middleware + training * count
    return StackCost(monthly, once, monthly * 12 + once)


def infrastructure_cost(agents: int) -> MoneyRange:
    """Published monthly cost of the whole stack for a team of that size.

    Parameters
    ----------
    agents : int
        [agents]

    Returns
    -------
    MoneyRange
        [currency/month]; from 100 agents on the enterprise range, below it "from" the small one.

    Examples
    --------
    >>> print(infrastructure_cost(99), infrastructure_cost(100), sep="; ")
    from 2,000 USD; 10,000 USD to 50,000 USD
    """
    row = read_data("economics", "prices")["stack"]
    size = "enterprise" if whole(agents, "agents") >= row["enterprise_agents"] else "small"
    return MoneyRange.model_validate(row[size])


def outsourcing_cost(hours: float, *, location: str) -> MoneyRange:
    """Published cost of agents outside, by the hour.

    Parameters
    ----------
    hours : float
        Hours bought [hours], zero or more.
    location : str
        offshore, nearshore or onshore specialized.

    Returns
    -------
    MoneyRange
        Prices of 2024.

    Raises
    ------
    InputError
        For another location.

    Examples
    --------
    >>> print(outsourcing_cost(160, location="offshore"))
    1,920 USD to 4,800 USD
    """
    rates = {
        row["location"]: row for row in read_data("economics", "prices")["outsourcing"]["rate"]
    }
    if location not in rates:
        raise InputError(f"location must be one of {joined(rates, 'or')}; got {shown(location)}")
    return MoneyRange.model_validate(rates[location]["hourly"]) * from_zero(hours, "hours")


def _with_source(table: str) -> dict[str, object]:
    row = dict(read_data("economics", "prices")[table])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return {**row, "source": source}
