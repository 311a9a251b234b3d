from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import escalation
from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.escalation import EscalationPolicy, Severity, engaged

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
