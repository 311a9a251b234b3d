"""Rules about feedback: what trips them, what does not, and where the border runs."""

import pytest

case = pytest.param


def feedback(**columns):
    return {"feedback": columns}


def accounts(now, followed):
    return {"now": now, "account_handoffs": {"at": "0", "followed_up_at": followed}}


MONTH = 24 * 30
CASES = [
    case("feedback-graveyard", "answered",
         feedback(responded_at="1*15 -*5"), [feedback(responded_at="1*16 -*4")],
         marks=pytest.mark.fact("feedback-bad-practices", "feedback-anti-patterns",
                                "feedback-effectiveness")),
    case("feedback-graveyard", "days",
         feedback(received_at="0", acknowledged_at="120*20"),
         [feedback(received_at="0", acknowledged_at="119*20")],
         marks=pytest.mark.fact("feedback-effectiveness")),
    case("no-closed-loop", "share",
         feedback(shipped_at="1", told_at="-*3 2*17"),
         [feedback(shipped_at="1", told_at="-*2 2*18"),
          feedback(shipped_at="1*20 -*20", told_at="2*20 -*20")],
         marks=pytest.mark.fact("feedback-anti-patterns")),
    case("no-aggregation", "reports",
         feedback(issue_key="a*10 b*5 c*5", linked="0"),
         [feedback(issue_key="a*9 b*6 c*5", linked="0"),
          feedback(issue_key="a*20", linked="1")],
         marks=pytest.mark.fact("feedback-bad-practices")),
    case("anecdote-over-data", "single",
         {"roadmap": {"customers": "1 5"}}, [{"roadmap": {"customers": "2 5"}}],
         marks=pytest.mark.fact("feedback-anti-patterns")),
    case("anecdote-over-data", "order",
         {"roadmap": {"reports": "1 2 3 4 " * 5, "value": "4 3 2 1 " * 5}},
         [{"roadmap": {"reports": "1 2 1 2 " * 5, "value": "1 1 2 2 " * 5}}],
         marks=pytest.mark.fact("feedback-anti-patterns")),
    case("handoff-and-forget", "share",
         accounts(MONTH + 24, "-*3 5*17"),
         [accounts(MONTH + 24, "-*2 5*18"), accounts(MONTH + 24, "5*20 5*17"),
          accounts(9 * MONTH, f"{MONTH}*20")],
         marks=pytest.mark.fact("feedback-anti-patterns", "feedback-handoff-triggers")),
    case("handoff-and-forget", "share",
         accounts(9 * MONTH, f"{MONTH + 1}*3 5*17"), [accounts(MONTH, "-*3 5*20")],
         marks=pytest.mark.fact("feedback-handoff-triggers")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
