"""What type checkers say of the answers of metrics; never run."""

from typing import assert_type

import pandas as pd

from supportops import metrics
from supportops.metrics import BandStatus, MetricDefinition, Scorecard
from supportops.statistics import Estimate

table = pd.DataFrame()

assert_type(metrics.nps([10, None]), Estimate)
assert_type(metrics.csat(table["score"]), Estimate)
assert_type(metrics.definition("fcr.net"), MetricDefinition)
assert_type(metrics.band_status(metrics.nps([9]), metrics.preset("core-metrics")[0]), BandStatus)
assert_type(metrics.report(table), pd.DataFrame)
assert_type(metrics.scorecard([]), Scorecard)
