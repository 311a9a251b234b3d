"""The engine of uncertainty: how sure a figure from data is, and whether two figures differ.

It knows numbers, not support. Every summary is an `Estimate`, which carries its sample, its
interval at any confidence and its doubts; what the data do not define is None with a reason.
"""

from supportops.statistics.estimates import Estimate, Interval
from supportops.statistics.intervals import (
    agresti_coull,
    clopper_pearson,
    jeffreys,
    wilson,
    wilson_corrected,
)
from supportops.statistics.means import mean, ratio
from supportops.statistics.proportions import proportion, share_true
from supportops.statistics.quantiles import QuantileType, RankInterval, quantile, quantile_ranks

__all__ = [
    "Estimate",
    "Interval",
    "QuantileType",
    "RankInterval",
    "agresti_coull",
    "clopper_pearson",
    "jeffreys",
    "mean",
    "proportion",
    "quantile",
    "quantile_ranks",
    "ratio",
    "share_true",
    "wilson",
    "wilson_corrected",
]
