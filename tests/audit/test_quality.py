"""Rules about quality assurance: what trips them, what does not, and where the border runs."""

import pytest

case = pytest.param


def reviews(**columns):
    return {"reviews": {"review_id": "#", **columns}}


def scores(points):
    n = len(points.split())
    agents = " ".join(f"a{i}" for i in range(n))
    return {"reviews": {"review_id": "#", "agent_id": agents, "points": points}}


def spread(second):
    return {"reviews": {"review_id": "#", "ticket_id": "t t", "reviewer_id": "x y",
                        "points": f"80 {second}"}}  # fmt: skip


CASES = [
    case("inconsistent-standards", "spread", spread(85), [spread(84)],
         marks=pytest.mark.fact("quality-bad-practices", "quality-anti-patterns",
                                "quality-calibration")),
    case("delayed-feedback", "review",
         reviews(closed_at="0", reviewed_at="49*20"), [reviews(closed_at="0", reviewed_at="48*20")],
         marks=pytest.mark.fact("quality-bad-practices", "quality-good-practices")),
    case("delayed-feedback", "coaching",
         reviews(reviewed_at="0", coached_at="169*20"), [reviews(reviewed_at="0", coached_at="168*20")],
         marks=pytest.mark.fact("quality-good-practices")),
    case("recency-bias", "share",
         reviews(closed_at="75*20") | {"tickets": {"resolved_at": "0 100"}},
         [reviews(closed_at="75*19 74") | {"tickets": {"resolved_at": "0 100"}}],
         marks=pytest.mark.fact("quality-anti-patterns")),
    case("qa-cherry-picking", "ratio",
         reviews(complex="1*9 0*91") | {"tickets": {"complex": "1*20 0*80"}},
         [reviews(complex="1*10 0*90") | {"tickets": {"complex": "1*20 0*80"}}],
         marks=pytest.mark.fact("quality-bad-practices")),
    case("score-inflation", "agents",
         scores("90 91 92 92 92 93 93 94 95 89"),
         [scores("90 91 92 92 92 93 93 94 89 89"), scores("90 95 100")],
         marks=pytest.mark.fact("quality-anti-patterns")),
    case("perfectionism", "mark",
         {"design": {"rubric": {"pass_mark": 100}}}, [{"design": {"rubric": {"pass_mark": 99}}}],
         marks=pytest.mark.fact("quality-anti-patterns")),
    case("volume-over-quality", "reviews",
         reviews(agent_id="a*6 b*6 c*6 d*6", reviewed_at="0"),
         [reviews(agent_id="a*5 b*5 c*5 d*5", reviewed_at="0"),
          reviews(agent_id="a*10 b*10", reviewed_at="0*5 168*10 0*5")],
         marks=pytest.mark.fact("quality-anti-patterns", "quality-sample-size")),
    case("volume-over-quality", "reviews",
         {"design": {"rubric": {"reviews_per_agent_week": 6}}},
         [{"design": {"rubric": {"reviews_per_agent_week": 5}}}],
         marks=pytest.mark.fact("quality-sample-size")),
    case("feedback-void", "share",
         reviews(coached_at="-*20", comment=[None, " ", ""] + ["well done"] * 17),
         [reviews(coached_at="-*20", comment=[None, " "] + ["well done"] * 18),
          reviews(coached_at="5*20", comment=[None] * 20)],
         marks=pytest.mark.fact("quality-bad-practices", "quality-anti-patterns")),
    case("no-positive-feedback", "share",
         reviews(strength=["calm"] * 9 + [None] * 11), [reviews(strength=["calm"] * 10 + [""] * 10)],
         marks=pytest.mark.fact("quality-bad-practices")),
    case("ignoring-top-performers", "sessions",
         scores("90 80 80 80") | {"coachings": {"agent_id": "a1*20"}},
         [scores("90 80 80 80") | {"coachings": {"agent_id": "a1*19 a0"}}],
         marks=pytest.mark.fact("quality-anti-patterns")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
