"""One queue in plain floats equals the arrays, wherever it stands."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supportops import queueing as q

loads = st.one_of(
    st.floats(0.001, 60.0), st.floats(60.0, 5000.0), st.sampled_from([1e-300, 1e-9, 1e5, 1e8])
)
patiences = st.one_of(
    st.none(), st.floats(0.001, 5000.0), st.sampled_from([0.0, 1e-250, 1e-9, 1e9, math.inf])
)
shares = st.sampled_from([0.0, 0.001, 0.05, 0.5, 0.8, 0.9, 0.99, 0.999999])
withins = st.sampled_from([0.0, 1.0, 20.0, 180.0, 3600.0, math.inf])
definitions = st.sampled_from(["virtual", "offered", "answered", "excluding_short_abandons"])
limits = st.fixed_dictionaries(
    {},
    optional={
        "max_wait": st.sampled_from([0.5, 20.0, 300.0]),
        "max_occupancy": st.sampled_from([0.3, 0.85, 1.0]),
    },
)


@st.composite
def questions(draw):
    asked = {"service_time": draw(st.sampled_from([1.0, 180.0])), **draw(limits)}
    if draw(st.booleans()) or not asked.keys() - {"service_time"}:
        asked |= {"within": draw(withins), "service_level": draw(shares)}
        asked["definition"] = draw(definitions)
    if (patience := draw(patiences)) is not None:
        asked["patience"] = patience
        if draw(st.booleans()):
            asked["max_abandonment"] = draw(st.sampled_from([0.001, 0.03, 0.5, 1.0]))
    return asked


def both(function, first, asked):
    return function(first, **asked), function(np.array([first, first]), **asked)[1]


@given(loads, questions())
@example(48.0, {"service_time": 180.0, "within": 20.0, "service_level": 0.8, "patience": 1e-300})
@example(1e-300, {"service_time": 1.0, "within": 1.0, "service_level": 0.8, "patience": 1.0})
@example(5.0, {"service_time": 1.0, "max_occupancy": 1e-17, "patience": 10.0})
@example(5.0, {"service_time": 1.0, "within": math.inf, "service_level": 1.0})
def test_servers_needed(load, asked):
    one, many = both(q.servers_needed, load, asked)
    assert one == many


NOBODY = {"service_time": 1.0, "within": 0.0, "service_level": 0.001, "patience": 1e-250}


@settings(max_examples=40)
@given(loads, questions())
@example(1.0, NOBODY | {"definition": "answered"})
@example(1.0, NOBODY | {"definition": "excluding_short_abandons", "within": 1.0})
def test_fractional_servers(load, asked):
    one, many = both(q.fractional_servers, load, asked)
    assert one == pytest.approx(many, rel=1e-9, abs=1e-12)


@settings(max_examples=40)
@given(st.one_of(st.floats(0.05, 60.0), st.floats(60.0, 5000.0)), questions())
def test_max_load(servers, asked):
    one, many = both(q.max_load, servers, asked)
    assert one == pytest.approx(many, rel=1e-9, abs=1e-12)


@given(loads, st.floats(1e-9, 0.999))
def test_servers_for_blocking(load, most):
    one, many = both(q.servers_for_blocking, load, {"max_blocking": most})
    assert one == many


@given(st.one_of(st.floats(0.05, 60.0), st.floats(60.0, 1e6)), st.floats(1e-9, 0.999))
def test_load_at_blocking(servers, most):
    one, many = both(q.load_at_blocking, servers, {"max_blocking": most})
    assert one == pytest.approx(many, rel=1e-10)


@pytest.mark.parametrize("function", [q.servers_needed, q.fractional_servers, q.max_load])
def test_edges(function):
    target = {"service_time": 1.0, "within": 1.0, "service_level": 0.8}
    assert math.isnan(function(math.nan, **target))
    assert function(0, **target) == 0
    never = function(3, service_time=1.0, within=1.0, service_level=1.0)
    assert never == (0.0 if function is q.max_load else math.inf)
    assert isinstance(function(3, **target, patience=2.0), float)
    assert isinstance(q.servers_for_blocking(3, max_blocking=0.1), float)
