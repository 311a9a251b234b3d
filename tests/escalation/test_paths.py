from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import escalation
from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.escalation import (
    EscalationPolicy,
    Severity,
    engaged,
    engagement,
    engagement_table,
    engagement_times,
    review_required,
)

BOOK = escalation.preset("support-operations")
PATHS = {
    "SEV1": ["on-call engineer", "VP engineering", "CTO", "CEO", "board update"],
    "SEV2": ["L3 engineer", "engineering manager", "VP engineering", "CTO"],
    "SEV3": ["L2 specialist", "L3 engineer", "engineering manager"],
    "SEV4": ["L1 agent", "L2 specialist"],
    "SEV5": ["L1 agent"],
}
MARKS = [0, 30, 60, 120, 240]


@pytest.mark.fact("escalation-paths")
@pytest.mark.parametrize("name", PATHS)
def test_every_cell_of_the_path_table(name):
    path = PATHS[name]
    for place, minutes in enumerate(MARKS):
        assert engaged(name, after=f"{minutes}m") == path[min(place, len(path) - 1)]
        if minutes:
            just_before = timedelta(minutes=minutes, microseconds=-1)
            assert engaged(name, after=just_before) == path[min(place, len(path)) - 1]


@given(st.sampled_from(sorted(PATHS)), st.integers(0, 1000), st.integers(0, 1000))
def test_a_path_never_goes_down(name, first, second):
    path = PATHS[name]
    early, late = sorted((first, second))
    roles = [engaged(name, after=timedelta(minutes=m)) for m in (early, late)]
    assert path.index(roles[0]) <= path.index(roles[1])


@pytest.mark.parametrize(
    ("severity", "after", "message"),
    [
        ("SEV9", "1h", "severity must be one of SEV1, SEV2, SEV3, SEV4 or SEV5; got 'SEV9'"),
        (pd.Series(["SEV1"]), "1h", "severity must be one of SEV1, .*; got 0"),
        ("SEV1", timedelta(-1), "after must be zero or more; got -24h"),
        ("SEV1", 30, 'after must say its unit; got 30; write "30m"'),
    ],
)
def test_bad_questions(severity, after, message):
    with pytest.raises(InputError, match=message):
        engaged(severity, after=after)


LEVEL = {
    "name": "A",
    "label": "a",
    "definition": "d",
    "path": ("x",),
    "response": "1h",
    "update": "hourly",
}


@pytest.mark.parametrize(
    ("marks", "levels", "message"),
    [
        ((), [LEVEL], "checkpoints must ascend from zero; got none"),
        (("30m",), [LEVEL], "checkpoints must ascend from zero; got 30m"),
        (("0m", "1h", "30m"), [LEVEL], "got 0s, 1h and 30m"),
        (("0m", "1h", "1h"), [LEVEL], "checkpoints must ascend"),
        (("0m",), [], "severities must be one or more, none twice"),
        (("0m",), [LEVEL, LEVEL], "severities must be one or more, none twice"),
        (("0m",), [{**LEVEL, "path": ()}], "path must have one role or more"),
        (("0m",), [{**LEVEL, "path": ("x", "y")}], r"at most one a checkpoint \(1\); got 2 in A"),
    ],
)
def test_policies_that_do_not_go_up(marks, levels, message):
    with pytest.raises(ValidationError, match=message):
        EscalationPolicy(
            checkpoints=marks,
            severities=[Severity.model_validate(level) for level in levels],
            source=Source(source="a test", where="here"),
        )


def test_another_policy():
    mine = EscalationPolicy(
        checkpoints=("0m", "10m"),
        severities=[Severity.model_validate({**LEVEL, "path": ("first", "second")})],
        source=Source(source="a test", where="here"),
    )
    assert engaged("A", after="10m", policy=mine) == "second"
    assert mine.scale.names == ("A",)


@pytest.mark.fact("escalation-response-requirements")
@pytest.mark.parametrize(
    ("name", "response", "update", "channels"),
    [
        ("SEV1", 15, "every 15 minutes", ("status page", "proactive email", "exec bridge")),
        ("SEV2", 30, "every 30 minutes", ("affected users", "internal Slack")),
        ("SEV3", 60, "every 120 minutes", ("ticket updates",)),
        ("SEV4", 240, "every 480 minutes", ("ticket updates",)),
        ("SEV5", 480, "at resolution", ("ticket updates",)),
    ],
)
def test_response_requirements(name, response, update, channels):
    row = BOOK.severity(name)
    assert row.response == timedelta(minutes=response)
    assert (str(row.update), row.communication) == (update, channels)


def test_presets_survive_json_and_cite():
    assert escalation.presets() == ("support-operations",)
    assert EscalationPolicy.model_validate_json(BOOK.model_dump_json()) == BOOK
    assert BOOK.source.source == "support-operations skill"
    with pytest.raises(InputError, match="name must be a preset of escalation"):
        escalation.preset("nobody")


@pytest.mark.fact("escalation-oncall-rotation")
def test_the_on_call_rule():
    rule = escalation.on_call_rule()
    assert (rule.people_min, rule.rotation_max_weeks) == (2, 1)
    assert rule.page_response == timedelta(minutes=5)
    assert rule.acknowledge_or_escalate == timedelta(minutes=15)


def test_who_is_next():
    row = engagement("SEV4", after="10m")
    assert (row.role, row.since, row.next_role, row.next_after, row.next_in) == (
        "L1 agent", timedelta(), "L2 specialist", timedelta(minutes=30), timedelta(minutes=20)
    )  # fmt: skip
    last = engagement("SEV4", after="10h")
    assert (last.role, last.since, last.next_role, last.next_after, last.next_in) == (
        "L2 specialist", timedelta(minutes=30), None, None, None
    )  # fmt: skip


@pytest.mark.fact("escalation-paths")
def test_times_of_a_path_do_not_stop_when_clocks_change():
    paris = ZoneInfo("Europe/Paris")
    start = datetime(2026, 3, 29, 1, 30, tzinfo=paris)
    times = engagement_times("SEV1", start=start)
    assert [row.role for row in times] == PATHS["SEV1"]
    passed = [row.at.astimezone(UTC) - start.astimezone(UTC) for row in times]
    assert passed == [timedelta(minutes=m) for m in MARKS]
    assert [row.at.strftime("%H:%M") for row in times] == [
        "01:30",
        "03:00",
        "03:30",
        "04:30",
        "06:30",
    ]
    assert len(engagement_times("SEV5", start=start)) == 1
    with pytest.raises(InputError, match="start must be timezone-aware"):
        engagement_times("SEV1", start=datetime(2026, 3, 29))
    with pytest.raises(InputError, match="instants must be before the year 10000"):
        engagement_times("SEV1", start=datetime(9999, 12, 31, 23, tzinfo=UTC))


MINUTES = st.one_of(st.none(), st.integers(0, 500), st.sampled_from(MARKS))


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(st.tuples(st.sampled_from([*PATHS, None]), MINUTES), max_size=25))
def test_a_table_answers_as_one_by_one(rows):
    frame = pd.DataFrame(
        {
            "severity": pd.Series([r[0] for r in rows], dtype=object),
            "elapsed": pd.Series(
                [None if r[1] is None else pd.Timedelta(minutes=r[1]) for r in rows],
                dtype="timedelta64[ns]",
            ),
        }
    )
    answer = engagement_table(frame)
    assert list(answer.columns) == ["role", "next_role", "next_in"]
    assert str(answer["next_in"].dtype) == "timedelta64[us]"
    for (name, minutes), (role, next_role, next_in) in zip(
        rows, answer.astype(object).to_numpy(), strict=True
    ):
        if name is None or minutes is None:
            assert role is None
            assert next_role is None
            assert next_in is pd.NaT
            continue
        one = engagement(name, after=timedelta(minutes=minutes))
        assert (role, next_role) == (one.role, one.next_role)
        assert (None if next_in is pd.NaT else next_in.to_pytimedelta()) == one.next_in


def test_bad_tables():
    elapsed = [pd.Timedelta("1h"), pd.Timedelta("-1h")]
    with pytest.raises(
        InputError,
        match=r"elapsed must be zero or more; got '-1 days \+23:00:00' at position 1 \(1 of 2 break this\)",
    ):
        engagement_table(pd.DataFrame({"severity": ["SEV1"] * 2, "elapsed": elapsed}))
    with pytest.raises(InputError, match="severity must be one of"):
        engagement_table(pd.DataFrame({"severity": ["P1"], "elapsed": elapsed[:1]}))


@pytest.mark.fact("escalation-oncall-structure")
def test_on_call_layers():
    assert [(row.name, row.coverage, row.duty) for row in escalation.on_call_layers()] == [
        ("primary", "24/7", "first responder to all alerts"),
        ("secondary", "24/7", "backup if primary cannot be reached"),
        ("manager", "24/7", "escalation point and decisions"),
        ("executive", "24/7", "major-incident communication"),
    ]


@pytest.mark.fact("escalation-oncall-rotation")
def test_what_a_rotation_expects_besides():
    rule = escalation.on_call_rule()
    assert (rule.handoff_day, rule.handoff_time) == ("monday", "09:00")
    assert rule.expects == (
        "consider time zones", "holidays covered and paid", "consistent handoff time",
        "laptop and internet", "unimpaired", "cover for personal conflicts",
    )  # fmt: skip


@pytest.mark.fact("escalation-good-practices")
def test_practices():
    assert {p.name: p.rules for p in escalation.escalation_practices()} == {
        "clear severity criteria": (
            "written with examples",
            "decision tree for unclear cases",
            "team calibration",
        ),
        "no-blame culture": (
            "escalating beats missing",
            "learn from near misses",
            "praise good catches",
        ),
        "context travels": ("full history", "troubleshooting done", "customer impact"),
        "defined communication templates": (
            "internal format",
            "customer format",
            "status page process",
        ),
        "post-incident review": (
            "for each SEV1/SEV2",
            "blameless root cause",
            "actions tracked to completion",
        ),
    }
    assert [review_required(f"SEV{n}") for n in range(1, 6)] == [True, True, False, False, False]
    with pytest.raises(InputError, match="severity must be one of"):
        review_required("P1")
