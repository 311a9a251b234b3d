"""Two raters with their square table: percent agreement and Cohen's kappas."""

from functools import partial
from typing import Any, Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import Float64Array, lift
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics._doors import whole
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import NormalEvidence
from supportops.statistics.proportions import proportion
from supportops.statistics.ratings import Agreement, square_table

__all__ = ["Weights", "agreement_weights", "cohen_kappa", "kappa_maximum", "percent_agreement"]

#: How much a near miss counts: not at all, by steps, by squared steps.
Weights: TypeAlias = Literal["identity", "linear", "quadratic"]


def agreement_weights(size: int, weights: Any) -> Float64Array:
    """Weights of agreement between categories, 1 on the diagonal.

    Parameters
    ----------
    size : int
        Categories [count].
    weights : str or 2-D array-like
        "identity", "linear", "quadratic", or a symmetric table from 0 to 1 with ones on its
        diagonal.

    Returns
    -------
    ndarray
        Square table of weights.

    Raises
    ------
    InputError
        If the name is unknown or the table is not of that form.

    Examples
    --------
    >>> agreement_weights(3, "linear")[0]
    array([1. , 0.5, 0. ])
    """
    size = whole(size, "size")
    if isinstance(weights, str):
        steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / max(size - 1, 1)
        tables = {"identity": steps == 0, "linear": 1 - steps, "quadratic": 1 - steps**2}
        if weights not in tables:
            message = "weights must be identity, linear, quadratic or a table"
            raise InputError(f"{message}; got {shown(weights)}")
        return np.array(tables[weights], dtype=np.float64)
    _, (table,) = lift(weights=weights)
    good = table.shape == (size, size) and np.array_equal(table, table.T)
    if not (good and (np.diag(table) == 1).all() and ((table >= 0) & (table <= 1)).all()):
        raise InputError(
            f"weights must be a symmetric table of {size} by {size}, from 0 to 1 with ones on "
            f"its diagonal; got {shown(weights)}"
        )
    return table


def percent_agreement(table: Any) -> Estimate:
    """Share of units that two raters put into the same category.

    Parameters
    ----------
    table : 2-D array-like or DataFrame
        Units [count] by category of rater A (rows) and rater B (columns).

    Returns
    -------
    Estimate
        A share, chance agreement included.

    Raises
    ------
    InputError
        If the table is not square or its cells are not counts.

    Examples
    --------
    >>> percent_agreement([[118, 5], [2, 0]]).value
    0.944
    """
    cells = square_table(table)
    return proportion(int(np.trace(cells)), int(cells.sum()), definition="percent agreement")


def cohen_kappa(table: Any, *, weights: "Weights | Any" = "identity") -> Agreement:
    """Cohen's kappa of two raters, weighted if near misses count.

    Parameters
    ----------
    table : 2-D array-like or DataFrame
        Units [count] by category of rater A (rows) and rater B (columns).
    weights : str or 2-D array-like
        "identity" (plain kappa), "linear", "quadratic", or a table of weights of agreement.

    Returns
    -------
    Agreement
        With the asymptotic standard error of Fleiss, Cohen and Everitt. Undefined without
        units, or where both raters used one and the same category.

    Raises
    ------
    InputError
        If the table is not square, its cells are not counts, or the weights do not fit.

    Notes
    -----
    (p_o − p_e)/(1 − p_e), chance from each rater's own shares. It falls with prevalence: 94.4 %
    agreement can give −0.023. Show `gwet_ac` and `kappa_maximum` beside it.

    Examples
    --------
    >>> print(cohen_kappa([[20, 5], [10, 15]]))
    0.4 (95 %: 0.1511 to 0.6489, n = 50)

    References
    ----------
    Cohen 1960, 1968; Fleiss, Cohen and Everitt 1969.
    """
    cells = square_table(table)
    n, w = int(cells.sum()), agreement_weights(cells.shape[0], weights)
    name = weights if isinstance(weights, str) else "own weights"
    base = partial(Agreement, n=n, definition=f"Cohen's kappa, {name}", pairable=2 * n)
    if not n:
        return base(None, reason="no observations")
    p = cells / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    observed, chance = float((w * p).sum()), float(rows @ w @ columns)
    if np.isclose(chance, 1, rtol=0, atol=1e-12):
        reason = "both raters used one category, so chance agreement is complete"
        return base(None, reason=reason, observed=observed, chance=chance)
    kappa = (observed - chance) / (1 - chance)
    # Mean weight of each category under the other rater's shares.
    lean = np.add.outer(w @ columns, rows @ w)
    inner = float((p * (w - lean * (1 - kappa)) ** 2).sum())
    variance = (inner - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2)
    evidence = NormalEvidence(kappa, float(np.sqrt(max(variance, 0.0))))
    return base(kappa, evidence=evidence, observed=observed, chance=chance)


def kappa_maximum(table: Any) -> float | None:
    """Largest plain kappa that the two raters' shares of categories allow.

    Parameters
    ----------
    table : 2-D array-like or DataFrame
        Units [count] by category of rater A (rows) and rater B (columns).

    Returns
    -------
    float or None
        Kappa with as many units on the diagonal as the margins hold; None where kappa is
        undefined.

    Raises
    ------
    InputError
        If the table is not square or its cells are not counts.

    Examples
    --------
    >>> kappa_maximum([[20, 5], [10, 15]])
    0.8
    """
    cells = square_table(table)
    plain = cohen_kappa(cells)
    if plain.value is None or plain.chance is None:
        return None
    most = float(np.minimum(cells.sum(axis=0), cells.sum(axis=1)).sum()) / plain.n
    return (most - plain.chance) / (1 - plain.chance)
