"""Agreement of any number of raters beyond chance: Gwet, Fleiss, Brennan–Prediger, Conger."""

from functools import partial
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics.evidence import StudentEvidence
from supportops.statistics.kappas import Weights, agreement_weights
from supportops.statistics.ratings import Agreement, RatingCounts, coded_ratings

__all__ = ["brennan_prediger", "conger_kappa", "fleiss_kappa", "gwet_ac", "weighted_alpha"]


def gwet_ac(counts: Any, *, weights: "Weights | Any" = "identity") -> Agreement:
    """Gwet's AC1, or AC2 with weights: agreement that does not collapse with prevalence.

    Parameters
    ----------
    counts : RatingCounts or 2-D array-like
        Units by categories [count], from `rating_counts` or `table_counts`. Units may have
        different numbers of ratings; those with one still tell how common categories are.
    weights : str or 2-D array-like
        "identity" is AC1; "linear", "quadratic" or a table of weights of agreement is AC2.

    Returns
    -------
    Agreement
        With Gwet's standard error over units. Undefined without a unit with two ratings, or
        with one category only.

    Raises
    ------
    InputError
        If the counts are no table of whole numbers, or the weights do not fit.

    Notes
    -----
    Chance is Σw Σ π_k(1 − π_k)/(q(q − 1)) of q categories, π_k the mean share of category k.

    Examples
    --------
    >>> from supportops.statistics import table_counts
    >>> gwet_ac(table_counts([[118, 5], [2, 0]])).value
    0.9408

    References
    ----------
    Gwet 2008, 2014, Handbook of Inter-Rater Reliability.
    """
    table = _counts(counts)
    q, w = table.shape[1], agreement_weights(table.shape[1], weights)
    name = "Gwet's AC1" if weights == "identity" else "Gwet's AC2"
    if q < 2:
        return _few(table, name, "there is only one category")
    shares = _shares(table)
    pi = shares.mean(axis=0) if len(shares) else np.zeros(q)
    scale = w.sum() / (q * (q - 1))
    chance = float(scale * np.sum(pi * (1 - pi)))
    return _corrected(table, w, name, chance, scale * (shares @ (1 - pi)))


def fleiss_kappa(counts: Any, *, weights: "Weights | Any" = "identity") -> Agreement:
    """Fleiss' kappa: chance from the mean share of each category over all raters.

    Parameters
    ----------
    counts, weights
        As in `gwet_ac`: units by categories [count], weights of agreement.

    Returns
    -------
    Agreement
        Undefined where all ratings are equal.

    Raises
    ------
    InputError
        If the counts are no table of whole numbers, or the weights do not fit.

    Examples
    --------
    >>> fleiss_kappa([[5, 0], [4, 1], [0, 5], [3, 2], [5, 0], [1, 4]]).value
    0.5139

    References
    ----------
    Fleiss 1971; with missing ratings, Gwet 2014.
    """
    table = _counts(counts)
    w = agreement_weights(table.shape[1], weights)
    shares = _shares(table)
    pi = shares.mean(axis=0) if len(shares) else np.zeros(table.shape[1])
    return _corrected(table, w, "Fleiss' kappa", float(pi @ w @ pi), shares @ w @ pi)


def brennan_prediger(counts: Any, *, weights: "Weights | Any" = "identity") -> Agreement:
    """Brennan and Prediger's coefficient: chance as if all categories were equally likely.

    Parameters
    ----------
    counts, weights
        As in `gwet_ac`: units by categories [count], weights of agreement. Declare all
        categories, for their number is the chance.

    Returns
    -------
    Agreement
        Undefined with one category only.

    Raises
    ------
    InputError
        If the counts are no table of whole numbers, or the weights do not fit.

    Examples
    --------
    >>> from supportops.statistics import table_counts
    >>> brennan_prediger(table_counts([[20, 5], [10, 15]])).value
    0.4

    References
    ----------
    Brennan and Prediger 1981; Gwet 2014.
    """
    table = _counts(counts)
    w = agreement_weights(table.shape[1], weights)
    chance = float(w.mean()) if w.size else 1.0
    return _corrected(table, w, "Brennan–Prediger", chance, np.full(len(_rated(table)), chance))


def weighted_alpha(counts: Any, *, weights: "Weights | Any" = "identity") -> Agreement:
    """Krippendorff's alpha from counts, with any weights of agreement between categories.

    Parameters
    ----------
    counts, weights
        As in `gwet_ac`: units by categories [count], weights of agreement. "identity" is alpha
        at the nominal level, "quadratic" at the interval level of equally spaced categories.

    Returns
    -------
    Agreement
        Without an interval. Undefined where all pairable ratings agree with each other.

    Raises
    ------
    InputError
        If the counts are no table of whole numbers, or the weights do not fit.

    Examples
    --------
    >>> weighted_alpha([[5, 0], [4, 1], [0, 5], [3, 2], [5, 0], [1, 4]]).value
    0.5301

    References
    ----------
    Krippendorff 2011; Gwet 2014.
    """
    table = _counts(counts)
    distance = 1 - agreement_weights(table.shape[1], weights)
    pairs = table[table.sum(axis=1) >= 2]
    if not len(pairs):
        return _few(table, "Krippendorff's alpha", "no unit has two ratings")
    m, totals = pairs.sum(axis=1), pairs.sum(axis=0)
    n = float(m.sum())
    observed = float(np.sum((pairs @ distance * pairs).sum(axis=1) / (m - 1))) / n
    expected = float(totals @ distance @ totals) / (n * (n - 1))
    if not expected > 0:
        return _few(table, "Krippendorff's alpha", "all ratings are equal")
    return Agreement(
        1 - observed / expected,
        len(pairs),
        definition="Krippendorff's alpha",
        pairable=int(n),
        observed=1 - observed,
        chance=1 - expected,
    )


def conger_kappa(ratings: Any, *, weights: "Weights | Any" = "identity") -> Agreement:
    """Conger's kappa: Cohen's for any number of raters, each with shares of their own.

    Parameters
    ----------
    ratings : sequence of sequences, 2-D array or DataFrame
        One row for each rater, one column for each unit; None or NaN is no rating.
    weights : str or 2-D array-like
        As in `gwet_ac`.

    Returns
    -------
    Agreement
        Without an interval. Undefined with fewer than two raters who rated anything, or where
        chance agreement is complete.

    Raises
    ------
    InputError
        If the rows differ in length, or the weights do not fit.

    Examples
    --------
    >>> conger_kappa([[1, 2, 2, 1], [1, 2, 1, 1]]).value
    0.5

    References
    ----------
    Conger 1980; with missing ratings, Gwet 2014.
    """
    codes, names = coded_ratings(ratings)
    q = len(names)
    w = agreement_weights(q, weights)
    by_rater = np.array([np.bincount(row[row >= 0], minlength=q) for row in codes])
    table = np.zeros((codes.shape[1], q))
    for row in codes:
        np.add.at(table, (np.flatnonzero(row >= 0), row[row >= 0]), 1)
    rated = by_rater.sum(axis=1) > 0
    raters = int(rated.sum())
    if raters < 2:
        return _few(table, "Conger's kappa", "fewer than two raters rated anything")
    shares = by_rater[rated] / by_rater[rated].sum(axis=1, keepdims=True)
    mean = shares.mean(axis=0)
    spread = (shares.T @ shares - raters * np.outer(mean, mean)) / (raters - 1)
    chance = float((w * (np.outer(mean, mean) - spread / raters)).sum())
    return _corrected(table, w, "Conger's kappa", chance, None)


def _counts(counts: Any) -> Float64Array:
    values = counts.counts if isinstance(counts, RatingCounts) else counts
    try:
        table = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        message = "counts must be a table of units by categories"
        raise InputError(f"{message}; got {shown(counts)}") from error
    if table.ndim != 2:
        raise InputError(f"counts must be a table of units by categories; got shape {table.shape}")
    wrong = ~(np.isfinite(table) & (table >= 0) & (table == np.floor(table)))
    if wrong.any():
        raise InputError(f"counts must be whole numbers of zero or more; got {table[wrong][0]}")
    return table


def _rated(table: Float64Array) -> Float64Array:
    rated: Float64Array = table[table.sum(axis=1) > 0]
    return rated


def _shares(table: Float64Array) -> Float64Array:
    rated = _rated(table)
    shares: Float64Array = rated / rated.sum(axis=1, keepdims=True)
    return shares


def _few(table: Float64Array, name: str, reason: str) -> Agreement:
    pairs = table.sum(axis=1) >= 2
    return Agreement(
        None, int(pairs.sum()), definition=name, reason=reason, pairable=int(table[pairs].sum())
    )


def _corrected(
    table: Float64Array, w: Float64Array, name: str, chance: float, unit_chance: Float64Array | None
) -> Agreement:
    """Coefficient from its chance agreement, with Gwet's linearized variance over units."""
    rated = _rated(table)
    ratings = rated.sum(axis=1)
    pairs = ratings >= 2
    if not pairs.any():
        return _few(table, name, "no unit has two ratings")
    agree = np.sum(rated * (rated @ w - 1), axis=1)[pairs] / (ratings * (ratings - 1))[pairs]
    observed = float(agree.mean())
    base = partial(
        Agreement,
        n=int(pairs.sum()),
        definition=name,
        pairable=int(ratings[pairs].sum()),
        observed=observed,
        chance=chance,
    )
    if np.isclose(chance, 1, rtol=0, atol=1e-12):
        return base(None, reason="all ratings are equal, so chance agreement is complete")
    value = (observed - chance) / (1 - chance)
    n = len(rated)
    if unit_chance is None or n < 2:
        return base(value)
    units = np.zeros(n)
    units[pairs] = n / pairs.sum() * (agree - chance) / (1 - chance)
    units -= 2 * (1 - value) * (unit_chance - chance) / (1 - chance)
    se = float(np.sqrt(np.sum((units - value) ** 2) / (n * (n - 1))))
    return base(value, evidence=StudentEvidence(value, se, n - 1))
