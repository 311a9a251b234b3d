from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import training
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.training import (
    CareerPaths,
    CareerTrack,
    Curriculum,
    CurriculumModule,
    Gate,
    OnboardingPlan,
    OnboardingStage,
    ProgramItem,
    TrainingProgram,
    annual_hours,
    assessment_methods,
    career_paths,
    certification,
    certification_levels,
    content_types,
    curriculum,
    curriculum_hours,
    day_one,
    development_journey,
    gate_check,
    mentor_eligible,
    mentor_program,
    onboarding_dates,
    onboarding_hours,
    onboarding_practices,
    onboarding_stage,
    ongoing_training,
    preset,
    ramp_gate,
    soft_skills,
    training_program,
    training_resources,
)
from supportops.vocabulary import Range

SKILL = preset("support-operations")
RAMP = preset("support-operations-ramp")
OFFICE = BusinessCalendar(
    timezone="America/New_York",
    hours={"mon-fri": [("09:00", "17:00")]},
    holidays=[date(2026, 5, 25)],
)
NEVER = BusinessCalendar(timezone="UTC", hours={})


@pytest.mark.fact("training-onboarding-program")
def test_the_published_onboarding():
    assert [(s.first_week, s.last_week, s.focus, s.needs) for s in SKILL.stages] == [
        (1, 1, "company and culture", "quiz, buddy assigned"),
        (2, 2, "product deep dive", "product certification"),
        (3, 3, "tools and systems", "tool proficiency"),
        (4, 4, "shadowing", "shadow log"),
        (5, 6, "supervised tickets", "qa at least 70 points"),
        (7, 8, "increasing load", "qa at least 80 points, fcr at least 60 %"),
    ]
    supervised = onboarding_stage(5, plan=SKILL)
    assert supervised == onboarding_stage(6, plan=SKILL)
    assert gate_check(supervised.gates, marks={"qa": 70}).passed is True
    assert gate_check(supervised.gates, marks={"qa": 69}).passed is False
    last = onboarding_stage(8, plan=SKILL).gates
    assert gate_check(last, marks={"qa": 80, "fcr": "60%"}).passed is True
    assert gate_check(last, marks={"qa": 79, "fcr": 0.6}).failed == ("qa at least 80 points",)
    assert gate_check(last, marks={"qa": 80, "fcr": 0.59}).failed == ("fcr at least 60 %",)
    assert gate_check(last, marks={"qa": 80}).passed is None
    assert onboarding_stage(9, plan=SKILL) is None


def test_the_other_published_plan_stands_apart():
    assert [(s.first_week, s.last_week, s.load, s.support) for s in RAMP.stages] == [
        (1, 1, 0, "classroom"),
        (2, 2, 0, "paired with mentor"),
        (3, 3, 0.25, "QA every ticket"),
        (4, 4, 0.5, "QA every ticket"),
        (5, 6, 0.75, "daily check-ins"),
        (7, 8, 1, "standard"),
    ]
    where = {
        plan.name: next(s.first_week for s in plan.stages if s.focus == "shadowing")
        for plan in (SKILL, RAMP)
    }
    assert where == {"support-operations": 4, "support-operations-ramp": 2}
    with pytest.raises(InputError, match="load must be said in every stage; got none in support"):
        SKILL.loads
    assert training.presets() == ("support-operations", "support-operations-ramp", "vivtone")


def test_onboarding_hours_by_playbook():
    assert {n: str(onboarding_hours(n).hours) for n in ("ast", "itcs", "vivtone", "hume")} == {
        "ast": "80 hours",
        "itcs": "40–80 hours",
        "vivtone": "at least 40 hours",
        "hume": "40 hours",
    }
    assert sum(onboarding_hours("ast").parts.values()) == 80
    assert str(onboarding_hours("hume").shadowing) == "60–90 days"
    classroom, mentored = preset("vivtone").stages
    assert (classroom.first_week, classroom.last_week) == (1, 4)
    assert classroom.hours == onboarding_hours("vivtone").hours
    assert (mentored.first_week, mentored.last_week, mentored.end) == (5, 8, 12)


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: OnboardingPlan(name="x", stages=()), "stages must have one; got none"),
        (
            lambda: OnboardingPlan(
                name="x", stages=(OnboardingStage(focus="a", first_week=2, last_week=3),)
            ),
            "stages must follow one another from week 1; got 2 to 3 where week 1 begins",
        ),
        (
            lambda: OnboardingPlan(
                name="x",
                stages=(OnboardingStage(focus="a", first_week=1, last_week=3, latest_week=2),),
            ),
            "stages must follow one another",
        ),
        (lambda: CurriculumModule(name="x", hours=-1), "hours must be a finite number, zero or"),
    ],
)
def test_plans_that_do_not_hold(make, match):
    with pytest.raises(ValidationError, match=match):
        make()


def test_gates_that_cannot_be_checked():
    qa = Gate(metric="qa", limits=Range(low=80, unit="points"))
    fcr = Gate(metric="fcr", limits=Range(low=0.6))
    signed = Gate(metric="off", limits=Range(low=-0.1, high=0.1))
    assert gate_check([signed], marks={"off": -0.1}).passed is True
    assert gate_check([signed], marks={"off": -0.11}).passed is False
    assert gate_check([qa], marks={"qa": float("nan")}).unknown == ("qa",)
    assert gate_check([], marks={}, needed=["talk"]).unknown == ("talk",)
    assert gate_check([], marks={}, needed=["talk"], evidence=["talk"]).passed is True
    # What speaks against it outweighs what is not known.
    assert gate_check([qa, fcr], marks={"qa": 1}).passed is False
    for call, match in (
        (lambda: gate_check([qa], marks={"csat": 1}), "marks must be of a gate; got 'csat'"),
        (lambda: gate_check([], marks={"csat": 1}), "there are none"),
        (lambda: gate_check([fcr], marks={"fcr": 60}), r"marks\['fcr'\] must be a share"),
        (
            lambda: gate_check([qa], marks={"qa": "80"}),
            r"must be a number \[points\], finite; got '80'",
        ),
        (lambda: gate_check([signed], marks={"off": "a"}), r"\[share, plus or minus\]"),
        (lambda: gate_check([], marks={}, evidence=["x"]), "evidence must be asked for; got 'x'"),
        (lambda: gate_check([qa], marks=[1]), "marks must map names to values"),
        (lambda: onboarding_stage(0, plan=SKILL), "week must be one or more; got 0"),
    ):
        with pytest.raises(InputError, match=match):
            call()


def test_plans_on_paper():
    text = SKILL.to_markdown()
    assert "| 7–8 | increasing load | – | – | qa at least 80 points, fcr at least 60 % |" in text
    assert "| 3 | supervised tickets | 25 % | QA every ticket | – |" in RAMP.to_markdown()
    assert "| 5–8 or 12 | mentored live support |" in preset("vivtone").to_markdown()
    for name in training.presets():
        plan = preset(name)
        assert OnboardingPlan.model_validate_json(plan.model_dump_json()) == plan
    assert "| core product | 4 | quiz, demo |" in curriculum("product").to_markdown()
    bare = Curriculum(name="own", modules=(CurriculumModule(name="a", hours=1.5),))
    assert "| a | 1.5 | – |" in bare.to_markdown()


def test_plans_on_the_calendar():
    start = date(2026, 5, 23)  # a Saturday, before Memorial Day
    dates = onboarding_dates(SKILL, start=start, calendar=OFFICE)
    assert dates.stages[0].first_day == date(2026, 5, 26)
    assert dates.stages[0].last_day == date(2026, 5, 29)
    assert dates.stages[-1].last_day == date(2026, 7, 17)
    assert "| 2026-05-26 | 2026-05-29 | company and culture |" in dates.to_markdown()
    assert dates.to_frame()["first_day"][1] == date(2026, 6, 1)
    plain = onboarding_dates(preset("vivtone"), start=start)
    assert plain.stages[1].first_day == start + timedelta(weeks=4)
    assert plain.stages[1].last_day == start + timedelta(weeks=8, days=-1)
    assert plain.stages[1].latest_day == start + timedelta(weeks=12, days=-1)
    once = BusinessCalendar(timezone="UTC", overrides={date(2026, 5, 25): [("09:00", "12:00")]})
    for calendar in (NEVER, once):
        with pytest.raises(InputError, match="calendar must have a business day in every stage"):
            onboarding_dates(SKILL, start=start, calendar=calendar)
    with pytest.raises(InputError, match="start must leave room for the plan; got 9999-12-31"):
        onboarding_dates(SKILL, start=date.max)
    with pytest.raises(InputError, match="day must be a date without a time; got '2026'"):
        day_one().on("2026", timezone="UTC")
    with pytest.raises(InputError, match="start must be a date without a time"):
        onboarding_dates(SKILL, start=datetime(2026, 5, 23))


@given(st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_stages_follow_one_another_on_any_calendar(start):
    dates = onboarding_dates(SKILL, start=start, calendar=OFFICE)
    last = start - timedelta(days=1)
    for stage in dates.stages:
        assert last < stage.first_day <= stage.last_day <= stage.latest_day
        assert stage.first_day.weekday() < 5
        assert stage.last_day.weekday() < 5
        last = stage.last_day
    assert (dates.stages[-1].last_day - start).days <= 55


@pytest.mark.fact("training-day-one")
def test_the_first_day():
    day = day_one()
    assert day.before == (
        "laptop",
        "system access",
        "email and Slack",
        "training schedule",
        "buddy or mentor",
        "welcome kit",
    )
    assert [(each.at, each.item) for each in day.timetable] == [
        (time(9), "manager welcome"),
        (time(9, 30), "HR orientation"),
        (time(10, 30), "IT setup"),
        (time(11, 30), "team lunch"),
        (time(13), "company overview"),
        (time(14), "support team overview"),
        (time(15), "product introduction"),
        (time(16), "tour"),
        (time(16, 30), "wrap-up with manager"),
    ]
    items = day.on(date(2026, 3, 2), timezone="Europe/Paris")
    assert items[-1][0] - items[0][0] == timedelta(hours=7.5)
    assert items[0][0].isoformat() == "2026-03-02T09:00:00+01:00"


@pytest.mark.fact("training-certification-levels")
def test_the_published_certificates():
    rows = [
        (c.level, c.name, str(c.at), [str(g.limits) for g in c.gates], c.evidence)
        for c in certification_levels()
    ]
    assert rows == [
        (1, "foundational", "8 weeks", ["at least 0.8", "at least 75 points"], ()),
        (2, "proficient", "4 months", ["at least 0.85", "at least 85 points"], ("case study",)),
        (
            3,
            "specialist",
            "at least 8 months",
            ["at least 0.9", "at least 90 points"],
            ("presentation",),
        ),
        (4, "expert", "at least 2 years", [], ("peer review", "manager recommendation")),
    ]
    assert certification_levels()[2].topics == ("deep specialty", "escalations", "mentoring")
    assert certification(1, quiz="80%", qa=75).passed is True
    assert certification(1, quiz="79%", qa=75).passed is False
    assert certification(1, quiz="80%", qa=74).failed == ("qa at least 75 points",)
    assert certification(2, quiz=0.85, qa=85).passed is None
    assert certification(2, quiz=0.85, qa=85, evidence=["case study"]).passed is True
    assert certification(3, quiz=0.9, qa=89, evidence=["presentation"]).passed is False
    assert certification(4, quiz=0.1, evidence=["peer review"]).unknown == (
        "manager recommendation",
    )
    both = ["peer review", "manager recommendation"]
    assert certification(4, evidence=both).passed is True
    for level in (5, True, "1"):
        with pytest.raises(InputError, match="level must be 1, 2, 3 or 4; got"):
            certification(level)
    with pytest.raises(InputError, match="qa must be a finite number, zero or more; got -1"):
        certification(1, qa=-1)


@pytest.mark.fact("training-mentor-program")
def test_who_may_be_a_mentor():
    program = mentor_program()
    assert program.tickets_together == 20
    assert program.duties == (
        "daily check-in",
        "answer without judgement",
        "review first tickets",
        "feedback",
        "escalate concerns",
        "ad-hoc support",
    )
    assert program.evidence == (
        "wants to develop others",
        "patient communication",
        "time allotted",
    )
    assert mentor_eligible(tenure=6, qa=85, evidence=program.evidence).passed is True
    assert mentor_eligible(tenure=6, qa=84, evidence=program.evidence).passed is False
    assert mentor_eligible(tenure=5.9, qa=85).failed == ("tenure at least 6 months",)
    assert mentor_eligible().unknown == ("tenure", "qa", *program.evidence)


def test_the_gate_of_the_ramp():
    assert ramp_gate("5m30s", target="5m", csat="80%").passed is True
    assert ramp_gate("4m30s", target="5m", csat="80%").passed is True
    edge = timedelta(minutes=5, seconds=30, microseconds=1)
    assert ramp_gate(edge, target="5m", csat=0.8).passed is False
    fast = ramp_gate("4m", target="5m", csat=0.79)
    assert fast.failed == (
        "handle time of 4m is 20 % under target",
        "CSAT of 79 % is below 80 %",
    )
    assert fast.deviation == -0.2
    with pytest.raises(InputError, match="target must be above zero; got 0s"):
        ramp_gate("5m", target="0m", csat=0.8)
    with pytest.raises(InputError, match="handle_time must say its unit; got 5"):
        ramp_gate(5, target="5m", csat=0.8)


@pytest.mark.fact("training-product-curriculum")
def test_the_published_curriculum():
    product = curriculum("product")
    assert {m.name: (m.hours, m.assessment) for m in product.modules} == {
        "core_product": (4, ("quiz", "demo")),
        "integrations": (2, ("quiz",)),
        "admin_settings": (2, ("quiz",)),
        "billing": (1, ("quiz",)),
        "api_basics": (2, ("quiz",)),
        "mobile": (1, ("quiz",)),
        "common_issues": (4, ("case studies",)),
    }
    assert product.top_tickets == 20
    assert curriculum_hours(product.modules) == 16
    assert curriculum_hours([]) == 0


def test_hours_of_a_year_by_playbook():
    hours = {n: annual_hours(training_program(n)) for n in ("vivtone", "ast", "hume", "itcs")}
    assert {n: str(h.hours) for n, h in hours.items()} == {
        "vivtone": "60 hours",
        "ast": "40 hours",
        "hume": "96 hours",
        "itcs": "96–192 hours",
    }
    assert {n: str(h) for n, h in hours["vivtone"].by_topic.items()} == {
        "product_deep_dive": "32 hours",
        "soft_skills": "24 hours",
        "compliance_security": "4 hours",
    }


def test_hours_of_programs_of_ones_own():
    def item(topic, every, **hours):
        return ProgramItem(topic=topic, every=every, hours=Range(**hours, unit="hours"))

    own = TrainingProgram(
        name="own",
        items=(
            item("talk", "every 2 weeks", low=1, high=1),
            item("talk", "yearly", low=2),
            item("trend", "ongoing", high=1),
        ),
    )
    answer = annual_hours(own, weeks=46)
    assert str(answer.hours) == "at least 25 hours"
    assert answer.not_counted == ("trend",)
    upto = TrainingProgram(name="own", items=(item("talk", "monthly", high=1),))
    assert str(annual_hours(upto).hours) == "0–12 hours"
    for items, match in (
        ((item("talk", "daily", low=1),), "every must be weekly or rarer; got daily in talk"),
        ((item("talk", "ongoing", low=1),), "program must have a cadence to count; got none in"),
    ):
        with pytest.raises(InputError, match=match):
            annual_hours(TrainingProgram(name="own", items=items))


@pytest.mark.fact("training-development-journey")
def test_the_published_journey():
    assert [(s.name, str(s.span), s.content) for s in development_journey()] == [
        ("onboarding", "1–8 weeks", ("culture", "product", "tools", "shadowing", "ramp")),
        ("proficiency", "2–6 months", ("independent work", "specialty", "quality")),
        (
            "mastery",
            "6–18 months",
            ("L2 skills", "mentoring", "process improvement", "specialisation"),
        ),
        ("leadership", "at least 2 years", ("team lead", "trainer", "specialist", "management")),
    ]


@pytest.mark.fact("training-good-onboarding")
def test_the_published_practices():
    practices = onboarding_practices()
    assert practices.queue_on_day_one is False
    assert str(practices.one_to_one) == "weekly"
    assert [p.name for p in practices.practices] == [
        "structured curriculum",
        "blended learning",
        "gradual ramp",
        "assigned mentor",
        "early feedback",
    ]
    assert practices.practices[2].rules[0] == "not in the queue at once"


@pytest.mark.fact("training-soft-skills")
def test_the_published_skills():
    assert {s.name: (s.why, s.methods) for s in soft_skills()} == {
        "empathy": ("customer feels heard", ("role play", "customer stories")),
        "clear_writing": ("understood first time", ("workshops", "reviews")),
        "active_listening": ("solve the right problem", ("role play", "call shadowing")),
        "de_escalation": ("angry customers", ("scenarios", "real examples")),
        "time_management": ("efficient, not rushed", ("tips", "workflow")),
        "saying_no": ("decline without harm", ("scripts", "practice")),
    }


@pytest.mark.fact("training-content-types")
def test_the_published_content():
    assert {c.name: (c.best_for, c.example) for c in content_types()} == {
        "video": ("visual processes", "walkthroughs"),
        "written": ("reference", "guides"),
        "interactive": ("practice", "sandbox"),
        "live": ("nuance and culture", "weekly new-hire session"),
        "shadowing": ("real context", "sit with experienced agent"),
        "case_study": ("complex scenarios", "what would you do"),
    }


@pytest.mark.fact("training-ongoing-program")
def test_the_published_training_that_goes_on():
    rows = [(None if t.every is None else str(t.every), t.name) for t in ongoing_training()]
    assert rows == [
        ("weekly", "team meeting learning"),
        ("monthly", "skills workshop"),
        ("quarterly", "product updates"),
        ("twice a year", "certification renewal"),
        (None, "issue-specific"),
    ]


@pytest.mark.fact("training-assessment-methods")
def test_the_published_methods():
    assert {m.name: (m.tests, m.when) for m in assessment_methods()} == {
        "quiz": ("recall", "after modules"),
        "case_study": ("application", "end of section"),
        "live_demo": ("hands-on", "product knowledge"),
        "role_play": ("soft skills", "communication"),
        "qa_review": ("real work", "ongoing"),
        "peer_teaching": ("deep understanding", "mastery"),
    }


@pytest.mark.fact("training-resources-checklist")
def test_the_published_resources():
    resources = training_resources()
    assert resources.documentation == (
        "product docs",
        "troubleshooting",
        "process",
        "FAQ",
        "escalation procedures",
    )
    assert resources.tools == ("LMS", "sandbox", "recording", "quiz platform", "knowledge base")
    assert resources.people == ("mentor", "facilitators", "subject experts", "manager for 1:1s")


@pytest.mark.fact("training-career-paths")
def test_the_published_careers():
    paths = career_paths()
    assert paths.root == "support agent"
    assert {t.name: t.steps for t in paths.tracks} == {
        "specialist": ("L2 specialist", "L3 engineer", "solutions architect"),
        "lead_manager": ("team lead", "support manager", "support director", "VP support"),
        "trainer": ("training specialist", "enablement", "trainer lead", "content lead"),
    }
    assert paths.next_steps("L3 engineer") == {"specialist": "solutions architect"}
    assert paths.next_steps("VP support") == {}
    assert len(paths.next_steps("support agent")) == 3
    assert paths.to_mermaid().splitlines()[2] == '  root --> t0s0["L2 specialist"]'
    with pytest.raises(InputError, match="role must be on a track; got 'CEO'; there are support"):
        paths.next_steps("CEO")
    odd = CareerPaths(root='a "b"', tracks=(CareerTrack(name="x", steps=("c]",)),))
    assert 'root["a #34;b#34;"]' in odd.to_mermaid()
