"""How much the rate itself varies behind counts."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import lift
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["RateVariation", "rate_variation"]


@dataclass(frozen=True, slots=True)
class RateVariation(Result):
    """How much the rate itself varies behind counts.

    Attributes
    ----------
    cv : float or None
        Standard deviation of the rate over its mean; 0 where counts vary no more than single
        arrivals make them, None for fewer than two counts or nothing but zeros.
    mean : float
        [contacts]
    variance : float
        Of the counts.
    n : int
        Counts seen.
    missing : int
        Counts left out.
    """

    cv: float | None
    mean: float
    variance: float
    n: int
    missing: int


def rate_variation(counts: Iterable[float]) -> RateVariation:
    """Variation of the rate behind counts of like days, beyond the noise of single arrivals.

    Parameters
    ----------
    counts : iterable of float
        Contacts of the same interval or day on days that should be alike [contacts]. Calendar
        effects are taken out before.

    Returns
    -------
    RateVariation

    Raises
    ------
    InputError
        For negative or infinite counts.

    Notes
    -----
    ``cv**2 = (variance - mean) / mean**2``, for Poisson counts of a rate that varies.

    Examples
    --------
    >>> round(rate_variation([380, 420, 350, 450, 400]).cv, 3)
    0.081
    """
    _, (values,) = lift(counts=np.asarray(collected(counts, "counts"), dtype=object))
    known = values[~np.isnan(values)]
    if not (np.isfinite(known) & (known >= 0)).all():
        raise InputError(f"counts must be finite, zero or more; got {shown(known.tolist())}")
    n = int(known.size)
    mean = float(known.mean()) if n else float("nan")
    variance = float(known.var(ddof=1)) if n > 1 else float("nan")
    cv = max(variance - mean, 0.0) ** 0.5 / mean if n > 1 and mean else None
    return RateVariation(cv, mean, variance, n, int(values.size - n))
