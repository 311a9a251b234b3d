"""Net Promoter Score: who would recommend, less who would not."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics._published import published
from supportops.metrics._scores import answered, values_of
from supportops.metrics.csat import flag_response
from supportops.metrics.measures import measure
from supportops.statistics import (
    Comparison,
    Estimate,
    SampleSize,
    mean_size,
    net_adjusted,
    net_difference_test,
)

__all__ = ["NpsAnswers", "nps", "nps_answers", "nps_difference", "nps_from_counts", "nps_size"]


@dataclass(frozen=True, slots=True)
class NpsAnswers(Result):
    """Answers of a recommendation survey by sort.

    Attributes
    ----------
    promoters, passives, detractors : int
        Answers of 9 and 10, of 7 and 8, of 0 to 6 [count].
    unanswered : int
        Surveys without an answer [count].
    """

    promoters: int
    passives: int
    detractors: int
    unanswered: int = 0


def nps_answers(scores: Any) -> NpsAnswers:
    """Promoters, passives and detractors among answers from 0 to 10.

    Parameters
    ----------
    scores : array-like or Series
        Answers [points, 0 to 10], whole; None and NaN are unanswered.

    Returns
    -------
    NpsAnswers

    Raises
    ------
    InputError
        If an answer is not whole, or outside 0 to 10.

    Examples
    --------
    A 6 is a detractor, a 9 a promoter:

    >>> nps_answers([10, 9, 8, 7, 6, None])
    NpsAnswers(promoters=2, passives=2, detractors=1, unanswered=1)
    """
    numbers = values_of(scores, "scores")
    scale = (float(published("nps", "lowest")), float(published("nps", "highest")))
    given = answered(numbers, scale, whole=True)
    up, down = (
        int((given >= published("nps", "promoter_from")).sum()),
        int((given <= published("nps", "detractor_to")).sum()),
    )
    return NpsAnswers(up, given.size - up - down, down, int(numbers.size - given.size))


def nps(scores: Any, *, low_response_below: ShareLike = 0.2) -> Estimate:
    """Net Promoter Score of answers from 0 to 10.

    Parameters
    ----------
    scores : array-like or Series
        Answers [points, 0 to 10], whole, one for each survey sent; None and NaN are unanswered.
    low_response_below : share
        Under this response rate the figure is flagged ``"low_response"``; our assumption.

    Returns
    -------
    Estimate
        [points], −100 to 100, with the adjusted Wald interval.

    Raises
    ------
    InputError
        If an answer is not whole, or outside 0 to 10.

    Notes
    -----
    100 (promoters − detractors) / answers, not rounded: cutting the two percentages before
    subtracting, as printed scores often do, moves it by up to a point.

    Examples
    --------
    >>> print(nps([10] * 50 + [8] * 30 + [3] * 20 + [None] * 37))
    +30.0 (95 %: +14.1 to +44.2, n = 100, 37 unanswered)
    """
    found = nps_answers(scores)
    answer = nps_from_counts(
        found.promoters, found.passives, found.detractors, unanswered=found.unanswered
    )
    return flag_response(answer, low_response_below)


def nps_from_counts(
    promoters: int, passives: int, detractors: int, *, unanswered: int = 0
) -> Estimate:
    """Net Promoter Score of counted answers.

    Parameters
    ----------
    promoters, passives, detractors : int
        Answers of each sort [count].
    unanswered : int
        Surveys without an answer [count].

    Returns
    -------
    Estimate
        [points].

    Raises
    ------
    InputError
        If a count is negative or not whole.

    Examples
    --------
    >>> nps_from_counts(50, 30, 20).value
    30.0
    """
    tallies = {"promoters": promoters, "passives": passives, "detractors": detractors}
    for name, value in tallies.items():
        if not is_real(value):
            raise InputError(f"{name} must be a count; got {shown(value)}")
    answers = {**tallies, "answers": promoters + passives + detractors}
    return measure("nps.score", answers, missing=unanswered, missing_label="unanswered")


def nps_difference(a: NpsAnswers, b: NpsAnswers) -> Comparison:
    """Whether two independent scores differ, from the adjusted counts.

    Parameters
    ----------
    a, b : NpsAnswers
        Answers of two groups or periods.

    Returns
    -------
    Comparison
        Effect a − b of the adjusted scores [share difference], with p value and interval;
        times 100 it is in points.

    Examples
    --------
    >>> round(nps_difference(NpsAnswers(50, 30, 20), NpsAnswers(42, 33, 25)).p_value, 3)
    0.251
    """
    first, second = (net_adjusted(x.promoters, x.passives, x.detractors) for x in (a, b))
    return net_difference_test(first, second)


def nps_size(
    difference: float, *, sd: float, power: ShareLike = 0.8, alpha: ShareLike = 0.05
) -> SampleSize:
    """Answers that each of two groups needs to tell their scores apart.

    Parameters
    ----------
    difference : float
        Difference to find, as a difference of shares [−1 to 1]: 0.1 is ten points.
    sd : float
        Standard deviation of one answer of −1, 0 or 1 [−1 to 1]; 0.7 is usual.
    power, alpha : share
        Chance of finding it, and size of the test.

    Returns
    -------
    SampleSize
        Answers in each group [count]: three fewer than a mean would need, since the adjusted
        interval adds three.

    Examples
    --------
    >>> nps_size(0.1, sd=0.7).n
    767

    References
    ----------
    Rocks 2016, The American Statistician 70:365.
    """
    plain = mean_size(difference, sd=sd, power=power, alpha=alpha)
    exact = max(plain.exact - 3, 1.0)
    n = max(int(np.ceil(exact - 1e-9 * exact)), 1)
    return SampleSize(n, exact, exact)
