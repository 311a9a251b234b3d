"""Rules about self-service: what trips them, what does not, and where the border runs."""

import pytest

case = pytest.param
HALF_YEAR = 24 * 181  # from 2 March to 30 August


def articles(**columns):
    return {"articles": {"article_id": "#", **columns}}


def kept(fresh, n, now=2 * HALF_YEAR):
    return {
        "now": now,
        **articles(published_at=f"0*{n}", reviewed_at=f"{now - 24}*{fresh} -*{n - fresh}"),
    }


def bot(**facts):
    return {"design": {"knowledge": facts}}


WORDS = " ".join(["word"] * 101)
SHORT = " ".join(["word"] * 100)
CASES = [
    case("outdated-content", "warning", kept(13, 20), [kept(14, 20)],
         marks=pytest.mark.fact("knowledge-anti-patterns", "knowledge-bad-design",
                                "knowledge-metrics")),
    case("outdated-content", "watch", kept(17, 20), [kept(18, 20)],
         marks=pytest.mark.fact("knowledge-metrics")),
    case("outdated-content", "graveyard", kept(700, 1001), [kept(700, 1000), kept(1001, 1001)],
         marks=pytest.mark.fact("knowledge-anti-patterns")),
    case("duplicate-content", "pairs",
         articles(title=["Reset a password", "reset a password!"] + [f"T{i}" for i in range(18)]),
         [articles(title=["Reset a password", "Reset a token"] + [f"T{i}" for i in range(18)])],
         marks=pytest.mark.fact("knowledge-anti-patterns")),
    case("no-escalation-path", "share",
         articles(contact="0 1*19"), [articles(contact="1*20")],
         marks=pytest.mark.fact("knowledge-anti-patterns", "knowledge-article-template")),
    case("no-escalation-path", "declared",
         bot(bot_reaches_person=False), [bot(bot_reaches_person=True)],
         marks=pytest.mark.fact("knowledge-anti-patterns")),
    case("all-or-nothing-chatbot", "everything",
         {"bot_months": {"conversations": "10*2", "contained": "10"}},
         [{"bot_months": {"conversations": "10*2", "contained": "10 9"}}],
         marks=pytest.mark.fact("knowledge-anti-patterns")),
    case("all-or-nothing-chatbot", "nothing",
         {"bot_months": {"conversations": "10*2", "contained": "0"}},
         [{"bot_months": {"conversations": "10*2", "contained": "0 1"}}],
         marks=pytest.mark.fact("knowledge-anti-patterns")),
    case("all-or-nothing-chatbot", "everything", bot(bot_share=1.0), [bot(bot_share=0.99)]),
    case("all-or-nothing-chatbot", "nothing", bot(bot_share=0.0), [bot(bot_share=0.01)]),
    case("all-or-nothing-chatbot", "declared",
         bot(low_confidence_rule=False), [bot(low_confidence_rule=True)],
         marks=pytest.mark.fact("knowledge-anti-patterns", "knowledge-chatbot-rules")),
    case("wall-of-text", "share",
         articles(text=[WORDS] * 3 + ["Short."] * 17),
         [articles(text=[WORDS] * 2 + ["Short."] * 18),
          articles(text=[SHORT] * 20),
          articles(text=[f"# Title\n\n{WORDS}"] * 20),
          articles(text=[f"{WORDS}\n\n1. Step"] * 20)],
         marks=pytest.mark.fact("knowledge-bad-design")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
