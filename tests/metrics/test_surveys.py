import pytest
from pydantic import ValidationError

from supportops import metrics

GOOD = {
    "send_after": "24h",
    "questions": 3,
    "follow_up_low_scores_within": "24h",
    "segments": ("agent", "category", "complexity"),
}


def codes(**change):
    return [f.code for f in metrics.survey_findings(metrics.SurveyPlan(**{**GOOD, **change}))]


@pytest.mark.fact("metrics-csat-survey-rules")
@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"questions": 1}, []),
        ({"send_after": "24h1m"}, ["sent-late"]),
        ({"questions": 4}, ["too-many-questions"]),
        ({"questions": 0}, ["too-few-questions"]),
        ({"comment_field": False}, ["no-comment-field"]),
        ({"follow_up_low_scores_within": None}, ["no-follow-up"]),
        ({"follow_up_low_scores_within": "25h"}, ["follow-up-late"]),
        ({"segments": ("agent", "category")}, ["not-segmented"]),
        ({"segments": ("category", "complexity")}, ["not-segmented"]),
        ({"only_tickets": "password resets"}, ["chosen-tickets"]),
    ],
)
def test_a_plan_is_held_to_the_rules(change, found):
    assert codes(**change) == found


def test_findings_speak():
    plan = metrics.SurveyPlan(send_after="48h", questions=4)
    found = metrics.survey_findings(plan)
    assert found[0].about == "It goes out 48h after the resolution, 24h at most."
    assert found[-1].about == "It cannot be broken down by agent, category and complexity."
    assert found[0].source == "support-operations skill, CSAT Survey Best Practices"
    with pytest.raises(ValidationError):
        metrics.SurveyPlan(send_after=24, questions=1)


@pytest.mark.fact("metrics-csat-survey-template")
def test_the_published_survey():
    rows = [(q.number, q.ask, q.optional, q.lowest, q.highest) for q in metrics.survey_questions()]
    assert rows == [
        (1, "overall satisfaction with support", False, 1, 5),
        (2, "what could be better", True, None, None),
        (3, "anything else", True, None, None),
    ]
