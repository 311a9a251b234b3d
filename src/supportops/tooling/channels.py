"""Which channel suits which need."""

from typing import Literal, TypeAlias

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Channel", "Need", "OrdinalLevel", "channel_for", "channels", "suitable_channels"]

OrdinalLevel: TypeAlias = Literal["lowest", "low", "medium", "high", "highest"]
Need: TypeAlias = Literal[
    "common", "quick", "real-time", "complex", "urgent", "sensitive", "technical"
]
_LEVELS: tuple[OrdinalLevel, ...] = ("lowest", "low", "medium", "high", "highest")


class Channel(Model, frozen=True, extra="forbid"):
    """Channel with its ordinal cost, scalability and personal touch."""

    name: str
    best_for: str
    cost: OrdinalLevel
    scalability: OrdinalLevel
    personal: OrdinalLevel


def channels() -> tuple[Channel, ...]:
    """Published channels, cheapest first."""
    rows = read_data("tooling", "stack")["channels"]["channel"]
    return tuple(Channel.model_validate(row) for row in rows)


def channel_for(need: Need) -> Channel:
    """Published channel that is best for a need.

    Parameters
    ----------
    need : str
        common, quick, real-time, complex, urgent, sensitive or technical.

    Returns
    -------
    Channel

    Raises
    ------
    InputError
        For another need.

    Examples
    --------
    >>> channel_for("urgent").name
    'phone'
    """
    words: dict[str, Channel] = {}
    for channel in channels():
        for word in channel.best_for.split(" or "):
            words[word.split()[0]] = channel
    if need not in words:
        raise InputError(f"need must be one of {joined(words, 'or')}; got {shown(need)}")
    return words[need]


def suitable_channels(
    *,
    at_most_cost: OrdinalLevel = "highest",
    at_least_scalability: OrdinalLevel = "lowest",
    at_least_personal: OrdinalLevel = "lowest",
) -> tuple[Channel, ...]:
    """Channels within limits; the levels have an order and no distances.

    Parameters
    ----------
    at_most_cost, at_least_scalability, at_least_personal : str
        lowest, low, medium, high or highest.

    Returns
    -------
    tuple of Channel
        Cheapest first; empty where none is.

    Raises
    ------
    InputError
        For another level.

    Examples
    --------
    >>> [c.name for c in suitable_channels(at_most_cost="medium", at_least_personal="medium")]
    ['live_chat', 'email_ticket']
    """
    cost = _rank(at_most_cost, "at_most_cost")
    scale = _rank(at_least_scalability, "at_least_scalability")
    touch = _rank(at_least_personal, "at_least_personal")
    return tuple(
        channel
        for channel in channels()
        if _LEVELS.index(channel.cost) <= cost
        and _LEVELS.index(channel.scalability) >= scale
        and _LEVELS.index(channel.personal) >= touch
    )


def _rank(level: str, name: str) -> int:
    if level not in _LEVELS:
        raise InputError(f"{name} must be one of {joined(_LEVELS, 'or')}; got {shown(level)}")
    return _LEVELS.index(level)
