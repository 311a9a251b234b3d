"""Rules about incidents: what trips them, what does not, and where the border runs."""

import pytest

from supportops import escalation
from supportops.audit.rules_escalation import incident_update_hours
from supportops.audit.rules_handling import next_role_hours
from supportops.audit.rules_queue import update_hours

case = pytest.param


def updates(gaps, severity="SEV1", until=0.45):
    """20 incidents of 27 minutes or more, with a customer update so long after the start."""
    return {
        "incidents": {
            "incident_id": "#", "n": 20, "severity": severity,
            "started_at": "0", "resolved_at": str(until),
        },
        "incident_updates": {
            "incident_id": [str(i) for i in range(20)], "at": gaps, "to_customers": "1",
        },
    }  # fmt: skip


def order(last):
    """20 incidents with an internal update after an hour, customers told later or with it."""
    ids = [str(i) for i in range(20)]
    return {
        "incident_updates": {
            "incident_id": ids + ids,
            "at": f"1*20 2*{last} 1*{20 - last}",
            "to_customers": "0*20 1*20",
        }
    }


def calls(early, after="0.1666"):
    """20 calls to SEV1: so many of the CTO early, the others of the engineer on call."""
    return {
        "incidents": {"incident_id": "#", "n": 20, "severity": "SEV1", "started_at": "0"},
        "engagements": {
            "incident_id": [str(i) for i in range(20)],
            "role": ["CTO"] * early + ["on-call engineer"] * (20 - early),
            "at": after,
        },
    }


def people(**columns):
    return {"incidents": columns}


def workforce(**facts):
    return {"design": {"workforce": facts}}


CASES = [
    case(
        "no-update-cadence", "share",
        updates("0.2*17 0.27*3"),
        [updates("0.2*18 0.27*2"), updates("0.25*20"), updates("0.1*20", "SEV2", 0.6),
         updates("0.5*20", "SEV3", 2)],
        marks=pytest.mark.fact("escalation-bad-practices", "escalation-response-requirements"),
    ),
    case("customer-last", "share", order(11), [order(10)],
         marks=pytest.mark.fact("escalation-anti-patterns")),
    case("skip-level-escalations", "share", calls(3), [calls(2), calls(20, "1")],
         marks=pytest.mark.fact("escalation-bad-practices", "escalation-paths")),
    case("hero-culture", "share", people(commander="Ada*11 Bo*9"),
         [people(commander="Ada*10 Bo*10")],
         marks=pytest.mark.fact("escalation-anti-patterns")),
    case("hero-culture", "people", workforce(on_call_people=1), [workforce(on_call_people=2)],
         marks=pytest.mark.fact("escalation-anti-patterns", "escalation-oncall-rotation")),
    case("hero-culture", "turn", workforce(on_call_weeks=2), [workforce(on_call_weeks=1)],
         marks=pytest.mark.fact("escalation-oncall-rotation")),
    case(
        "no-post-mortems", "missing",
        {"now": 49, **people(severity="SEV2", resolved_at="0", reviewed_at="- 48*19")},
        [
            {"now": 48, **people(severity="SEV2", resolved_at="0", reviewed_at="-*20")},
            {"now": 90, **people(severity="SEV3 SEV2*20", resolved_at="0",
                                 reviewed_at="- 48*20")},
        ],
        marks=pytest.mark.fact("escalation-anti-patterns", "escalation-good-practices",
                               "escalation-comm-template-resolution"),
    ),
    case("no-post-mortems", "repeated", people(root_cause="dns dns disk"),
         [people(root_cause="dns disk -")],
         marks=pytest.mark.fact("escalation-anti-patterns")),
    case(
        "war-room-theater", "active",
        {"attendance": {"active": "1*3 0*47"}}, [{"attendance": {"active": "1*5 0*45"}}],
        marks=pytest.mark.fact("escalation-anti-patterns"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)


@pytest.mark.fact("escalation-response-requirements")
def test_updates_are_those_of_the_escalation_room():
    assert incident_update_hours()[:4] == pytest.approx([0.25, 0.5, 2, 8])
    assert incident_update_hours()[4] != incident_update_hours()[4]


@pytest.mark.fact("escalation-paths")
def test_the_first_checkpoint_is_half_an_hour_where_there_is_a_next_role():
    hours = next_role_hours()
    assert hours[:4] == [0.5] * 4
    assert hours[4] != hours[4]
    assert len(hours) == len(escalation.preset("support-operations").severities)


@pytest.mark.fact("sla-by-priority")
def test_silence_is_measured_by_the_published_update_intervals():
    assert update_hours()[:4] == [0.5, 2, 8, 24]
    assert update_hours()[4] != update_hours()[4]
