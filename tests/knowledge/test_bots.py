import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.knowledge import (
    bot_cost,
    bot_rates,
    bot_reply,
    bot_scenario,
    handoff_threshold,
    suggestion_quality,
    triage_quality,
)
from supportops.vocabulary import money


@pytest.mark.fact("knowledge-chatbot-rules")
def test_five_scenarios():
    rows = {
        name: (bot_reply(name).behavior, bot_reply(name).fallback)
        for name in ("faq_match", "article_match", "low_confidence", "after_hours", "vip_customer")
    }
    assert rows == {
        "faq_match": ("answer", "ask if helpful"),
        "article_match": ("share link", "offer live chat"),
        "low_confidence": ("announce connection", "transfer to agent"),
        "after_hours": ("give resources", "promise a reply next day"),
        "vip_customer": ("skip bot (optional)", "direct to human"),
    }
    with pytest.raises(InputError, match="scenario must be one of faq_match, article_match"):
        bot_reply("x")


@pytest.mark.parametrize(
    ("change", "scenario"),
    [
        ({}, "faq_match"),
        ({"match": "article"}, "article_match"),
        ({"confidence": 0.79}, "low_confidence"),
        ({"match": None}, "low_confidence"),
        ({"match": None, "agents_on_duty": False}, "after_hours"),
        ({"agents_on_duty": False}, "faq_match"),
        ({"vip": True}, "vip_customer"),
        ({"vip": True, "vip_skips_bot": False}, "faq_match"),
    ],
)
def test_the_scenario_of_a_moment(change, scenario):
    moment = {"match": "faq", "confidence": 0.8, "threshold": "80%", "agents_on_duty": True}
    assert bot_scenario(**{**moment, **change}) == scenario


def test_rates_on_one_set_of_conversations():
    rates = bot_rates(
        1000, confirmed=220, assumed=310, handed_over=390, abandoned=80, reopened_after_assumed=45
    )
    assert rates.containment.percent == 61
    nothing = bot_rates(0, confirmed=0, assumed=0, handed_over=0)
    assert nothing.resolution.reason == "no observations"
    cost = bot_cost(rates, fixed="530 USD", per_conversation="0.5 USD")
    assert (cost.total, cost.per_resolution) == (money("1030 USD"), money("1030 USD") / 530)
    assert cost.per_net_resolution == money("1030 USD") / 485
    free = bot_cost(nothing, fixed="1 USD")
    assert (free.per_resolution, free.per_net_resolution) == (None, None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"handed_over": 9}, "outcomes must be at most the conversations, 10; got 11"),
        ({"reopened_after_assumed": 2}, "reopened_after_assumed must be at most assumed, 1; got 2"),
        ({"confirmed": -1}, "confirmed must be a whole number, zero or more; got -1"),
    ],
)
def test_rates_say_what_is_wrong(change, message):
    good = {"confirmed": 1, "assumed": 1, "handed_over": 1}
    with pytest.raises(InputError, match=message):
        bot_rates(10, **{**good, **change})


def test_precision_and_recall():
    quality = suggestion_quality(0, suggested=0, relevant=0)
    assert quality.precision.reason == "no observations"
    with pytest.raises(InputError, match="right must be at most suggested, 4; got 5"):
        suggestion_quality(5, suggested=4, relevant=9)
    with pytest.raises(InputError, match="right must be at most relevant, 4; got 5"):
        suggestion_quality(5, suggested=9, relevant=4)


labels = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["a", "b", "c"])))


@given(labels)
def test_triage_label_by_label(pairs):
    quality = triage_quality([p for p, _ in pairs], actual=[a for _, a in pairs])
    for row in quality.labels:
        hits = pairs.count((row.label, row.label))
        said = sum(p == row.label for p, _ in pairs)
        meant = sum(a == row.label for _, a in pairs)
        assert row.precision.value == (hits / said if said else None)
        assert row.recall.value == (hits / meant if meant else None)
    assert quality.accuracy.n == len(pairs)


def test_what_people_did_not_label_is_left_out():
    quality = triage_quality(["a", "b", float("nan")], actual=["a", None, "b"])
    assert (quality.accuracy.value, quality.accuracy.missing) == (0.5, 1)
    assert [row.label for row in quality.labels] == ["a", "b"]
    with pytest.raises(InputError, match="actual must be as long as predicted, 1; got 2"):
        triage_quality(["a"], actual=["a", "b"])


cases = st.lists(
    st.tuples(st.sampled_from([0.1, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=8
)


@given(cases, st.integers(0, 30), st.integers(0, 30), st.integers(0, 5))
def test_no_other_threshold_is_cheaper(rows, wrong, handed, right):
    choice = handoff_threshold(
        [c for c, _ in rows], correct=[g for _, g in rows], cost_wrong=f"{wrong} USD",
        cost_handoff=f"{handed} USD", cost_right=f"{right} USD",
    )  # fmt: skip

    def cost(threshold):
        return sum((right if good else wrong) if c >= threshold else handed for c, good in rows)

    best = min(cost(t) for t in (0.0, 0.1, 0.5, 0.7, 0.9, 2.0))
    mine = cost(2.0 if choice.threshold is None else choice.threshold)
    assert mine == best
    assert float(choice.cost_per_ticket) == pytest.approx(best / len(rows))
    assert float(choice.always) == pytest.approx(cost(0.0) / len(rows))
    assert choice.never == money(f"{handed} USD")
    levels = sorted({c for c, _ in rows} | {2.0}, reverse=True)
    highest = next(t for t in levels if cost(t) == best)
    assert (choice.threshold or 2.0) == highest
    assert choice.answered.value == sum(c >= highest for c, _ in rows) / len(rows)


def test_a_threshold_needs_tickets():
    for confidence, correct in itertools.product(([], [0.5]), ([], [True, False])):
        with pytest.raises(InputError, match="correct must be as long as confidence, one or more"):
            handoff_threshold(confidence, correct=correct, cost_wrong="1 USD", cost_handoff="1 USD")
