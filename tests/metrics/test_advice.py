import pandas as pd
import pytest

from supportops import metrics
from supportops.errors import InputError
from supportops.statistics import mean, proportion


@pytest.mark.fact("metrics-diagnosis")
def test_symptoms_causes_and_where_to_look():
    found = metrics.diagnose(
        {
            "csat": 0.5,
            "first_response_time": 500,
            "fcr": 0.3,
            "reopen_rate": 0.2,
            "escalation_rate": 0.4,
        }
    )
    assert {d.symptom: (d.causes, d.investigate) for d in found} == {
        "low CSAT": (("wrong solutions", "poor communication"), ("QA reviews", "comment analysis")),
        "high FRT": (("understaffed", "poor routing"), ("capacity analysis", "queue review")),
        "low FCR": (("knowledge gaps", "over-escalation"), ("training needs", "KB gaps")),
        "high reopens": (
            ("premature closure", "wrong solutions"),
            ("QA reviews", "root cause analysis"),
        ),
        "high escalation": (
            ("L1 undertrained", "rising complexity"),
            ("skill assessment", "ticket analysis"),
        ),
    }
    assert {d.status for d in found} == {"warning"}


def test_only_the_bad_side_is_a_symptom():
    assert metrics.diagnose({"escalation_rate": 0.05, "nps": 0, "csat": None, "fcr": 0.9}) == ()
    (found,) = metrics.diagnose({"csat": 0.87})
    assert (found.status, found.sure) == ("watch", True)
    own = metrics.Target(metric="csat", target=0.8, watch=0.7).band
    assert metrics.diagnose({"csat": 0.85}, bands=[own]) == ()


def test_a_diagnosis_says_whether_it_is_sure():
    few, many = metrics.diagnose({"csat": proportion(8, 10), "fcr": proportion(300, 1000)})
    assert (few.sure, many.sure) == (False, True)
    assert metrics.diagnose({"csat": proportion(0, 0)}) == ()
    (slow,) = metrics.diagnose({"first_response_time": mean([7200.0] * 9 + [7300.0], unit="s")})
    assert slow.sure
    with pytest.raises(InputError, match="figures must be metrics of the bands; got 'cost'"):
        metrics.diagnose({"cost": 12})


@pytest.mark.fact("metrics-csat-actions")
@pytest.mark.parametrize(
    ("score", "meaning", "action"),
    [
        (5, "very satisfied", "find what worked and repeat it"),
        (4, "satisfied", "look for improvement"),
        (3, "neutral", "investigate and follow up"),
        (2, "dissatisfied", "follow up at once"),
        (1, "very dissatisfied", "manager review and service recovery"),
    ],
)
def test_each_score_has_its_follow_up(score, meaning, action):
    found = metrics.csat_action(score)
    assert (found.score, found.meaning, found.action) == (score, meaning, action)


@pytest.mark.parametrize("score", [0, 6, 4.5, True, "5", None])
def test_other_scores_have_none(score):
    with pytest.raises(InputError, match="score must be a whole number from 1 to 5"):
        metrics.csat_action(score)


@pytest.mark.parametrize(
    ("now", "triggered"), [("87%", False), ("86.9%", True), (0.95, False), (0.87, False)]
)
def test_a_drop_of_more_than_three_points_triggers(now, triggered):
    found = metrics.csat_dip(now, 0.90)
    assert (found.triggered, found.limit, found.sure) == (triggered, 3, None)


def test_a_dip_of_few_answers_may_be_noise():
    noise = metrics.csat_dip(proportion(16, 20), proportion(18, 20))
    assert (noise.triggered, noise.sure, noise.drop) == (True, False, 10)
    real = metrics.csat_dip(proportion(1600, 2000), proportion(1800, 2000))
    assert real.sure
    assert not metrics.csat_dip(0.8, 0.9, limit=10).triggered
    with pytest.raises(InputError, match="current and previous must be defined"):
        metrics.csat_dip(proportion(0, 0), 0.9)
    with pytest.raises(InputError, match="limit must be a finite number above zero"):
        metrics.csat_dip(0.8, 0.9, limit=0)


@pytest.mark.fact("metrics-improvement-playbook")
def test_five_steps_to_raise_a_metric():
    csat, fcr = metrics.improvement_play("csat"), metrics.improvement_play("fcr")
    assert csat.steps == (
        "find patterns in low scores",
        "recover service for the lowest scores",
        "train communication and empathy",
        "quality checks before closure",
        "recognize and share good behavior",
    )
    assert fcr.steps == (
        "find common escalation reasons",
        "write KB articles for the top ones",
        "train L1 on them",
        "give L1 more authority",
        "add decision trees",
    )
    assert [score for score in range(1, 6) if score in csat.recovery] == [1, 2]
    assert fcr.recovery is None
    assert csat.to_markdown().splitlines()[1] == "2. recover service for the lowest scores"
    with pytest.raises(InputError, match="metric must be csat or fcr; got 'nps'"):
        metrics.improvement_play("nps")


@pytest.mark.fact("metrics-good-practices")
def test_five_practices():
    assert {p.name: p.rules for p in metrics.metric_practices()} == {
        "outcomes over activity": (
            "CSAT before closures",
            "FCR before speed",
            "quality before quantity",
        ),
        "context": ("segment by type", "compare like complexity", "allow for team differences"),
        "balanced scorecard": (
            "speed, quality and volume together",
            "no single obsession",
            "trade-offs admitted",
        ),
        "agent and team level": (
            "individual accountability",
            "collaboration visible",
            "neither alone",
        ),
        "regular calibration": ("define good", "review outliers", "adjust targets from data"),
    }


def test_one_case_makes_no_symptom_sure():
    at = pd.Timestamp("2026-03-02", tz="UTC")
    slow = pd.DataFrame({"ticket_id": [1], "created_at": at})
    slow["first_response_at"] = at + pd.Timedelta("9h")
    (found,) = metrics.diagnose({"first_response_time": metrics.first_response_time(slow)})
    assert (found.status, found.sure) == ("warning", False)
    many = pd.concat([slow.assign(ticket_id=k) for k in range(40)])
    many["first_response_at"] += pd.to_timedelta(range(40), unit="min")
    (found,) = metrics.diagnose({"first_response_time": metrics.first_response_time(many)})
    assert found.sure
