import pytest

from supportops import tiers
from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.tiers import EscalationTrigger, SupportTier, TierStructure, escalation_target

PUBLISHED = {
    ("L0", "L1"): ["customer asks for a human", "low confidence", "sensitive issue"],
    ("L1", "L2"): ["needs logs or debugging", "integration issue", "failed attempts at threshold"],
    ("L2", "L3"): ["bug confirmed", "needs code fix", "security concern"],
}
MANAGER = ["customer asks to escalate", "VIP customer", "legal or compliance"]


@pytest.mark.fact("tiers-escalation-triggers")
@pytest.mark.parametrize("pair", PUBLISHED)
def test_each_condition_alone_moves_its_tier_and_no_other(pair):
    origin, target = pair
    for signal in PUBLISHED[pair]:
        move = escalation_target(origin, signals=[signal])
        assert (move.target, [(c.target, c.reasons) for c in move.calls]) == (
            target,
            [(target, (signal,))],
        )
        for other in {"L0", "L1", "L2", "L3"} - {origin}:
            assert escalation_target(other, signals=[signal]).calls == ()


@pytest.mark.fact("tiers-escalation-triggers")
@pytest.mark.parametrize("tier", ["L0", "L1", "L2", "L3"])
@pytest.mark.parametrize("signal", MANAGER)
def test_every_tier_calls_the_manager_and_keeps_the_ticket(tier, signal):
    move = escalation_target(tier, signals={signal})
    assert move.target is None
    assert [(c.target, c.reasons) for c in move.calls] == [("manager", (signal,))]


@pytest.mark.fact("tiers-escalation-triggers")
@pytest.mark.parametrize(("attempts", "target"), [(0, None), (1, None), (2, "L2"), (3, "L2")])
def test_two_failed_attempts_are_enough(attempts, target):
    move = escalation_target("L1", failed_attempts=attempts)
    assert move.target == target
    if target:
        assert move.calls[0].reasons == (f"{attempts} failed attempts, 2 are enough",)
    for other in ("L0", "L2", "L3"):
        assert escalation_target(other, failed_attempts=attempts).target is None


def test_the_highest_tier_called_wins_and_targets_stand_once():
    source = Source(source="a test", where="here")
    mine = TierStructure(
        tiers=tuple(SupportTier(name=n, scope=n, source=source) for n in "ABC"),
        triggers=(
            EscalationTrigger(origin="A", target="C", any_of=("fire", "flood")),
            EscalationTrigger(origin="A", target="B", any_of=("smoke", "fire")),
            EscalationTrigger(origin="any", target="C", any_of=("fire",)),
        ),
    )
    move = escalation_target("A", signals=["fire"], structure=mine)
    assert move.target == "C"
    assert [(c.target, c.reasons) for c in move.calls] == [("C", ("fire",)), ("B", ("fire",))]
    assert escalation_target("C", signals=["fire"], structure=mine).calls == ()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"tier": "L4"}, "support tier must be one of L0, L1, L2 or L3; got 'L4'"),
        (
            {"tier": "L1", "signals": ["rain"]},
            "signals must be among customer asks for a human, .*; got 'rain'",
        ),
        (
            {"tier": "L1", "signals": "bug confirmed"},
            "signals must be a collection, .*; got 'bug confirmed'",
        ),
        (
            {"tier": "L1", "failed_attempts": -1},
            "failed_attempts must be a whole number, zero or more; got -1",
        ),
        ({"tier": "L1", "failed_attempts": 1.5}, "failed_attempts must be a whole number"),
        ({"tier": "L1", "failed_attempts": True}, "failed_attempts must be a whole number"),
    ],
)
def test_bad_questions(given, message):
    tier = given.pop("tier")
    with pytest.raises(InputError, match=message):
        escalation_target(tier, **given)


def test_the_published_triggers_read_as_they_are():
    rows = {
        (t.origin, t.target): list(t.any_of) for t in tiers.preset("support-operations").triggers
    }
    assert rows == {**PUBLISHED, ("any", "manager"): MANAGER}
    assert tiers.preset("three-tier").triggers == tiers.preset("support-operations").triggers


def test_signals_that_can_be_read_only_once():
    assert escalation_target("L1", signals=(s for s in ["integration issue"])).target == "L2"
