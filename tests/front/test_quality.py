"""The snippet that the house promises for quality, as people type it."""

from supportops import quality
from supportops.quality import score_review


def test_score_review():
    review = {
        "solution_quality": 25,
        "communication": 20,
        "process_adherence": 15,
        "efficiency": 12,
        "customer_experience": 8,
    }
    answer = score_review(review, rubric=quality.preset("support-operations"))
    assert answer.score == 80
    assert str(answer) == "80"
