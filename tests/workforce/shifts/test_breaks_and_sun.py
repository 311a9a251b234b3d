"""Breaks against every possible placement, and hours around the world by hand."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import workforce
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.workforce import Crew


def best_of_all(required, crew):
    """Least shortfall, then largest least slack, over every placement."""
    best = None
    for chosen in combinations_with_replacement(crew.window, crew.agents):
        at_work = np.zeros(len(required))
        at_work[list(crew.periods)] = crew.agents
        for start, number in Counter(chosen).items():
            at_work[start : start + crew.break_length] -= number
        slack = at_work - required
        score = (-np.maximum(-slack, 0).sum(), slack.min())
        best = score if best is None else max(best, score)
    return -best[0], best[1]


@settings(max_examples=80)
@given(
    st.lists(st.integers(0, 5), min_size=4, max_size=8),
    st.integers(0, 5),
    st.integers(1, 2),
    st.sets(st.integers(0, 5), min_size=1, max_size=4),
)
def test_breaks_are_placed_best(required, agents, length, window):
    n = len(required)
    starts = sorted(s for s in window if s + length <= n)
    if not starts:
        return
    crew = Crew(name="c", agents=agents, periods=range(n), window=starts, break_length=length)
    plan = workforce.place_breaks(required, crews=[crew])
    assert plan.status == "optimal"
    assert (plan.total_shortfall, plan.least_slack) == pytest.approx(best_of_all(required, crew))
    assert sum(plan.starts["c"].values()) == agents
    assert plan.coverage.sum() == agents * (n - length)


def test_crews_of_several_shifts_share_the_load():
    index = pd.date_range("2026-03-02 08:00", periods=6, freq="h", tz="UTC")
    required = pd.Series([1, 2, 2, 2, 2, 1], index=index)
    crews = [
        Crew(name="early", agents=2, periods=(0, 1, 2, 3), window=(1, 2)),
        Crew(name="late", agents=2, periods=(2, 3, 4, 5), window=(3, 4)),
    ]
    plan = workforce.place_breaks(required, crews=crews)
    assert plan.shortfall.index.equals(index)
    assert plan.total_shortfall == 0
    assert plan.starts["early"] == {2: 2}
    assert plan.least_slack == 0
    stopped = workforce.place_breaks(required, crews=crews, time_limit="0s")
    assert stopped.total_shortfall >= 0
    assert sum(stopped.starts["late"].values()) == 2


def test_without_time_breaks_are_spread_evenly():
    rng = np.random.default_rng(2)
    required = rng.integers(20, 60, 96)
    crews = [
        Crew(name=str(k), agents=7, periods=range(k, k + 32), window=range(k + 6, k + 24))
        for k in range(0, 64, 4)
    ]
    stopped = workforce.place_breaks(required, crews=crews, time_limit="0s")
    assert stopped.status == "time limit"
    assert {sum(starts.values()) for starts in stopped.starts.values()} == {7}
    best = workforce.place_breaks(required, crews=crews)
    assert best.status == "optimal"
    assert best.total_shortfall <= stopped.total_shortfall


def test_nobody_needs_a_break():
    alone = workforce.place_breaks([1, 2], crews=[])
    assert (alone.total_shortfall, alone.least_slack, alone.starts) == (3, -2, {})
    assert workforce.place_breaks([], crews=[]).least_slack is None
    idle = workforce.place_breaks([1], crews=[Crew(name="a", agents=0, periods=(0,), window=(0,))])
    assert idle.starts == {"a": {}}


CREW = Crew(name="a", agents=1, periods=(0, 1), window=(0,))
BAD = [
    ([[1]], [CREW], "required must be one row of periods; got shape"),
    ([-1, 0], [CREW], "required must be finite, zero or more; got -1.0"),
    ([1], [CREW], r"crews\['a'\].periods must be below 1; got 1"),
    ([1, 1], [CREW, CREW], "crews must have names of their own; got 'a' twice"),
    ([1, 1], [3], "crews must be of the model Crew; got 3"),
]


@pytest.mark.parametrize(("required", "crews", "message"), BAD)
def test_bad_crews_are_named(required, crews, message):
    with pytest.raises(InputError, match=message):
        workforce.place_breaks(required, crews=crews)


def test_a_break_lies_within_the_presence():
    with pytest.raises(ValidationError, match="window must leave each break within the periods"):
        Crew(name="a", agents=1, periods=(0, 1), window=(1,), break_length=2)


OFFICE = {"mon-fri": [("09:00", "18:00")]}
ZONES = {"Sydney": "Australia/Sydney", "Dublin": "Europe/Dublin", "Austin": "America/Chicago"}
SITES = {city: BusinessCalendar(timezone=zone, hours=OFFICE) for city, zone in ZONES.items()}


def test_a_tuesday_around_the_world():
    start = datetime(2026, 6, 2, tzinfo=UTC)
    sun = workforce.follow_the_sun(SITES, start=start, end=start + timedelta(days=1))
    # Sydney 23–08, Dublin 08–17, Austin 14–23.
    assert sun.share == 1
    assert sun.uncovered == ()
    assert {s: d / timedelta(hours=1) for s, d in sun.by_site.items()} == {
        "Sydney": 9,
        "Dublin": 9,
        "Austin": 9,
    }
    assert sun.alone["Dublin"] == timedelta(hours=6)
    assert [(f"{row.at:%H}", row.from_site, row.to_site) for row in sun.handoffs.itertuples()] == [
        ("08", "Sydney", "Dublin"),
        ("17", "Dublin", "Austin"),
        ("23", "Austin", "Sydney"),
    ]
    assert (sun.handoffs["overlap"] / pd.Timedelta(hours=1)).tolist() == [0, 3, 0]
    assert sun.spans["sites"].tolist() == [
        ("Sydney",),
        ("Dublin",),
        ("Dublin", "Austin"),
        ("Austin",),
        ("Sydney",),
    ]


def test_when_only_some_clocks_have_changed_a_gap_opens():
    # Between 8 and 29 March only Austin has moved; Sydney is still on summer time.
    start = datetime(2026, 3, 10, tzinfo=UTC)
    sun = workforce.follow_the_sun(SITES, start=start, end=start + timedelta(days=1))
    assert sun.uncovered == ((start + timedelta(hours=7), start + timedelta(hours=9)),)
    assert sun.share == pytest.approx(22 / 24)
    assert sun.spans["sites"].tolist()[1] == ()
    assert sun.handoffs["from_site"].tolist() == ["Dublin", "Austin"]
    # Sydney opens at 22, an hour before Austin closes.
    assert sun.handoffs["overlap"].iloc[1] == pd.Timedelta(hours=1)


def test_lengths_are_true_lengths_in_any_zone():
    paris = BusinessCalendar(timezone="Europe/Paris", hours={"sat": [("22:00", "06:00")]})
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Paris")
    start, end = datetime(2026, 3, 28, 12, tzinfo=zone), datetime(2026, 3, 29, 12, tzinfo=zone)
    sun = workforce.follow_the_sun({"Paris": paris}, start=start, end=end)
    assert sun.wanted == timedelta(hours=23)
    assert sun.by_site["Paris"] == timedelta(hours=7)
    assert sun.covered == timedelta(hours=7)
    assert sun.uncovered[1][0] == datetime(2026, 3, 29, 6, tzinfo=zone)
    assert sun.uncovered[1][0].tzinfo is zone
    assert str(sun.spans["start"].iloc[1]) == "2026-03-28 22:00:00+01:00"


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 22), st.integers(1, 23)), min_size=1, max_size=4))
def test_covered_is_what_some_site_covers(opens):
    sites = {
        f"s{k}": BusinessCalendar(
            timezone="UTC",
            hours={"mon-sun": [(f"{a:02}:00", f"{(a + length) % 24:02}:00")]},
            holidays=[date(2026, 3, 4)],
        )
        for k, (a, length) in enumerate(opens)
    }
    wanted = BusinessCalendar(timezone="UTC", hours={"mon-sun": [("06:00", "20:00")]})
    start = datetime(2026, 3, 3, tzinfo=UTC)
    sun = workforce.follow_the_sun(sites, start=start, end=start + timedelta(days=3), wanted=wanted)
    from supportops.calendars import is_open

    moments = [start + timedelta(minutes=30 * k) for k in range(144)]
    asked = is_open(pd.DatetimeIndex(moments), calendar=wanted)
    opened = {s: is_open(pd.DatetimeIndex(moments), calendar=c) for s, c in sites.items()}
    who = [tuple(s for s in sites if opened[s][k]) for k in np.flatnonzero(asked)]
    half = timedelta(minutes=30)
    assert sun.wanted == len(who) * half
    assert sun.covered == sum(map(bool, who)) * half
    for site in sites:
        assert sun.by_site[site] == sum(site in names for names in who) * half
        assert sun.alone[site] == sum(names == (site,) for names in who) * half
    assert sum((b - a for a, b in sun.uncovered), timedelta()) == sun.wanted - sun.covered
    assert (sun.spans["end"].iloc[:-1] == sun.spans["start"].iloc[1:].to_numpy()).all()


def test_bad_questions_are_named():
    start = datetime(2026, 3, 3, tzinfo=UTC)
    with pytest.raises(InputError, match="sites must be one or more names with calendars; got"):
        workforce.follow_the_sun({}, start=start, end=start + timedelta(days=1))
    with pytest.raises(InputError, match="end must come after start"):
        workforce.follow_the_sun(SITES, start=start, end=start)
    with pytest.raises(InputError, match="start must be timezone-aware"):
        workforce.follow_the_sun(SITES, start=datetime(2026, 3, 3), end=start)
    never = BusinessCalendar(timezone="UTC")
    sun = workforce.follow_the_sun(SITES, start=start, end=start + timedelta(days=1), wanted=never)
    assert sun.share is None
    assert (
        len(
            workforce.follow_the_sun(
                {"a": never}, start=start, end=start + timedelta(hours=1)
            ).handoffs
        )
        == 0
    )
