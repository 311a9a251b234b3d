import math

import numpy as np
import pandas as pd
import pytest

from supportops.errors import InputError
from supportops.quality import (
    calibration,
    qa_csat,
    quality_dashboard,
    rater_effects,
    score_matrix,
    with_csat,
)

SCORES = [[88, 92, 75], [85, None, 78], [90, 95, None]]
ROWS = pd.DataFrame(
    [
        {"reviewer_id": f"r{r}", "Ticket": 10 + c, "score": score}
        for c in range(3)
        for r, score in enumerate(row[c] for row in SCORES)
        if score is not None
    ]
    + [{"reviewer_id": "r0", "Ticket": 99, "score": 50}]
)


def test_a_long_table_is_calibrated_like_its_matrix():
    wide = score_matrix(ROWS, columns={"ticket_id": "Ticket"})
    assert wide.index.tolist() == ["r0", "r1", "r2"]
    assert wide.columns.tolist() == [10, 11, 12]
    one, other = calibration(wide), calibration(SCORES)
    assert one.ranges.tolist() == other.ranges.tolist()
    effects = rater_effects(wide)
    assert list(effects.severity) == ["r0", "r1", "r2"]
    empty = score_matrix(ROWS.iloc[:0], columns={"ticket_id": "Ticket"})
    assert empty.shape == (0, 0)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda r: r.assign(reviewer_id=None), "reviewer_id must be there in every row; got 8"),
        (lambda r: pd.concat([r, r.iloc[:1]]), "score a ticket once; got 'r0' again on 10"),
    ],
)
def test_tables_that_make_no_matrix(change, match):
    with pytest.raises(InputError, match=match):
        score_matrix(change(ROWS), columns={"ticket_id": "Ticket"})


def test_answers_join_their_reviews():
    reviews = pd.DataFrame(
        {"Ticket": [1, 2, 3, 4], "score": [60.0, 70, 80, 90]}, index=list("wxyz")
    )
    surveys = pd.DataFrame({"ticket_id": [2, 3, 3, 4, 9], "answer": [2, 4, 3, np.nan, 5]})
    names = {"columns": {"ticket_id": "Ticket"}, "survey_columns": {"score": "answer"}}
    joined = with_csat(reviews, surveys, **names)
    assert joined.index.tolist() == list("wxyz")
    assert joined["csat"].tolist()[1:3] == [2, 3.5]
    assert math.isnan(joined["csat"]["w"])
    assert math.isnan(joined["csat"]["z"])
    assert "csat" not in reviews
    assert qa_csat(joined["score"], joined["csat"]).linear.n == 2
    line = quality_dashboard(joined).line("qa_csat_correlation")
    assert line.figure.n == 2
    none = with_csat(reviews, surveys.iloc[:0], **names)
    assert none["csat"].isna().all()
    assert none["csat"].dtype == "float64"
    assert len(with_csat(reviews.iloc[:0], surveys, **names)) == 0
