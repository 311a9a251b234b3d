"""Whole tables agree with the clock of one ticket, to the microsecond."""

import pickle
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import sla
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError, SupportOpsWarning
from supportops.sla import lockplan
from supportops.sla.definitions import TRIGGERS
from supportops.testing.strategies import histories, policies
from supportops.vocabulary import TicketEvent

COMPARED = (
    "metric", "cycle", "started_at", "ended_at", "end_reason", "target", "clock", "row",
    "elapsed", "elapsed_business", "elapsed_calendar", "paused", "paused_wall", "due_at",
    "state", "breached", "breached_at", "overdue", "remaining",
)  # fmt: skip
LOG = ["ticket_id", "at", "kind", "value", "actor", "public"]


@st.composite
def definitions(draw):
    triggers = st.lists(
        st.sampled_from([*TRIGGERS, "status on_hold", "status open"]), max_size=3, unique=True
    )
    some = triggers.filter(bool)
    return sla.ClockDefinition(
        start=draw(some), stop=draw(some), resume=draw(triggers), hold=draw(triggers),
        release=draw(triggers), pause=draw(st.sampled_from([(), ("on_hold",)])),
        once=draw(st.booleans()), unsolved=draw(st.booleans()), reopen=draw(st.booleans()),
        after=draw(st.sampled_from([None, None, "first_response", "ownership"])),
    )  # fmt: skip


@st.composite
def contracts(draw):
    """Policies with clocks of their own, and rows with calendars and pauses of their own."""
    policy = draw(policies())
    own = draw(st.dictionaries(st.sampled_from(["mine", "yours"]), definitions(), max_size=2))
    rows = []
    for row in policy.rows:
        fields = {
            "other": dict.fromkeys(own, draw(st.sampled_from(["90m", "20h calendar"]))),
            "calendar": draw(st.sampled_from([None, None, "a", "b"])),
            "group": draw(st.sampled_from([None, None, "east"])),
            "category": draw(st.sampled_from([None, None, None, "bug"])),
        }
        if draw(st.booleans()):
            fields["pauses"] = {"resolution": ("on_hold",), "first_response": ("open",)}
        rows.append(sla.SlaRow.model_validate({**row.model_dump(), **fields}))
    change = {
        "rows": tuple(rows),
        "definitions": own,
        "exclusions": draw(st.sampled_from([(), (sla.Exclusion(about="spam", category="spam"),)])),
    }
    return policy.model_copy(update=change)


@st.composite
def worlds(draw, most=4, strategy=contracts):
    policy = draw(strategy())
    found = []
    for _ in range(draw(st.integers(1, most))):
        events = list(draw(histories(policy)))
        at = events[0].at
        for kind, name in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(["assignee", "group", "category", "priority"]),
                    st.sampled_from(["east", "bug", "spam", "high", None]),
                ),
                max_size=4,
            )
        ):
            minutes = draw(st.one_of(st.just(0), st.integers(-600, 4_000)))
            when = at + timedelta(minutes=minutes)
            events.append(TicketEvent(ticket="T", at=when, kind=kind, value=name))
        found.append(events)
    last = max(event.at for events in found for event in events)
    first = min(events[0].at for events in found)
    now = draw(
        st.one_of(
            st.integers(0, 9_000).map(lambda m: last + timedelta(minutes=m)),
            st.integers(0, 9_000).map(lambda m: first + timedelta(minutes=m)),
        )
    )
    return policy, found, now


def log(found):
    rows = [
        {**event.model_dump(), "ticket_id": f"T{i}"}
        for i, events in enumerate(found)
        for event in events
    ]
    return pd.DataFrame(rows, columns=LOG)


def plain(value):
    return None if pd.isna(value) else value


def from_table(frame):
    rows = {}
    for row in frame.to_dict("records"):
        key = (row["ticket_id"], row["metric"], row["cycle"])
        assert key not in rows
        rows[key] = {name: plain(row[name]) for name in (*COMPARED, "earlier_breaches", "doubtful")}
    return rows


def from_replay(policy, found, now):
    rows = {}
    for i, events in enumerate(found):
        for period in sla.replay(events, policy=policy, now=now):
            row = {name: getattr(period, name) for name in COMPARED}
            row["earlier_breaches"] = len(period.earlier_breaches)
            row["doubtful"] = "depends on days whose holidays are not known" in period.flags
            rows[f"T{i}", period.metric, period.cycle] = row
    return rows


@settings(max_examples=60)
@given(worlds())
def test_tables_agree_with_replay(world):
    policy, found, now = world
    got = from_table(sla.periods(None, log(found), policy=policy, now=now))
    wanted = from_replay(policy, found, now)
    assert got.keys() == wanted.keys()
    for key, row in wanted.items():
        assert got[key] == row, key


NOW = datetime(2026, 3, 9, tzinfo=UTC)
POLICY = sla.preset("priority")


def three():
    """Three tickets with a merge, a reopening and a late answer."""
    at = pd.Timestamp("2026-03-02T09:00Z")
    rows = [
        ("a", 0, "created", None, "customer", True),
        ("b", 0, "created", None, "agent", True),
        ("a", 0, "priority", "P1", None, None),
        ("c", 1, "created", None, "customer", True),
        ("a", 2, "message", None, "agent", None),
        ("a", 3, "status", "solved", "agent", True),
        ("c", 3, "merged", "a", "agent", True),
        ("c", 4, "message", None, "agent", True),
        ("a", 9, "status", "open", "customer", True),
        ("b", 9, "message", None, "customer", True),
    ]
    log = pd.DataFrame(rows, columns=LOG)
    log["at"] = at + pd.to_timedelta(log["at"], unit="h")
    return log


def test_split_by_ticket_it_gives_the_same_rows():
    log = three()
    whole = sla.periods(None, log, policy=POLICY, now=NOW)
    parts = [
        sla.periods(None, part, policy=POLICY, now=NOW)
        for _, part in log.groupby("ticket_id", sort=False)
    ]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
    pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(whole)), whole)


def test_the_order_of_events_and_blocks_does_not_matter(monkeypatch):
    log = three()
    tickets = pd.DataFrame({"ticket_id": ["a", "b", "c"]})
    whole = sla.periods(tickets, log, policy=POLICY, now=NOW)
    shuffled = log.sort_values("at", ascending=False, kind="stable")
    monkeypatch.setattr("supportops.sla.table_rows._BLOCK", 1)
    pd.testing.assert_frame_equal(sla.periods(tickets, shuffled, policy=POLICY, now=NOW), whole)


def test_it_does_not_change_its_input():
    log, tickets = three(), pd.DataFrame({"ticket_id": ["a", "b", "c"]})
    before = log.copy(), tickets.copy()
    sla.periods(tickets, log, policy=POLICY, now=NOW)
    pd.testing.assert_frame_equal(log, before[0])
    pd.testing.assert_frame_equal(tickets, before[1])


@pytest.mark.parametrize("tickets", [None, pd.DataFrame({"ticket_id": []})])
def test_an_empty_table_keeps_columns_and_dtypes(tickets):
    empty = sla.periods(tickets, three().iloc[:0], policy=POLICY, now=NOW)
    full = sla.periods(None, three(), policy=POLICY, now=NOW)
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    ours, theirs = empty.dtypes.drop("ticket_id"), full.dtypes.drop("ticket_id")
    pd.testing.assert_series_equal(ours, theirs)
    assert sla.compliance(empty).rows == ()


def test_tickets_of_the_future_have_no_periods():
    log = three()
    assert len(sla.periods(None, log, policy=POLICY, now=datetime(2026, 3, 1, tzinfo=UTC))) == 0


def test_instants_are_in_the_zone_of_now():
    paris = pd.Timestamp("2026-03-09", tz="Europe/Paris")
    found = sla.periods(None, three(), policy=POLICY, now=paris)
    assert str(found["started_at"].dtype) == "datetime64[us, Europe/Paris]"


def test_tickets_bring_their_creation_and_first_fields():
    log = three()
    log = log[(log["kind"] != "created") & (log["kind"] != "priority")]
    tickets = pd.DataFrame(
        {
            "Id": ["a", "b", "c"],
            "Opened": pd.to_datetime(["2026-03-02T09:00Z"] * 3),
            "Severity": ["P1", None, "P3"],
        }
    )
    columns = {"ticket_id": "Id", "created_at": "Opened", "priority": "Severity", "at": "When"}
    log = log.rename(columns={"ticket_id": "Id", "at": "When"})
    found = sla.periods(tickets, log, policy=POLICY, now=NOW, columns=columns)
    rows = found[found["metric"] == "first_response"].set_index("ticket_id")["row"]
    assert rows.to_dict() == {"a": "Critical", "b": "no row", "c": "Medium"}


def test_ids_may_have_another_heading_in_each_table():
    log = three().rename(columns={"ticket_id": "Issue"})
    tickets = pd.DataFrame({"ticket_id": ["a", "b", "c"]})
    found = sla.periods(tickets, log, policy=POLICY, now=NOW, columns={"ticket_id": "Issue"})
    assert len(found) == len(sla.periods(None, three(), policy=POLICY, now=NOW))


def test_events_before_the_creation_warn():
    log = three()
    log.loc[0, "at"] += pd.Timedelta(minutes=150)
    with pytest.warns(SupportOpsWarning, match="^1 events lie before the creation of their ticket"):
        sla.periods(None, log, policy=POLICY, now=NOW)


def changed(column, place, value):
    log = three().astype({column: object}) if column != "at" else three()
    log.loc[place, column] = value
    return log


BAD = [
    (changed("at", 4, pd.NaT), "events.at must be there; got none at position 4, of ticket 'a'"),
    (changed("kind", 4, "reply"), "events.kind must be one of priority, .*; got 'reply'"),
    (changed("kind", 4, None), "events.kind must be there; got none at position 4"),
    (changed("actor", 4, None), "must say who wrote a message; got no actor at position 4; write"),
    (changed("actor", 4, "robot"), "events.actor must be one of customer, .*; got 'robot'"),
    (three().drop(columns="actor"), "must say who wrote a message; got no actor at position 4"),
    (changed("value", 5, "done"), "status must be one of new, .*; got 'done'"),
    (changed("value", 5, None), "status must be one of new, .*; got None"),
    (changed("value", 2, "P9"), "priority must be one of P1, .*; got 'P9'"),
    (changed("value", 2, 1), "values of fields must be text; got 1; use .astype"),
    (changed("kind", 6, "calendar"), "calendar must be one of support hours; got 'a'"),
    (changed("kind", 3, "message"), "one event created for each ticket; got none of ticket 'c'"),
    (changed("kind", 4, "created"), "one event created for each ticket; got several of ticket 'a'"),
    (changed("ticket_id", 4, None), "events must belong to tickets; got None at position 4"),
]


@pytest.mark.parametrize(("log", "message"), BAD)
def test_bad_events(log, message):
    with pytest.raises(InputError, match=message):
        sla.periods(None, log, policy=POLICY, now=NOW)


IDS = ["a", "b", "c"]
BAD_TICKETS = [
    (pd.DataFrame({"ticket_id": ["a", "b"]}), {}, "got 'c' at position 3, which is none"),
    (pd.DataFrame({"ticket_id": [*IDS, "a"]}), {}, "one row for each ticket_id; got 'a' again"),
    (pd.DataFrame({"ticket_id": IDS, "priority": "P9"}), {}, "priority must be one of P1.*'P9'"),
    (pd.DataFrame({"ticket_id": IDS, "channel": [1, 2, 3]}), {}, "fields must be text; got 1"),
    (None, {"columns": ["at"]}, "columns must map declared names to headings"),
    (None, {"columns": {"when": "at"}}, "columns must name columns of events; got 'when'"),
    (None, {"columns": {"at": "When"}}, "must be a heading of events; got 'When'"),
    (None, {"exceptions": []}, "exceptions must map ticket ids to lists"),
    (None, {"exceptions": {"z": []}}, "exceptions must be of tickets in the table; got 'z'"),
]


@pytest.mark.parametrize(("tickets", "more", "message"), BAD_TICKETS)
def test_bad_tickets(tickets, more, message):
    with pytest.raises(InputError, match=message):
        sla.periods(tickets, three(), policy=POLICY, now=NOW, **more)


def test_exceptions_are_those_of_replay():
    log = three()
    granted = {
        "a": [{"kind": "out_of_scope", "since": "2026-03-02T10:00Z", "note": "another product"}],
        "b": [
            sla.GrantedException(
                kind="third_party_dependency", since=NOW - timedelta(days=5), until=NOW, note="x"
            )
        ],
    }
    found = sla.periods(None, log, policy=POLICY, now=NOW, exceptions=granted)
    plain_rows = from_table(found)
    for name, part in log.groupby("ticket_id"):
        events = [
            TicketEvent(
                ticket=name, at=at, kind=kind, value=value, actor=actor or "system",
                public=public is not False,
            )
            for _, at, kind, value, actor, public in part.replace({np.nan: None}).itertuples(
                index=False
            )
        ]  # fmt: skip
        record = sla.replay(events, policy=POLICY, now=NOW, exceptions=granted.get(name, ()))
        for period in record:
            row = plain_rows.pop((name, period.metric, period.cycle))
            assert {k: row[k] for k in COMPARED} == {k: getattr(period, k) for k in COMPARED}
    assert plain_rows == {}
    assert set(found["end_reason"].dropna()) >= {"out_of_scope", "merged"}


def test_an_exception_without_its_note_warns():
    given = {"a": [{"kind": "out_of_scope", "since": "2026-03-02T10:00Z"}]}
    with pytest.warns(SupportOpsWarning, match="ticket a: out_of_scope was not granted: it needs"):
        sla.periods(None, three(), policy=POLICY, now=NOW, exceptions=given)


def test_exceptions_of_a_ticket_of_the_future_change_nothing():
    given = {"c": [{"kind": "out_of_scope", "since": "2026-03-02T10:00Z", "note": "x"}]}
    early = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    found = sla.periods(None, three(), policy=POLICY, now=early, exceptions=given)
    assert set(found["ticket_id"]) == {"a", "b"}


@settings(max_examples=25)
@given(worlds(3))
def test_policies_too_large_for_tables_go_one_by_one(world):
    policy, found, now = world
    table = log(found)
    wanted = sla.periods(None, table, policy=policy, now=now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lockplan, "_MOST_CELLS", 0)
        got = sla.periods(None, table, policy=policy, now=now)
    key = ["ticket_id", "metric", "cycle"]
    pd.testing.assert_frame_equal(
        got.astype({"metric": str}).sort_values(key, ignore_index=True),
        wanted.astype({"metric": str}).sort_values(key, ignore_index=True),
    )


def test_calendars_that_end_are_doubtful():
    office = BusinessCalendar(
        timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]}, holidays_known_until="2026-03-03"
    )
    policy = sla.on_calendar(POLICY, office)
    found = sla.periods(None, three(), policy=policy, now=NOW)
    assert found["doubtful"].any()
    assert not found["doubtful"].all()


def test_rows_may_share_a_label():
    rows = [
        {"priority": p, "name": "urgent", "resolution": f"{h}h"} for p, h in (("P1", 1), ("P2", 2))
    ]
    policy = sla.SlaPolicy.model_validate(
        {**POLICY.model_dump(), "rows": [*rows, {"name": "rest", "resolution": "9h"}]}
    )
    found = sla.periods(None, three(), policy=policy, now=NOW)
    assert list(found["row"].cat.categories) == ["urgent", "rest", "no row"]
    assert set(found["row"]) == {"urgent", "rest"}


def agrees(policy, log, tickets=None, **first):
    found = sla.periods(tickets, log, policy=policy, now=NOW)
    rows = from_table(found)
    for name, part in log.groupby("ticket_id"):
        events = []
        for at, kind, value, actor in part[["at", "kind", "value", "actor"]].itertuples(
            index=False
        ):
            event = {"at": at, "kind": kind, "actor": actor, "value": plain(value)}
            events.append(event | (first if kind == "created" else {}))
        for period in sla.replay(events, policy=policy, now=NOW):
            row = rows.pop((name, period.metric, period.cycle))
            assert {k: row[k] for k in COMPARED} == {k: getattr(period, k) for k in COMPARED}
    assert rows == {}
    return found


def history(*steps):
    at = pd.Timestamp("2026-03-02T09:00Z")
    rows = [
        ("x", at + pd.Timedelta(hours=hours), kind, value, actor)
        for hours, kind, value, actor in steps
    ]
    return pd.DataFrame(rows, columns=["ticket_id", "at", "kind", "value", "actor"])


def test_restarted_periods():
    log = history(
        (0, "created", None, "customer"), (0, "priority", "P2", "system"),
        (1, "priority", "P1", "agent"), (3, "message", None, "agent"),
        (9, "priority", "P3", "agent"),
    )  # fmt: skip
    found = agrees(POLICY.model_copy(update={"on_priority_change": "restart"}), log)
    assert (found["end_reason"] == "restarted").sum() == 4


def test_a_counted_gap_on_moving_calendars():
    office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    night = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("17:00", "24:00")]})
    calendars = {**POLICY.calendars, "office": office, "night": night}
    log = history(
        (0, "created", None, "customer"), (0, "priority", "P2", "system"),
        (1, "calendar", "office", "system"), (2, "status", "solved", "agent"),
        (2, "calendar", "night", "system"), (4, "calendar", "night", "system"),
        (10, "calendar", "office", "system"), (26, "status", "open", "customer"),
    )  # fmt: skip
    for how in ("segment", "last_wins"):
        change = {"calendars": calendars, "on_reopen": "count_gap", "on_calendar_change": how}
        agrees(POLICY.model_copy(update=change), log)
        agrees(POLICY.model_copy(update={**change, "on_priority_change": "lock"}), log)
    still = log[log["kind"] != "calendar"]
    agrees(POLICY.model_copy(update={"on_reopen": "count_gap"}), still)


def test_one_by_one_with_first_fields():
    log = history((0, "created", None, "customer"), (2, "message", None, "agent"))
    tickets = pd.DataFrame({"ticket_id": ["x"], "priority": ["P1"]})
    wanted = agrees(POLICY, log, tickets, priority="P1")
    got = sla.periods(tickets, log, policy=POLICY, now=NOW, exceptions={"x": []})
    pd.testing.assert_frame_equal(got, wanted)
