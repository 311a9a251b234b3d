from datetime import UTC, datetime, timedelta

import pytest

from supportops import escalation
from supportops.errors import InputError
from supportops.escalation import EscalationPolicy, check_chain, on_call_rule, page_outcome

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def after(minutes):
    return None if minutes is None else AT + timedelta(minutes=minutes)


@pytest.mark.fact("escalation-oncall-rotation")
@pytest.mark.parametrize(
    ("replied", "acked", "now", "reply", "ack", "escalated"),
    [
        (5, 15, 60, "in time", "in time", False),
        (6, 15, 60, "late", "in time", False),
        (5, 15.01, 60, "in time", "late", True),
        (None, None, 5, "waiting", "waiting", False),
        (None, None, 5.01, "missed", "waiting", False),
        (None, None, 15.01, "missed", "missed", True),
        (None, 4, 15, "in time", "in time", False),
        (3, None, 16, "in time", "missed", True),
    ],
)
def test_five_minutes_to_reply_and_fifteen_to_acknowledge(
    replied, acked, now, reply, ack, escalated
):
    answer = page_outcome(AT, replied=after(replied), acknowledged=after(acked), now=after(now))
    assert (answer.reply, answer.acknowledgement, answer.escalated) == (reply, ack, escalated)
    assert answer.escalate_at == after(15)


def test_stretches_and_another_rule():
    strict = on_call_rule().model_copy(update={"page_response": timedelta(minutes=1)})
    answer = page_outcome(AT, replied=after(2), acknowledged=after(7), now=after(9), rule=strict)
    assert (answer.reply, answer.reply_after, answer.acknowledged_after) == (
        "late",
        timedelta(minutes=2),
        timedelta(minutes=7),
    )


@pytest.mark.parametrize(
    ("replied", "acked", "now"), [(-1, None, 9), (None, 10, 9), (5, 4, 9), (None, None, -1)]
)
def test_out_of_order(replied, acked, now):
    with pytest.raises(
        InputError, match="paged, replied, acknowledged and now must be in this order; got"
    ):
        page_outcome(AT, replied=after(replied), acknowledged=after(acked), now=after(now))


@pytest.mark.fact("escalation-oncall-rotation", "escalation-response-requirements")
def test_the_published_chain_leaves_sev1_no_time():
    (row,) = check_chain()
    assert (row.severity, row.response, row.acknowledge, row.slack) == (
        "SEV1", timedelta(minutes=15), timedelta(minutes=15), timedelta()
    )  # fmt: skip
    assert "the second person comes too late" in row.message
    book = escalation.preset("support-operations")
    slow = EscalationPolicy(
        checkpoints=("0m",), severities=[book.severity("SEV5")], source=book.source
    )
    assert check_chain(slow) == ()
    tight = on_call_rule().model_copy(update={"acknowledge_or_escalate": timedelta(hours=8)})
    assert check_chain(slow, rule=tight)[0].severity == "SEV5"
