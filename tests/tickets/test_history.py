import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.tickets import read_history

MEANINGS = {
    "created": ["open"],
    "first_response": ["take"],
    "resolved": ["solve"],
    "closed": ["close"],
    "reopened": ["take"],
}
START = pd.Timestamp("2026-03-02T09:00Z")


def log(*rows, extra=()):
    """Events (ticket, hour, activity)."""
    frame = pd.DataFrame(list(rows), columns=["ticket_id", "hour", "kind"])
    frame["at"] = START + pd.to_timedelta(frame.pop("hour").astype("float64"), unit="h")
    return frame


def hours(series):
    return [None if pd.isna(at) else (at - START) / pd.Timedelta("1h") for at in series]


def slow(frame, meanings):
    """The same answer, ticket by ticket and event by event."""
    rows = {}
    for ticket in sorted(set(frame["ticket_id"])):
        mine = frame[frame["ticket_id"] == ticket]
        events = sorted(
            dict.fromkeys(zip(mine["at"], mine["kind"], strict=True)), key=lambda event: event[0]
        )
        created = [at for at, kind in events if kind in meanings.get("created", ())]
        answered = [at for at, kind in events if kind in meanings.get("first_response", ())]
        resolved = closed = None
        settled, reopens = False, 0
        for at, kind in events:
            ends = kind in meanings.get("resolved", ()) or kind in meanings.get("closed", ())
            again = kind in meanings.get("reopened", ())
            if settled and again and not ends:
                resolved = closed = None
                reopens += 1
            if kind in meanings.get("resolved", ()):
                resolved = at
            if kind in meanings.get("closed", ()) and closed is None:
                closed = at
            settled = ends or (settled and not again)
        rows[ticket] = (
            min(created) if created else events[0][0],
            min(answered) if answered else None,
            resolved if resolved is not None else closed,
            closed,
            reopens,
        )
    return rows


def test_a_ticket_from_birth_to_closure():
    events = log(("a", 0, "open"), ("a", 1, "take"), ("a", 5, "solve"), ("a", 9, "close"))
    history = read_history(events, meanings=MEANINGS)
    row = history.tickets.iloc[0]
    assert row["ticket_id"] == "a"
    assert hours(row[["created_at", "first_response_at", "resolved_at", "closed_at"]]) == [
        0, 1, 5, 9,
    ]  # fmt: skip
    assert row["reopens"] == 0
    assert history.findings == ()
    assert (history.first, history.last) == (events["at"].min(), events["at"].max())


def test_a_reopening_undoes_the_resolution():
    events = log(
        ("a", 0, "open"), ("a", 1, "take"), ("a", 2, "solve"), ("a", 3, "take"), ("a", 4, "take"),
        ("b", 0, "open"), ("b", 1, "solve"), ("b", 2, "take"), ("b", 3, "solve"), ("b", 4, "solve"),
        ("b", 5, "close"), ("b", 6, "close"),
    )  # fmt: skip
    tickets = read_history(events, meanings=MEANINGS).tickets
    assert hours(tickets["resolved_at"]) == [None, 4]
    assert hours(tickets["closed_at"]) == [None, 5]
    assert list(tickets["reopens"]) == [1, 1]


def test_a_closure_alone_resolves_too():
    tickets = read_history(log(("a", 0, "x"), ("a", 3, "close")), meanings={"closed": ["close"]})
    assert hours(tickets.tickets["resolved_at"]) == [3]


def test_findings_say_what_is_doubtful():
    events = log(
        ("a", 2, "open"), ("a", 2, "open"), ("a", 1, "take"), ("b", 0, "open"), ("b", 1, "close"),
    )  # fmt: skip
    found = read_history(events, meanings=MEANINGS | {"resolved": []}).findings
    assert [(f.code, f.count, f.of, f.unit, f.examples) for f in found] == [
        ("duplicate-events", 1, 5, "events", ("a",)),
        ("no-response", 1, 2, "tickets", ("b",)),
        ("not-closed", 1, 2, "tickets", ("a",)),
        ("out-of-order", 1, 5, "events", ("a",)),
        ("before-creation", 1, 5, "events", ("a",)),
    ]


def test_nobody_is_missing_a_closure_where_none_is_declared():
    history = read_history(log(("a", 0, "open")), meanings={"created": ["open"]})
    assert [finding.code for finding in history.findings] == ["no-response"]


def test_examples_stop_at_five():
    events = log(*((f"t{i}", 0, "open") for i in range(9)))
    (finding,) = read_history(events, meanings={"created": ["open"]}).findings
    assert (finding.count, finding.examples) == (9, ("t0", "t1", "t2", "t3", "t4"))


def test_headings_index_and_zone_are_the_callers():
    events = log(("a", 0, "open"), ("a", 1, "take"), ("a", 2, "close"))
    expected = read_history(events, meanings=MEANINGS | {"resolved": []}).tickets
    theirs = events.rename(columns={"ticket_id": "Id", "at": "When", "kind": "What"})
    theirs["When"] = theirs["When"].dt.tz_convert("Asia/Kolkata")
    theirs.index = [7, 7, 7]
    before = theirs.copy()
    answer = read_history(
        theirs,
        meanings=MEANINGS | {"resolved": []},
        columns={"ticket_id": "Id", "at": "When", "kind": "What"},
    ).tickets
    pd.testing.assert_frame_equal(answer, expected)
    pd.testing.assert_frame_equal(theirs, before)


def test_an_empty_log_has_the_same_columns():
    full = read_history(log(("a", 0, "open"), ("a", 1, "close")), meanings={"closed": ["close"]})
    empty = read_history(log()[["ticket_id", "at", "kind"]], meanings=MEANINGS)
    assert (len(empty.tickets), empty.findings, empty.first, empty.last) == (0, (), None, None)
    assert list(empty.tickets.columns) == list(full.tickets.columns)
    assert [str(d) for d in empty.tickets.dtypes][1:] == [str(d) for d in full.tickets.dtypes][1:]


def test_numbers_and_texts_may_name_tickets():
    events = log((2, 0, "open"), ("b", 0, "open"), (1, 0, "open"), ("a", 0, "open"))
    history = read_history(events, meanings={"created": ["open"]})
    assert list(history.tickets["ticket_id"]) == [1, 2, "a", "b"]
    odd = log(("a", 1, "open"), (b"x", 0, "open"), (2.5, 3, "open"), ("a", 0, "open"))
    tickets = read_history(odd, meanings={"created": ["open"]}).tickets
    assert list(tickets["ticket_id"]) == [b"x", 2.5, "a"]
    assert hours(tickets["created_at"]) == [0, 3, 0]


def test_events_in_any_order_give_the_same_tickets():
    events = log(*((f"t{i % 3}", i, k) for i, k in enumerate(["open", "take", "solve"] * 6)))
    expected = read_history(events, meanings=MEANINGS | {"closed": []}).tickets
    shuffled = events.sample(frac=1, random_state=3)
    answer = read_history(shuffled, meanings=MEANINGS | {"closed": []}).tickets
    pd.testing.assert_frame_equal(answer, expected)


@pytest.mark.parametrize(
    ("meanings", "message"),
    [
        ({"opened": ["open"]}, r"meanings must be of created, .* or reopened; got 'opened'"),
        ({"created": ["born"]}, r"meanings.created must name activities of the log; got 'born'"),
        (
            {"created": "open"},
            r"meanings.created must be a list of activities; got 'open'; write \['open'\]",
        ),
    ],
)
def test_bad_meanings(meanings, message):
    with pytest.raises(InputError, match=message):
        read_history(log(("a", 0, "open")), meanings=meanings)


@pytest.mark.parametrize("column", ["ticket_id", "at", "kind"])
def test_every_event_has_all_three(column):
    events = log(("a", 0, "open"), ("b", 0, "open"))
    events.loc[1, column] = None
    with pytest.raises(
        InputError,
        match=rf"events.{column} must be there in every row; .* position 1 \(1 of 2 break this\)",
    ):
        read_history(events, meanings={})


def test_instants_say_their_zone():
    events = log(("a", 0, "open"))
    events["at"] = events["at"].dt.tz_localize(None)
    with pytest.raises(InputError, match=r"events.at must hold timezone-aware instants"):
        read_history(events, meanings={})


EVENTS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(0, 6),
        st.sampled_from(["open", "take", "solve", "close", "note", "redo"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60)
@given(EVENTS, st.booleans())
def test_the_table_agrees_with_a_walk(rows, born):
    events = log(*rows)
    there = set(events["kind"])
    declared = {
        "first_response": ["take"],
        "resolved": ["solve", "redo"],
        "closed": ["close", "redo"],
        "reopened": ["take", "redo"],
    } | ({"created": ["open"]} if born else {})
    meanings = {m: [k for k in kinds if k in there] for m, kinds in declared.items()}
    tickets = read_history(events, meanings=meanings).tickets
    expected = slow(events, meanings)
    assert list(tickets["ticket_id"]) == list(expected)
    for row in tickets.itertuples(index=False):
        got = tuple(None if pd.isna(v) else v for v in row[1:])
        assert got == expected[row.ticket_id]


def test_a_real_help_desk(shared_data):
    frame = pd.read_csv(shared_data("event_log/helpdesk.csv"), dtype=str)
    frame["at"] = pd.to_datetime(
        frame["Complete Timestamp"], format="%Y/%m/%d %H:%M:%S.%f", utc=True
    )
    meanings = {
        "first_response": ["Take in charge ticket"],
        "resolved": ["Resolve ticket"],
        "closed": ["Closed"],
        "paused": ["Wait", "Require upgrade", "Resolve SW anomaly"],
        "reopened": ["Take in charge ticket"],
    }
    history = read_history(
        frame, meanings=meanings, columns={"ticket_id": "Case ID", "kind": "Activity"}
    )
    assert len(history.tickets) == 4580
    assert {f.code: (f.count, f.of) for f in history.findings} == {
        "duplicate-events": (127, 21348),
        "no-response": (295, 4580),
        "not-closed": (23, 4580),
    }
    answered = frame.loc[frame["Activity"] == "Take in charge ticket", "Case ID"].nunique()
    assert answered == 4580 - 295
    sample = history.tickets.sample(60, random_state=1)
    chosen = frame[frame["Case ID"].isin(sample["ticket_id"])]
    expected = slow(chosen.rename(columns={"Case ID": "ticket_id", "Activity": "kind"}), meanings)
    for row in sample.itertuples(index=False):
        got = tuple(None if pd.isna(v) else v for v in row[1:])
        assert got == expected[row.ticket_id]
