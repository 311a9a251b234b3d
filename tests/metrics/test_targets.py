import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import metrics
from supportops.errors import InputError
from supportops.statistics import Estimate, mean, proportion


def band(metric):
    return next(b for b in metrics.preset("support-operations") if b.metric == metric)


def test_which_way_is_better_follows_from_the_lines():
    up = metrics.Target(metric="csat", target=0.9, watch=0.85).band
    down = metrics.Target(metric="frt", target=4, watch=6, unit="hours").band
    assert [metrics.grade(x, up) for x in (0.91, 0.9, 0.85, 0.8499)] == [
        "on_target",
        "on_target",
        "watch",
        "warning",
    ]
    assert [metrics.grade(x, down) for x in (4, 5, 6, 6.01)] == [
        "on_target",
        "watch",
        "watch",
        "warning",
    ]
    one_line = metrics.Target(metric="csat", target=0.9, watch=0.9, direction="up").band
    assert [metrics.grade(x, one_line) for x in (0.9, 0.89)] == ["on_target", "warning"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"target": 1, "watch": 1}, "target must differ from watch"),
        ({"target": float("nan"), "watch": 1}, "target must be finite"),
        ({"target": 1, "watch": 2, "direction": "up"}, "target must be up from watch"),
        ({"target": 2, "watch": 1, "direction": "down"}, "target must be down from watch"),
    ],
)
def test_targets_that_cannot_be_are_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        metrics.Target(metric="m", **fields)


def test_a_status_knows_whether_it_is_sure():
    csat = band("csat")
    doubtful = metrics.band_status(proportion(44, 50), csat)
    assert (doubtful.status, doubtful.at_low, doubtful.at_high) == ("watch", "warning", "on_target")
    assert not doubtful.certain
    assert "straddles_goal" in doubtful.estimate.flags
    sure = metrics.band_status(proportion(9500, 10_000), csat)
    assert sure.certain
    assert sure.estimate.flags == ()
    unknown = metrics.band_status(proportion(0, 0), csat)
    assert (unknown.status, unknown.certain, unknown.estimate.flags) == ("unknown", False, ())
    one = metrics.band_status(Estimate(0.95, 1, unit="share"), csat)
    assert (one.status, one.at_low, one.certain) == ("on_target", "on_target", False)


def test_a_band_with_two_sides_may_be_left_between_the_ends():
    use = band("agent_utilization")
    wide = metrics.band_status(mean([0.5] * 40 + [1.0] * 36, unit="share"), use)
    assert wide.status == "on_target"
    both = metrics.band_status(mean([0.0, 1.0, 0.75, 0.75, 1.0], unit="share"), use)
    assert (both.at_low, both.at_high, both.certain) == ("warning", "warning", False)


def test_seconds_meet_minutes():
    slow = metrics.band_status(
        mean([3600.0, 7200.0, 5400.0], unit="s"), band("first_response_time")
    )
    assert slow.status == "watch"
    tickets = metrics.tickets_per_100_customers(10, customers=100)
    assert metrics.band_status(tickets, band("tickets_per_100_customers")).status == "on_target"
    assert metrics.band_status(metrics.nps([10] * 40), band("nps")).certain
    with pytest.raises(
        InputError, match="estimate must be in the unit of the band, 'share'; got 's'"
    ):
        metrics.band_status(mean([1.0, 2.0], unit="s"), band("csat"))


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_certain_status_holds_at_both_ends(hits, n):
    found = metrics.band_status(proportion(min(hits, n), n), band("csat"))
    if found.certain:
        assert found.status == found.at_low == found.at_high


def test_only_estimates_have_a_status_with_doubt():
    with pytest.raises(
        InputError, match="estimate must be an Estimate; got 0.9; grade takes numbers"
    ):
        metrics.band_status(0.9, band("csat"))
    with pytest.raises(InputError, match="value must be a number, or None"):
        metrics.grade("90%", band("csat"))
