"""The score of one review."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.names import mapped
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.quality._kernel import percents, scored
from supportops.quality.models import Dimension, Review, Rubric

__all__ = ["ReviewScore", "given_points", "hold_rubric", "score_review"]


@dataclass(frozen=True, slots=True)
class ReviewScore(Result):
    """What a review comes to.

    Attributes
    ----------
    score : float or None
        0 to 100, more with a bonus [points of 100]; None where nothing applied.
    raw_score : float or None
        The same before a critical failure counts [points of 100].
    failed : tuple of str
        Critical dimensions that failed.
    coverage : float
        Part of the weight that was rated [share].
    not_applicable : tuple of str
        Dimensions that did not apply; their weight went to the others.
    passed : bool or None
        Whether the score reaches the pass mark and nothing critical failed; None where neither
        is known.
    percent : dict of str to float
        Each rated dimension in percent of its points [percent].
    labels : dict of str to str
        Word of the anchor that was given, where the rubric has anchors.
    reason : str or None
        Why there is no score.
    rubric : Rubric
        What it was scored by.
    """

    score: float | None
    raw_score: float | None
    failed: tuple[str, ...]
    coverage: float
    not_applicable: tuple[str, ...]
    passed: bool | None
    percent: dict[str, float]
    labels: dict[str, str]
    reason: str | None
    rubric: Rubric = field(repr=False)

    def __float__(self) -> float:
        return float("nan") if self.score is None else self.score

    def __str__(self) -> str:
        if self.score is None:
            return f"undefined: {self.reason}"
        notes = [f"failed on {joined(self.failed)}"] if self.failed else []
        if self.not_applicable:
            notes.append(f"{joined(self.not_applicable)} not applicable")
        return f"{round(self.score, 2):g}" + (f" ({'; '.join(notes)})" if notes else "")


def score_review(review: Review | Mapping[str, float | None], *, rubric: Rubric) -> ReviewScore:
    """Score of a review under a rubric.

    Parameters
    ----------
    review : Review or mapping of str to float
        Points of every dimension of the rubric [points]; None or NaN where it did not apply.
    rubric : Rubric
        What may be given, and how it becomes a score.

    Returns
    -------
    ReviewScore

    Raises
    ------
    InputError
        If a dimension is missing or unknown, or its points are outside its ends or no anchor.

    Notes
    -----
    Where a dimension does not apply its weight goes to the others in proportion, since it leaves
    both sums: Σ weight × percent / Σ weight over what was rated. A bonus adds to the first sum
    only; in a rubric with sections it counts where its section is rated. The score of a review
    with much left out is less sure than its figure looks: `coverage` says how much.

    Examples
    --------
    >>> from supportops import quality
    >>> review = {
    ...     "solution_quality": 25, "communication": 20, "process_adherence": 15,
    ...     "efficiency": 12, "customer_experience": 8,
    ... }
    >>> answer = score_review(review, rubric=quality.preset("support-operations"))
    >>> answer.score, answer.labels["efficiency"]
    (80.0, 'good')
    >>> rest = score_review({**review, "efficiency": None}, rubric=answer.rubric)
    >>> print(rest)
    80 (efficiency not applicable)
    """
    points = given_points(review, rubric)
    many = scored(points[None, :], rubric)
    names = [each.name for each in rubric.dimensions]
    percent = percents(points, rubric)
    anchors = [
        None if np.isnan(p) else each.anchor(float(p))
        for each, p in zip(rubric.dimensions, points, strict=True)
    ]
    return ReviewScore(
        _known(many.score[0]),
        _known(many.raw[0]),
        tuple(name for name, fell in zip(names, many.failed[0], strict=True) if fell),
        float(many.coverage[0]),
        tuple(name for name, p in zip(names, points, strict=True) if np.isnan(p)),
        None if np.isnan(many.passed[0]) else bool(many.passed[0]),
        {n: float(p) for n, p in zip(names, percent, strict=True) if not np.isnan(p)},
        {n: a.label for n, a in zip(names, anchors, strict=True) if a is not None},
        "nothing that weighs was rated" if np.isnan(many.score[0]) else None,
        rubric,
    )


def given_points(review: Review | Mapping[str, float | None], rubric: Rubric) -> Float64Array:
    """Points of a review in the order of the rubric, held to it; NaN not applicable."""
    hold_rubric(rubric)
    given = review.points if isinstance(review, Review) else mapped(review, "review")
    names = [each.name for each in rubric.dimensions]
    for name in given:
        rubric.dimension(name)
    for name in names:
        if name not in given:
            raise InputError(
                f"review must rate every dimension of {rubric.name}; got nothing for {name}; "
                "write None where it does not apply"
            )
    return np.array([_held(given[each.name], each) for each in rubric.dimensions])


def hold_rubric(rubric: Rubric) -> None:
    """Refuse what is no rubric, such as its name."""
    if not isinstance(rubric, Rubric):
        raise InputError(
            f"rubric must be a Rubric; got {shown(rubric)}; preset looks one up by name"
        )


def _held(points: object, dimension: Dimension) -> float:
    if points is None:
        return np.nan
    name = f"points of {dimension.name}"
    if not is_real(points):
        raise InputError(f"{name} must be a number or None; got {shown(points)}")
    number = float(points)
    if dimension.anchors and number == number and dimension.anchor(number) is None:  # noqa: PLR0124  NaN
        known = joined((f"{a.points:g}" for a in dimension.anchors), "or")
        raise InputError(f"{name} must be an anchor, {known}; got {shown(points)}")
    if number < dimension.lowest or number > dimension.highest:
        raise InputError(
            f"{name} must be from {dimension.lowest:g} to {dimension.highest:g}; "
            f"got {shown(points)}"
        )
    return number


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
