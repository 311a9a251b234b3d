"""Customer effort: two versions of the question, whose answers point in opposite directions."""

from typing import Any

from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics._scores import scale_ends
from supportops.metrics.csat import Scale, survey_figure, survey_tallies
from supportops.statistics import Estimate

__all__ = [
    "ces_effort_mean",
    "ces_high_effort",
    "ces_index",
    "ces_low_effort",
    "ces_mean",
    "ces_top_three",
]


def _asked(name: str, scores: Any, scale: Scale) -> Estimate:
    return survey_figure(name, survey_tallies(scores, scale=scale))


def ces_mean(scores: Any, *, scale: Scale = (1, 7)) -> Estimate:
    """Mean agreement that it was easy (version 2: high is good).

    Parameters
    ----------
    scores : array-like or Series
        Answers [points of the scale]; None and NaN are unanswered.
    scale : pair of float
        Lowest and highest answer [points of the scale].

    Returns
    -------
    Estimate
        [points of the scale].

    Raises
    ------
    InputError
        If an answer lies outside the scale.

    Examples
    --------
    >>> ces_mean([7, 6, 5, 2]).value
    5.0
    """
    return _asked("ces.mean", scores, scale)


def ces_top_three(scores: Any, *, scale: Scale = (1, 7)) -> Estimate:
    """Share of the three highest answers, 5 to 7 of 7 (version 2: high is good).

    Parameters
    ----------
    scores, scale
        As in `ces_mean` [points of the scale].

    Returns
    -------
    Estimate
        A share.

    Examples
    --------
    >>> ces_top_three([7, 6, 5, 2]).percent
    75.0
    """
    return _asked("ces.top_three", scores, scale)


def ces_index(scores: Any, *, scale: Scale = (1, 7)) -> Estimate:
    """Two highest less three lowest answers in points (version 2: high is good).

    Parameters
    ----------
    scores, scale
        As in `ces_mean` [points of the scale]; a scale of five answers or more.

    Returns
    -------
    Estimate
        [points], −100 to 100: share of 6 and 7 less share of 1 to 3, on a scale of seven.

    Raises
    ------
    InputError
        If the scale is so short that an answer would be in both.

    Examples
    --------
    >>> ces_index([7, 6, 5, 2]).value
    25.0
    """
    low, high = scale_ends(scale)
    if high - low < 4:
        raise InputError(f"scale must have five answers or more; got {shown(scale)}")
    return _asked("ces.index", scores, scale)


def ces_effort_mean(scores: Any, *, scale: Scale = (1, 5)) -> Estimate:
    """Mean effort (version 1: low is good).

    Parameters
    ----------
    scores, scale
        As in `ces_mean` [points of the scale]. A published "below 2" means nothing without its scale.

    Returns
    -------
    Estimate
        [points of the scale].

    Examples
    --------
    >>> ces_effort_mean([1, 2, 4]).value
    2.3333333333333335
    """
    return _asked("ces.effort_mean", scores, scale)


def ces_low_effort(scores: Any, *, scale: Scale = (1, 5)) -> Estimate:
    """Share of the two lowest answers (version 1: low is good).

    Parameters
    ----------
    scores, scale
        As in `ces_mean` [points of the scale].

    Returns
    -------
    Estimate
        A share.

    Examples
    --------
    >>> ces_low_effort([1, 2, 4, 5]).percent
    50.0
    """
    return _asked("ces.low_effort", scores, scale)


def ces_high_effort(scores: Any, *, scale: Scale = (1, 5)) -> Estimate:
    """Share of the two highest answers (version 1: low is good).

    Parameters
    ----------
    scores, scale
        As in `ces_mean` [points of the scale].

    Returns
    -------
    Estimate
        A share.

    Examples
    --------
    >>> ces_high_effort([1, 2, 4, 5]).percent
    50.0
    """
    return _asked("ces.high_effort", scores, scale)
