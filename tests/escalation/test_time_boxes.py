from datetime import timedelta

import pytest
from pydantic import ValidationError

from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.escalation import TimeBox, box_states, time_boxes, unowned_spans


def box(**more):
    return TimeBox(
        **{"name": "a", "about": "b", "source": Source(source="a test", where="here"), **more}
    )


@pytest.mark.fact("escalation-severity-levels-core")
def test_the_summary_of_severities():
    assert [
        (b.name, b.about, b.within and str(b.within), b.to, b.communication)
        for b in time_boxes("support-operations-summary")
    ] == [
        (
            "SEV1",
            "system-wide outage",
            "0s",
            ("engineering", "exec"),
            ("status page", "proactive email"),
        ),
        ("SEV2", "major feature broken", "1h", ("L3",), ("affected users notified",)),
        ("SEV3", "feature degraded", "4h", ("L2",), ("standard ticket updates",)),
        ("SEV4", "minor impact", None, ("normal queue",), ("standard ticket updates",)),
    ]
    states = box_states(time_boxes("support-operations-summary"), elapsed="1h")
    assert [s.state for s in states] == ["overdue", "open", "open", "no deadline"]


@pytest.mark.fact("playbook-hume-escalation")
@pytest.mark.parametrize(
    ("elapsed", "states"),
    [
        ("0m", ["open", "not yet", "open"]),
        ("4h", ["open", "not yet", "open"]),
        ("4h1s", ["overdue", "not yet", "open"]),
        ("8h", ["overdue", "open", "open"]),
        ("24h", ["overdue", "open", "open"]),
        ("24h1s", ["overdue", "overdue", "open"]),
        ("48h1s", ["overdue", "overdue", "overdue"]),
    ],
)
def test_levels_of_the_hume_guide(elapsed, states):
    assert [s.state for s in box_states(time_boxes("hume"), elapsed=elapsed)] == states


@pytest.mark.fact("playbook-hume-escalation")
def test_nobody_owns_hours_four_to_eight():
    assert [(b.name, b.about) for b in time_boxes("hume")] == [
        ("Level 1", "resolve"), ("Level 2", "engineering engagement"), ("Level 3", "executive review")
    ]  # fmt: skip
    assert unowned_spans(time_boxes("hume")) == ((timedelta(hours=4), timedelta(hours=8)),)
    assert unowned_spans(time_boxes("support-operations-summary")) == ()


@pytest.mark.fact("playbook-ast-escalation-guarantees")
def test_checkpoints_of_the_ast_playbook():
    assert [b.within.length for b in time_boxes("ast-enterprise")] == [
        timedelta(minutes=m) for m in (30, 60, 120)
    ]


@pytest.mark.fact("playbook-ast-incident-steps")
def test_steps_of_an_incident_in_the_ast_playbook():
    owner, team = time_boxes("ast-incident")
    assert (str(owner.within), str(team.within)) == ("2h business", "30m")
    assert [s.state for s in box_states((owner, team), elapsed="3h")] == ["unknown", "overdue"]
    assert [s.state for s in box_states((owner, team), elapsed="3h", business_elapsed="2h")] == [
        "open",
        "overdue",
    ]
    late = box_states((owner,), elapsed="3h", business_elapsed="2h1m")[0]
    assert (late.state, late.left) == ("overdue", -timedelta(minutes=1))


def test_unknown_names_and_bare_numbers():
    with pytest.raises(
        InputError,
        match="name must be one of support-operations-summary, hume, ast-enterprise or ast-incident; got 'x'",
    ):
        time_boxes("x")
    with pytest.raises(InputError, match="elapsed must say its unit; got 4"):
        box_states(time_boxes("hume"), elapsed=4)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"within": "next business day"},
            'within must be a length of time such as "4h"; got next business day',
        ),
        (
            {"opens": "2 business days"},
            'opens must be a length of time such as "4h"; got 2 business days',
        ),
        ({"opens": "2h", "within": "1h"}, "within must not be before opens; got 1h and 2h"),
        (
            {"opens": "1h", "within": "2h business"},
            "opens must be on the clock of within; got 1h and 2h business",
        ),
    ],
)
def test_boxes_that_cannot_be_kept(fields, message):
    with pytest.raises(ValidationError, match=message):
        box(**fields)


def test_a_box_with_an_opening_alone():
    assert box_states((box(opens="1h"),), elapsed="2h")[0].state == "no deadline"
    assert unowned_spans((box(opens="1h"), box(opens="3h", within="4h"))) == (
        (timedelta(), timedelta(hours=3)),
    )
