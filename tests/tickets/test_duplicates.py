import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.tickets import duplicate_clusters

START = pd.Timestamp("2026-03-02T09:00Z")


def table(*rows):
    frame = pd.DataFrame(list(rows), columns=["ticket_id", "hour", "customer", "issue"])
    frame["created_at"] = START + pd.to_timedelta(frame.pop("hour").astype("float64"), unit="h")
    return frame


ROWS = table(
    ("e", 9, "A", "sso"), ("a", 0, "A", "sso"), ("b", 2, "A", "sso"), ("c", 1, "B", "sso"),
    ("d", 1, None, "sso"), ("f", 3, "B", "sso"), ("g", 3, "B", "api"), ("h", None, "B", "api"),
)  # fmt: skip


def test_clusters_by_a_key():
    out = duplicate_clusters(ROWS, by=["customer", "issue"])
    assert out[["customer", "issue", "parent", "size", "ticket_ids"]].to_numpy().tolist() == [
        ["A", "sso", "a", 3, ("a", "b", "e")],
        ["B", "sso", "c", 2, ("c", "f")],
    ]
    assert out["first"].iloc[0] == START
    assert out["last"].iloc[0] == START + pd.Timedelta("9h")


def test_time_parts_clusters():
    out = duplicate_clusters(ROWS, by=["customer", "issue"], within="2h")
    assert out["ticket_ids"].tolist() == [("a", "b"), ("c", "f")]
    assert duplicate_clusters(ROWS, by="issue", within="1h")["ticket_ids"].tolist() == [
        ("a", "c", "d", "b", "f"),
    ]
    assert len(duplicate_clusters(ROWS, by=["customer", "issue"], within="1h59m")) == 0


def test_headings_index_and_empty_tables():
    theirs = ROWS.rename(columns={"ticket_id": "Id"}).set_axis([5] * len(ROWS))
    out = duplicate_clusters(theirs, by=["customer", "issue"], columns={"ticket_id": "Id"})
    assert out["parent"].tolist() == ["a", "c"]
    empty = duplicate_clusters(ROWS.iloc[:0], by=["customer"])
    assert empty.columns.tolist() == ["customer", "parent", "size", "first", "last", "ticket_ids"]
    assert (
        empty.dtypes.drop(["customer"]).tolist() == out.dtypes.drop(["customer", "issue"]).tolist()
    )


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (["colour"], "by must name headings of the table; got 'colour'; there are ticket_id"),
        (["size"], "by must name none of parent, .*, which the answer uses; got 'size'"),
        (["lists"], "by must name columns of hashable values; got lists"),
        ([], "by must name one heading or more; got none"),
    ],
)
def test_bad_keys(by, message):
    with pytest.raises(InputError, match=message):
        duplicate_clusters(ROWS.assign(size=1, lists=[[1]] * len(ROWS)), by=by)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from("AB"), st.sampled_from("xy")), max_size=12
    ),
    st.integers(0, 4),
)
def test_clusters_agree_with_a_walk(rows, hours):
    frame = table(*((f"{k:02}", *row) for k, row in enumerate(rows)))
    out = duplicate_clusters(frame, by=["customer", "issue"], within=f"{hours}h")
    expected = []
    for key in {(c, i) for _, c, i in rows}:
        mine = sorted((h, f"{k:02}") for k, (h, c, i) in enumerate(rows) if (c, i) == key)
        cluster = [mine[0]]
        for here in mine[1:]:
            if here[0] - cluster[-1][0] > hours:
                expected.append(cluster)
                cluster = []
            cluster.append(here)
        expected.append(cluster)
    wanted = {tuple(name for _, name in cluster) for cluster in expected if len(cluster) > 1}
    assert set(out["ticket_ids"]) == wanted
    assert out["size"].tolist() == sorted(map(len, wanted), reverse=True)
