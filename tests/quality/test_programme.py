import json
import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.quality import (
    CoachingNote,
    DevelopmentFocus,
    FeedbackRule,
    ImprovementPlan,
    TicketTalk,
    agent_scores,
    calibration,
    coaching_approaches,
    coaching_plan,
    feedback_delays,
    feedback_rule,
    feedback_times,
    improvement_plan,
    improvement_template,
    quality_dashboard,
    quality_framework,
    quality_practices,
    quality_targets,
    recognition,
    review_cycle,
    review_cycle_dates,
    score_bands,
)
from supportops.vocabulary import Range

OFFICE = BusinessCalendar(
    timezone="America/New_York",
    hours={"mon-fri": [("09:00", "17:00")]},
    holidays=[date(2026, 5, 25)],
)
NEVER = BusinessCalendar(timezone="UTC", hours={})
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def reviews(seed=0, agents=12, each=4, spread=6.0, noise=8.0):
    rng = np.random.default_rng(seed)
    true = 80 + spread * rng.standard_normal(agents)
    names = np.repeat([f"a{i}" for i in range(agents)], each)
    score = np.repeat(true, each) + noise * rng.standard_normal(agents * each)
    return pd.DataFrame({"agent_id": names, "score": score}), true


def test_scores_of_agents_are_drawn_to_the_team():
    rows, _ = reviews()
    answer = agent_scores(rows)
    assert answer.flags == ()
    assert (np.abs(answer.values - answer.team) <= np.abs(answer.raw - answer.team) + 1).all()
    low, high = answer.interval().low, answer.interval().high
    assert (low < answer.values).all()
    assert (answer.values < high).all()
    narrow = answer.interval(0.5)
    assert ((narrow.high - narrow.low) < (high - low)).all()
    assert answer.to_frame()["agent_id"].tolist() == list(answer.agents)
    shuffled = agent_scores(rows.sample(frac=1, random_state=3))
    place = [shuffled.agents.index(name) for name in answer.agents]
    assert shuffled.values[place] == pytest.approx(answer.values)
    assert "mixture" not in answer.to_dict()


@pytest.mark.parametrize(("agents", "spread"), [(4, 6.0), (12, 3.0)])
def test_intervals_of_agents_hold_what_they_promise(agents, spread):
    inside, length, raw = [], [], []
    for seed in range(1000, 1040):
        rows, true = reviews(seed, agents, 4, spread)
        answer = agent_scores(rows)
        ends = answer.interval()
        inside.append(((ends.low <= true) & (true <= ends.high)).mean())
        length.append((ends.high - ends.low).mean())
        raw.append(2 * 1.96 * answer.within_sd / 2)
    assert np.mean(inside) > 0.91  # over 400 seeds 0.94 of each
    if spread < 6:
        assert np.mean(length) < np.mean(raw)


def test_the_posterior_is_that_of_a_slow_sum():
    rows, _ = reviews(3, agents=5, each=60)
    answer = agent_scores(rows)
    means = rows.groupby("agent_id", sort=False)["score"].mean().to_numpy()
    v = answer.within_sd**2 / 60
    taus = np.linspace(0.005, 80, 16000)
    post, first = [], []
    for tau in taus:
        total = v + tau**2
        mu = means.mean()
        log = -0.5 * 5 * np.log(total) + 0.5 * np.log(total / 5)
        log -= 0.5 * ((means - mu) ** 2).sum() / total
        post.append(log)
        first.append(mu + tau**2 / total * (means[0] - mu))
    weight = np.exp(np.array(post) - max(post))
    assert answer.values[0] == pytest.approx(np.average(first, weights=weight), abs=0.01)
    half = taus[np.searchsorted(np.cumsum(weight) / weight.sum(), 0.5)]
    assert answer.spread == pytest.approx(half, rel=0.02)


def test_agents_of_whom_little_is_known():
    two = agent_scores(pd.DataFrame({"agent_id": list("aabb"), "score": [80.0, 90, 60, 70]}))
    assert two.flags == ("not_shrunk",)
    assert two.values.tolist() == [85, 65]
    reach = 4.302653 * two.within_sd / math.sqrt(2)
    assert two.interval().high == pytest.approx(two.values + reach, rel=1e-5)
    single = agent_scores(pd.DataFrame({"agent_id": list("abc"), "score": [80.0, 90, 60]}))
    assert single.reason == "no agent has two reviews"
    assert np.isnan(single.interval().low).all()
    same = agent_scores(pd.DataFrame({"agent_id": list("aabb"), "score": [80.0, 80, 60, 60]}))
    assert same.reason == "reviews of one agent do not differ"
    none = agent_scores(pd.DataFrame({"agent_id": [], "score": []}))
    assert none.reason == "no scored reviews"
    assert none.to_frame().empty
    gap = agent_scores(pd.DataFrame({"agent_id": ["a", None], "score": [80.0, None]}))
    assert gap.missing == 1
    for rows, match in (
        ({"agent_id": ["a", None], "score": [80.0, 70]}, "agent_id must name an agent for every"),
        ({"agent_id": ["a", "a"], "score": [80.0, math.inf]}, "score must be finite; got inf"),
    ):
        with pytest.raises(InputError, match=match):
            agent_scores(pd.DataFrame(rows))
    with pytest.raises(InputError, match="confidence must lie between 0 and 1; got 1"):
        two.interval(1)


@pytest.mark.fact("quality-metrics-dashboard")
def test_the_published_targets():
    rows = {each.metric: each for each in quality_targets()}
    assert {name: str(row.target) for name, row in rows.items()} == {
        "average_qa_score": "at least 85 points",
        "score_distribution": "None",
        "calibration_variance": "below 5 points",
        "review_coverage": "1",
        "critical_fails": "below 0.02",
        "improvement_rate": "above 0 points a week",
        "qa_csat_correlation": "None",
    }
    assert rows["score_distribution"].aim == "normal curve"
    assert rows["improvement_rate"].aim == "positive trend"
    assert rows["qa_csat_correlation"].aim == "strong positive"


def board(**options):
    n = 40
    rows = pd.DataFrame(
        {
            "score": np.linspace(84, 92, n),
            "agent_id": np.tile(list("abcd"), n // 4),
            "reviewed_at": pd.Timestamp(START) + pd.to_timedelta(np.arange(n) * 16, unit="h"),
            "failed": [True] + [False] * (n - 1),
            "csat": np.linspace(3, 5, n) + np.tile([0.1, -0.1], n // 2),
        }
    )
    return rows, quality_dashboard(rows, **options)


@pytest.mark.fact("quality-metrics-dashboard")
def test_the_dashboard():
    rows, answer = board(
        team=["a", "b", "c", "d", "e"], calibration=calibration([[80], [84]]), strong=0.5
    )
    status = {each.metric: each.status for each in answer.lines}
    assert status == {
        "average_qa_score": "on_target",
        "calibration_variance": "on_target",
        "review_coverage": "missed",
        "critical_fails": "missed",
        "improvement_rate": "on_target",
        "qa_csat_correlation": "on_target",
    }
    assert answer.line("average_qa_score").figure.value == 88
    assert answer.line("average_qa_score").sure is True
    assert answer.line("critical_fails").figure.value == 1 / 40
    assert answer.line("critical_fails").sure is False
    slope = answer.line("improvement_rate")
    assert slope.figure.value == pytest.approx(8 / 39 * 168 / 16)
    assert slope.sure is True
    # 26 days are four weeks; four of five agents are reviewed in each.
    assert answer.line("review_coverage").figure.value == 16 / 20
    assert answer.line("review_coverage").sure is None
    assert answer.line("qa_csat_correlation").target == Range(low=0.5)
    assert len(answer.to_frame()) == 6
    json.dumps(answer.to_dict(), allow_nan=False)
    low = quality_dashboard(rows.assign(score=rows["score"] - 20)).line("average_qa_score")
    assert (low.status, low.sure) == ("missed", True)
    high = quality_dashboard(rows.assign(score=rows["score"] - 88 + 85.01))
    assert high.line("average_qa_score").sure is False
    with pytest.raises(InputError, match="metric must be on the dashboard; got 'mood'"):
        answer.line("mood")


def test_two_percent_of_failures_is_no_longer_on_target():
    rows = pd.DataFrame({"score": [90.0] * 50, "failed": [True] + [False] * 49})
    assert quality_dashboard(rows).line("critical_fails").status == "missed"
    rows = pd.DataFrame({"score": [90.0] * 51, "failed": [True] + [False] * 50})
    assert quality_dashboard(rows).line("critical_fails").status == "on_target"


def test_a_dashboard_says_what_it_does_not_know():
    bare = quality_dashboard(pd.DataFrame({"score": [80.0]}))
    reasons = {each.metric: each.figure.reason for each in bare.lines}
    assert reasons == {
        "average_qa_score": None,
        "calibration_variance": "no calibration",
        "review_coverage": "agents or days unknown",
        "critical_fails": "failures are not known",
        "improvement_rate": "days are not known",
        "qa_csat_correlation": "CSAT is not known",
    }
    assert bare.bands[3][2] is None
    rows, answer = board()
    assert answer.line("review_coverage").figure.flags == ("only_reviewed_agents",)
    assert answer.line("qa_csat_correlation").status == "unknown"
    empty = quality_dashboard(rows.iloc[:0], team=["a"])
    assert {each.status for each in empty.lines} == {"unknown"}
    assert empty.bands == ()
    assert empty.line("review_coverage").figure.reason == "no dated reviews"
    nobody = quality_dashboard(rows, team=[], calibration=calibration([[1], [None]]))
    assert nobody.line("review_coverage").figure.reason == "no agents"
    assert nobody.line("calibration_variance").figure.reason == "no case has two scores"
    gaps = quality_dashboard(rows.assign(agent_id=[None, *rows["agent_id"][1:]]))
    assert gaps.line("average_qa_score").figure.n == 40
    once = quality_dashboard(rows.assign(reviewed_at=rows["reviewed_at"][0]))
    assert "all at once" in once.line("improvement_rate").figure.reason


def test_bands_of_scores_beside_a_normal_curve():
    rng = np.random.default_rng(0)
    bands = score_bands(rng.normal(78, 9, 20_000))
    assert sum(share for _, share, _ in bands) == pytest.approx(1)
    assert sum(normal for _, _, normal in bands) == pytest.approx(1)
    for _, share, normal in bands:
        assert share == pytest.approx(normal, abs=0.01)
    assert score_bands([60.0], edges=[60])[1][1] == 1
    for scores, match in (
        (80, "scores must be one flat list"),
        (["a"], "scores must be a number; got 'a'"),
        ([math.inf], "scores must be finite; got inf"),
    ):
        with pytest.raises(InputError, match=match):
            score_bands(scores)
    with pytest.raises(InputError, match="strong must be a correlation, −1 to 1; got 2"):
        board(strong=2)
    for edges in ([], [80, 80], ["a"], [math.inf]):
        with pytest.raises(InputError, match="edges must be finite and ascend"):
            score_bands([80.0], edges=edges)


@pytest.mark.fact("quality-good-practices")
def test_feedback_comes_in_time():
    assert feedback_rule().review_within == timedelta(hours=48)
    assert feedback_rule().coaching_within == timedelta(weeks=1)
    hour = timedelta(hours=1)
    on_edge = feedback_times(START, now=START + 300 * hour, reviewed_at=START + 48 * hour)
    assert on_edge.review_late is False
    assert on_edge.coaching_delay == 252 * hour
    assert on_edge.coaching_late is True
    late = feedback_times(START, now=START + 300 * hour, reviewed_at=START + 49 * hour)
    assert late.review_late is True
    week = START + 48 * hour + timedelta(weeks=1)
    done = feedback_times(START, now=week + hour, reviewed_at=START + 48 * hour, coached_at=week)
    assert done.coaching_late is False
    again = feedback_times(START, now=START + hour, reviewed_at=START - hour)
    assert (again.review_delay, again.review_late) == (-hour, False)
    ahead = feedback_times(START, now=START - hour)
    assert (ahead.review_delay, ahead.review_late) == (None, None)
    own = FeedbackRule(review_within=hour, coaching_within=hour)
    assert feedback_times(START, now=START + 2 * hour, rule=own).review_late is True
    assert [each.name for each in quality_practices()] == [
        "random sampling",
        "calibrated reviewers",
        "timely feedback",
        "growth focus",
        "data-driven",
    ]
    assert quality_practices()[2].rules[0] == "review within limit"


def test_delays_of_a_table_are_those_of_its_rows():
    moments = [START, START + timedelta(hours=60), START + timedelta(days=9), None]
    rows = pd.DataFrame(
        [
            {"resolved_at": a, "reviewed_at": b, "Talk": c}
            for a in (START, START + timedelta(days=8), None)
            for b in moments
            for c in (None, START + timedelta(days=20))
        ]
    )
    for name in rows:
        rows[name] = pd.to_datetime(rows[name], utc=True)
    now = START + timedelta(days=6)
    table = feedback_delays(rows, now=now, columns={"coached_at": "Talk"})
    for i, row in rows.iterrows():
        if pd.isna(row["resolved_at"]):
            assert pd.isna(table.loc[i, "review_delay"])
            assert table.loc[i, "review_late"] is pd.NA
            continue
        one = feedback_times(
            row["resolved_at"],
            now=now,
            reviewed_at=None if pd.isna(row["reviewed_at"]) else row["reviewed_at"],
            coached_at=None if pd.isna(row["Talk"]) else row["Talk"],
        )
        if one.review_delay is None:
            assert pd.isna(table.loc[i, "review_delay"])
            assert table.loc[i, "review_late"] is pd.NA
        else:
            assert table.loc[i, "review_delay"] == one.review_delay
            assert bool(table.loc[i, "review_late"]) == one.review_late
        if one.coaching_delay is None:
            assert pd.isna(table.loc[i, "coaching_delay"])
        else:
            assert table.loc[i, "coaching_delay"] == one.coaching_delay
            assert bool(table.loc[i, "coaching_late"]) == one.coaching_late
    empty = feedback_delays(rows.iloc[:0], now=now, columns={"coached_at": "Talk"})
    assert empty.dtypes.tolist() == table.dtypes.tolist()
    with pytest.raises(InputError, match="resolved_at must be timezone-aware"):
        feedback_times(datetime(2026, 1, 1), now=now)


@pytest.mark.fact("quality-framework")
def test_the_published_framework():
    framework = quality_framework()
    assert framework.inputs == ("ticket reviews", "score tracking", "trend analysis")
    assert {stream.name: stream.parts for stream in framework.streams} == {
        "individual_coaching": ("1:1 feedback", "training", "development"),
        "team_trends": ("common gaps", "sharing", "calibration"),
        "process_improvement": ("KB updates", "tool fixes", "workflow"),
    }
    assert framework.outcome == "better customer experience"


@pytest.mark.fact("quality-weekly-workflow")
def test_the_published_week():
    cycle = review_cycle()
    assert cycle.tickets_per_agent == Range(low=3, high=5, unit="tickets")
    assert [(p.name, p.from_day, p.to_day) for p in cycle.phases] == [
        ("selection", 1, 2),
        ("review", 3, 4),
        ("calibration_and_coaching", 5, 5),
    ]
    assert cycle.phases[0].steps[2] == "add last week's flagged"
    days = review_cycle_dates(date(2026, 5, 23), calendar=OFFICE)
    assert days["selection"] == (date(2026, 5, 26), date(2026, 5, 27))
    assert days["calibration_and_coaching"] == (date(2026, 6, 1),) * 2
    with pytest.raises(InputError, match="calendar must have business days from 2026-05-23"):
        review_cycle_dates(date(2026, 5, 23), calendar=NEVER)
    once = BusinessCalendar(timezone="UTC", overrides={date(2026, 5, 25): [("09:00", "12:00")]})
    with pytest.raises(InputError, match="calendar must have 2 business days"):
        review_cycle_dates(date(2026, 5, 23), calendar=once)


@pytest.mark.fact("quality-recognition")
def test_recognition():
    answer = recognition()
    assert [(str(a.every), a.award, a.form) for a in answer.awards] == [
        ("weekly", "ticket of the week", "shared in team meeting"),
        ("monthly", "top performer", "tangible"),
        ("quarterly", "quality champion", "career opportunity"),
    ]
    assert answer.peer == ("Slack shout-outs", "best-practice sharing", "mentorship")


@pytest.mark.fact("quality-coaching-scenarios")
def test_what_helps_with_which_weakness():
    assert {each.issue: each.approaches for each in coaching_approaches()} == {
        "technical_gaps": ("pair with specialist", "assign training"),
        "communication_issues": ("review examples", "practise rewrites"),
        "process_non_compliance": ("explain the reason", "shadow high performers"),
        "efficiency_problems": ("time management", "tool training"),
        "empathy_lacking": ("role play", "customer stories"),
        "over_escalation": ("decision trees", "confidence building"),
        "under_escalation": ("clear criteria", "safety net"),
    }
    plan = coaching_plan(["Over-escalation", "technical gaps", "over_escalation"])
    assert [step.issue for step in plan.steps] == ["over_escalation", "technical_gaps"]
    assert coaching_plan([]).to_markdown() == ""
    with pytest.raises(InputError, match="issues must be known ones; got 'lateness'; there are"):
        coaching_plan(["lateness"])
    with pytest.raises(InputError, match="issues must be a collection"):
        coaching_plan("technical_gaps")


def note(**change):
    facts = {
        "agent": "Ada *A*",
        "held_on": date(2026, 3, 6),
        "period": "February",
        "average_score": 82.5,
        "strengths": ("explains causes",),
        "tickets": (TicketTalk(ticket_id="17", went_well="tone", opportunity="next steps"),),
        "focus": DevelopmentFocus(area="restating", why="fewer repeats", how="first line"),
        "goals": ("five tickets restated", "one macro"),
        "next_meeting": date(2026, 3, 13),
        "check_on": "restating",
    }
    return CoachingNote(**{**facts, **change})


@pytest.mark.fact("quality-coaching-template")
def test_a_coaching_note():
    text = note().to_markdown()
    assert [line[4:] for line in text.splitlines() if line.startswith("### ")] == [
        "Strengths",
        "Ticket review",
        "Development focus",
        "Goals for next week",
        "Follow-up",
    ]
    assert "## 1:1 coaching: Ada \\*A\\*" in text
    for part in (
        "**Date:** 2026-03-06",
        "**Review period:** February",
        "**Average QA score:** 82.5/100",
        "- Why it matters: fewer repeats",
        "- How to improve: first line",
        "- Resources: –",
        "1. five tickets restated",
        "2. one macro",
        "- Next 1:1: 2026-03-13",
    ):
        assert part in text
    bare = note(average_score=None, tickets=(), next_meeting=None, check_on="").to_markdown()
    assert "**Average QA score:** –" in bare
    assert "No ticket." in bare
    for change, match in (
        ({"strengths": ()}, "strengths must have one; got none; lead with what went well"),
        ({"goals": ()}, "goals must have one; got none"),
        ({"average_score": 101}, "average_score must be from 0 to 100 points; got 101"),
        ({"next_meeting": date(2026, 3, 6)}, "next_meeting must be after 2026-03-06"),
    ):
        with pytest.raises(ValidationError, match=match):
            note(**change)


@pytest.mark.fact("quality-pip-template")
def test_the_published_improvement_plan():
    template = improvement_template()
    assert template.review_days == (30, 60, 90)
    assert template.milestone_weeks == (2, 4, 6, 8)
    assert template.qa_example == Range(low=80, unit="points")
    assert template.standards == ("QA score", "CSAT", "handle time")
    assert template.support == (
        "weekly 1:1 coaching",
        "buddy",
        "extra training",
        "reduced load for a number of weeks",
    )
    plan = improvement_plan(
        "Ada",
        start=date(2026, 3, 2),
        manager="Bo",
        standards={"QA score": "80 or more"},
        concerns=["late answers"],
        goals={2: "no breach"},
        review_days=90,
    )
    assert [m.on - plan.start for m in plan.milestones] == [
        timedelta(days=d) for d in (14, 28, 42, 56)
    ]
    assert plan.review == date(2026, 5, 31)
    assert plan.milestones[0].goal == "no breach"
    text = plan.to_markdown()
    sections = [line[4:] for line in text.splitlines() if line.startswith("### ")]
    assert sections == [
        "Current performance",
        "Standards required",
        "Support",
        "Milestones",
        "Success",
        "Signatures",
    ]
    assert len(sections) == len(template.sections)
    assert "| week 8 | 2026-04-27 | – |" in text
    assert ImprovementPlan.model_validate_json(plan.model_dump_json()) == plan


def test_improvement_plans_on_a_calendar():
    def plan(**options):
        base = {"start": date(2026, 3, 28), "manager": "Bo", "standards": {"QA score": "80"}}
        return improvement_plan("Ada", **{**base, **options})

    moved = plan(calendar=OFFICE)
    assert moved.milestones[-1].on == date(2026, 5, 26)  # Saturday, Sunday, Memorial Day
    assert moved.flags == ()
    assert plan(review_days=30).flags == ("review_before_last_milestone",)
    assert "- –" in plan(support=[]).to_markdown()
    for options, match in (
        ({"review_days": 45}, "review_days must be 30, 60 or 90; got 45"),
        ({"review_days": True}, "review_days must be 30, 60 or 90; got True"),
        ({"start": "2026-03-28"}, "start must be a date without a time; got '2026-03-28'"),
        ({"start": date.max}, "start must be a date without a time; got"),
        ({"goals": {3: "x"}}, "goals must be for week 2, 4, 6 or 8; got 3"),
        ({"calendar": NEVER}, "calendar must have a business day from 2026-04-11; got none"),
    ):
        with pytest.raises(InputError, match=match):
            plan(**options)
    with pytest.raises(ValidationError, match="standards must have one; got none"):
        plan(standards={})
