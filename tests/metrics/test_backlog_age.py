import math
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError

NOW = datetime(2026, 3, 10, tzinfo=UTC)
HOUR = 3600


def test_the_published_buckets():
    found = metrics.backlog_age([0, 23.9 * HOUR, 24 * HOUR, 72 * HOUR, 72.1 * HOUR, 8 * 24 * HOUR])
    assert [(b.label, b.count) for b in found.buckets] == [
        ("0–24 h", 2),
        ("24–72 h", 2),
        ("72+ h", 2),
    ]
    assert found.over.value == pytest.approx(1 / 6)
    assert metrics.backlog_age([7 * 24 * HOUR]).over.value == 0.0
    assert metrics.backlog_age([7 * 24 * HOUR], older_than="24h").over.value == 1.0


def test_an_empty_backlog():
    found = metrics.backlog_age([])
    assert (found.open, found.oldest, found.mean.value, found.over.value) == (0, None, None, None)
    assert [b.count for b in found.buckets] == [0, 0, 0]


@given(st.lists(st.integers(0, 400), max_size=40))
def test_buckets_sum_to_the_open_tickets(hours):
    found = metrics.backlog_age(np.array(hours, dtype=float) * HOUR)
    assert sum(b.count for b in found.buckets) == found.open == len(hours)
    assert found.buckets[0].count == sum(h < 24 for h in hours)
    assert found.buckets[2].count == sum(h > 72 for h in hours)


def test_ages_of_what_is_open_at_an_instant():
    at = pd.to_datetime(["2026-03-01", "2026-03-05", "2026-03-09", "2026-03-11"], utc=True)
    frame = pd.DataFrame(
        {
            "ticket_id": range(4),
            "created_at": at,
            "resolved_at": [at[1], pd.Timestamp("2026-03-20", tz="UTC"), pd.NaT, pd.NaT],
        }
    )
    days = metrics.open_ages(frame, now=NOW) / 86_400
    assert days.tolist() == [1, 5]
    definition = metrics.definition(metrics.backlog_age(days).median.definition)
    assert definition.metric == "backlog_age"


def test_flow_and_length_bias():
    flow = metrics.backlog_flow(
        arrivals_per_day=120, resolution="60h", open_tickets=300, resolved_per_day=0
    )
    assert (flow.expected_open, flow.days_of_backlog, flow.net_growth) == (300, None, 120)
    bias = metrics.length_bias([1, 1, 1, 1, 6, math.nan])
    assert (bias.mean_duration, bias.mean_duration_of_open, bias.mean_age_of_open) == (2, 4, 2)
    assert metrics.length_bias([]) == metrics.LengthBias(None, None, None)
    assert metrics.length_bias([0, 0]) == metrics.LengthBias(0, None, None)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.backlog_age([1, -1]), "ages must be zero or more; got -1.0 at position 1"),
        (lambda: metrics.backlog_age([None]), "ages must be zero or more; got nan"),
        (lambda: metrics.backlog_age([1], edges=["2h", "1h"]), "edges must ascend from above zero"),
        (lambda: metrics.backlog_age([1], edges=[]), "edges must ascend"),
        (lambda: metrics.backlog_age([1], edges="24h"), "edges must be a collection"),
        (lambda: metrics.length_bias([-1]), "durations must be finite and zero or more; got -1"),
        (lambda: metrics.backlog_flow(arrivals_per_day=-1, resolution="1h", open_tickets=1,
                                      resolved_per_day=1), "arrivals_per_day must be a finite"),
    ],
)  # fmt: skip
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
