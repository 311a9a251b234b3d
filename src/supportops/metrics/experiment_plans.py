"""Plans of experiments: how large, how long, and when one may look."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.reals import above_zero, from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics._published import published
from supportops.statistics import (
    design_effect,
    mean_power,
    obrien_fleming_bounds,
    peeking_size,
    pocock_bounds,
    two_proportion_power,
)
from supportops.vocabulary import Range

__all__ = [
    "PilotPlan",
    "PilotSize",
    "SequentialPlan",
    "detectable_mean",
    "detectable_share",
    "pilot_plan",
    "sequential_plan",
]


def _goal(power: ShareLike, alpha: ShareLike) -> float:
    """Power as a number: above what chance alone finds, and below certainty."""
    goal, size = share(power, "power"), share(alpha, "alpha")
    if not size < goal < 1:
        raise InputError(f"power must lie above alpha, {size:g}, and below 1; got {goal:g}")
    return goal


def detectable_share(
    baseline: ShareLike,
    n: float,
    *,
    power: ShareLike = 0.8,
    alpha: ShareLike = 0.05,
    ratio: float = 1.0,
    cluster_size: float = 1.0,
    icc: float = 0.0,
) -> float | None:
    """Smallest rise of a share that an experiment of a size would find.

    Parameters
    ----------
    baseline : share
        Share of the control.
    n : float
        Answers in the variant [count].
    power, alpha : share
        Chance of finding it, and size of the test.
    ratio : float
        Control over variant [factor].
    cluster_size : float
        Answers for each unit of randomization [count]; 1 where tickets are randomized.
    icc : float
        How much alike answers of one unit are [correlation].

    Returns
    -------
    float or None
        Rise [difference of shares]; None where not even a rise to 1 would be found.

    Raises
    ------
    InputError
        If a share is not between 0 and 1, power not above alpha and below 1, or n not above zero.

    Examples
    --------
    >>> round(detectable_share(0.70, 1251), 4)
    0.05
    """
    from scipy.optimize import brentq

    start, goal = share(baseline, "baseline"), _goal(power, alpha)
    if not 0 < start < 1:
        raise InputError(f"baseline must lie between 0 and 1, the ends excluded; got {start:g}")
    effective = above_zero(n, "n") / design_effect(cluster_size, icc=icc)

    def short(rise: float) -> float:
        found = two_proportion_power(start + rise, start, effective, alpha=alpha, ratio=ratio)
        return found - goal

    most = (1 - start) * (1 - 1e-9)
    if short(most) < 0:
        return None
    return float(brentq(short, most * 1e-9, most, xtol=1e-10))


def detectable_mean(
    sd: float,
    n: float,
    *,
    power: ShareLike = 0.8,
    alpha: ShareLike = 0.05,
    cluster_size: float = 1.0,
    icc: float = 0.0,
) -> float:
    """Smallest difference of means that two arms of a size would find.

    Parameters
    ----------
    sd : float
        Standard deviation within an arm [any unit].
    n : float
        Values in each arm [count].
    power, alpha, cluster_size, icc
        As in `detectable_share` [share; count; correlation].

    Returns
    -------
    float
        [unit of sd].

    Raises
    ------
    InputError
        If sd or n is not above zero, or power not above alpha and below 1.

    Examples
    --------
    Handle times with a deviation of two minutes, 20 agents of 150 calls in each arm:

    >>> round(detectable_mean(120, 3000), 1), round(detectable_mean(120, 3000, cluster_size=150, icc=0.2), 1)
    (8.7, 48.3)
    """
    from scipy.optimize import brentq

    spread, goal = above_zero(sd, "sd"), _goal(power, alpha)
    effective = above_zero(n, "n") / design_effect(cluster_size, icc=icc)

    def short(difference: float) -> float:
        return mean_power(difference, sd=1.0, n=effective, alpha=alpha) - goal

    high = 1.0
    while short(high) < 0:
        high *= 2
    return spread * float(brentq(short, high * 1e-9, high, xtol=1e-12))


@dataclass(frozen=True, slots=True)
class PilotSize(Result):
    """A pilot on one share of the traffic.

    Attributes
    ----------
    traffic : float
        Share of the contacts that go to it.
    contacts : float
        Contacts over all its weeks [count].
    answers : float
        Survey answers among them [count].
    detectable : float or None
        Smallest rise of CSAT that it would find [difference of shares].
    """

    traffic: float
    contacts: float
    answers: float
    detectable: float | None


@dataclass(frozen=True, slots=True)
class PilotPlan(Result):
    """How large a pilot is, and what it can show.

    Attributes
    ----------
    weeks : float
    low, high : PilotSize
        At the least and at the most traffic.
    findings : tuple of str
        Where the plan leaves what is published.
    """

    weeks: float
    low: PilotSize
    high: PilotSize
    findings: tuple[str, ...]


def pilot_plan(
    contacts_per_week: float,
    *,
    baseline: ShareLike,
    response_rate: ShareLike,
    traffic: Range | None = None,
    weeks: float | None = None,
    power: ShareLike = 0.8,
    alpha: ShareLike = 0.05,
) -> PilotPlan:
    """Contacts and answers of a pilot beside the rest, and the rise of CSAT that it would find.

    Parameters
    ----------
    contacts_per_week : float
        All contacts of a week [contacts/week].
    baseline : share
        CSAT today.
    response_rate : share
        Answers over contacts.
    traffic : Range, optional
        Share of the contacts that the pilot gets; the published 5 to 10 % where left out.
    weeks : float, optional
        Its length [weeks]; the published 8 where left out.
    power, alpha : share
        Chance of finding the rise, and size of the test.

    Returns
    -------
    PilotPlan

    Raises
    ------
    InputError
        If a number is negative, a share outside 0 to 1, or the traffic has an open side.

    Examples
    --------
    >>> plan = pilot_plan(10_000, baseline=0.85, response_rate=0.2)
    >>> plan.low.contacts, plan.high.answers, round(plan.high.detectable, 3)
    (4000.0, 1600.0, 0.026)
    """
    volume = above_zero(contacts_per_week, "contacts_per_week")
    usual, length = Range(**published("pilot", "traffic")), published("pilot", "weeks")
    span = usual if traffic is None else traffic
    if span.low is None or span.high is None or not 0 < span.low <= span.high < 1:
        raise InputError(
            f"traffic must be shares between 0 and 1 at both ends; got {shown(str(span))}"
        )
    runs = from_zero(length if weeks is None else weeks, "weeks")
    rate = share(response_rate, "response_rate")

    def sized(part: float) -> PilotSize:
        contacts = volume * part * runs
        answers = contacts * rate
        found = None
        if answers:
            found = detectable_share(
                baseline, answers, power=power, alpha=alpha, ratio=(1 - part) / part
            )
        return PilotSize(part, contacts, answers, found)

    notes = []
    if usual.below(span.low) or usual.above(span.high):
        notes.append(
            f"It takes {span.scaled(100, '%')} of the traffic; {usual.scaled(100, '%')} is published."
        )
    if runs != length:
        notes.append(f"It runs {runs:g} weeks; {length} are published.")
    return PilotPlan(runs, sized(span.low), sized(span.high), tuple(notes))


@dataclass(frozen=True, slots=True, eq=False)
class SequentialPlan(Result):
    """How far z must be at each of several looks, so that looking costs nothing.

    Attributes
    ----------
    looks : int
        Equally spaced looks [count].
    alpha : float
        Size of the whole test [share].
    pocock : ndarray
        The same bound at every look [z].
    obrien_fleming : ndarray
        High at first, near that of a single test in the end [z].
    careless_size : float
        Size if every look were a test at `alpha` [share].
    """

    looks: int
    alpha: float
    pocock: Float64Array
    obrien_fleming: Float64Array
    careless_size: float


def sequential_plan(looks: int, *, alpha: ShareLike = 0.05) -> SequentialPlan:
    """Bounds for an experiment that is looked at while it runs.

    Parameters
    ----------
    looks : int
        Equally spaced looks, the last one included [count].
    alpha : share
        Size of the whole two-sided test.

    Returns
    -------
    SequentialPlan

    Raises
    ------
    InputError
        If the looks are not from 1 to 100, or alpha not below one half.

    Examples
    --------
    >>> plan = sequential_plan(5)
    >>> round(plan.careless_size, 3), plan.obrien_fleming.round(2).tolist()
    (0.142, [4.56, 3.23, 2.63, 2.28, 2.04])
    """
    careless = peeking_size(looks, alpha=alpha)
    return SequentialPlan(
        int(looks),
        share(alpha, "alpha"),
        np.asarray(pocock_bounds(looks, alpha=alpha)),
        np.asarray(obrien_fleming_bounds(looks, alpha=alpha)),
        careless,
    )
