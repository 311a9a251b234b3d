"""Customer satisfaction: one set of answers, several figures that go by the same name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, get_args

from supportops._kit.arrays import Float64Array
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics._published import published
from supportops.metrics._scores import answered, scale_ends, values_of
from supportops.metrics.measures import measure
from supportops.statistics import Estimate, proportion

__all__ = [
    "CsatVariants",
    "csat",
    "csat_good_rated",
    "csat_mean",
    "csat_net",
    "csat_of_maximum",
    "csat_rescaled",
    "csat_variants",
    "rating_tallies",
    "survey_tallies",
]

Scale: TypeAlias = tuple[float, float]
Points: TypeAlias = Literal[2, 3, 5]


@dataclass(frozen=True, slots=True)
class CsatVariants(Result):
    """What one set of answers says by every definition.

    Attributes
    ----------
    top_two, top_one, bottom_two : Estimate
        Shares of the two highest, the highest, and the two lowest answers.
    mean : Estimate
        Mean answer [points of the scale].
    sd : float or None
        Standard deviation of an answer [points of the scale]; None below two answers.
    rescaled, of_maximum : Estimate
        (mean − lowest) / (highest − lowest), and mean / highest.
    net : Estimate
        Two highest less two lowest [share difference].
    """

    top_two: Estimate
    top_one: Estimate
    bottom_two: Estimate
    mean: Estimate
    sd: float | None
    rescaled: Estimate
    of_maximum: Estimate
    net: Estimate


def survey_tallies(
    scores: Any, *, scale: Scale = (1, 5), satisfied: float | None = None
) -> dict[str, float]:
    """Counts and moments of answers on a scale, under the names that definitions use.

    Parameters
    ----------
    scores : array-like or Series
        Answers [points of the scale]; None and NaN are unanswered.
    scale : pair of float
        Lowest and highest answer [points of the scale].
    satisfied : float, optional
        Lowest satisfied answer [points of the scale]; one below the highest where left out.

    Returns
    -------
    dict of str to float
        answers, unanswered, satisfied, good and bad (every answer is one of them), top_one,
        top_two, top_three, bottom_two, bottom_three, satisfied_only and dissatisfied_only (the
        two highest and the two lowest, without what is both), and ``n``, ``mean`` and ``sd`` of
        score, score_rescaled and score_of_maximum.

    Raises
    ------
    InputError
        If an answer lies outside the scale.

    Examples
    --------
    >>> tallies = survey_tallies([5, 4, 3, None, 1])
    >>> tallies["answers"], tallies["unanswered"], tallies["satisfied"], tallies["top_one"]
    (4, 1, 2, 1)
    """
    low, high = scale_ends(scale)
    numbers = values_of(scores, "scores")
    given = answered(numbers, (low, high))
    least = _threshold(satisfied, low, high)
    tallies: dict[str, float] = {
        "answers": given.size,
        "unanswered": int(numbers.size - given.size),
        "satisfied": int((given >= least).sum()),
        "satisfied_only": int(((given >= high - 1) & (given > low + 1)).sum()),
        "dissatisfied_only": int(((given <= low + 1) & (given < high - 1)).sum()),
        "top_one": int((given >= high).sum()),
        "top_two": int((given >= high - 1).sum()),
        "top_three": int((given >= high - 2).sum()),
        "bottom_two": int((given <= low + 1).sum()),
        "bottom_three": int((given <= low + 2).sum()),
    }
    tallies["good"] = tallies["satisfied"]
    tallies["bad"] = tallies["answers"] - tallies["satisfied"]
    tallies |= _moments("score", given)
    tallies |= _moments("score_rescaled", (given - low) / (high - low))
    if high > 0 and low >= 0:
        tallies |= _moments("score_of_maximum", given / high)
    return tallies


def _moments(name: str, given: Float64Array) -> dict[str, float]:
    answer: dict[str, float] = {f"{name}.n": given.size}
    if given.size:
        answer[f"{name}.mean"] = float(given.mean())
        answer[f"{name}.sd"] = float(given.std(ddof=1)) if given.size > 1 else 0.0
    return answer


def _threshold(satisfied: float | None, low: float, high: float) -> float:
    if satisfied is not None and not is_real(satisfied):
        raise InputError(f"satisfied must be an answer of the scale; got {shown(satisfied)}")
    least = max(high - 1, low + 1) if satisfied is None else satisfied
    if not low < least <= high:
        raise InputError(
            f"satisfied must lie above {low:g}, and at most at {high:g}; got {shown(least)}"
        )
    return float(least)


def csat(
    scores: Any,
    *,
    scale: Scale = (1, 5),
    satisfied: float | None = None,
    low_response_below: ShareLike = 0.2,
) -> Estimate:
    """Share of satisfied answers: top box, the CSAT that most people mean.

    Parameters
    ----------
    scores : array-like or Series
        Answers [points of the scale], one for each survey sent; None and NaN are unanswered.
    scale : pair of float
        Lowest and highest answer [points of the scale].
    satisfied : float, optional
        Lowest answer that counts as satisfied [points of the scale]; one below the highest, 4 of
        5, where left out. Publications seldom say it.
    low_response_below : share
        Under this response rate the figure is flagged ``"low_response"``; our assumption.

    Returns
    -------
    Estimate
        A share; ``missing`` are the unanswered. `csat_bounds` says how far they could move it.

    Raises
    ------
    InputError
        If an answer lies outside the scale.

    Examples
    --------
    >>> scores = [5] * 70 + [4] * 20 + [3] * 5 + [2] * 3 + [1] * 2
    >>> print(csat(scores))
    90 % (95 %: 82.6 % to 94.5 %, n = 100)
    """
    low, high = scale_ends(scale)
    least = _threshold(satisfied, low, high)
    answer = survey_figure("csat.top_box", survey_tallies(scores, scale=scale, satisfied=least))
    named = replace(answer, definition=f"csat.top_box[{least:g}–{high:g} of {low:g}–{high:g}]")
    return flag_response(named, low_response_below)


def flag_response(answer: Estimate, low_response_below: ShareLike) -> Estimate:
    """Same figure, flagged where too few of those asked have answered."""
    asked = answer.n + answer.missing
    low = asked > 0 and answer.n < share(low_response_below, "low_response_below") * asked
    return answer.flagged("low_response") if low else answer


def survey_figure(name: str, tallies: Mapping[str, float]) -> Estimate:
    """Figure of a survey, which says how many did not answer."""
    return measure(name, tallies, missing=int(tallies["unanswered"]), missing_label="unanswered")


def csat_mean(scores: Any, *, scale: Scale = (1, 5)) -> Estimate:
    """Mean answer: not a share, and no figure to compare with one.

    Parameters
    ----------
    scores, scale
        As in `csat` [points of the scale].

    Returns
    -------
    Estimate
        [points of the scale].

    Examples
    --------
    >>> print(csat_mean([5, 5, 4, 4, 3, None]))
    4.2 points of the scale (95 %: 3.161 points of the scale to 5.239 points of the scale, n = 5, 1 unanswered)
    """
    return survey_figure("csat.mean", survey_tallies(scores, scale=scale))


def csat_rescaled(scores: Any, *, scale: Scale = (1, 5)) -> Estimate:
    """Mean answer on a scale from 0 to 1: (mean − lowest) / (highest − lowest).

    Parameters
    ----------
    scores, scale
        As in `csat` [points of the scale].

    Returns
    -------
    Estimate
        A share.

    Examples
    --------
    A mean of 4.5 of 5 is 87.5 % so:

    >>> csat_rescaled([4, 5]).percent
    87.5
    """
    return survey_figure("csat.rescaled", survey_tallies(scores, scale=scale))


def csat_of_maximum(scores: Any, *, scale: Scale = (1, 5)) -> Estimate:
    """Mean answer over the highest: the worst answer of 1 to 5 still scores 20 %.

    Parameters
    ----------
    scores, scale
        As in `csat` [points of the scale]; the lowest answer is zero or more.

    Returns
    -------
    Estimate
        A share.

    Raises
    ------
    InputError
        If the scale goes below zero.

    Examples
    --------
    A published 4.5 of 5, printed as 90 %:

    >>> csat_of_maximum([4, 5]).percent
    90.0
    """
    if not (scale_ends(scale)[0] >= 0):
        raise InputError(f"scale must start at zero or above; got {shown(scale)}")
    return survey_figure("csat.of_maximum", survey_tallies(scores, scale=scale))


def csat_net(scores: Any, *, scale: Scale = (1, 5)) -> Estimate:
    """Share of the two highest answers less that of the two lowest.

    Parameters
    ----------
    scores, scale
        As in `csat` [points of the scale].

    Returns
    -------
    Estimate
        A difference of shares, −1 to 1.

    Examples
    --------
    >>> csat_net([5, 4, 4, 3, 1]).percent
    40.0
    """
    return survey_figure("csat.net", survey_tallies(scores, scale=scale))


def rating_tallies(scores: Any, *, points: Points = 5) -> dict[str, float]:
    """Counts of ratings that a vendor's scale reduces to good and bad.

    Parameters
    ----------
    scores, points
        As in `csat_good_rated` [points of the scale].

    Returns
    -------
    dict of str to float
        As `survey_tallies` gives them, with good and bad as the vendor has them.

    Raises
    ------
    InputError
        For another scale, or a rating outside it.

    Examples
    --------
    >>> tallies = rating_tallies([1, 2, 3, 3], points=3)
    >>> tallies["good"], tallies["bad"]
    (2, 2)
    """
    if points not in get_args(Points):
        raise InputError(f"points must be 2, 3 or 5; got {shown(points)}")
    return survey_tallies(scores, scale=(1, points), satisfied=published("good_from", str(points)))


def csat_good_rated(scores: Any, *, points: Points = 5) -> Estimate:
    """Good over good and bad, as a vendor reduces its scales: of 1 to 5 a 3 is bad.

    Parameters
    ----------
    scores : array-like or Series
        Ratings from 1 to `points` [points of the scale]; None and NaN are unrated.
    points : {2, 3, 5}
        Points of the scale [count]: good is 2 of 2, 3 of 3, 4 and 5 of 5.

    Returns
    -------
    Estimate
        A share.

    Raises
    ------
    InputError
        For another scale, or a rating outside it.

    Examples
    --------
    >>> print(csat_good_rated([1, 3, 4, 5, 5, 2, 4, 3]))
    50 % (95 %: 21.5 % to 78.5 %, n = 8)
    """
    return survey_figure("csat.good_rated", rating_tallies(scores, points=points))


def csat_variants(scores: Any, *, scale: Scale = (1, 5)) -> CsatVariants:
    """Every figure that goes by the name of CSAT, from one set of answers.

    Parameters
    ----------
    scores, scale
        As in `csat` [points of the scale].

    Returns
    -------
    CsatVariants

    Examples
    --------
    >>> scores = [5] * 50 + [4] * 35 + [3] * 10 + [2] * 3 + [1] * 2
    >>> every = csat_variants(scores)
    >>> [e.percent for e in (every.top_two, every.rescaled, every.of_maximum, every.net)]
    [85.0, 82.0, 85.6, 80.0]
    """
    low, high = scale_ends(scale)
    tallies = survey_tallies(scores, scale=(low, high))
    top, middle, bottom = (
        proportion(
            int(tallies[name]),
            int(tallies["answers"]),
            missing=int(tallies["unanswered"]),
            definition=f"csat.top_box[{text} of {low:g}–{high:g}]",
        )
        for name, text in (
            ("top_two", f"{high - 1:g}–{high:g}"),
            ("top_one", f"{high:g}"),
            ("bottom_two", f"{low:g}–{low + 1:g}"),
        )
    )
    return CsatVariants(
        top_two=top,
        top_one=middle,
        bottom_two=bottom,
        mean=csat_mean(scores, scale=scale),
        sd=tallies.get("score.sd") if tallies["answers"] > 1 else None,
        rescaled=csat_rescaled(scores, scale=scale),
        of_maximum=csat_of_maximum(scores, scale=scale),
        net=csat_net(scores, scale=scale),
    )
