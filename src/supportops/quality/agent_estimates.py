"""Scores of agents from few reviews each: drawn to the whole, with intervals that hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Interval
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AgentScores", "agent_scores"]

_GRID = 160
_HALVINGS = 36


@dataclass(frozen=True, slots=True, eq=False)
class AgentScores(Result):
    """Scores of agents, each by how much is known of it.

    Attributes
    ----------
    agents : tuple
        Their names, in order of first appearance.
    reviews : ndarray of int
        Scored reviews of each [reviews].
    raw : ndarray
        Mean of their own reviews [points of 100].
    values : ndarray
        Posterior mean, drawn to the team [points of 100].
    team : float
        Mean agent [points of 100].
    spread : float
        Standard deviation of the true scores of agents, posterior median [points].
    within_sd : float or None
        Standard deviation of single reviews of one agent, pooled [points].
    missing : int
        Reviews without a score, left out [reviews].
    flags : tuple of str
        ``"not_shrunk"`` below three agents: nothing is known of their spread.
    reason : str or None
        Why there are no intervals.
    """

    agents: tuple[Any, ...]
    reviews: Int64Array
    raw: Float64Array
    values: Float64Array
    team: float
    spread: float
    within_sd: float | None
    missing: int
    flags: tuple[str, ...]
    reason: str | None
    mixture: "_Mixture | None" = field(repr=False)

    def interval(self, confidence: ShareLike = 0.95) -> Interval[Float64Array]:
        """Credible interval of each agent's true score.

        Parameters
        ----------
        confidence : float or str
            Two-sided [share].

        Returns
        -------
        Interval
            Arrays of ends [points of 100], NaN where `reason` says why. They may pass 100: the
            scale ends, the model does not.
        """
        level = share(confidence, "confidence")
        if not 0 < level < 1:
            raise InputError(f"confidence must lie between 0 and 1; got {shown(confidence)}")
        if self.mixture is None:
            gap = np.full(len(self.agents), np.nan)
            return Interval(gap, gap.copy(), level)
        low, high = (self.mixture.quantile(q) for q in ((1 - level) / 2, (1 + level) / 2))
        return Interval(low, high, level)

    def to_frame(self) -> "pd.DataFrame":
        """One row for each agent, with the 95 % interval."""
        import pandas as pd

        ends = self.interval()
        return pd.DataFrame(
            {
                "agent_id": pd.Series(list(self.agents), dtype=object),
                "reviews": self.reviews,
                "raw": self.raw,
                "score": self.values,
                "low": ends.low,
                "high": ends.high,
            }
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Mixture:
    """Posterior of each agent: Student's curves over a grid of spreads, and their weights."""

    weights: Float64Array  # spreads
    centers: Float64Array  # spreads by agents
    scales: Float64Array
    df: float

    def quantile(self, q: float) -> Float64Array:
        from scipy.special import stdtr

        wide = 40 * self.scales.max(axis=0)
        low, high = self.centers.min(axis=0) - wide, self.centers.max(axis=0) + wide
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = self.weights @ stdtr(self.df, (middle - self.centers) / self.scales) < q
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        answer: Float64Array = (low + high) / 2
        return answer


def agent_scores(
    scores: "pd.DataFrame", *, columns: Mapping[str, str] | None = None
) -> AgentScores:
    """Score of each agent, drawn to the team by how few reviews stand behind it.

    Parameters
    ----------
    scores : DataFrame
        One row a review with agent_id and score, as `score_reviews` gives it.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    AgentScores
        Ask it for ``interval(0.9)`` or ``to_frame()``.

    Raises
    ------
    InputError
        If a column is missing, a scored review has no agent, or a score is infinite.

    Notes
    -----
    Review = agent's true score + noise of one pooled spread; true scores are normal around the
    team's mean. The spread between agents is not estimated and then believed: it is integrated
    over, flat before the data, together with the team's mean, and Student's curve allows for the
    pooled noise. So an interval of few agents is honestly wide, where plug-in shrinkage is not.
    Compare like with like: shrink new hires among new hires.

    Examples
    --------
    >>> import pandas as pd
    >>> reviews = pd.DataFrame({
    ...     "agent_id": list("aaaabbbbccccdd"),
    ...     "score": [80, 90, 85, 75, 70, 85, 90, 80, 60, 75, 80, 70, 100, 100],
    ... })
    >>> agent_scores(reviews).to_frame().round(1)
      agent_id  reviews    raw  score   low   high
    0        a        4   82.5   82.6  74.4   90.7
    1        b        4   81.2   81.4  73.3   89.5
    2        c        4   71.2   72.2  63.9   80.5
    3        d        2  100.0   97.7  85.6  109.7

    References
    ----------
    Gelman et al. 2013, Bayesian Data Analysis, 5.4.
    """
    import pandas as pd

    rows = read_table(scores, table("review_scores"), needs=("agent_id", "score"), columns=columns)
    seen = rows["score"].notna()
    missing = int((~seen).sum())
    kept = rows[seen]
    if kept["agent_id"].isna().any():
        raise InputError(
            f"agent_id must name an agent for every score; got {kept['agent_id'].isna().sum()} without"
        )
    x = kept["score"].to_numpy(dtype=np.float64)
    if np.isinf(x).any():
        raise InputError(f"score must be finite; got {x[np.isinf(x)][0]}")
    codes, names = pd.factorize(kept["agent_id"])
    n = np.bincount(codes, minlength=len(names))
    raw = np.bincount(codes, weights=x, minlength=len(names)) / n
    free = x.size - len(names)
    sd = float(np.sqrt(np.sum((x - raw[codes]) ** 2) / free)) if free > 0 else None
    agents = tuple(names.tolist())
    team = float(raw.mean()) if raw.size else np.nan
    if sd is None or sd <= 1e-12 * max(1.0, float(np.abs(raw).max())):
        reason = (
            "reviews of one agent do not differ"
            if sd is not None
            else ("no agent has two reviews" if raw.size else "no scored reviews")
        )
        return AgentScores(
            agents, n, raw, raw, team, np.nan, sd, missing, ("not_shrunk",), reason, None
        )
    if len(agents) < 3:
        mixture = _Mixture(np.ones(1), raw[None, :], (sd / np.sqrt(n))[None, :], free)
        return AgentScores(
            agents, n, raw, raw, team, np.nan, sd, missing, ("not_shrunk",), None, mixture
        )
    mixture, team, spread = _pooled(raw, sd**2 / n, free)
    values = mixture.weights @ mixture.centers
    return AgentScores(agents, n, raw, values, team, spread, sd, missing, (), None, mixture)


def _pooled(means: Float64Array, noise: Float64Array, df: float) -> tuple[_Mixture, float, float]:
    """Posterior of normal means under a flat prior on their spread and on their center."""
    u = (np.arange(_GRID) + 0.5) / _GRID
    unit = float(np.sqrt(max(np.median(noise), means.var())))
    spreads = unit * u / (1 - u)
    total = noise + spreads[:, None] ** 2
    precision = (1 / total).sum(axis=1)
    center = (means / total).sum(axis=1) / precision
    log = (
        -0.5 * np.log(total).sum(axis=1)
        - 0.5 * np.log(precision)
        - 0.5 * ((means - center[:, None]) ** 2 / total).sum(axis=1)
        - 2 * np.log1p(-u)  # the grid is not even in the spread
    )
    weights = np.exp(log - log.max())
    weights /= weights.sum()
    keep = weights > 1e-9
    weights, spreads, center = weights[keep] / weights[keep].sum(), spreads[keep], center[keep]
    own = spreads[:, None] ** 2 / total[keep]
    centers = center[:, None] + own * (means - center[:, None])
    variance = own * noise + (1 - own) ** 2 / precision[keep][:, None]
    spread = float(np.interp(0.5, np.cumsum(weights) - weights / 2, spreads))
    return _Mixture(weights, centers, np.sqrt(variance), df), float(weights @ center), spread
