import json

import pytest
from pydantic import ValidationError

from supportops import tiers
from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.tiers import EscalationTrigger, SupportTier, TierSplit, TierStructure
from supportops.vocabulary import Range

SOURCE = Source(source="a test", where="here")


def tier(name, **more):
    return SupportTier(name=name, scope=f"work of {name}", source=SOURCE, **more)


@pytest.mark.fact("tiers-responsibilities")
@pytest.mark.parametrize(
    ("name", "handles", "skills", "when"),
    [
        (
            "L0",
            ("FAQ", "how-to", "guided troubleshooting"),
            ("content", "UX"),
            "human judgement is needed",
        ),
        (
            "L1",
            ("account issues", "common bugs", "setup help"),
            ("product knowledge", "communication"),
            "technical investigation is needed",
        ),
        (
            "L2",
            ("complex bugs", "integrations", "configurations"),
            ("technical depth", "debugging"),
            "a code change is needed",
        ),
        (
            "L3",
            ("product bugs", "architecture", "security"),
            ("engineering", "development"),
            "it cannot be fixed (limitation)",
        ),
    ],
)
def test_responsibilities(name, handles, skills, when):
    row = tiers.preset("support-operations").tier(name)
    assert (row.handles, row.skills, row.escalates_when) == (handles, skills, when)


def test_the_structure_in_order_and_unknown_tiers():
    structure = tiers.preset("support-operations")
    assert [t.name for t in structure.tiers] == ["L0", "L1", "L2", "L3"]
    with pytest.raises(InputError, match=r"support tier must be one of L0, L1, L2 or L3; got 'L9'"):
        structure.tier("L9")
    with pytest.raises(InputError, match="name must be a preset of tiers; got 'nobody'"):
        tiers.preset("nobody")


@pytest.mark.parametrize("name", tiers.presets())
def test_presets_survive_json(name):
    structure = tiers.preset(name)
    again = TierStructure.model_validate(json.loads(structure.model_dump_json()))
    assert again == structure
    assert all(t.source.source and t.source.where for t in structure.tiers)


@pytest.mark.parametrize(
    ("structure", "message"),
    [
        ({"tiers": ()}, "tiers must be one or more, none twice and none called any; got"),
        ({"tiers": (tier("L1"), tier("L1"))}, "none twice"),
        ({"tiers": (tier("any"),)}, "none called any"),
        (
            {
                "tiers": (tier("A"), tier("B")),
                "triggers": (EscalationTrigger(origin="C", target="B", any_of=("x",)),),
            },
            "origin must be one of any, A or B; got 'C'",
        ),
        (
            {
                "tiers": (tier("A"), tier("B")),
                "triggers": (EscalationTrigger(origin="B", target="A", any_of=("x",)),),
            },
            "target must stand after its origin; got B to A",
        ),
    ],
)
def test_a_structure_that_does_not_go_up(structure, message):
    with pytest.raises(ValidationError, match=message):
        TierStructure(**structure)


@pytest.mark.parametrize(
    ("trigger", "message"),
    [
        (
            {"origin": "A", "target": "A", "any_of": ("x",)},
            "target must be another tier than origin; got 'A'",
        ),
        (
            {"origin": "A", "target": "B", "any_of": ()},
            "any_of must name a condition, or failed_attempts a number",
        ),
        (
            {"origin": "A", "target": "B", "any_of": (), "failed_attempts": 0},
            "failed_attempts must be one or more; got 0",
        ),
    ],
)
def test_triggers_that_never_fire(trigger, message):
    with pytest.raises(ValidationError, match=message):
        EscalationTrigger(**trigger)


def test_a_trigger_from_any_tier_never_points_down_or_at_itself():
    structure = TierStructure(
        tiers=(tier("A"), tier("B"), tier("C")),
        triggers=(
            EscalationTrigger(origin="any", target="C", any_of=("fire",)),
            EscalationTrigger(origin="any", target="boss", any_of=("asked",)),
            EscalationTrigger(origin="A", target="B", any_of=(), failed_attempts=3),
        ),
    )
    assert [structure.origins(t) for t in structure.triggers] == [
        ("A", "B"),
        ("A", "B", "C"),
        ("A",),
    ]
    lines = tiers.escalation_flow(structure).splitlines()
    assert lines[0] == "flowchart TD"
    assert [line.strip() for line in lines[4:]] == [
        'o0(["boss"])',
        't0 -->|"fire"| t2',
        't1 -->|"fire"| t2',
        't0 -->|"asked"| o0',
        't1 -->|"asked"| o0',
        't2 -->|"asked"| o0',
        't0 -->|"from 3 attempts on"| t1',
    ]


def test_names_in_the_flow_are_escaped():
    odd = TierStructure(tiers=(SupportTier(name='a "b"]', scope="x|y", source=SOURCE),))
    assert tiers.escalation_flow(odd).splitlines()[1] == '    t0["a #34;b#34;#93;: x#124;y"]'


@pytest.mark.fact("playbook-skill-example-tiers")
def test_the_worked_split():
    split = tiers.tier_split("worked-team")
    assert split.agents == {"L1": 5, "L2": 2, "L3": 1}
    assert split.resolves == {"L1": 0.65, "L2": 0.30, "L3": 0.05}
    assert split.extra == {"L3": "engineering rotation"}
    assert split.handles == {
        "L1": ("login resets", "billing questions", "known-issue triage"),
        "L2": ("API errors", "configuration", "integration debugging"),
        "L3": ("product bugs", "data issues", "custom implementations"),
    }
    with pytest.raises(InputError, match="name must be one of worked-team; got 'mine'"):
        tiers.tier_split("mine")


@pytest.mark.parametrize(
    ("split", "message"),
    [
        ({"agents": {"L1": -1}, "resolves": {}}, "agents must be zero or more"),
        (
            {"agents": {"L1": 1, "L2": 1}, "resolves": {"L1": 0.7, "L2": 0.4}},
            "resolves must sum to at most 1",
        ),
        (
            {"agents": {"L1": 1}, "resolves": {"L2": 0.4}},
            "support tier must be one of L1; got 'L2'",
        ),
    ],
)
def test_splits_that_are_no_team(split, message):
    with pytest.raises(ValidationError, match=message):
        TierSplit(**split, source=SOURCE)


def test_bands_hold_ranges():
    assert tier("L1", share=Range(low=0.1, high=0.2)).share == Range(low=0.1, high=0.2)


@pytest.mark.fact("tiers-core-model")
def test_scope_and_internal_objectives():
    book = tiers.preset("support-operations")
    assert [(t.scope, t.objective) for t in book.tiers] == [
        ("self-service: knowledge base, chatbots, forums, in-app help", "instant"),
        (
            "first response, common issues, documentation guidance",
            Range(low=15, high=60, unit="minutes"),
        ),
        (
            "technical specialists, complex troubleshooting, integrations",
            Range(low=4, high=8, unit="hours"),
        ),
        ("engineering escalation, code-level issues, custom development", "best effort"),
    ]
    assert book.tier("L0").deflection == Range(low=0.3, high=0.5)
    assert book.tier("L1").resolution == Range(low=0.6, high=0.8)
    assert book.tier("L2").share == Range(low=0.15, high=0.25)
    assert book.tier("L3").share == Range(high=0.05, high_open=True)


@pytest.mark.fact("tiers-three-tier-model")
def test_the_pyramid_drawn_again():
    book = tiers.preset("three-tier")
    assert [(t.name, t.staff, t.scope) for t in book.tiers] == [
        ("L0", "self-service (tier 0)", "instant answers, guided troubleshooting, FAQs"),
        (
            "L1",
            "frontline agents, customer service",
            "common issues, how-to, documentation, basic troubleshooting",
        ),
        (
            "L2",
            "technical specialists, senior support engineers",
            "complex troubleshooting, integrations, edge cases",
        ),
        (
            "L3",
            "engineering, product and security specialists",
            "code debugging, custom development, architecture",
        ),
    ]
    assert book.tier("L0").deflection == Range(low=0.3, high=0.5)
    assert book.tier("L1").first_contact == Range(low=0.6, high=0.8)
    assert book.tier("L1").resolution is None
    assert book.tier("L2").share == Range(low=0.15, high=0.25)
    assert book.tier("L3").share == Range(high=0.05, high_open=True)


@pytest.mark.fact("tiers-metrics-by-level")
def test_handle_times_of_the_structure_are_those_of_the_scorecards():
    times = {t.name: t.handle_time for t in tiers.preset("support-operations").tiers}
    assert times == {
        "L0": None,
        "L1": Range(low=10, high=15, unit="minutes"),
        "L2": Range(low=30, high=60, unit="minutes"),
        "L3": None,
    }
    assert {t.handle_time for t in tiers.preset("three-tier").tiers} == {None}
