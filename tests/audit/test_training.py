"""Rules about onboarding and training: what trips them, what does not, and the border."""

import pytest

case = pytest.param


def training(**facts):
    return {"design": {"training": facts}}


def lessons(*rows, **same):
    """Lessons of a week and hours each; with flags by position, or the same for all."""
    out = [
        {"name": f"m{i}", "week": week, "hours": hours, **flags, **same}
        for i, (week, hours, *rest) in enumerate(rows)
        for flags in [rest[0] if rest else {}]
    ]
    return training(lessons=out)


def mentor(**facts):
    fit = {"name": "Ada", "tenure_months": 6, "qa_points": 85, "trainer": True}
    return training(mentors=[fit | facts])


def trainees(**columns):
    return {"trainees": columns}


CASES = [
    case("firehose", "share", lessons((1, 9), (2, 7)), [lessons((1, 8), (2, 8))],
         marks=pytest.mark.fact("training-bad-onboarding", "training-common-mistakes",
                                "training-anti-patterns")),
    case("sink-or-swim", "load",
         training(load=[0, 0.25]), [training(load=[0, 0, 0.25]), training(load=[])],
         marks=pytest.mark.fact("training-bad-onboarding", "workforce-ramp-schedule")),
    case("sink-or-swim", "declared", training(shadowing=False), [training(shadowing=True)],
         marks=pytest.mark.fact("training-bad-onboarding")),
    case("one-time-training", "weeks", training(weeks=4), [training(weeks=5)],
         marks=pytest.mark.fact("training-common-mistakes")),
    case("one-time-training", "declared", training(continues=False), [training(continues=True)],
         marks=pytest.mark.fact("training-anti-patterns", "training-bad-onboarding")),
    case("no-practice", "share",
         lessons((1, 16)), [lessons((1, 15), (2, 1, {"practice": True}))],
         marks=pytest.mark.fact("training-common-mistakes", "training-anti-patterns")),
    case("no-soft-skills", "none",
         lessons((1, 16)), [lessons((1, 12), (2, 4, {"soft_skills": True}))],
         marks=pytest.mark.fact("training-common-mistakes", "training-anti-patterns")),
    case("no-soft-skills", "few",
         lessons((1, 13), (2, 3, {"soft_skills": True})),
         [lessons((1, 60), (2, 20, {"soft_skills": True}))],
         marks=pytest.mark.fact("playbook-ast-training")),
    case("generic-training", "paths",
         training(roles=["L1", "L2"], paths=["all"]),
         [training(roles=["L1", "L2"], paths=["L1", "L2"]), training(roles=["L1"], paths=["all"])],
         marks=pytest.mark.fact("training-bad-onboarding", "training-common-mistakes")),
    case("no-assessment", "untested", lessons((1, 1)), [lessons((1, 1), assessed=True)],
         marks=pytest.mark.fact("training-anti-patterns")),
    case("no-assessment", "qa",
         trainees(completed="1*20", qa_score="79"),
         [trainees(completed="1*20", qa_score="80"),
          trainees(completed="1*19 0", qa_score="79")],
         marks=pytest.mark.fact("training-anti-patterns", "training-metrics")),
    case("onboarding-no-feedback-loop", "weeks",
         training(one_to_one_every=2), [training(one_to_one_every=1)],
         marks=pytest.mark.fact("training-common-mistakes", "training-good-onboarding")),
    case("senior-agent-equals-trainer", "unfit", mentor(tenure_months=5), [mentor()],
         marks=pytest.mark.fact("training-anti-patterns", "training-mentor-program")),
    case("senior-agent-equals-trainer", "unfit", mentor(qa_points=84), [mentor()],
         marks=pytest.mark.fact("training-mentor-program")),
    case("senior-agent-equals-trainer", "unfit", mentor(trainer=None), [mentor()]),
    case("senior-agent-equals-trainer", "unfit", mentor(tenure_months=None), [mentor()]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
