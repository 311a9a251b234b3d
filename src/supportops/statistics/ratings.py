"""Ratings of several raters: the door, counts by unit, and the result of every agreement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.statistics._doors import code_labels
from supportops.statistics.estimates import Estimate

__all__ = ["Agreement", "RatingCounts", "coded_ratings", "rating_counts", "table_counts"]


@dataclass(frozen=True, slots=True)
class Agreement(Estimate):
    """An agreement coefficient: an `Estimate` that knows what chance alone would give.

    Attributes
    ----------
    pairable : int
        Ratings of units that have at least two [count].
    observed : float or None
        Agreement observed, weighted where the coefficient is [share].
    chance : float or None
        Agreement expected by chance [share].
    """

    pairable: int = field(default=0, kw_only=True)
    observed: float | None = field(default=None, kw_only=True)
    chance: float | None = field(default=None, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        """Fields and the 95 % interval as plain values that JSON can hold."""
        # Named, because zero-argument super() knows the class from before it had slots.
        more = {"pairable": self.pairable, "observed": self.observed, "chance": self.chance}
        return {**Estimate.to_dict(self), **more}


@dataclass(frozen=True, slots=True, eq=False)
class RatingCounts(Result):
    """How many raters put each unit into each category.

    Attributes
    ----------
    counts : ndarray
        One row for each unit, one column for each category [count].
    categories : tuple
        Names of the columns.
    """

    counts: Float64Array
    categories: tuple[Any, ...]


def rating_counts(ratings: Any, *, categories: Sequence[Any] | None = None) -> RatingCounts:
    """Counts by unit and category from the ratings of each rater.

    Parameters
    ----------
    ratings : sequence of sequences, 2-D array or DataFrame
        One row for each rater, one column for each unit; None or NaN is no rating.
    categories : sequence, optional
        All categories that could be given, in order; those that were where left out.

    Returns
    -------
    RatingCounts

    Raises
    ------
    InputError
        If the rows differ in length, or a rating is none of the categories.

    Examples
    --------
    >>> rating_counts([["good", "bad"], ["good", None]]).counts
    array([[0., 2.],
           [1., 0.]])
    """
    codes, names = coded_ratings(ratings, categories)
    counts = np.zeros((codes.shape[1], len(names)))
    for row in codes:
        seen = row >= 0
        np.add.at(counts, (np.flatnonzero(seen), row[seen]), 1)
    return RatingCounts(counts, tuple(names))


def table_counts(table: Any, *, categories: Sequence[Any] | None = None) -> RatingCounts:
    """Counts by unit and category from the square table of two raters.

    Parameters
    ----------
    table : 2-D array-like or DataFrame
        Units [count] by category of rater A (rows) and of rater B (columns).
    categories : sequence, optional
        Names of the categories in order; 0, 1, … where left out.

    Returns
    -------
    RatingCounts
        One row for each unit that the table counts.

    Raises
    ------
    InputError
        If the table is not square or its cells are not whole numbers of zero or more.

    Examples
    --------
    >>> table_counts([[1, 1], [0, 0]]).counts
    array([[2., 0.],
           [1., 1.]])
    """
    cells = square_table(table)
    size = cells.shape[0]
    names = tuple(range(size)) if categories is None else tuple(categories)
    if len(names) != size:
        raise InputError(f"categories must name the {size} categories; got {len(names)}")
    kinds = np.eye(size)[:, None, :] + np.eye(size)[None, :, :]
    repeats = cells.ravel().astype(np.int64)
    return RatingCounts(np.repeat(kinds.reshape(-1, size), repeats, axis=0), names)


def square_table(table: Any) -> Float64Array:
    """Cells of a square table of whole counts."""
    try:
        cells = np.asarray(table, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"table must be a square table of counts; got {shown(table)}") from error
    if cells.ndim != 2 or cells.shape[0] != cells.shape[1]:
        raise InputError(f"table must be square; got shape {cells.shape}")
    wrong = ~(np.isfinite(cells) & (cells >= 0) & (cells == np.floor(cells)))
    if wrong.any():
        raise InputError(f"table must hold whole numbers of zero or more; got {cells[wrong][0]}")
    return cells


def coded_ratings(
    ratings: Any, categories: Sequence[Any] | None = None
) -> tuple[Int64Array, list[Any]]:
    """Codes of ratings (−1 is none), raters by units, and the categories they point to.

    Without declared categories these are sorted where they can be, and else as first seen.
    """
    if hasattr(ratings, "to_numpy"):
        ratings = ratings.to_numpy()
    if isinstance(ratings, np.ndarray) and ratings.ndim == 2 and ratings.dtype.kind in "iuf":
        return _coded_numbers(ratings, categories)
    rows = rating_rows(ratings)
    lengths = {len(row) for row in rows}
    if len(lengths) > 1:
        raise InputError(
            f"ratings must have rows of one length; got lengths {joined(sorted(lengths))}"
        )
    flat = [rating for row in rows for rating in row]
    codes, names, absent = code_labels(flat, "ratings", len(flat))
    known = list(categories) if categories is not None else _sorted(names)
    codes = _places(names, known)[np.where(absent, len(names), codes)]
    return codes.reshape(len(rows), -1), known


def _coded_numbers(
    table: npt.NDArray[Any], categories: Sequence[Any] | None
) -> tuple[Int64Array, list[Any]]:
    """The same of a table of numbers, without a Python object for each rating."""
    if not len(table):
        raise InputError(f"ratings must have one row for each rater; got {shown(table)}")
    seen = table == table  # noqa: PLR0124  NaN
    values, places = np.unique(table[seen], return_inverse=True)
    names = values.tolist()
    known = list(categories) if categories is not None else names
    codes = np.full(table.shape, -1, dtype=np.int64)
    codes[seen] = _places(names, known)[places]
    return codes, known


def _places(names: list[Any], known: list[Any]) -> Int64Array:
    """Place of each name among the known ones, and −1 behind them for none."""
    place = {name: i for i, name in enumerate(known)}
    strange = [name for name in names if name not in place]
    if strange:
        raise InputError(
            f"ratings must be declared categories; got {shown(strange[0])}; "
            f"there are {joined(known)}"
        )
    return np.array([place[name] for name in names] + [-1], dtype=np.int64)


def rating_rows(ratings: Any) -> list[list[Any]]:
    """Rows of ratings as lists, one for each rater."""
    rows = ratings.tolist() if hasattr(ratings, "tolist") else ratings
    if isinstance(rows, (list, tuple)):
        rows = [row.tolist() if hasattr(row, "tolist") else row for row in rows]
    if not isinstance(rows, (list, tuple)) or not rows:
        raise InputError(f"ratings must have one row for each rater; got {shown(ratings)}")
    for row in rows:
        if not isinstance(row, (list, tuple)):
            raise InputError(f"ratings must have one row for each rater; got {shown(row)} as a row")
    return [list(row) for row in rows]


def _sorted(names: list[Any]) -> list[Any]:
    try:
        return sorted(names)
    except TypeError:
        return names
