import pickle
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._kit.tables import Column, Table, read_table
from supportops.errors import InputError

TABLE = Table(
    name="tickets",
    row="one ticket",
    columns=tuple(
        Column(name=name, dtype=dtype, about="x")
        for name, dtype in [
            ("ticket_id", "id"),
            ("priority", "text"),
            ("created_at", "instant"),
            ("handle_time", "duration"),
            ("reopens", "number"),
            ("public", "flag"),
        ]
    ),
)
NAMES = [column.name for column in TABLE.columns]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def frame(**changes):
    columns = {
        "ticket_id": [1, 2],
        "priority": ["P1", None],
        "created_at": [pd.Timestamp(NOON), pd.NaT],
        "handle_time": [pd.Timedelta("5m"), pd.NaT],
        "reopens": [0, 2],
        "public": [True, False],
    } | changes
    return pd.DataFrame(columns, index=[7, 7])


def dtypes(answer):
    return {name: str(answer[name].dtype) for name in NAMES[2:]}


EXPECTED = {
    "created_at": "datetime64[us, UTC]",
    "handle_time": "timedelta64[us]",
    "reopens": "float64",
    "public": "boolean",
}


def test_a_table_comes_back_under_declared_names_with_declared_dtypes():
    given_ = frame().rename(columns={"ticket_id": "Id"})
    before = given_.copy(deep=True)
    answer = read_table(given_, TABLE, needs=NAMES, columns={"ticket_id": "Id"})
    assert list(answer) == NAMES
    assert dtypes(answer) == EXPECTED
    assert answer.index.tolist() == [7, 7]
    answer.loc[:, "reopens"] = 99.0
    answer.loc[:, "ticket_id"] = 99
    pd.testing.assert_frame_equal(given_, before)
    pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(answer)), answer)


@pytest.mark.parametrize(
    "empty",
    [
        pd.DataFrame(columns=NAMES),
        pd.DataFrame(columns=NAMES, dtype=object),
        frame().iloc[:0],
        pd.DataFrame({name: [None, None] for name in NAMES}),
        pd.DataFrame({name: [pd.NaT] for name in NAMES}),
        pd.DataFrame({name: [np.nan] for name in NAMES}),
    ],
    ids=["no rows", "objects", "sliced", "None", "NaT", "NaN"],
)
def test_nothing_has_the_same_dtypes_as_something(empty):
    answer = read_table(empty, TABLE, needs=NAMES)
    assert dtypes(answer) == EXPECTED
    assert len(answer) == len(empty)
    assert answer[NAMES[2:]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("created_at", pd.Series([NOON, None], dtype=object)),
        ("created_at", pd.Series([NOON, NOON]).dt.as_unit("ns")),
        ("created_at", pd.Series([NOON, NOON]).dt.as_unit("s")),
        ("handle_time", pd.to_timedelta(pd.Series([1, 2]), unit="s")),
        ("reopens", pd.Series([1, None], dtype="Int64")),
        ("reopens", pd.Series([1, 2], dtype="int8")),
        ("public", pd.Series([True, None], dtype=object)),
        ("public", pd.Series([True, None], dtype="boolean")),
        ("public", pd.Series([np.True_, False])),
    ],
    ids=str,
)
def test_each_dtype_has_many_dresses(name, values):
    answer = read_table(
        frame(**{name: values.to_numpy() if values.dtype == object else values.array}),
        TABLE,
        needs=NAMES,
    )
    assert dtypes(answer) == EXPECTED
    assert answer[name].notna().iloc[0]


def test_a_zone_is_kept():
    answer = read_table(
        frame(created_at=pd.Series([NOON, NOON]).dt.tz_convert("Asia/Kolkata").array),
        TABLE,
        needs=["created_at"],
    )
    assert str(answer["created_at"].dtype) == "datetime64[us, Asia/Kolkata]"


def test_a_categorical_loses_the_categories_that_are_not_there():
    values = pd.Categorical(["P1", None], categories=["P1", "P2"])
    answer = read_table(frame(priority=values), TABLE, needs=["priority"])
    assert answer.groupby("priority").size().to_dict() == {"P1": 1}
    assert answer["priority"].isna().tolist() == [False, True]


def test_wanted_columns_come_where_they_are_and_others_stay_away():
    answer = read_table(
        frame()[["ticket_id", "reopens"]], TABLE, needs=["ticket_id"], uses=["reopens", "public"]
    )
    assert list(answer) == ["ticket_id", "reopens"]


@pytest.mark.parametrize(
    ("given_", "options", "message"),
    [
        ([1], {}, "tickets must be a DataFrame; got 'list'"),
        (
            frame(),
            {"columns": {"nope": "Id"}},
            "columns must name columns of tickets; got 'nope'; there are ticket_id, priority",
        ),
        (
            frame(),
            {"columns": {"ticket_id": "Id"}},
            r"columns\['ticket_id'\] must be a heading of tickets; got 'Id'; there are ticket_id",
        ),
        (
            frame(),
            {"columns": ["Id"]},
            r'columns must map declared names to headings, {"ticket_id": "..."}; got \[.Id.\]',
        ),
        (
            frame().drop(columns="reopens"),
            {},
            r'tickets must have a column reopens; got ticket_id, .*; name yours with columns={"reopens": "..."}',
        ),
        (pd.DataFrame(), {}, "tickets must have a column ticket_id; got none; name yours"),
        (
            pd.concat([frame(), frame()], axis=1),
            {},
            "tickets must have one column 'ticket_id'; got 2",
        ),
        (
            frame(created_at=[datetime(2026, 1, 1), pd.NaT]),
            {},
            r"tickets.created_at must hold timezone-aware instants; got datetime64.*; give it a zone with supportops.calendars.localize",
        ),
        (
            frame(created_at=pd.Series([datetime(2026, 1, 1), NOON], dtype=object).to_numpy()),
            {},
            "tickets.created_at must be timezone-aware; got .* at position 0",
        ),
        (
            frame(created_at=["2026-01-01", "x"]),
            {},
            "tickets.created_at must hold timezone-aware instants; got",
        ),
        (
            frame(created_at=[5, 6]),
            {},
            "tickets.created_at must hold timezone-aware instants; got int64",
        ),
        (
            frame(handle_time=["5m", "6m"]),
            {},
            "tickets.handle_time must hold timedeltas; got .*; use pandas.to_timedelta",
        ),
        (
            frame(reopens=["1", "2"]),
            {},
            "tickets.reopens must hold numbers; got .*; use pandas.to_numeric",
        ),
        (frame(reopens=[True, False]), {}, "tickets.reopens must hold numbers; got bool"),
        (frame(reopens=[1j, 2j]), {}, "tickets.reopens must hold numbers; got complex128"),
        (frame(public=[0, 1]), {}, "tickets.public must hold true and false; got int64"),
        (
            frame(public=pd.Series([True, "no"], dtype=object).to_numpy()),
            {},
            "tickets.public must hold true and false; got object",
        ),
    ],
    ids=(str(number) for number in range(17)),
)
def test_what_a_table_must_be(given_, options, message):
    with pytest.raises(InputError, match=message):
        read_table(given_, TABLE, needs=NAMES, **options)


def test_the_callers_heading_is_in_the_message():
    with pytest.raises(InputError, match=r"tickets.Reopened must hold numbers"):
        read_table(
            frame(Reopened=["a", "b"]), TABLE, needs=["reopens"], columns={"reopens": "Reopened"}
        )


@given(
    st.lists(
        st.tuples(st.integers() | st.text(), st.none() | st.floats(), st.none() | st.booleans()),
        max_size=4,
    )
)
def test_reading_twice_changes_nothing(rows):
    given_ = pd.DataFrame(rows, columns=["ticket_id", "reopens", "public"])
    needs = ["ticket_id", "reopens", "public"]
    once = read_table(given_, TABLE, needs=needs)
    pd.testing.assert_frame_equal(read_table(once, TABLE, needs=needs), once)
    assert str(once["reopens"].dtype) == "float64"
    assert str(once["public"].dtype) == "boolean"
