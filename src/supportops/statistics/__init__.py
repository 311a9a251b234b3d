"""The engine of uncertainty: how sure a figure from data is, and whether two figures differ.

It knows numbers, not support. Every summary is an `Estimate`, which carries its sample, its
interval at any confidence and its doubts; what the data do not define is None with a reason.
"""

from supportops.statistics.bootstrap import bootstrap
from supportops.statistics.chance_corrected import (
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    weighted_alpha,
)
from supportops.statistics.comparisons import (
    Comparison,
    difference_test,
    fisher_test,
    mcnemar_test,
    pooled_z_test,
    welch_test,
)
from supportops.statistics.competing import CumulativeIncidence, cumulative_incidence, log_rank_test
from supportops.statistics.control_charts import ControlChart, p_chart, xmr_chart
from supportops.statistics.correlations import (
    Correlation,
    WithinBetween,
    disattenuated,
    kendall,
    pearson,
    spearman,
    within_between,
)
from supportops.statistics.differences import newcombe, proportion_difference, proportion_ratio
from supportops.statistics.estimates import Estimate, Interval
from supportops.statistics.evidence import Evidence, NormalEvidence, StudentEvidence
from supportops.statistics.experiments import AdjustedSample, SampleRatio, cuped, sample_ratio
from supportops.statistics.intervals import (
    agresti_coull,
    clopper_pearson,
    jeffreys,
    wilson,
    wilson_corrected,
)
from supportops.statistics.intraclass import Intraclass, MeanSquares, intraclass
from supportops.statistics.kappas import (
    Weights,
    agreement_weights,
    cohen_kappa,
    kappa_maximum,
    percent_agreement,
)
from supportops.statistics.krippendorff import Level, alpha_bootstrap, krippendorff_alpha
from supportops.statistics.means import mean, ratio
from supportops.statistics.multiplicity import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    holm,
)
from supportops.statistics.net_shares import (
    NetMoments,
    net_adjusted,
    net_difference_test,
    net_posterior,
    net_share,
    net_wald,
)
from supportops.statistics.pooling import (
    Dispersion,
    Shrunk,
    overdispersion,
    shrunk_means,
    shrunk_proportions,
)
from supportops.statistics.power import (
    mean_power,
    mean_size,
    two_proportion_power,
    two_proportion_size,
)
from supportops.statistics.proportions import proportion, share_true
from supportops.statistics.quantiles import QuantileType, RankInterval, quantile, quantile_ranks
from supportops.statistics.rank_tests import RankComparison, rank_test
from supportops.statistics.ratings import Agreement, RatingCounts, rating_counts, table_counts
from supportops.statistics.sample_sizes import (
    SampleSize,
    clustered_size,
    design_effect,
    discovery_size,
    krejcie_morgan_size,
    proportion_size,
)
from supportops.statistics.score_intervals import Counts, mee, miettinen_nurminen, ratio_score
from supportops.statistics.sequential import (
    crossing_chance,
    obrien_fleming_bounds,
    peeking_size,
    pocock_bounds,
)
from supportops.statistics.strata import (
    StratifiedComparison,
    standardized_rate,
    stratified_comparison,
)
from supportops.statistics.survival import SurvivalCurve, survival_curve

__all__ = [
    "AdjustedSample",
    "Agreement",
    "Comparison",
    "ControlChart",
    "Correlation",
    "Counts",
    "CumulativeIncidence",
    "Dispersion",
    "Estimate",
    "Evidence",
    "Interval",
    "Intraclass",
    "Level",
    "MeanSquares",
    "NetMoments",
    "NormalEvidence",
    "QuantileType",
    "RankComparison",
    "RankInterval",
    "RatingCounts",
    "SampleRatio",
    "SampleSize",
    "Shrunk",
    "StratifiedComparison",
    "StudentEvidence",
    "SurvivalCurve",
    "Weights",
    "WithinBetween",
    "agreement_weights",
    "agresti_coull",
    "alpha_bootstrap",
    "benjamini_hochberg",
    "benjamini_yekutieli",
    "bonferroni",
    "bootstrap",
    "brennan_prediger",
    "clopper_pearson",
    "clustered_size",
    "cohen_kappa",
    "conger_kappa",
    "crossing_chance",
    "cumulative_incidence",
    "cuped",
    "design_effect",
    "difference_test",
    "disattenuated",
    "discovery_size",
    "fisher_test",
    "fleiss_kappa",
    "gwet_ac",
    "holm",
    "intraclass",
    "jeffreys",
    "kappa_maximum",
    "kendall",
    "krejcie_morgan_size",
    "krippendorff_alpha",
    "log_rank_test",
    "mcnemar_test",
    "mean",
    "mean_power",
    "mean_size",
    "mee",
    "miettinen_nurminen",
    "net_adjusted",
    "net_difference_test",
    "net_posterior",
    "net_share",
    "net_wald",
    "newcombe",
    "obrien_fleming_bounds",
    "overdispersion",
    "p_chart",
    "pearson",
    "peeking_size",
    "percent_agreement",
    "pocock_bounds",
    "pooled_z_test",
    "proportion",
    "proportion_difference",
    "proportion_ratio",
    "proportion_size",
    "quantile",
    "quantile_ranks",
    "rank_test",
    "rating_counts",
    "ratio",
    "ratio_score",
    "sample_ratio",
    "share_true",
    "shrunk_means",
    "shrunk_proportions",
    "spearman",
    "standardized_rate",
    "stratified_comparison",
    "survival_curve",
    "table_counts",
    "two_proportion_power",
    "two_proportion_size",
    "weighted_alpha",
    "welch_test",
    "wilson",
    "wilson_corrected",
    "within_between",
    "xmr_chart",
]
