from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from supportops._kit.tables import Column, Table, read_table
from supportops.errors import InputError

TABLE = Table(
    name="things",
    row="one thing",
    columns=(
        Column(name="id", dtype="id", about="identity"),
        Column(name="at", dtype="instant", about="when"),
        Column(name="took", dtype="duration", about="how long"),
        Column(name="count", dtype="number", unit="things", about="how many"),
        Column(name="good", dtype="flag", about="whether"),
        Column(name="word", dtype="text", about="what"),
    ),
)
NAMES = tuple(c.name for c in TABLE.columns)


def frame():
    return pd.DataFrame(
        {
            "id": ["a", "b"],
            "at": pd.to_datetime(["2026-03-02 09:00", None], utc=True),
            "took": pd.to_timedelta([90.0, None], unit="s"),
            "count": [1, 2],
            "good": [True, False],
            "word": ["x", None],
        }
    )


def kinds(table):
    return {name: str(dtype) for name, dtype in table.dtypes.items()}


def test_columns_come_back_under_their_names_and_the_caller_keeps_the_table():
    given = frame().rename(columns={"id": "Id", "at": "When"})
    before = given.copy(deep=True)
    read = read_table(given, TABLE, needs=NAMES, columns={"id": "Id", "at": "When"})
    pd.testing.assert_frame_equal(given, before)
    assert list(read.columns) == list(NAMES)
    assert kinds(read)["at"] == "datetime64[us, UTC]"
    assert kinds(read)["took"] == "timedelta64[us]"
    assert kinds(read)["count"] == "float64"
    assert kinds(read)["good"] == "boolean"
    read.loc[0, "word"] = "changed"
    pd.testing.assert_frame_equal(given, before)


def test_an_empty_table_has_the_same_columns_and_kinds():
    full = read_table(frame(), TABLE, needs=NAMES)
    for empty in (
        frame().iloc[:0],
        pd.DataFrame({name: [] for name in NAMES}),
        pd.DataFrame({n: pd.Series([], dtype=object) for n in NAMES}),
    ):
        read = read_table(empty, TABLE, needs=NAMES)
        assert len(read) == 0
        for name in ("at", "took", "count", "good"):
            assert kinds(read)[name] == kinds(full)[name], name


def test_columns_that_are_only_used_may_be_absent():
    read = read_table(frame()[["id"]], TABLE, needs=("id",), uses=("at", "count"))
    assert list(read.columns) == ["id"]


def test_objects_that_are_instants_are_instants():
    given = pd.DataFrame({"at": pd.Series([datetime(2026, 3, 2, tzinfo=UTC), None], dtype=object)})
    read = read_table(given, TABLE, needs=("at",))
    assert kinds(read)["at"].startswith("datetime64[us")
    assert read["at"].isna().tolist() == [False, True]


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "float32", "int8"])
def test_numbers_of_every_kind(dtype):
    read = read_table(
        pd.DataFrame({"count": pd.Series([1, 2], dtype=dtype)}), TABLE, needs=("count",)
    )
    assert read["count"].tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("given", "columns", "message"),
    [
        ([1], None, "things must be a DataFrame; got 'list'"),
        (frame()[["at"]], None, r'things must have a column id; got at; name yours with columns=\{"id": "..."\}'),
        (pd.DataFrame(), None, "things must have a column id; got none"),
        (frame(), {"identity": "id"}, "columns must name columns of things; got 'identity'; there are id, at"),
        (frame(), {"id": "Id"}, r"columns\['id'\] must be a heading of things; got 'Id'; there are id, at"),
        (pd.concat([frame()[["id"]], frame()[["id"]]], axis=1), None, "things must have one column 'id'; got 2"),
    ],
)  # fmt: skip
def test_tables_that_do_not_fit_say_why(given, columns, message):
    with pytest.raises(InputError, match=message):
        read_table(given, TABLE, needs=("id",), columns=columns)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("at", pd.to_datetime(["2026-03-02"]), r"things.at must hold timezone-aware instants; got datetime64.*localize"),
        ("at", ["2026-03-02"], "things.at must hold timezone-aware instants|things.at must be"),
        ("at", [3], "things.at must hold timezone-aware instants"),
        ("took", [90.0], "things.took must hold timedeltas; got float64; use pandas.to_timedelta"),
        ("count", ["many"], "things.count must hold numbers; got"),
        ("count", [True], "things.count must hold numbers; got bool"),
        ("good", [1], "things.good must hold true and false; got int64"),
    ],
)  # fmt: skip
def test_columns_of_another_kind_say_so(name, values, message):
    with pytest.raises(InputError, match=message):
        read_table(pd.DataFrame({name: values}), TABLE, needs=(name,))


def test_missing_numbers_are_nan():
    read = read_table(pd.DataFrame({"count": [None, None]}), TABLE, needs=("count",))
    assert np.isnan(read["count"]).all()
