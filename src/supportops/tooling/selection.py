"""Which tool to take by weighted criteria, and how little it would take to choose another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.reals import above_zero, from_zero
from supportops._kit.results import Result
from supportops._kit.shares import Share
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "Criterion",
    "Flip",
    "Selection",
    "ToolScore",
    "score_tool",
    "select_tool",
    "selection_criteria",
]


class Criterion(Model, frozen=True, extra="forbid"):
    """One criterion of the selection.

    Attributes
    ----------
    name : str
    weight : float
        Its part of the whole [share].
    ask : tuple of str
        What to ask.
    """

    name: str
    weight: Share
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolScore(Result):
    """Score of one tool.

    Attributes
    ----------
    tool : str
    score : float
        Weighted mean of its ratings [share of the best possible].
    parts : dict of str to float
        What each criterion adds [share].
    """

    tool: str
    score: float
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Flip(Result):
    """Smallest change of one criterion that makes another tool win.

    Attributes
    ----------
    criterion : str
    winner_instead : str
    weight : float or None
        Weight of the criterion at which both tie, the others in proportion [share]; None where no
        weight does it.
    weight_change : float or None
        How far that is from its weight [share].
    rating_change : float or None
        Points that the winner's rating would have to lose [points of the scale]; None where it
        does not have so many, or the criterion has no weight.
    """

    criterion: str
    winner_instead: str
    weight: float | None
    weight_change: float | None
    rating_change: float | None


@dataclass(frozen=True, slots=True)
class Selection(Result):
    """Tools in order, and how fragile the first place is.

    Attributes
    ----------
    scores : tuple of ToolScore
        Best first; equal ones in the order given.
    winner : str
    margin : float or None
        Score of the first less the second [share]; None with one tool.
    flips : tuple of Flip
        Smallest change of weight first; what no weight and no rating can flip is not there.
    """

    scores: tuple[ToolScore, ...]
    winner: str
    margin: float | None
    flips: tuple[Flip, ...]


def selection_criteria() -> tuple[Criterion, ...]:
    """Published criteria with their weights."""
    rows = read_data("tooling", "stack")["criteria"]["criterion"]
    return tuple(Criterion.model_validate(row) for row in rows)


def score_tool(
    tool: str,
    ratings: Mapping[str, float],
    *,
    criteria: Sequence[Criterion],
    best: float = 5,
) -> ToolScore:
    """Weighted score of one tool.

    Parameters
    ----------
    tool : str
        Its name.
    ratings : mapping of str to float
        A rating from 0 to `best` for every criterion [points].
    criteria : sequence of Criterion
        Their weights sum to 1.
    best : float
        Best rating that there is [points], above zero.

    Returns
    -------
    ToolScore

    Raises
    ------
    InputError
        If weights do not sum to 1, or ratings do not name the criteria or lie outside the scale.

    Examples
    --------
    >>> criteria = selection_criteria()
    >>> score_tool("Desk", {c.name: 5 for c in criteria}, criteria=criteria).score
    1.0
    """
    top = above_zero(best, "best")
    total = sum(c.weight for c in criteria)
    if not isclose(total, 1, abs_tol=1e-9):
        raise InputError(f"weights of criteria must sum to 1; got {total:g}")
    names = [c.name for c in criteria]
    if set(ratings) != set(names) or len(names) != len(set(names)):
        raise InputError(
            f"ratings of {tool} must name the criteria once, {joined(names)}; got {joined(ratings)}"
        )
    for name, value in ratings.items():
        if from_zero(value, f"ratings[{shown(name)}]") > top:
            raise InputError(f"ratings[{shown(name)}] must be at most {top:g}; got {shown(value)}")
    parts = {c.name: c.weight * ratings[c.name] / top for c in criteria}
    return ToolScore(tool, sum(parts.values()), parts)


def select_tool(
    tools: Mapping[str, Mapping[str, float]],
    *,
    criteria: Sequence[Criterion],
    best: float = 5,
) -> Selection:
    """Tools by their weighted score, and what would choose another.

    Parameters
    ----------
    tools : mapping of str to mapping of str to float
        For each tool its ratings, as in `score_tool`; only tools that have the must-haves.
    criteria : sequence of Criterion
        Their weights sum to 1.
    best : float
        Best rating that there is [points].

    Returns
    -------
    Selection

    Raises
    ------
    InputError
        Without tools, and as `score_tool`.

    Notes
    -----
    With weight w′ instead of w on one criterion and the others scaled by (1 − w′) / (1 − w), the
    lead D of the winner becomes ``w′ d + (1 − w′) (D − w d) / (1 − w)``, d being the lead in that
    criterion; it is zero at the weight that is given.

    Examples
    --------
    >>> criteria = [Criterion(name="agents", weight=0.6), Criterion(name="cost", weight=0.4)]
    >>> choice = select_tool({"A": {"agents": 5, "cost": 2}, "B": {"agents": 3, "cost": 4}},
    ...                      criteria=criteria)
    >>> choice.winner, round(choice.margin, 2)
    ('A', 0.08)
    >>> [(flip.criterion, round(flip.weight_change, 2), round(flip.rating_change, 2))
    ...  for flip in choice.flips]
    [('agents', -0.1, 0.67), ('cost', 0.1, 1.0)]
    """
    if not tools:
        raise InputError("tools must have a tool; got none")
    scored = [score_tool(name, r, criteria=criteria, best=best) for name, r in tools.items()]
    scores = sorted(scored, key=lambda row: -row.score)
    first = scores[0]
    flips = [
        flip
        for c in criteria
        if (flip := _flip(c, first, scores[1:], rating=tools[first.tool][c.name], best=best))
    ]
    flips.sort(key=_distance)
    margin = first.score - scores[1].score if len(scores) > 1 else None
    return Selection(tuple(scores), first.tool, margin, tuple(flips))


def _flip(
    criterion: Criterion,
    first: ToolScore,
    others: Sequence[ToolScore],
    *,
    rating: float,
    best: float,
) -> Flip | None:
    found: list[Flip] = []
    w = criterion.weight
    for other in others:
        lead = first.score - other.score
        weight = _tie(criterion, first, other)
        lost = lead * best / w if w else None
        if lost is not None and lost > rating:
            lost = None
        if weight is not None or lost is not None:
            change = None if weight is None else weight - w
            found.append(Flip(criterion.name, other.tool, weight, change, lost))
    return min(found, key=_distance, default=None)


def _distance(flip: Flip) -> float:
    # Rounded, so that equal changes keep their order whatever the noise of floats; a flip by
    # rating alone comes after all weights.
    return 2.0 if flip.weight_change is None else round(abs(flip.weight_change), 12)


def _tie(criterion: Criterion, first: ToolScore, other: ToolScore) -> float | None:
    w, name = criterion.weight, criterion.name
    if not 0 < w < 1:
        return None  # parts of a criterion without weight do not tell its ratings
    here = (first.parts[name] - other.parts[name]) / w
    rest = (first.score - other.score - w * here) / (1 - w)
    if here == rest:
        return None
    weight = rest / (rest - here)
    return weight if 0 <= weight <= 1 else None
