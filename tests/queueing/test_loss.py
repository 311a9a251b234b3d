from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as chosen
from hypothesis import strategies as st
from scipy.integrate import quad

from supportops.errors import InputError
from supportops.queueing import (
    blocking_probability,
    carried_load,
    load_at_blocking,
    servers_for_blocking,
)

LOADS = st.floats(1e-3, 5e3)
SERVERS = st.floats(0, 6e3)


def exact_blocking(load, servers):
    """Erlang's recursion in fractions: slow, obvious, exact."""
    load, blocked = Fraction(load), Fraction(1)
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


@pytest.mark.parametrize("load", [0.01, 0.5, 3.0, 17.25, 40.0, 90.0, 130.0])
@pytest.mark.parametrize("servers", [0, 1, 2, 5, 17, 40, 61, 120])
def test_whole_servers_agree_with_exact_fractions(load, servers):
    expected = exact_blocking(load, servers)
    assert blocking_probability(load, servers) == pytest.approx(float(expected), rel=1e-13)
    carried = float(Fraction(load) * (1 - expected))
    assert carried_load(load, servers) == pytest.approx(carried, rel=1e-12, abs=0)


@pytest.mark.parametrize("load", [0.3, 2.0, 11.7, 60.0, 250.0, 1_000.0])
@pytest.mark.parametrize("servers", [0.25, 1.5, 9.9, 55.5, 260.3, 1_033.7, 1_400.1])
def test_fractional_servers_agree_with_the_integral(load, servers):
    # The recursion down to a fraction, where the integral is easy.
    inverse, _ = quad(
        lambda t: load * np.exp(-load * t) * (1 + t) ** (servers % 1), 0, np.inf, epsrel=1e-13
    )
    for n in np.arange(servers % 1 + 1, servers + 0.5).tolist():
        inverse = 1 + n / load * inverse
    expected = 1 / inverse
    assert blocking_probability(load, servers) == pytest.approx(expected, rel=1e-12, abs=1e-300)


def test_a_hundred_thousand_erlangs():
    # Computed elsewhere to 36 digits.
    found = blocking_probability(100_000, 100_300.75)
    assert found == pytest.approx(0.000966409922016389117163, rel=1e-13)


def test_longdouble_recursion_near_and_far():
    load = np.longdouble(20_000)
    inverse, wanted = np.longdouble(1), {}
    for n in range(1, 21_001):
        inverse = 1 + np.longdouble(n) / load * inverse
        if n in {100, 10_000, 19_400, 19_990, 20_000, 20_400, 21_000}:
            wanted[n] = float(1 / inverse)
    servers = np.array(list(wanted))
    np.testing.assert_allclose(
        blocking_probability(20_000.0, servers), list(wanted.values()), rtol=2e-13
    )


@given(LOADS, SERVERS)
def test_more_servers_block_less_and_more_load_blocks_more(load, servers):
    blocked = blocking_probability(load, servers)
    assert 0 <= blocked <= 1
    assert blocking_probability(load, servers + 1) <= blocked
    assert blocking_probability(load * 1.01, servers) >= blocked * (1 - 1e-12)
    # The recursion ties neighbours together, wherever each of them is computed.
    step = load * blocked / (servers + 1 + load * blocked)
    assert blocking_probability(load, servers + 1) == pytest.approx(step, rel=1e-12, abs=1e-300)


@given(LOADS, st.floats(1e-6, 0.999))
@chosen(max_examples=50)
def test_fewest_servers_block_little_enough_and_one_less_too_much(load, most):
    servers = servers_for_blocking(load, max_blocking=most)
    assert blocking_probability(load, servers) <= most * (1 + 1e-11)
    assert servers == 0 or blocking_probability(load, servers - 1) > most * (1 - 1e-11)


@given(st.floats(0.3, 2e3), st.floats(1e-6, 0.999))
@chosen(max_examples=50)
def test_load_at_blocking_is_the_inverse(servers, most):
    load = load_at_blocking(servers, max_blocking=most)
    assert blocking_probability(load, servers) == pytest.approx(most, rel=1e-10)


def test_edges():
    assert blocking_probability(0, 0) == 1.0
    assert blocking_probability(0, 3) == 0.0
    assert blocking_probability(3, 0) == 1.0
    assert carried_load(3, 0) == 0.0
    assert blocking_probability(0.01, 150) == 0.0  # 2e-563 is no float
    assert servers_for_blocking(0, max_blocking=0.1) == 0
    assert servers_for_blocking(5, max_blocking=0) == np.inf
    assert servers_for_blocking(5, max_blocking=1) == 0
    assert load_at_blocking(5, max_blocking=0) == 0
    assert load_at_blocking(5, max_blocking=1) == np.inf
    assert load_at_blocking(0, max_blocking=0.5) == 0
    missing = blocking_probability(np.array([np.nan, 1.0, 5.0]), np.array([0.0, np.nan, 5.0]))
    assert np.isnan(missing[:2]).all()
    assert np.isnan(servers_for_blocking(np.nan, max_blocking=0.1))
    assert np.isnan(load_at_blocking(np.array([np.nan, 2.0]), max_blocking=0.1)[0])


def test_kinds():
    assert isinstance(blocking_probability(1, 2), float)
    assert blocking_probability(Fraction(1, 2), np.int64(1)) == pytest.approx(1 / 3)
    assert blocking_probability([[1.0, 2.0]], [[1.0], [2.0]]).shape == (2, 2)
    assert blocking_probability(np.array(1.0), 1) == 0.5
    assert blocking_probability(np.empty(0), 3).shape == (0,)
    series = pd.Series([1.0, 2.0], index=["x", "y"])
    pd.testing.assert_series_equal(
        blocking_probability(series, 1), pd.Series([0.5, 2 / 3], index=["x", "y"])
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: blocking_probability(-1, 2), r"load must be zero or more and finite; got -1"),
        (lambda: blocking_probability([1, np.inf], 2), r"got inf at position 1 \(1 of 2"),
        (lambda: blocking_probability(1, -2.5), "servers must be zero or more and finite; got"),
        (lambda: blocking_probability("1", 2), "load must be a number; got '1'"),
        (lambda: blocking_probability(True, 2), "load must be a number; got True"),
        (lambda: blocking_probability(None, 2), "load must be a number; got None"),
        (lambda: servers_for_blocking(1, max_blocking=5), "write 0.01 for 1 %"),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()
