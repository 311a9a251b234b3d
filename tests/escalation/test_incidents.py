from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.escalation import (
    Incident,
    incident_roles,
    incident_times,
    incident_times_table,
    role_findings,
    war_room_progress,
    war_room_protocol,
)

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(minutes):
    return AT + timedelta(minutes=minutes)


def incident(**more):
    return Incident(**{"id": "7", "severity": "SEV1", "started_at": AT, **more})


FULL = {
    "incident_commander": "Ada",
    "technical_lead": "Bo",
    "communications_lead": "Cy",
    "scribe": "Di",
}


@pytest.mark.fact("escalation-incident-roles")
def test_roles():
    assert [(r.name, r.duty, r.actions, r.applies_to) for r in incident_roles()] == [
        (
            "incident_commander",
            "overall coordination",
            ("runs the bridge", "decides"),
            ("SEV1", "SEV2"),
        ),
        (
            "technical_lead",
            "technical investigation",
            ("debugs", "deploys fixes"),
            ("SEV1", "SEV2"),
        ),
        (
            "communications_lead",
            "stakeholder updates",
            ("status page", "customer email"),
            ("SEV1", "SEV2"),
        ),
        ("scribe", "documentation", ("timeline", "actions", "decisions"), ("SEV1", "SEV2")),
        ("subject_matter_expert", "specific expertise", ("called as needed",), ("SEV1", "SEV2")),
    ]


@pytest.mark.fact("escalation-incident-roles")
@pytest.mark.parametrize("severity", ["SEV1", "SEV2"])
@pytest.mark.parametrize("role", FULL)
def test_each_role_is_missed(role, severity):
    people = {name: who for name, who in FULL.items() if name != role}
    assert [
        (f.kind, f.roles) for f in role_findings(incident(severity=severity, roles=people))
    ] == [("missing", (role,))]
    assert role_findings(incident(severity=severity, roles=FULL)) == ()


def test_mild_incidents_want_no_roles():
    assert role_findings(incident(severity="SEV3")) == ()


def test_shared_and_unknown_roles():
    people = {**FULL, "scribe": " Ada ", "cook": "Ada", "subject_matter_expert": ""}
    found = role_findings(incident(roles=people))
    assert [(f.kind, f.roles, f.person) for f in found] == [
        ("unknown", ("cook",), "Ada"),
        ("shared", ("incident_commander", "scribe"), "Ada"),
    ]
    assert role_findings(incident(roles={}), roles=()) == ()


def test_stretches():
    times = incident_times(
        incident(
            detected_at=after(4),
            acknowledged_at=after(9),
            mitigated_at=after(50),
            resolved_at=after(120),
        )
    )
    assert (times.detect, times.acknowledge, times.mitigate, times.resolve) == tuple(
        timedelta(minutes=m) for m in (4, 5, 50, 120)
    )
    bare = incident_times(incident())
    assert (bare.detect, bare.acknowledge, bare.mitigate, bare.resolve) == (None,) * 4


def test_marks_in_order():
    with pytest.raises(ValidationError, match="resolved_at must not be before detected_at"):
        incident(detected_at=after(5), resolved_at=after(4))


def test_a_table_answers_as_one_by_one():
    rows = [
        {
            "started_at": AT,
            "detected_at": after(4),
            "acknowledged_at": after(9),
            "mitigated_at": after(50),
            "resolved_at": after(120),
        },
        {
            "started_at": AT,
            "detected_at": None,
            "acknowledged_at": after(9),
            "mitigated_at": None,
            "resolved_at": after(120),
        },
        {
            "started_at": AT,
            "detected_at": after(20),
            "acknowledged_at": None,
            "mitigated_at": after(10),
            "resolved_at": None,
        },
    ]
    frame = pd.DataFrame(rows, index=list("abc"))
    answer = incident_times_table(frame)
    assert list(answer.columns) == ["detect", "acknowledge", "mitigate", "resolve", "ordered"]
    assert answer["ordered"].tolist() == [True, True, False]
    for row, (_, got) in zip(rows[:2], answer.iterrows(), strict=False):
        one = incident_times(incident(**row))
        for name in ("detect", "acknowledge", "mitigate", "resolve"):
            assert (None if got[name] is pd.NaT else got[name]) == getattr(one, name)
    alone = incident_times_table(
        frame[["started_at"]].rename(columns={"started_at": "from"}), columns={"started_at": "from"}
    )
    assert alone.drop(columns="ordered").isna().all(axis=None)
    empty = incident_times_table(frame.iloc[:0])
    assert list(empty.dtypes.astype(str)) == ["timedelta64[us]"] * 4 + ["bool"]


PHASES = {
    "initiation": ("page on-call and backup", "open the bridge", "name an incident commander", "first impact assessment", "status page post"),
    "active": ("refresh status page on the interval", "scribe keeps timeline", "commander coordinates", "parallel workstreams if needed", "announce changes first"),
    "resolution": ("confirm impact over", "status page to resolved", "internal all-clear", "draft customer message", "schedule review"),
}  # fmt: skip


@pytest.mark.fact("escalation-war-room")
def test_the_protocol():
    rules = war_room_protocol()
    assert (rules.applies_to, rules.initiation, rules.status_page_every) == (
        "SEV1", timedelta(minutes=15), timedelta(minutes=15)
    )  # fmt: skip
    assert rules.phases == PHASES


@pytest.mark.fact("escalation-war-room")
def test_the_initiation_is_late_after_fifteen_minutes():
    for minutes, late in ((15, 0), (15.01, 5)):
        answer = war_room_progress(AT, done={}, now=after(minutes))
        assert (answer.phase, len(answer.late), answer.to_do) == (
            "initiation",
            late,
            PHASES["initiation"],
        )
        assert answer.status_page_due == after(15)
    slow = dict.fromkeys(PHASES["initiation"], after(3)) | {"open the bridge": after(16)}
    answer = war_room_progress(
        AT, done=slow, now=after(40), refreshed=after(20), protocol=war_room_protocol()
    )
    assert (answer.phase, answer.late) == ("active", ("open the bridge",))
    assert (answer.status_page_due, answer.status_page_late) == (after(35), timedelta(minutes=5))


def test_all_done():
    done = {step: after(9) for steps in PHASES.values() for step in steps}
    answer = war_room_progress(AT, done=done, now=after(99))
    assert (answer.phase, answer.to_do, answer.late, answer.status_page_due) == (
        "done",
        (),
        (),
        None,
    )
    assert answer.status_page_late == timedelta()
    partly = {step: at for step, at in done.items() if step != "schedule review"}
    assert war_room_progress(AT, done=partly, now=after(99)).to_do == ("schedule review",)


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        (
            {"done": {"dance": AT}, "now": after(1)},
            "done must name steps: page on-call and backup, .*; got 'dance'",
        ),
        ({"done": {}, "now": after(-1)}, "now must not be before started"),
        (
            {"done": {"open the bridge": after(2)}, "now": after(1)},
            r"done\[open the bridge\] must lie between started and now",
        ),
        (
            {"done": {}, "now": after(1), "refreshed": after(-2)},
            "refreshed must lie between started and now",
        ),
    ],
)
def test_bad_war_rooms(given_, message):
    with pytest.raises(InputError, match=message):
        war_room_progress(AT, **given_)
