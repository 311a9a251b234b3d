"""How scores are spread over bands, beside a normal curve."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from supportops._kit.names import collected
from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.quality._matrix import flat
from supportops.vocabulary import Range

__all__ = ["score_bands"]


def score_bands(
    scores: Any, *, edges: Sequence[float] = (60, 70, 80, 90)
) -> tuple[tuple[Range, float, float | None], ...]:
    """Share of reviews in each band of scores, beside that of a normal curve.

    Parameters
    ----------
    scores : array-like or Series
        Review scores [points of 100]; missing ones are left out.
    edges : sequence of float
        Where one band ends and the next begins [points of 100], ascending; an edge belongs to the
        band above it. No source prints bands: these are our assumption.

    Returns
    -------
    tuple of (Range, float, float or None)
        From the lowest band; empty without scores. The normal curve has the mean and spread of
        the scores.

    Raises
    ------
    InputError
        If the edges do not ascend.

    Notes
    -----
    Scores that end at 100 are seldom normal: near the top the curve is a poor aim.

    Examples
    --------
    >>> [(str(band), share) for band, share, _ in score_bands([65, 85, 88, 95], edges=(80, 90))]
    [('below 80 points', 0.25), ('80 to below 90 points', 0.5), ('at least 90 points', 0.25)]
    """
    from scipy.special import ndtr

    cuts = np.array([float(e) if is_real(e) else np.nan for e in collected(edges, "edges")])
    if not cuts.size or not np.isfinite(cuts).all() or (np.diff(cuts) <= 0).any():
        raise InputError(f"edges must be finite and ascend; got {shown(edges)}")
    values = flat(scores, "scores")
    values = values[~np.isnan(values)]
    if not values.size:
        return ()
    share = np.bincount(np.searchsorted(cuts, values, side="right"), minlength=cuts.size + 1)
    sd = float(values.std(ddof=1)) if values.size > 1 else 0.0
    normal: list[float | None] = [None] * (cuts.size + 1)
    if sd > 0:
        below = np.concatenate([[0.0], ndtr((cuts - values.mean()) / sd), [1.0]])
        normal = np.diff(below).tolist()
    ranges = [
        Range(high=cuts[0], high_open=True, unit="points"),
        *(Range(low=a, high=b, high_open=True, unit="points") for a, b in pairwise(cuts.tolist())),
        Range(low=cuts[-1], unit="points"),
    ]
    shares = (share / values.size).tolist()
    return tuple(zip(ranges, shares, normal, strict=True))
