"""Whole tables of reviews: the same scores, all at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.quality._kernel import percents, scored
from supportops.quality.models import Rubric
from supportops.quality.review_scores import hold_rubric
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["dimension_scores", "score_reviews"]

_ABOUT = ("ticket_id", "agent_id", "reviewer_id", "reviewed_at")


def score_reviews(
    reviews: "pd.DataFrame",
    *,
    rubric: Rubric,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Score of every review of a table.

    Parameters
    ----------
    reviews : DataFrame
        One row for each dimension of each review: review_id, dimension and points, missing where
        it did not apply; ticket_id, agent_id, reviewer_id and reviewed_at where they are known.
    rubric : Rubric
        What the points mean. Every review rates every dimension of it, once.
    columns : mapping of str to str, optional
        The caller's headings: ``{"review_id": "Id"}``.

    Returns
    -------
    DataFrame
        One row for each review, in the order of first appearance: review_id, the columns about
        it, score, raw_score [points of 100], coverage [share], failed and passed (boolean),
        failed_on and not_applicable (names, joined). The declared table ``review_scores``.

    Raises
    ------
    InputError
        If a review lacks a dimension or has one twice, a name is unknown, points are outside
        their ends or no anchor, or rows of one review disagree about it.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops import quality
    >>> rows = pd.DataFrame({"review_id": [1, 1], "dimension": ["a", "b"], "points": [4, None]})
    >>> two = quality.Checklist(name="two", items=("a", "b")).rubric
    >>> score_reviews(rows.assign(points=[1, None]), rubric=two)[["score", "coverage"]]
       score  coverage
    0  100.0       0.5
    """
    import pandas as pd

    frame, points, _ = review_points(reviews, rubric=rubric, columns=columns)
    many = scored(points, rubric)
    names = np.array([each.name for each in rubric.dimensions], dtype=object)
    gaps = np.isnan(points)
    passed = pd.array([None if np.isnan(p) else bool(p) for p in many.passed], dtype="boolean")
    return frame.assign(
        score=many.score,
        raw_score=many.raw,
        coverage=many.coverage,
        failed=pd.array(np.logical_or.reduce(many.failed, axis=1), dtype="boolean"),
        passed=passed,
        failed_on=_texts(names, many.failed),
        not_applicable=_texts(names, gaps),
    )


def dimension_scores(
    reviews: "pd.DataFrame",
    *,
    rubric: Rubric,
    by: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Where points are lost: each dimension in percent of its points, over all or by a column.

    Parameters
    ----------
    reviews, rubric, columns
        As in `score_reviews`.
    by : str, optional
        Declared column to group by: ``agent_id``, ``reviewer_id``.

    Returns
    -------
    DataFrame
        One row for each group and dimension: the group, dimension, n and not_applicable
        [reviews], percent (mean, NaN without one), lost (mean points short of the most) and
        critical_fails [reviews].

    Raises
    ------
    InputError
        As `score_reviews`.

    Notes
    -----
    The dimension that loses the most points is where coaching pays most.
    """
    import pandas as pd

    if by is not None and by not in _ABOUT:
        raise InputError(f"by must be {joined(_ABOUT, 'or')}; got {shown(by)}")
    needs = () if by is None else (by,)
    frame, points, _ = review_points(reviews, rubric=rubric, columns=columns, needs=needs)
    keys = pd.Series(0, index=frame.index) if by is None else frame[by]
    codes, groups = pd.factorize(keys, sort=False, use_na_sentinel=False)
    fails = scored(points, rubric).failed
    percent = percents(points, rubric)
    high = np.array([each.highest for each in rubric.dimensions])
    blocks = []
    for code, group in enumerate(groups):
        mine = codes == code
        rated = ~np.isnan(points[mine])
        n = rated.sum(axis=0)
        label = {} if by is None else {by: group}
        blocks.append(
            pd.DataFrame(
                {
                    **label,
                    "dimension": [each.name for each in rubric.dimensions],
                    "n": n,
                    "not_applicable": int(mine.sum()) - n,
                    "percent": _means(percent[mine], rated),
                    "lost": _means(high - points[mine], rated),
                    "critical_fails": fails[mine].sum(axis=0),
                }
            )
        )
    heads = [*needs, "dimension", "n", "not_applicable", "percent", "lost", "critical_fails"]
    if not blocks:
        empty = pd.DataFrame({h: pd.Series(dtype="float64") for h in heads})
        return empty.astype({"dimension": object, "n": "int64", "not_applicable": "int64"})
    return pd.concat(blocks, ignore_index=True)[heads]


def review_points(
    reviews: "pd.DataFrame",
    *,
    rubric: Rubric,
    columns: Mapping[str, str] | None,
    needs: tuple[str, ...] = (),
) -> tuple["pd.DataFrame", Float64Array, Int64Array]:
    """One row a review about it, its points by dimension, and the review of each row."""
    import pandas as pd

    hold_rubric(rubric)
    uses = [name for name in _ABOUT if name not in needs]
    rows = read_table(
        reviews,
        table("reviews"),
        needs=("review_id", "dimension", "points", *needs),
        uses=uses,
        columns=columns,
    )
    if rows["review_id"].isna().any():
        gap = int(np.flatnonzero(rows["review_id"].isna())[0])
        raise InputError(f"review_id must name the review of every row; got none at position {gap}")
    codes, ids = pd.factorize(rows["review_id"])
    names = [each.name for each in rubric.dimensions]
    place = {name: i for i, name in enumerate(names)}
    dims = np.array([place.get(name, -1) for name in rows["dimension"]], dtype=np.int64)
    points = rows["points"].to_numpy(dtype=np.float64)
    _hold(rows, dims, points, rubric)
    matrix = np.full((len(ids), len(names)), np.nan)
    count = np.zeros(matrix.shape, dtype=np.int64)
    np.add.at(count, (codes, dims), 1)
    _whole(count, ids, names)
    matrix[codes, dims] = points
    first = np.unique(codes, return_index=True)[1]
    about: dict[str, Any] = {"review_id": rows["review_id"].to_numpy()[first]}
    for name in (each for each in _ABOUT if each in rows):
        column = rows[name]
        same = pd.factorize(column, use_na_sentinel=False)[0]
        if (same != same[first][codes]).any():
            wrong = ids[codes[np.flatnonzero(same != same[first][codes])[0]]]
            raise InputError(f"{name} must be one for each review; got several in {shown(wrong)}")
        about[name] = column.iloc[first].reset_index(drop=True)
    return pd.DataFrame(about), matrix, codes


def _hold(rows: "pd.DataFrame", dims: Int64Array, points: Float64Array, rubric: Rubric) -> None:
    if (dims < 0).any():
        rubric.dimension(rows["dimension"].iloc[int(np.flatnonzero(dims < 0)[0])])
    for i, each in enumerate(rubric.dimensions):
        mine = dims == i
        given = points[mine]
        wrong = (given < each.lowest) | (given > each.highest)
        rule = f"from {each.lowest:g} to {each.highest:g}"
        if each.anchors:
            known = [anchor.points for anchor in each.anchors]
            wrong = ~np.isnan(given) & ~np.isin(given, known)
            rule = f"an anchor, {joined((f'{p:g}' for p in known), 'or')}"
        if wrong.any():
            at = int(np.flatnonzero(mine)[np.flatnonzero(wrong)[0]])
            raise InputError(
                f"points of {each.name} must be {rule}; got {points[at]:g} at position {at} "
                f"({wrong.sum()} of {mine.sum()} break this)"
            )


def _whole(count: Int64Array, ids: Any, names: list[str]) -> None:
    if (count == 1).all():
        return
    review, dim = (int(k) for k in np.argwhere(count != 1)[0])
    got = "none" if count[review, dim] == 0 else str(count[review, dim])
    raise InputError(
        f"reviews must rate every dimension once; got {got} for {names[dim]} in review "
        f"{shown(ids[review])}; leave points missing where it does not apply"
    )


def _texts(names: Any, chosen: Any) -> "pd.Series[Any]":
    import pandas as pd

    return pd.Series([", ".join(names[row]) for row in chosen], dtype=object)


def _means(values: Float64Array, rated: Any) -> Float64Array:
    n = rated.sum(axis=0)
    total = np.where(rated, values, 0.0).sum(axis=0)
    means: Float64Array = np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0)
    return means
