import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import binom

from supportops import statistics as st
from supportops.errors import InputError


@given(n=some.integers(0, 300), q=some.floats(0.001, 0.999), confidence=some.floats(0.5, 0.999))
def test_ranks_by_their_definition(n, q, confidence):
    out = (1 - confidence) / 2
    found = st.quantile_ranks(n, q, confidence=confidence)
    below = binom.cdf(np.arange(-1, n + 1), n, q)  # P(B <= k) at k + 1
    low = max((rank for rank in range(1, n + 1) if below[rank] <= out), default=None)
    high = min((rank for rank in range(1, n + 1) if below[rank] >= 1 - out), default=None)
    near = np.abs(below - out).min() < 1e-9 or np.abs(below - 1 + out).min() < 1e-9
    if not near:
        assert (found.lower_rank, found.upper_rank) == (low, high)
    if found.coverage is not None:
        assert found.coverage >= confidence - 1e-9


def test_interval_covers_an_exponential():
    rng = np.random.default_rng(11)
    hits = [
        st.quantile(rng.exponential(size=60), 0.5).interval().covers(np.log(2)) for _ in range(400)
    ]
    assert np.mean(hits) > 0.93


def test_a_million_values_and_a_bound_that_is_not_there():
    values = np.random.default_rng(3).normal(size=1_000_000)
    p90 = st.quantile(values, 0.9)
    assert p90.interval().low < 1.28155 < p90.interval().high
    assert st.quantile(np.arange(40), 0.95).interval().high is None
    assert st.quantile([], 0.5).value is None
    assert st.quantile(np.arange(50), 0.5, definition="age").definition == "age"


def test_bad_input():
    with pytest.raises(InputError, match=r"kind must be linear, nearest rank, .* got 'fast'"):
        st.quantile([1, 2], 0.5, kind="fast")
    with pytest.raises(InputError, match="q must lie between 0 and 1"):
        st.quantile([1, 2], 0)
    with pytest.raises(InputError, match="n must be a whole number"):
        st.quantile_ranks(1.5, 0.5)
