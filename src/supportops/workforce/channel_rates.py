"""Published throughput of the channels, and what it makes of hours and agents."""

from datetime import timedelta

from supportops._kit.data import Source, read_data
from supportops._kit.durations import DurationLike
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range
from supportops.workforce._doors import length, volume_of

__all__ = ["ChannelThroughput", "channel_capacity", "channel_throughput", "channels"]


class ChannelThroughput(Model, frozen=True, extra="forbid"):
    """Tickets that an agent finishes in an hour of work in a channel.

    Attributes
    ----------
    name : str
    per_hour : Range
        Of the agent, all contacts at once together.
    concurrency : Range
        Contacts that an agent handles at once.
    inferred : bool
        Whether the channel's name is ours, because the publication lost it.
    note : str
    source : Source
    """

    name: str
    per_hour: Range
    concurrency: Range
    inferred: bool
    note: str
    source: Source

    @property
    def agent_time(self) -> tuple[timedelta, timedelta]:
        """Shortest and longest working time that the rate leaves for a ticket."""
        hour = timedelta(hours=1)
        return hour / (self.per_hour.high or 1), hour / (self.per_hour.low or 1)


def channels() -> tuple[str, ...]:
    """Names of the channels whose throughput is published."""
    return tuple(row["name"] for row in read_data("workforce", "channels")["channel"])


def channel_throughput(channel: str) -> ChannelThroughput:
    """Published throughput of a channel.

    Parameters
    ----------
    channel : {"email", "live_chat", "phone", "social"}

    Returns
    -------
    ChannelThroughput

    Raises
    ------
    InputError
        For a channel without a published throughput.

    Examples
    --------
    >>> str(channel_throughput("live_chat").per_hour), channel_throughput("email").inferred
    ('2–4 tickets an agent-hour', True)
    """
    data = read_data("workforce", "channels")
    for row in data["channel"]:
        if row["name"] == channel:
            return ChannelThroughput(
                name=row["name"],
                per_hour=Range(**row["per_hour"], unit="tickets an agent-hour"),
                concurrency=Range(**row["concurrency"], unit="contacts at once"),
                inferred=row["inferred"],
                note=row["note"],
                source=Source(source=data["source"], where=data["where"]),
            )
    raise InputError(f"channel must be one of {joined(channels(), 'or')}; got {shown(channel)}")


def channel_capacity(channel: str, *, agents: float, hours: DurationLike) -> Range:
    """Tickets that agents finish in a channel, by its published throughput.

    Parameters
    ----------
    channel : {"email", "live_chat", "phone", "social"}
    agents : float
        Agents at work [agents], zero or more.
    hours : duration
        Working time of each on the channel.

    Returns
    -------
    Range
        [tickets]

    Raises
    ------
    InputError
        For an unknown channel or negative agents.

    Examples
    --------
    >>> str(channel_capacity("phone", agents=10, hours="6h"))
    '180–300 tickets'
    """
    rate = channel_throughput(channel).per_hour
    worked = volume_of(agents, "agents") * (length(hours, "hours", zero=True) / timedelta(hours=1))
    return Range(low=(rate.low or 0) * worked, high=(rate.high or 0) * worked, unit="tickets")
