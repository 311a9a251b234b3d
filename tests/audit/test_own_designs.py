"""The models of the rooms as designs."""

import pytest

from supportops import escalation, quality, sla, tiers
from supportops._kit.data import Source
from supportops.audit import Design, audit, design_from, operation
from supportops.calendars import ALWAYS_OPEN
from supportops.errors import InputError
from supportops.vocabulary import Scale

SRC = Source(source="ours", where="here")
OFFICE = sla.preset("priority").calendars["support hours"]


def policy(*rows, **more):
    fields = {"name": "ours", "calendars": {"c": OFFICE}, "calendar": "c"} | more
    return sla.SlaPolicy(rows=rows, **fields)


def hours(promised):
    return {name: span.total_seconds() / 3600 for name, span in promised.items()}


def keys(design):
    return [finding.key for finding in audit(operation(design=design))]


def test_the_published_models_are_clean():
    design = design_from(
        policy=sla.preset("priority"),
        structure=tiers.preset("support-operations"),
        severities=escalation.preset("support-operations"),
        rubric=quality.preset("zendesk"),
    )
    assert keys(design) == []
    assert design.sla.defines == ("response", "resolution", "clock", "calendar")
    assert design.sla.around_the_clock is True  # P1 counts on the calendar clock
    assert design.answers == {"no-pause-mechanism": True}
    assert design.rubric.pass_mark == 80
    assert len(design.sla.severities) == 5
    split = tiers.tier_split("worked-team")
    assert keys(design_from(split=split)) == ["l3-bottleneck.share/L3"]
    assert design_from() == Design()


def test_promises_stand_in_the_order_of_the_scale_and_go_to_one_customer_tier():
    scale = Scale(label="priority", names=("hot", "warm", "cold"))
    ours = policy(
        sla.SlaRow(priority="cold", customer_tier="Gold", first_response="9h"),
        sla.SlaRow(priority=("hot", "warm"), channel="chat", first_response="1m"),
        sla.SlaRow(priority=("hot", "warm"), first_response="2h", resolution="best effort"),
        sla.SlaRow(priority="cold", customer_tier="Basic", first_response="20h"),
        priorities=scale,
    )
    design = design_from(policy=ours)
    assert hours(design.sla.first_response) == {"hot": 2, "warm": 2, "cold": 9}
    assert design.sla.resolution is None
    assert design.sla.defines == ("response", "clock", "calendar")
    assert design.sla.around_the_clock is False
    basic = design_from(policy=ours, customer_tier="Basic").sla.first_response
    assert hours(basic) == {"hot": 2, "warm": 2, "cold": 20}
    with pytest.raises(
        InputError, match="customer_tier must be one that a row.*'VIP'; there are Gol"
    ):
        design_from(policy=ours, customer_tier="VIP")


def test_a_calendar_without_an_end_runs_day_and_night_and_a_clock_may_not_stop():
    row = sla.SlaRow(priority="P1", resolution="4h")
    assert design_from(policy=policy(row)).sla.around_the_clock is False
    always = policy(row, calendars={"c": ALWAYS_OPEN})
    assert design_from(policy=always).sla.around_the_clock is True
    assert design_from(policy=always).answers == {"no-pause-mechanism": True}
    restless = design_from(policy=policy(row, pauses={"resolution": ()}))
    assert keys(restless) == ["vague-sla-definitions.undefined", "no-pause-mechanism"]


def test_ways_between_tiers_without_a_trigger_are_found():
    levels = tuple(tiers.SupportTier(name=n, scope="", source=SRC) for n in ("L1", "L2", "L3"))
    up = tiers.EscalationTrigger(origin="L1", target="L2", any_of=(), failed_attempts=2)
    design = design_from(structure=tiers.TierStructure(tiers=levels, triggers=(up,)))
    (finding,) = audit(operation(design=design)).findings
    assert finding.evidence == ("L2 to L3",)
    assert design.tiers.transitions[0].triggers == ("2 failed attempts",)


def test_what_is_stated_beside_the_models_wins():
    stated = Design(
        sla={"around_the_clock": False, "agents": 9}, answers={"no-pause-mechanism": False},
        workforce={"utilization": 0.8},
    )  # fmt: skip
    design = design_from(policy=sla.preset("priority"), beside=stated)
    assert design.sla.around_the_clock is False
    assert design.sla.agents == 9
    assert design.answers == {"no-pause-mechanism": False}
    assert design.workforce.utilization == 0.8
    assert hours(design.sla.first_response)["P1"] == 0.25
