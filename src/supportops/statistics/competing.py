"""Several ways for a case to end: log-rank comparison and cumulative incidence."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.statistics._doors import Sample, code_labels, sample
from supportops.statistics.comparisons import Comparison
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import NormalEvidence
from supportops.statistics.survival import observed_times, risk_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CumulativeIncidence", "cumulative_incidence", "log_rank_test"]


@dataclass(frozen=True, slots=True, eq=False)
class CumulativeIncidence(Result):
    """Share ended by each cause up to each age (Aalen–Johansen).

    Attributes
    ----------
    times : ndarray
        Ages at which something ended [unit], ascending.
    at_risk : ndarray of int
        Open just before each age [count].
    events : dict of ndarray
        Ended at each age by cause [count].
    curves : dict of ndarray
        Share ended by cause up to each age.
    n, missing : int
        Durations used, and durations that were missing [count].
    follow_up : float
        Longest duration [unit].
    """

    times: Float64Array = field(repr=False)
    at_risk: Int64Array = field(repr=False)
    events: dict[Any, Int64Array] = field(repr=False)
    curves: dict[Any, Float64Array] = field(repr=False)
    n: int
    missing: int
    follow_up: float

    def to_frame(self) -> "pd.DataFrame":
        """One row for each age, one column for each cause."""
        import pandas as pd

        return pd.DataFrame(self.curves, index=pd.Index(self.times, name="time"))

    def share(self, cause: Any, *, by: float) -> Estimate:
        """Share ended by a cause up to an age.

        Parameters
        ----------
        cause : hashable
            One of the causes.
        by : float
            Age [unit], within the follow-up.

        Returns
        -------
        Estimate
            A share with a normal interval cut to 0 and 1; None beyond follow-up while some were
            open.

        Raises
        ------
        InputError
            If the cause is unknown or the age is negative.

        Notes
        -----
        The variance is that of Marubini and Valsecchi; without open cases it is the binomial's.
        """
        if cause not in self.curves:
            known = joined(self.curves) or "no cause"
            raise InputError(
                f"cause must be one of the causes; got {shown(cause)}; there are {known}"
            )
        if not by >= 0:
            raise InputError(f"by must be zero or more; got {by}")
        text, last = f"ended by {cause}", int(np.searchsorted(self.times, by, side="right"))
        emptied = self.at_risk[-1] == sum(counts[-1] for counts in self.events.values())
        if by > self.follow_up and not emptied:
            reason = f"beyond follow-up: some are open at {self.follow_up:g}"
            return Estimate(None, self.n, self.missing, text, "share", reason=reason)
        if not last:
            return Estimate(0.0, self.n, self.missing, text, "share")
        value = float(self.curves[cause][last - 1])
        evidence = NormalEvidence(value, self._se(cause, last), 0.0, 1.0)
        return Estimate(value, self.n, self.missing, text, "share", evidence=evidence)

    def _se(self, cause: Any, last: int) -> float:
        risk = self.at_risk[:last].astype(np.float64)
        mine = self.events[cause][:last]
        ended = sum(counts[:last] for counts in self.events.values())
        curve = self.curves[cause][:last]
        before = np.concatenate([[1.0], np.cumprod(1 - ended / risk)[:-1]])
        ahead = curve[-1] - curve
        left = np.where(risk > ended, risk - ended, 1)  # nothing is ahead where all ended
        return float(
            np.sqrt(
                np.sum(ahead**2 * ended / (risk * left))
                + np.sum(before**2 * mine * (risk - mine) / risk**3)
                - 2 * np.sum(ahead * before * mine / risk**2)
            )
        )


def cumulative_incidence(
    durations: Sample, causes: Any, *, entry: "Sample | None" = None
) -> CumulativeIncidence:
    """Share ended by each cause, where one ending shuts the others out.

    Parameters
    ----------
    durations : array-like or Series
        Age at the end, or age so far [unit], zero or more; missing ones are left out and counted.
    causes : array-like or Series
        How each ended [label]; None or NaN is still open.
    entry : array-like or Series, optional
        Age at which each came under observation [unit]; 0 is from the start.

    Returns
    -------
    CumulativeIncidence
        Curves by cause; with the share still open they sum to one.

    Raises
    ------
    InputError
        If lengths differ, a duration is negative, or an entry is not below its duration.

    Notes
    -----
    Increment at an age: share open before it × ended by the cause / at risk. Tickets that close
    themselves or are merged compete with being solved; calling them censored overstates it.

    Examples
    --------
    >>> ended = cumulative_incidence([1, 2, 2, 3, 5], ["agent", "expired", "agent", "agent", None])
    >>> ended.curves["agent"]
    array([0.2, 0.4, 0.6])

    References
    ----------
    Aalen and Johansen 1978; Marubini and Valsecchi 1995.
    """
    lengths = sample(durations, "durations")
    codes, labels, absent = code_labels(causes, "causes", lengths.size)
    times, _, start, missing = observed_times(lengths, ~absent, entry)
    codes = codes[~np.isnan(lengths)]
    kinds = tuple(codes == code for code in range(len(labels)))
    ages, at_risk, counts = risk_table(times, start, kinds)
    ended = np.sum(counts, axis=0) if counts else np.zeros(0)
    before = np.concatenate([[1.0], np.cumprod(1 - ended / at_risk)])[: ages.size]
    return CumulativeIncidence(
        ages,
        at_risk,
        dict(zip(labels, counts, strict=True)),
        {
            label: np.cumsum(before * count / at_risk)
            for label, count in zip(labels, counts, strict=True)
        },
        n=times.size,
        missing=missing,
        follow_up=float(times.max()) if times.size else 0.0,
    )


def log_rank_test(a: tuple[Sample, Sample], b: tuple[Sample, Sample]) -> Comparison:
    """Whether two groups close at the same speed, open ones included.

    Parameters
    ----------
    a, b : pair of array-like
        Durations [unit] and whether each has ended, as in `survival_curve`.

    Returns
    -------
    Comparison
        Chi-square of one degree of freedom; ``effect`` is observed over expected ends of a,
        below 1 where a is slower. Undefined without an event that both could have had.

    Raises
    ------
    InputError
        If an argument is no such pair.

    Notes
    -----
    Sensitive to a steady difference in speed; curves that cross may hide from it.

    Examples
    --------
    >>> slow, fast = ([5, 8, 12, 20], [1, 1, 0, 0]), ([1, 2, 3, 4], [1, 1, 1, 1])
    >>> log_rank_test(slow, fast).statistic
    7.344

    References
    ----------
    Mantel 1966; Klein and Moeschberger 2003.
    """
    from scipy.special import chdtrc

    pairs = []
    arguments: tuple[tuple[str, Any], ...] = (("a", a), ("b", b))
    for name, pair in arguments:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise InputError(f"{name} must be a pair (durations, closed); got {shown(pair)}")
        pairs.append(observed_times(pair[0], pair[1], None)[:2])
    times = np.concatenate([pairs[0][0], pairs[1][0]])
    ended = np.concatenate([pairs[0][1], pairs[1][1]])
    first = np.arange(times.size) < pairs[0][0].size
    start = np.full(times.size, -np.inf)
    ages, risk, (own, events) = risk_table(times, start, (ended & first, ended))
    own_risk = pairs[0][0].size - np.searchsorted(np.sort(pairs[0][0]), ages, side="left")
    share = own_risk / risk
    expected = float(np.sum(events * share))
    spread = (risk - events) / np.maximum(risk - 1, 1)
    variance = float(np.sum(events * share * (1 - share) * spread))
    if variance == 0:
        return Comparison(None, None, reason="the groups were never at risk together")
    chi2 = (float(np.sum(own)) - expected) ** 2 / variance
    return Comparison(float(np.sum(own)) / expected, float(chdtrc(1, chi2)), chi2, df=1)
