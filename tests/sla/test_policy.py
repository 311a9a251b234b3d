"""Policies at the door: rows, scales, names, and what is refused."""

import copy
import pickle

import pytest
from pydantic import ValidationError

from supportops import sla
from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, union
from supportops.sla import SlaPolicy, SlaRow, targets_for

OFFICE = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})


def policy(**fields):
    base = {
        "name": "test",
        "rows": [{"priority": "P1", "first_response": "1h"}],
        "calendars": {"office": OFFICE},
        "calendar": "office",
    }
    return SlaPolicy.model_validate({**base, **fields})


SCALE = {"label": "priority", "names": ["P1", "P2"]}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"calendar": "night"}, "calendar must be one of office; got 'night'"),
        ({"calendars": {}}, "calendar must be one of none; got 'office'"),
        ({"priorities": SCALE, "rows": [{"priority": "P9"}]}, r"rows\[0\].priority must be one of P1 or P2; got 'P9'"),
        ({"rows": [{"calendar": "x"}]}, r"rows\[0\].calendar must be one of office; got 'x'"),
        ({"rows": [{"other": {"review": "1h"}}]}, r"rows\[0\] must be one of first_response.*; got 'review'"),
        ({"rows": [{"pauses": {"resolution": ["Z"]}}]}, "pauses must name statuses or classes, new.*; got 'Z'"),
        ({"pauses": {"nothing": ["open"]}}, r"pauses\['nothing'\] must be one of first_response"),
        ({"pauses": {"resolution": ["Z"]}}, "pauses must name statuses or classes"),
        ({"warnings": [{"name": "a", "percent": 90}, {"name": "b", "percent": 50}]}, "warnings must rise in percent"),
        ({"exceptions": [{"kind": "duplicate", "treatment": "merge"}] * 2}, "exceptions must have one rule a kind"),
        (
            {"exceptions": [{"kind": "duplicate", "treatment": "merge", "metrics": ["x"]}]},
            r"exceptions\['duplicate'\].metrics must be one of",
        ),
        (
            {"categories": ["bug"], "exclusions": [{"about": "x", "category": "y"}]},
            "exclusions.category must be one of bug; got 'y'",
        ),
        (
            {"definitions": {"review": {"start": ["created"], "stop": ["solved"], "after": "x"}}},
            r"definitions\['review'\].after must be one of",
        ),
        (
            {"definitions": {"review": {"start": ["status Nowhere"], "stop": ["solved"]}}},
            "pauses must name statuses or classes",
        ),
        ({"rows": [{"first_response": 4}]}, "must say its unit"),
        ({"rows": [{"first_response": "3 days"}]}, "must say which days"),
        ({"rows": [{"priority": ""}]}, "priority must be one name or more; got ''"),
        ({"rows": [{"priority": []}]}, "priority must be one name or more"),
        ({"rows": [{"other": {"resolution": "1h"}}]}, "write it as the field resolution"),
        ({"rows": [{"goals": {"resolution": "1h"}}]}, "goals must name promised metrics; got 'resolution'; promised are none"),
        ({"rows": [{"resolution": "1h", "attained": {"first_response": 0.9}}]}, "promised are resolution"),
        ({"rows": [{"resolution": "1h", "attained": {"resolution": 9}}]}, "share"),
    ],
)  # fmt: skip
def test_what_cannot_be_evaluated_is_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        policy(**fields)


def test_the_first_row_that_matches_governs():
    contract = policy(
        rows=[
            {"priority": ("P1", "P2"), "customer_tier": "gold", "resolution": "1h"},
            {"priority": "P1", "resolution": "2h"},
            {"channel": "phone", "resolution": "3h"},
            {"resolution": "4h"},
        ]
    )

    def hours(**fields):
        return str(targets_for(contract, **fields)["resolution"])

    assert hours(priority="P1", customer_tier="gold") == "1h"
    assert hours(priority="P2", customer_tier="gold") == "1h"
    assert hours(priority="P1") == "2h"
    assert hours(priority="P1", channel="phone") == "2h"
    assert hours(priority="P3", channel="phone") == "3h"
    assert hours() == "4h"
    found = targets_for(contract, priority="P1")
    assert (found.position, found.row.label, len(found), list(found)) == (
        1,
        "P1",
        1,
        ["resolution"],
    )
    assert contract.rows[0].label == "P1 or P2, gold"
    assert contract.rows[3].label == "any"


def test_nothing_matches_and_excluded_categories():
    contract = policy(
        exclusions=[{"about": "requests", "category": "request"}, {"about": "weather"}]
    )
    assert targets_for(contract, priority="P2").row is None
    assert dict(targets_for(contract, priority="P1", category="request")) == {}
    with pytest.raises(KeyError, match="metric must be promised; got 'resolution'; there are none"):
        targets_for(contract)["resolution"]


def test_undeclared_names_are_refused_with_the_declared():
    contract = policy(
        priorities=SCALE, channels=["phone"], customer_tiers={"label": "t", "names": ["gold"]}
    )
    with pytest.raises(ValueError, match="priority must be one of P1 or P2; got 'urgent'"):
        targets_for(contract, priority="urgent")
    with pytest.raises(ValueError, match="channel must be one of phone; got 'fax'"):
        targets_for(contract, channel="fax")
    with pytest.raises(ValueError, match="customer_tier must be one of gold; got 'tin'"):
        targets_for(contract, customer_tier="tin")


def test_the_clock_of_a_promise():
    row = {"clock": "calendar", "first_response": "1h", "next_response": "1h business",
           "resolution": "2 business days", "periodic_update": "best effort"}  # fmt: skip
    contract = policy(rows=[row], clock="business")
    found = targets_for(contract)
    clocks = {metric: found.clock(metric, policy=contract) for metric in found}
    assert clocks == {
        "first_response": "calendar",
        "next_response": "business",
        "resolution": "business",
        "periodic_update": None,
    }
    assert (
        targets_for(policy(rows=[{"resolution": "1h"}])).clock("resolution", policy=policy())
        == "business"
    )


def test_round_trip_schema_pickle_and_combined_calendars():
    contract = policy(
        calendars={"office": OFFICE, "sun": union(OFFICE, ALWAYS_OPEN)},
        definitions={
            "review": {"start": ["status on_hold"], "stop": ["solved"], "resume": ["agent reply"]}
        },
        rows=[{"other": {"review": "2h"}, "calendar": "sun"}],
    )
    assert SlaPolicy.model_validate_json(contract.model_dump_json()) == contract
    assert copy.deepcopy(contract) == contract
    assert pickle.loads(pickle.dumps(contract)) == contract
    schema = SlaPolicy.model_json_schema()
    assert schema["additionalProperties"] is False
    assert contract.promised == ("review",)


def test_statuses_by_name_come_before_classes():
    contract = policy(statuses={"classes": {"on_hold": "waiting_on_customer", "parked": "on_hold"}})
    assert contract.statuses_of(("on_hold",)) == {"on_hold"}
    assert contract.statuses_of(("waiting_on_customer",)) == {"on_hold"}


def test_a_preset_on_another_calendar():
    moved = sla.on_calendar(sla.preset("priority"), OFFICE)
    assert moved.calendars[moved.calendar] == OFFICE
    assert sla.preset("priority").calendars[moved.calendar] != OFFICE


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start": [], "stop": ["solved"]}, "start and stop must name one trigger or more"),
        ({"start": ["noon"], "stop": ["solved"]}, "trigger must be one of created.*; got 'noon'"),
        ({"start": ["created"], "stop": ["status"]}, "got 'status'"),
    ],
)
def test_definitions_name_known_triggers(fields, message):
    with pytest.raises(ValidationError, match=message):
        sla.ClockDefinition.model_validate(fields)


def test_rows_match_by_every_field():
    row = SlaRow(group=("a", "b"), category="bug")
    assert row.matches({"group": "a", "category": "bug"})
    assert not row.matches({"group": None, "category": "bug"})
    assert not row.matches({"group": "a"})
