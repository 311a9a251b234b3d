"""What silence and second thoughts do to a satisfaction figure."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from supportops._kit.names import collected, mapped
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics.measures import measure
from supportops.statistics import Estimate, Interval, proportion, standardized_rate

__all__ = [
    "CsatBounds",
    "RatingChanges",
    "RatingMark",
    "csat_bounds",
    "csat_by_segment",
    "rating_changes",
]

RatingMark: TypeAlias = Literal["offered", "good", "bad"]


@dataclass(frozen=True, slots=True)
class CsatBounds(Result):
    """Satisfaction of those who answered, and of all if the others were all of one mind.

    Attributes
    ----------
    csat : Estimate
        Satisfied over answers.
    response_rate : Estimate
        Answers over surveys sent.
    of_offered : Estimate
        Satisfied over surveys sent.
    possible : Interval
        From all silent dissatisfied to all silent satisfied; the confidence is 1, since no
        chance is involved.
    """

    csat: Estimate
    response_rate: Estimate
    of_offered: Estimate
    possible: "Interval[float | None]"


def csat_bounds(offered: int, *, responded: int, satisfied: int) -> CsatBounds:
    """How far the silent could move a satisfaction figure.

    Parameters
    ----------
    offered, responded, satisfied : int
        Surveys sent, answered, and answered as satisfied [count].

    Returns
    -------
    CsatBounds

    Raises
    ------
    InputError
        If more answered than were asked, or more are satisfied than answered.

    Examples
    --------
    85 % at a response rate of 20 % is anything from 17 to 97 %:

    >>> found = csat_bounds(400, responded=80, satisfied=68)
    >>> found.possible.low, found.possible.high
    (0.17, 0.97)

    References
    ----------
    Manski 2003, Partial Identification of Probability Distributions.
    """
    asked, heard = whole(offered, "offered"), whole(responded, "responded")
    good = whole(satisfied, "satisfied")
    if heard > asked:
        raise InputError(f"responded must be at most offered, {asked}; got {heard}")
    if good > heard:
        raise InputError(f"satisfied must be at most responded, {heard}; got {good}")
    low = good / asked if asked else None
    high = (good + asked - heard) / asked if asked else None
    top = {"satisfied": good, "answers": heard}
    return CsatBounds(
        csat=measure("csat.top_box", top, missing=asked - heard, missing_label="unanswered"),
        response_rate=proportion(heard, asked, definition="response rate"),
        of_offered=proportion(good, asked, definition="satisfied of surveys sent"),
        possible=Interval(low, high, 1.0),
    )


def csat_by_segment(segments: Mapping[Hashable, tuple[int, int, int]]) -> Estimate:
    """Satisfaction weighted by how large the segments are, not by how many of them answered.

    Parameters
    ----------
    segments : mapping of str to tuple of int
        For each segment its population, answers and satisfied answers [count].

    Returns
    -------
    Estimate
        A share; undefined where a segment with a population has no answers. The unweighted
        figure is `csat_bounds` of the sums.

    Raises
    ------
    InputError
        If answers exceed a population, or satisfied answers the answers.

    Examples
    --------
    Chats answer often and happily; 85 % unweighted:

    >>> csat_by_segment({"chat": (3000, 300, 276), "email": (7000, 140, 98)}).percent
    76.6
    """
    rows = mapped(segments, "segments")
    columns: list[tuple[int, int, int]] = []
    for name, row in rows.items():
        place = f"segments[{shown(name)}]"
        if not isinstance(row, (tuple, list)) or len(row) != 3:
            raise InputError(f"{place} must be population, answers, satisfied; got {shown(row)}")
        size, heard, good = (whole(value, place) for value in row)
        if not good <= heard <= size:
            raise InputError(f"{place} must go down from population; got {shown(row)}")
        columns.append((size, heard, good))
    name = "csat.top_box[weighted by segment]"
    if not sum(size for size, _, _ in columns):
        return Estimate(None, 0, definition=name, unit="share", reason="no observations")
    sizes, heard_by, good_by = (list(column) for column in zip(*columns, strict=True))
    answer = standardized_rate(good_by, heard_by, weights=sizes)
    return replace(answer, definition=name, missing=sum(sizes) - sum(heard_by))


@dataclass(frozen=True, slots=True)
class RatingChanges(Result):
    """First and latest rating of each ticket, and whose mind changed.

    Attributes
    ----------
    first, latest : dict
        Rating of each ticket; None while none was given.
    good_to_bad, bad_to_good : tuple
        Tickets whose latest rating differs from their first.
    surveyed, rated : int
        Tickets asked, and tickets with a rating [count].
    satisfaction : Estimate
        Good among the latest ratings.
    """

    first: dict[Any, str | None] = field(repr=False)
    latest: dict[Any, str | None] = field(repr=False)
    good_to_bad: tuple[Any, ...]
    bad_to_good: tuple[Any, ...]
    surveyed: int
    rated: int
    satisfaction: Estimate


def rating_changes(history: Mapping[Hashable, Sequence[RatingMark]]) -> RatingChanges:
    """What tickets were rated first and last: the latest counts, the first is kept.

    Parameters
    ----------
    history : mapping of ticket to sequence of str
        For each ticket its marks in order of time: offered, good, bad.

    Returns
    -------
    RatingChanges

    Raises
    ------
    InputError
        For another mark.

    Examples
    --------
    >>> found = rating_changes({1: ["offered", "good", "bad"], 2: ["offered"]})
    >>> found.good_to_bad, found.rated
    ((1,), 1)
    """
    first: dict[Any, str | None] = {}
    latest: dict[Any, str | None] = {}
    surveyed = 0
    for ticket, marks in mapped(history, "history").items():
        ratings, asked = [], False
        for mark in collected(marks, f"history[{shown(ticket)}]"):
            if mark not in {"offered", "good", "bad"}:
                raise InputError(f"history must hold offered, good and bad; got {shown(mark)}")
            asked = True
            if mark != "offered":
                ratings.append(mark)
        surveyed += asked
        first[ticket], latest[ticket] = (ratings[0], ratings[-1]) if ratings else (None, None)
    rated = [mark for mark in latest.values() if mark]
    good = rated.count("good")
    return RatingChanges(
        first,
        latest,
        tuple(t for t in first if (first[t], latest[t]) == ("good", "bad")),
        tuple(t for t in first if (first[t], latest[t]) == ("bad", "good")),
        surveyed,
        len(rated),
        measure(
            "csat.good_rated",
            {"good": good, "bad": len(rated) - good},
            missing=surveyed - len(rated),
            missing_label="unrated",
        ),
    )
