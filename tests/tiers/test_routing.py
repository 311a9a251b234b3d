import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.tiers import Route, RoutingMatrix, route, route_table

ROWS = [
    ("billing_account", "account management", "L1", "Finance"),
    ("password_login", "authentication", "L1", "L2 Security"),
    ("api_errors", "API integration", "L2", "L3 Engineering"),
    ("performance", "infrastructure", "L2", "L3 DevOps"),
    ("data_issues", "data engineering", "L2", "L3 Database"),
    ("security", "security", "L2", "L3 Security"),
    ("mobile_app", "mobile", "L2", "L3 Mobile Dev"),
    ("enterprise_sso", "identity", "L2", "L3 Enterprise"),
]


@pytest.mark.fact("tiers-skill-routing")
@pytest.mark.parametrize(("category", "skill", "tier", "fallback"), ROWS)
def test_published_routes(category, skill, tier, fallback):
    way = route(category)
    assert (way.skill, way.tier, way.fallback) == (skill, tier, fallback)


def test_no_route_is_guessed():
    assert route("shipping") is None


@pytest.mark.fact("tiers-skill-routing")
def test_a_table_answers_as_one_by_one():
    frame = pd.DataFrame(
        {"kind": [row[0] for row in ROWS] + ["shipping", None, np.nan]}, index=range(5, 16)
    )
    kept = frame.copy()
    answer = route_table(frame, columns={"category": "kind"})
    assert list(answer.columns) == ["skill", "tier", "fallback"]
    assert answer.index.equals(frame.index)
    pd.testing.assert_frame_equal(frame, kept)
    assert [tuple(row) for row in answer.to_numpy()] == [row[1:] for row in ROWS] + [
        (None, None, None)
    ] * 3


def test_an_empty_table_keeps_its_columns():
    for frame in (
        pd.DataFrame({"category": []}),
        pd.DataFrame({"category": pd.Series([], dtype="category")}),
    ):
        answer = route_table(frame)
        assert list(answer.columns) == ["skill", "tier", "fallback"]
        assert all(map(pd.api.types.is_object_dtype, answer.dtypes))
        assert len(answer) == 0


def test_a_matrix_of_ones_own():
    mine = RoutingMatrix(
        routes=(Route(category="shipping", skill="logistics", tier="L1", fallback="Warehouse"),),
        source=Source(source="a test", where="here"),
    )
    assert route("shipping", matrix=mine).fallback == "Warehouse"
    assert route("api_errors", matrix=mine) is None
    assert route_table(pd.DataFrame({"category": ["shipping"]}), matrix=mine)["tier"].tolist() == [
        "L1"
    ]
    with pytest.raises(ValidationError, match="routes must have no category twice"):
        RoutingMatrix(routes=mine.routes * 2, source=mine.source)


def test_a_table_without_the_column():
    with pytest.raises(InputError, match="tickets must have a column category; got x"):
        route_table(pd.DataFrame({"x": [1]}))
