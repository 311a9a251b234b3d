import math

import pandas as pd
import pytest

from supportops.errors import InputError
from supportops.tickets import HealthBand, health_status, published_queue_bands, queue_health
from supportops.vocabulary import Scale, preset

P = preset("p1-p5")
NOW = pd.Timestamp("2026-03-05T12:00Z")
BANDS = {band.metric: band for band in published_queue_bands()}


def waiting(ages, priorities=None, left=None):
    hours = pd.to_timedelta(pd.Series(ages, dtype="float64"), unit="h")
    frame = pd.DataFrame({"created_at": NOW - hours})
    frame["priority"] = pd.Series(priorities or [None] * len(ages), dtype=object)
    if left is not None:
        frame["due_at"] = NOW + pd.to_timedelta(pd.Series(left, dtype="float64"), unit="h")
    return frame


def health(frame, **options):
    return {f.metric: f for f in queue_health(frame, now=NOW, scale=P, **options)}


@pytest.mark.fact("tickets-queue-health")
@pytest.mark.parametrize(
    ("metric", "value", "status"),
    [
        ("backlog_age", 0.99, "on_target"),
        ("backlog_age", 1, "watch"),
        ("backlog_age", 3, "watch"),
        ("backlog_age", 3.01, "warning"),
        ("queue_depth", 2.99, "unstated"),
        ("queue_depth", 3, "warning"),
        ("first_priority_share", 0.0499, "on_target"),
        ("first_priority_share", 0.05, "watch"),
        ("first_priority_share", 0.10, "watch"),
        ("first_priority_share", 0.1001, "warning"),
        ("second_priority_share", 0.1499, "on_target"),
        ("second_priority_share", 0.15, "watch"),
        ("wait_time", 0.5, "unstated"),
        ("agent_utilization", 0.70, "on_target"),
        ("agent_utilization", 0.80, "on_target"),
        ("agent_utilization", 0.69, "watch"),
        ("agent_utilization", 0.60, "watch"),
        ("agent_utilization", 0.5999, "warning"),
        ("agent_utilization", 0.90, "watch"),
        ("agent_utilization", 0.9001, "warning"),
        ("backlog_age", None, "unknown"),
        ("backlog_age", math.nan, "unknown"),
    ],
)
def test_every_published_limit(metric, value, status):
    assert health_status(value, band=BANDS[metric]) == status


@pytest.mark.fact("tickets-queue-health")
def test_the_bands_define_their_measures():
    assert {b.metric: b.definition for b in BANDS.values()} == {
        "backlog_age": "mean time that tickets sit in the queue",
        "queue_depth": "tickets waiting",
        "first_priority_share": "share of tickets with the most urgent priority",
        "second_priority_share": "share of tickets with the second priority",
        "wait_time": "time to first response against the promise",
        "agent_utilization": "time on tickets over time available",
    }
    assert BANDS["queue_depth"].stated == "manageable"
    assert BANDS["backlog_age"].target.unit == "days"


@pytest.mark.fact("tickets-queue-health")
def test_a_queue_in_figures():
    frame = waiting([24, 48, None], ["P1", "P2", None], [24, 16, 1])
    found = health(frame, normal_depth=2, utilization="75%", approaching="80%")
    got = {m: (f.value, f.status, f.n, f.missing) for m, f in found.items()}
    assert got == {
        "backlog_age": (1.5, "watch", 2, 1),
        "queue_depth": (1.5, "unstated", 3, 0),
        "first_priority_share": (0.5, "warning", 2, 1),
        "second_priority_share": (0.5, "watch", 2, 1),
        "wait_time": (0.75, "on_target", 2, 1),
        "agent_utilization": (0.75, "on_target", 3, 0),
    }
    near = health(frame, approaching=0.75)["wait_time"]
    assert near.status == "warning"


def test_what_is_missing_is_said():
    bare = health(waiting([]))
    assert {m: (f.value, f.status, f.reason) for m, f in bare.items()} == {
        "backlog_age": (None, "unknown", "nothing is waiting"),
        "queue_depth": (None, "unknown", "give normal_depth="),
        "first_priority_share": (None, "unknown", "no ticket has a priority"),
        "second_priority_share": (None, "unknown", "no ticket has a priority"),
        "wait_time": (None, "unknown", "give due_at"),
        "agent_utilization": (None, "unknown", "give utilization="),
    }
    assert health(waiting([1], left=[None]))["wait_time"].reason == "no ticket has a promise"
    open_ = health(waiting([1], left=[1]))["wait_time"]
    assert (open_.value, open_.status) == (0.5, "unstated")
    assert open_.reason == "give approaching=, the share of a promise from which it is a warning"
    assert health(waiting([1], left=[-1]))["wait_time"].value == math.inf


def test_a_scale_of_one_name_has_no_second():
    one = Scale(label="priority", names=("now",))
    found = queue_health(waiting([1], ["now"]), now=NOW, scale=one)
    second = next(f for f in found if f.metric == "second_priority_share")
    assert (second.value, second.reason) == (None, "the scale has no such priority")


def test_bands_of_your_own():
    mine = HealthBand(metric="backlog_age", label="age", definition="", target={"high": 9})
    other = HealthBand(metric="mood", label="mood", definition="")
    (only,) = queue_health(waiting([1], ["P1"]), now=NOW, scale=P, bands=(mine, other))
    assert only.status == "on_target"
    assert HealthBand.model_validate_json(mine.model_dump_json()) == mine


@pytest.mark.parametrize(
    ("frame", "options", "message"),
    [
        (waiting([-1], ["P1"]), {}, "created_at must not be after now; got one at position 0"),
        (waiting([1], ["P9"]), {}, "priority must be one of P1"),
        (waiting([1], ["P1"]), {"normal_depth": 0}, "normal_depth must be above zero and finite"),
        (waiting([1], ["P1"]), {"normal_depth": math.inf}, "normal_depth must be above zero"),
        (waiting([1], ["P1"]), {"normal_depth": "3"}, "normal_depth must be a number; got '3'"),
        (waiting([1], ["P1"]), {"utilization": 75}, "utilization must be a share from 0 to 1"),
        (waiting([1], ["P1"], [1]), {"approaching": 80}, "approaching must be a share from 0 to 1"),
    ],
)
def test_bad_queues(frame, options, message):
    with pytest.raises(InputError, match=message):
        health(frame, **options)
