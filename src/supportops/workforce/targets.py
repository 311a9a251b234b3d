"""What a channel promises, and what its contacts take."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops.workforce._doors import below_one, length
from supportops.workforce._targets import targets

__all__ = ["ChannelTarget"]


def _shrinkage(value: Any) -> float:
    return below_one(value)


class ChannelTarget(Model, frozen=True, extra="forbid"):
    """Promise and work of one channel, for `staff_intervals`.

    Attributes
    ----------
    handle_time : Duration
        Mean handle time.
    answer_within, service_level : Duration and share, optional
        Wait that the target allows, and the share to be answered within it, below 1.
    shrinkage : share
        Share of paid time that is not worked, below 1.
    patience : Duration, optional
        Mean time after which a waiting customer gives up; without it nobody does.
    max_wait : Duration, optional
        Most mean wait.
    max_abandonment : share, optional
        Most share that may give up; needs patience.
    max_occupancy : share, optional
        Most busy share of the agents.
    concurrency : int
        Contacts that an agent handles at once.
    min_agents : int
        Agents who are there whatever the volume.

    Examples
    --------
    >>> ChannelTarget(handle_time="3m", answer_within="20s", service_level="80%").service_level
    0.8
    """

    handle_time: Duration
    answer_within: Duration | None = None
    service_level: Share | None = None
    shrinkage: Annotated[float, BeforeValidator(_shrinkage)] = 0.0
    patience: Duration | None = None
    max_wait: Duration | None = None
    max_abandonment: Share | None = None
    max_occupancy: Share | None = None
    concurrency: Annotated[int, Field(ge=1)] = 1
    min_agents: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _promises(self) -> "ChannelTarget":
        length(self.handle_time, "handle_time")
        targets(
            answer_within=self.answer_within,
            service_level=self.service_level,
            max_wait=self.max_wait,
            max_abandonment=self.max_abandonment,
            max_occupancy=self.max_occupancy,
            patience=self.patience,
        )
        return self
