"""How sure a plan is, as volumes vary from day to day and people stay away."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops import queueing
from supportops._kit.durations import DurationLike
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops.workforce._doors import below_one, length, spread_of, volume_of
from supportops.workforce._targets import targets

__all__ = ["PlanConfidence", "agents_for_confidence", "plan_confidence"]


@dataclass(frozen=True, slots=True)
class PlanConfidence(Result):
    """How sure a plan meets its target.

    Attributes
    ----------
    agents : int
        Agents planned [agents].
    load : float
        Mean offered load [erlangs].
    confidence : float
        Probability that the load of a day and the agents present meet the target.
    nominal_service_level : float
        At the mean load with everybody there [share].
    expected_service_level : float
        Share of all customers answered in time, over such days [share].
    """

    agents: int
    load: float
    confidence: float
    nominal_service_level: float
    expected_service_level: float


def plan_confidence(
    agents: int,
    *,
    volume: float,
    interval: DurationLike,
    handle_time: DurationLike,
    answer_within: DurationLike,
    service_level: ShareLike,
    cv: float,
    absence: ShareLike = 0.0,
    patience: DurationLike | None = None,
    definition: queueing.Definition = "offered",
) -> PlanConfidence:
    """Probability that planned agents meet a target although volume and presence vary.

    Parameters
    ----------
    agents : int
        Agents planned [agents].
    volume : float
        Mean contacts of the interval [contacts].
    interval, handle_time, answer_within, service_level, patience, definition
        The target, as in `agents_needed`.
    cv : float
        Standard deviation of the rate over its mean [ratio], beyond the noise of single
        arrivals; `rate_variation` measures it.
    absence : share
        Probability that a planned agent is not there, each by himself.

    Returns
    -------
    PlanConfidence

    Raises
    ------
    InputError
        For a number outside its range, or a service level of 1.

    Notes
    -----
    The rate of a day has a gamma law, the agents present a binomial one. The service level at
    the mean volume is no average service level: long waits of bad days weigh more.

    Examples
    --------
    >>> found = plan_confidence(26, volume=400, interval="1h", handle_time="3m",
    ...                         answer_within="20s", service_level=0.8, cv=0.1)
    >>> round(found.confidence, 3), round(found.nominal_service_level, 3)
    (0.838, 0.926)
    """
    load, given = _given(
        volume,
        interval=interval,
        handle_time=handle_time,
        answer_within=answer_within,
        service_level=service_level,
        patience=patience,
        definition=definition,
    )
    people, spread = whole(agents, "agents"), spread_of(cv)
    away, level = share(absence, "absence"), given.pop("service_level")
    sure = queueing.confidence_of_target(
        load, people, service_level=level, cv=spread, absence=away, **given
    )
    chances = _present(people, away)
    expected = sum(
        chance * queueing.expected_service_level(load, there, cv=spread, **given)
        for there, chance in chances
    )
    return PlanConfidence(
        agents=people,
        load=load,
        confidence=min(sure, 1.0),
        nominal_service_level=queueing.service_level(load, people, **given),
        expected_service_level=min(float(expected), 1.0),
    )


def agents_for_confidence(
    volume: float,
    *,
    confidence: ShareLike,
    interval: DurationLike,
    handle_time: DurationLike,
    answer_within: DurationLike,
    service_level: ShareLike,
    cv: float,
    absence: ShareLike = 0.0,
    patience: DurationLike | None = None,
    definition: queueing.Definition = "offered",
) -> int:
    """Fewest planned agents that meet a target with a probability.

    Parameters
    ----------
    volume : float
        Mean contacts of the interval [contacts].
    confidence : share
        Probability wanted, below 1.
    interval, handle_time, answer_within, service_level, cv, absence, patience, definition
        As in `plan_confidence` [ratio].

    Returns
    -------
    int
        [agents]

    Raises
    ------
    InputError
        As `plan_confidence`; also where all are absent.

    Notes
    -----
    Where volume varies, a margin of ``cv * load`` is added, which for large teams outgrows the
    square root of the load that queueing itself asks for.

    Examples
    --------
    >>> agents_for_confidence(400, confidence=0.9, interval="1h", handle_time="3m",
    ...                       answer_within="20s", service_level=0.8, cv=0.1)
    27
    """
    load, given = _given(
        volume,
        interval=interval,
        handle_time=handle_time,
        answer_within=answer_within,
        service_level=service_level,
        patience=patience,
        definition=definition,
    )
    servers = queueing.servers_for_confidence(
        load,
        confidence=below_one(confidence, "confidence"),
        cv=spread_of(cv),
        absence=below_one(absence, "absence"),
        **given,
    )
    return int(servers)


def _given(
    volume: float, *, interval: DurationLike, handle_time: DurationLike, **target: Any
) -> tuple[float, dict[str, Any]]:
    asked = targets(**target)
    time = length(handle_time, "handle_time").total_seconds()
    span = length(interval, "interval").total_seconds()
    names = ("within", "service_level", "patience", "definition")
    given = {name: asked[name] for name in names} | {"service_time": time}
    return volume_of(volume) * time / span, given


def _present(agents: int, absence: float) -> list[tuple[int, float]]:
    """Agents who may be there, and how probable each number is."""
    if not absence:
        return [(agents, 1.0)]
    from scipy.stats import binom

    chances = binom.pmf(np.arange(agents + 1), agents, 1.0 - absence)
    kept = np.flatnonzero(chances > 1e-12)
    # What is too rare to look at counts as the rest.
    return [(int(there), float(chances[there] / chances[kept].sum())) for there in kept]
