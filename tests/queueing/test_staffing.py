import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.queueing import (
    abandonment,
    fractional_servers,
    max_load,
    mean_wait,
    occupancy,
    servers_for_occupancy,
    servers_needed,
    service_level,
)


def exhaustive(load, time, within, target):
    """First whole number above the load that meets the target, tried one by one."""
    blocked, n = 1.0, 0
    while True:
        n += 1
        blocked = load * blocked / (n + load * blocked)
        if n > load:
            wait = n * blocked / (n - load * (1 - blocked))
            if wait * np.exp(-(n - load) * within / time) <= (1 - target) * (1 + 1e-12):
                return n


def test_three_thousand_random_mixes_against_exhaustive_search():
    rng = np.random.default_rng(7)
    load = np.exp(rng.uniform(np.log(0.01), np.log(300), 3000))
    load[::5] = np.round(load[::5])
    load = np.maximum(load, 0.01)
    time = rng.choice([60.0, 180.0, 405.0, 1200.0], 3000)
    within = rng.choice([0.0, 10.0, 20.0, 60.0, 300.0, 3600.0], 3000)
    target = rng.choice([0.5, 0.8, 0.9, 0.95, 0.99], 3000)
    asked = {"service_time": time, "within": within, "service_level": target}
    found = servers_needed(load, **asked)
    wanted = [exhaustive(*row) for row in zip(load, time, within, target, strict=True)]
    assert found.tolist() == wanted
    some = range(0, 3000, 29)
    alone = [
        servers_needed(
            float(load[k]),
            service_time=float(time[k]),
            within=float(within[k]),
            service_level=float(target[k]),
        )
        for k in some
    ]
    assert alone == found[list(some)].tolist()


@pytest.mark.parametrize("load", [9_999.5, 10_000.5, 250_000.0])
def test_large_loads_are_minimal(load):
    asked = {"service_time": 405.0, "within": 20.0}
    servers = servers_needed(load, **asked, service_level=0.8)
    assert servers_needed([load, load + 3], **asked, service_level=0.8)[0] == servers
    assert service_level(load, servers, **asked) >= 0.8
    assert service_level(load, servers - 1, **asked) < 0.8


TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "level": st.sampled_from([0.5, 0.8, 0.95]),
        "max_wait": st.floats(0.5, 200),
        "max_abandonment": st.sampled_from([0.01, 0.05, 0.3]),
        "max_occupancy": st.floats(0.3, 1),
    },
).filter(bool)


@given(
    st.floats(0.05, 150),
    TARGETS,
    st.sampled_from([None, 15.0, 180.0, 5_000.0]),
    st.sampled_from(["offered", "virtual", "answered", "excluding_short_abandons"]),
)
@chosen(max_examples=60)
def test_any_targets_together(load, targets, patience, definition):
    targets = dict(targets)
    if patience is None:
        targets.pop("max_abandonment", None)
    if not targets:
        targets = {"level": 0.8}
    level = targets.pop("level", None)
    queue = {"service_time": 180.0, "patience": patience}
    asked = {**queue, **targets}
    if level is not None:
        asked |= {"within": 20.0, "service_level": level, "definition": definition}
    servers = servers_needed(load, **asked)

    def met(n):
        slack = 1 + 1e-9
        good = mean_wait(load, n, **queue) <= targets.get("max_wait", np.inf) * slack
        good &= occupancy(load, n, **queue) <= targets.get("max_occupancy", 1.0) * slack
        if "max_abandonment" in targets:
            good &= abandonment(load, n, **queue) <= targets["max_abandonment"] * slack
        if level is not None:
            found = service_level(load, n, **queue, within=20.0, definition=definition)
            good &= found >= level / slack
        return good

    assert met(servers)
    if servers > 1 and (patience is not None or servers - 1 > load):
        assert not met(servers - 1)
    fraction = fractional_servers(load, **asked)
    assert fraction <= servers + 1e-9
    if servers > 1 and patience is None:
        assert fraction >= min(servers - 1, load) - 1e-6
    most = max_load(servers, **asked)
    assert most >= load * (1 - 1e-9)


@given(st.floats(0.1, 400), st.sampled_from([None, 120.0]))
@chosen(max_examples=30)
def test_round_trips(load, patience):
    asked = {"service_time": 180.0, "within": 20.0, "service_level": 0.8, "patience": patience}
    exact = fractional_servers(load, **asked)
    assert max_load(exact, **asked) == pytest.approx(load, rel=1e-9)
    level = service_level(load, exact, service_time=180.0, within=20.0, patience=patience)
    assert level == pytest.approx(0.8, rel=1e-9)


def test_a_year_in_one_call():
    rng = np.random.default_rng(1)
    load = pd.Series(rng.uniform(0, 40, 2_000).round(1))
    within = np.where(np.arange(2_000) % 2, 20.0, 60.0)
    found = servers_needed(load, service_time=300, within=within, service_level=0.8)
    assert isinstance(found, pd.Series)
    again = servers_needed(load, service_time=300, within=20.0, service_level=0.8)
    assert (found[1::2] == again[1::2]).all()
    patient = servers_needed(
        load,
        service_time=300,
        within=20.0,
        service_level=0.8,
        patience=np.where(load > 20, 60, np.inf),
    )
    assert (patient[load <= 20] == again[load <= 20]).all()
    assert (patient <= again).all()


def test_edges():
    promise = {"service_time": 180.0, "within": 20.0}
    assert servers_needed(0, **promise, service_level=0.8) == 0
    assert servers_needed(5, **promise, service_level=1) == np.inf
    assert servers_needed(5, **promise, service_level=0) == 6
    assert servers_needed(5, **promise, service_level=1, patience=60) == np.inf
    assert servers_needed(5, service_time=1, within=np.inf, service_level=1) == 6
    assert servers_needed(5, service_time=1, max_wait=0) == np.inf
    assert servers_needed(5, service_time=1, patience=3, max_abandonment=0) == np.inf
    assert servers_needed(5, service_time=1, max_occupancy=1) == 6
    assert servers_needed(0.5, service_time=300, max_wait=20) == 2  # an exact tie
    assert np.isnan(servers_needed(np.nan, **promise, service_level=0.8))
    load = np.array([np.nan, 0.0, 4.0])
    found = servers_needed(load, **promise, service_level=np.array([0.8, np.nan, 0.8]))
    assert np.isnan(found[:2]).all()
    assert servers_needed(np.empty(0), **promise, service_level=0.8).size == 0
    assert servers_needed(1e-9, **promise, service_level=0.8) == 1
    assert fractional_servers(0, **promise, service_level=0.8) == 0
    assert fractional_servers(5, **promise, service_level=1) == np.inf
    assert max_load(0, **promise, service_level=0.8) == 0
    assert max_load(5, **promise, service_level=1) == 0
    assert np.isnan(max_load(np.nan, **promise, service_level=0.8))
    assert max_load(5, service_time=1, max_occupancy=0.8) == pytest.approx(4)
    assert max_load(5, service_time=1, patience=2, max_wait=0.5) > 5


def test_occupancy_reads_decimals():
    rng = np.random.default_rng(3)
    for servers, hundredths in itertools.islice(
        zip(rng.integers(1, 400, 3000), rng.integers(1, 101, 3000), strict=True), 3000
    ):
        load = round(int(servers) * int(hundredths) / 100, 2)
        assert servers_for_occupancy(load, max_occupancy=hundredths / 100) == servers
    assert servers_for_occupancy(0, max_occupancy=0.5) == 0
    assert np.isnan(servers_for_occupancy(np.nan, max_occupancy=0.5))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "a target must be given; got none; name within and service_level, max_wait"),
        ({"within": 20}, "within and service_level must be given together"),
        ({"service_level": 0.8}, "within and service_level must be given together"),
        ({"max_abandonment": 0.1}, "patience must be given with max_abandonment"),
        ({"within": 20, "service_level": 80}, "write 0.8 for 80 %"),
        ({"max_occupancy": 0}, "max_occupancy must be a share above 0"),
    ],
)
def test_bad_input(asked, message):
    for question in (servers_needed, fractional_servers, max_load):
        with pytest.raises(InputError, match=message):
            question(5, service_time=180, **asked)


def test_patience_alone_may_keep_a_target():
    # Whatever the load, those who leave wait no longer than their patience.
    found = max_load([5, 6], service_time=180, patience=10, max_wait=[100, 5])
    assert found[0] == np.inf
    assert mean_wait(found[1], 6, service_time=180, patience=10) == pytest.approx(5)
