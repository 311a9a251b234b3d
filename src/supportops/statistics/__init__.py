"""The engine of uncertainty: how sure a figure from data is, and whether two figures differ.

It knows numbers, not support. Every summary is an `Estimate`, which carries its sample, its
interval at any confidence and its doubts; what the data do not define is None with a reason.
"""

from supportops.statistics.comparisons import (
    Comparison,
    difference_test,
    fisher_test,
    mcnemar_test,
    pooled_z_test,
    welch_test,
)
from supportops.statistics.differences import newcombe, proportion_difference, proportion_ratio
from supportops.statistics.estimates import Estimate, Interval
from supportops.statistics.evidence import Evidence, NormalEvidence, StudentEvidence
from supportops.statistics.intervals import (
    agresti_coull,
    clopper_pearson,
    jeffreys,
    wilson,
    wilson_corrected,
)
from supportops.statistics.means import mean, ratio
from supportops.statistics.net_shares import (
    NetMoments,
    net_adjusted,
    net_difference_test,
    net_posterior,
    net_share,
    net_wald,
)
from supportops.statistics.proportions import proportion, share_true
from supportops.statistics.quantiles import QuantileType, RankInterval, quantile, quantile_ranks
from supportops.statistics.rank_tests import RankComparison, rank_test
from supportops.statistics.score_intervals import Counts, mee, miettinen_nurminen, ratio_score
from supportops.statistics.survival import SurvivalCurve, survival_curve

__all__ = [
    "Comparison",
    "Counts",
    "Estimate",
    "Evidence",
    "Interval",
    "NetMoments",
    "NormalEvidence",
    "QuantileType",
    "RankComparison",
    "RankInterval",
    "StudentEvidence",
    "SurvivalCurve",
    "agresti_coull",
    "clopper_pearson",
    "difference_test",
    "fisher_test",
    "jeffreys",
    "mcnemar_test",
    "mean",
    "mee",
    "miettinen_nurminen",
    "net_adjusted",
    "net_difference_test",
    "net_posterior",
    "net_share",
    "net_wald",
    "newcombe",
    "pooled_z_test",
    "proportion",
    "proportion_difference",
    "proportion_ratio",
    "quantile",
    "quantile_ranks",
    "rank_test",
    "ratio",
    "ratio_score",
    "share_true",
    "survival_curve",
    "welch_test",
    "wilson",
    "wilson_corrected",
]
