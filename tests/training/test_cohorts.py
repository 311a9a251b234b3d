import json
import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.training import (
    cohort_output,
    grade,
    preset,
    time_to_proficiency,
    training_figures,
    training_targets,
)

START = pd.Timestamp("2026-01-05", tz="UTC")
NOW = datetime(2026, 3, 6, tzinfo=UTC)  # day 60


def people(days, left=None):
    rows = {
        "started_at": [START] * len(days),
        "proficient_at": START + pd.to_timedelta(days, unit="D"),
    }
    if left is not None:
        rows["left_at"] = START + pd.to_timedelta(left, unit="D")
    return pd.DataFrame(rows)


def test_those_on_the_way_count_as_long_as_they_were_watched():
    answer = time_to_proficiency(people([20, 25, 40, None, None]), now=NOW)
    assert (answer.proficient, answer.in_training, answer.left) == (3, 2, 0)
    assert answer.median.value == 40  # those who made it alone would say 25
    assert answer.curve.follow_up == 60
    assert answer.proficient_by(30).value == pytest.approx(0.4)
    slow = time_to_proficiency(people([20, None, None]), now=NOW)
    assert slow.median.value is None
    assert "beyond follow-up" in slow.median.reason


def test_those_who_left_compete_with_proficiency():
    answer = time_to_proficiency(people([20, None, None, 50], left=[None, 10, None, 90]), now=NOW)
    assert (answer.proficient, answer.in_training, answer.left) == (2, 1, 1)
    assert answer.proficient_by(60).value == pytest.approx(0.5)
    assert answer.incidence.share("left", by=30).value == pytest.approx(0.25)
    # Leavers are no longer at risk in the curve.
    assert answer.curve.open_after(30).value == pytest.approx(2 / 3)
    ends = time_to_proficiency(people([None], left=[90]), now=NOW)
    assert (ends.in_training, ends.left) == (1, 0)
    after = time_to_proficiency(people([30], left=[20]), now=NOW)
    assert (after.proficient, after.left) == (0, 1)


def test_tables_of_trainees():
    rows = people([20, None]).assign(started_at=[START, pd.NaT])
    answer = time_to_proficiency(rows, now=NOW)
    assert (answer.missing, answer.proficient) == (1, 1)
    empty = time_to_proficiency(rows.iloc[:0], now=NOW)
    assert empty.median.value is None
    renamed = rows.rename(columns={"started_at": "Start"})
    same = time_to_proficiency(renamed, now=NOW, columns={"started_at": "Start"})
    assert same.median.value == answer.median.value
    json.dumps(answer.to_dict(), allow_nan=False)
    for table, match in (
        (people([-1]), "proficient_at must not be before started_at; got '2026-01-04"),
        (people([90]), "proficient_at must not be after now; got '2026-04-05"),
        (people([None], left=[-1]), "left_at must not be before started_at"),
        (people([None]).assign(started_at=START + pd.Timedelta(days=99)), "started_at must not"),
    ):
        with pytest.raises(InputError, match=match):
            time_to_proficiency(table, now=NOW)


def test_the_median_with_those_on_the_way_is_right():
    rng = np.random.default_rng(0)
    true = rng.exponential(40, 4000)
    watched = rng.uniform(5, 90, 4000)
    start = pd.Timestamp(NOW) - pd.to_timedelta(watched, unit="D")
    done = pd.Series(start + pd.to_timedelta(true, unit="D")).mask(true > watched)
    rows = pd.DataFrame({"started_at": start, "proficient_at": done})
    assert time_to_proficiency(rows, now=NOW).median.value == pytest.approx(
        40 * math.log(2), rel=0.06
    )


def test_what_a_class_delivers():
    loads = preset("support-operations-ramp").loads
    one = cohort_output(1, loads=loads)
    assert (one.delivered, one.lost) == (4.25, 3.75)
    some = cohort_output(10, loads=["50%", 1], attrition=0.1)
    assert some.by_week == pytest.approx((5, 9))
    assert some.heads == pytest.approx((10, 9))
    assert some.lost == pytest.approx(6)
    for call, match in (
        (lambda: cohort_output(1, loads=[]), "loads must hold a share for each week"),
        (lambda: cohort_output(1, loads="50%"), "loads must be a collection"),
        (lambda: grade("x", training_targets()[0]), "value must be a number; got 'x'"),
        (lambda: cohort_output(1, loads=[2]), r"loads\[0\] must be a share from 0 to 1; got 2"),
        (lambda: cohort_output(-1, loads=[1]), "heads must be a finite number, zero or more"),
    ):
        with pytest.raises(InputError, match=match):
            call()


@given(
    st.floats(0, 1000),
    st.lists(st.floats(0, 1), min_size=1, max_size=12),
    st.floats(0, 1),
)
def test_a_class_delivers_at_most_what_full_agents_would(heads, loads, attrition):
    answer = cohort_output(heads, loads=loads, attrition=attrition)
    full = heads * len(loads)
    assert -1e-9 <= answer.delivered <= full + 1e-6
    assert answer.delivered + answer.lost == pytest.approx(full)
    assert cohort_output(heads, loads=loads).delivered >= answer.delivered - 1e-9


@pytest.mark.fact("training-metrics")
def test_the_published_targets():
    rows = {t.metric: t for t in training_targets()}
    assert {name: str(t.target) for name, t in rows.items()} == {
        "time_to_proficiency": "below 30 days",
        "certification_pass_rate": "at least 0.85",
        "training_completion": "1",
        "post_training_qa": "at least 80 points",
        "knowledge_retention": "at least 0.85",
        "training_satisfaction": "at least 4.5 of 5",
    }
    assert str(rows["knowledge_retention"].after) == "6 months"
    assert rows["training_satisfaction"].most == 5
    assert grade(30, rows["time_to_proficiency"]) == "missed"
    assert grade(0.99, rows["training_completion"]) == "missed"
    assert grade(1.0, rows["training_completion"]) == "on_target"
    assert grade(math.nan, rows["post_training_qa"]) == "unknown"


@pytest.mark.fact("training-metrics")
def test_figures_of_a_programme():
    rows = people([20, 25, 28, None]).assign(
        completed=[True, True, True, None],
        passed_first=[True, True, False, None],
        qa_score=[80.0, 79, 84, None],
        retention=[0.85, 0.9, None, None],
        satisfaction=[5.0, 4, 4.5, None],
    )
    board = training_figures(rows, now=NOW)
    assert {line.metric: (line.figure.value, line.status) for line in board.lines} == {
        "time_to_proficiency": (25, "on_target"),
        "certification_pass_rate": (2 / 3, "missed"),
        "training_completion": (1, "on_target"),
        "post_training_qa": (81, "on_target"),
        "knowledge_retention": (0.875, "on_target"),
        "training_satisfaction": (4.5, "on_target"),
    }
    assert board.line("training_completion").figure.missing == 1
    assert board.to_frame()["metric"].tolist()[0] == "time_to_proficiency"
    other = training_figures(rows, now=NOW, satisfaction_most=7)
    assert other.line("training_satisfaction").status == "unknown"
    bare = training_figures(rows[["qa_score"]], now=NOW)
    assert bare.line("time_to_proficiency").figure.reason == "proficient_at is not known"
    assert bare.line("certification_pass_rate").figure.reason == "passed_first is not known"
    assert bare.line("knowledge_retention").figure.reason == "retention is not known"
    empty = training_figures(rows.iloc[:0], now=NOW)
    assert {line.status for line in empty.lines} == {"unknown"}
    with pytest.raises(InputError, match="metric must be a training metric; got 'mood'"):
        board.line("mood")
    with pytest.raises(InputError, match="retention must be a share from 0 to 1; got 85"):
        training_figures(rows.assign(retention=85.0), now=NOW)
    with pytest.raises(InputError, match="satisfaction_most must be a finite number above zero"):
        training_figures(rows, now=NOW, satisfaction_most=0)


def test_now_says_its_zone():
    with pytest.raises(InputError, match="now must be timezone-aware"):
        time_to_proficiency(people([20]), now=datetime(2026, 3, 6))
    assert NOW - START.to_pydatetime() == timedelta(days=60)
