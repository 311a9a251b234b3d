"""Reconciliation: a tool that runs the clock in another way is found out."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import sla, vendors
from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, union
from supportops.errors import InputError
from supportops.vendors.comparing import our_period

OFFICE = BusinessCalendar(
    timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]}, holidays=["2026-03-04"]
)
LONG = BusinessCalendar(
    timezone="UTC", hours={"mon-fri": [("08:00", "20:00")]}, holidays=["2026-03-04"]
)
OLD = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("10:00", "17:00")]})
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def policy(**changes):
    fields = {
        "name": "contract",
        "calendars": {"office": OFFICE, "long": LONG},
        "calendar": "office",
        "priorities": {"label": "priority", "names": ["high", "normal"]},
        "rows": [
            {"priority": "high", "first_response": "1h", "resolution": "8h"},
            {"first_response": "4h", "resolution": "30h"},
        ],
    }
    return sla.SlaPolicy.model_validate({**fields, **changes})


def at(hours):
    return MONDAY + timedelta(hours=hours)


EVENTS = [
    {"ticket": "7", "kind": "created", "at": at(0), "actor": "customer", "priority": "normal", "status": "open"},
    {"ticket": "7", "kind": "message", "at": at(2), "actor": "agent"},
    {"ticket": "7", "kind": "status", "at": at(3), "value": "waiting_on_customer"},
    {"ticket": "7", "kind": "message", "at": at(4), "actor": "customer"},
    {"ticket": "7", "kind": "status", "at": at(5), "value": "open"},
    {"ticket": "7", "kind": "priority", "at": at(26), "value": "high"},
    {"ticket": "7", "kind": "calendar", "at": at(50), "value": "long"},
    {"ticket": "7", "kind": "status", "at": at(74), "value": "solved"},
    {"ticket": "7", "kind": "status", "at": at(76), "value": "open"},
    {"ticket": "7", "kind": "status", "at": at(98), "value": "solved"},
]  # fmt: skip


def replayed(**changes):
    return sla.replay(EVENTS, policy=policy(**changes), now=NOW)


def stated(record, **changes):
    """What a tool that runs that policy would state."""
    return [replace(our_period(record, period), **changes) for period in record]


OURS = replayed()


def test_a_tool_that_agrees_agrees():
    found = vendors.reconcile(stated(OURS), OURS)
    assert found.disagreements == ()
    assert found.periods == len(OURS.periods)
    assert str(found) == f"{found.figures} figures of {found.periods} periods compared, 0 differ"


@pytest.mark.parametrize(
    ("changes", "cause", "words"),
    [
        ({"calendars": {"office": ALWAYS_OPEN, "long": ALWAYS_OPEN}}, "calendar", "the tool counts around the clock"),
        ({"calendars": {n: c.model_copy(update={"holidays": frozenset()}) for n, c in (("office", OFFICE), ("long", LONG))}}, "calendar", "the tool knows no holidays and no special days"),
        ({"pauses": {"resolution": ["on_hold"], "first_response": []}}, "pause rule", "the tool does not pause"),
        ({"on_customer_message": "resume"}, "pause rule", "the tool resumes when the customer writes"),
        ({"on_priority_change": "lock"}, "retargeting", "the tool keeps the target of the start"),
        ({"on_priority_change": "restart"}, "retargeting", "the tool starts anew when the target changes"),
        ({"on_reopen": "continue"}, "reopening", "the tool goes on with the old period on reopening, without the gap"),
        ({"on_reopen": "count_gap"}, "reopening", "the tool counts the solved time on reopening"),
        ({"on_calendar_change": "last_wins"}, "schedule version", "the tool counts everything on the ticket's last calendar"),
    ],
)  # fmt: skip
def test_each_way_to_differ_is_named(changes, cause, words):
    found = vendors.reconcile(stated(replayed(**changes)), OURS)
    assert found.disagreements
    assert set(found.by_cause) == {cause}
    assert words in {one.words for one in found.disagreements}


def test_the_other_direction_is_named_too():
    for changes, cause in [
        ({"on_calendar_change": "last_wins"}, "schedule version"),
        ({"on_priority_change": "lock"}, "retargeting"),
        ({"on_reopen": "continue"}, "reopening"),
        ({"on_customer_message": "resume"}, "pause rule"),
        ({"due_side": "open", "judged_by": "instant"}, "closing side"),
    ]:
        found = vendors.reconcile(stated(OURS), replayed(**changes))
        assert set(found.by_cause) <= {cause}, changes


def test_conventions_at_closing_are_named():
    # Four hours from 13:00 use up the day exactly.
    events = [{**EVENTS[0], "at": at(4)}, {**EVENTS[1], "at": at(9)}]
    ways = [{}, {"due_side": "open"}, {"judged_by": "instant"}]
    for one, other in [
        (ways[0], ways[1]),
        (ways[1], ways[0]),
        (ways[0], ways[2]),
        (ways[2], ways[0]),
    ]:
        theirs = sla.replay(events, policy=policy(**one), now=NOW)
        found = vendors.reconcile(
            stated(theirs), sla.replay(events, policy=policy(**other), now=NOW)
        )
        assert set(found.by_cause) == {"closing side"}


def test_a_policy_with_one_bare_calendar_has_fewer_ways():
    plain = {"calendars": {"office": OLD}}
    events = [event for event in EVENTS if event["kind"] != "calendar"]
    theirs = sla.replay(events, policy=policy(**plain, on_reopen="count_gap"), now=NOW)
    found = vendors.reconcile(stated(theirs), sla.replay(events, policy=policy(**plain), now=NOW))
    assert set(found.by_cause) == {"reopening"}


def test_two_things_at_once():
    theirs = stated(replayed(on_priority_change="lock", pauses={"resolution": []}))
    found = vendors.reconcile(theirs, OURS)
    assert {d.words for d in found.disagreements if d.metric == "resolution"} == {
        "the tool does not pause, and keeps the target of the start"
    }
    assert set(found.by_cause) == {"pause rule"}
    assert vendors.reconcile(theirs, OURS, at_once=1).by_cause["unexplained"] > 0


def test_another_calendar_of_the_policy():
    events = [event for event in EVENTS if event["kind"] != "calendar"]
    theirs = sla.replay(events, policy=policy(calendar="long"), now=NOW)
    found = vendors.reconcile(stated(theirs), sla.replay(events, policy=policy(), now=NOW))
    assert "the tool counts on the calendar 'long'" in {one.words for one in found.disagreements}
    assert set(found.by_cause) == {"calendar"}


def test_a_version_that_the_caller_names():
    theirs = sla.replay(EVENTS, policy=policy(calendars={"office": OLD, "long": OLD}), now=NOW)
    blind = vendors.reconcile(stated(theirs), OURS)
    assert "unexplained" in blind.by_cause
    for version in (OLD, policy(calendars={"office": OLD, "long": OLD})):
        found = vendors.reconcile(
            stated(theirs), OURS, versions={"the hours before March": version}
        )
        assert set(found.by_cause) == {"schedule version"}
        assert {one.words for one in found.disagreements} == {
            "the tool counts on the hours before March"
        }
    # A version that cannot run this ticket explains nothing, and does no harm.
    strange = policy(
        priorities={"label": "p", "names": ["P1"]},
        rows=[{"priority": "P1", "first_response": "1h"}],
    )
    found = vendors.reconcile(stated(theirs), OURS, versions={"another world": strange})
    assert found.by_cause == blind.by_cause


def test_rounding_is_told_from_more():
    minute = timedelta(minutes=1)
    rounded = [
        replace(p, elapsed=p.elapsed // minute * minute, precision=minute) for p in stated(OURS)
    ]
    assert vendors.reconcile(rounded, OURS).disagreements == ()
    off = [replace(p, elapsed=p.elapsed + timedelta(seconds=40)) for p in rounded]
    found = vendors.reconcile(off, OURS)
    assert set(found.by_cause) == {"rounding"}
    assert found.beyond_rounding == ()
    assert found.disagreements[0].words == "the tool rounds to 1m"
    assert found.disagreements[0].difference == timedelta(seconds=40)
    wide = [replace(p, elapsed=p.elapsed + timedelta(minutes=4)) for p in rounded]
    assert set(vendors.reconcile(wide, OURS, tolerance="5m").by_cause) == {"rounding"}
    assert set(vendors.reconcile(wide, OURS).by_cause) == {"unexplained"}
    late = [
        replace(
            p,
            started_at=p.started_at + timedelta(seconds=1),
            instant_precision=timedelta(seconds=1),
        )
        for p in stated(OURS)
    ]
    assert set(vendors.reconcile(late, OURS).by_cause) == {"rounding"}


def test_a_verdict_at_the_edge_of_rounding():
    events = [EVENTS[0], {**EVENTS[1], "at": at(4) + timedelta(seconds=20)}]
    record = sla.replay(events, policy=policy(), now=NOW)
    kept = [
        replace(p, breached=False, elapsed=timedelta(hours=4), precision=timedelta(minutes=1))
        for p in stated(record) if p.metric == "first_response"
    ]  # fmt: skip
    found = vendors.reconcile(kept, record)
    assert [(d.field, d.cause) for d in found.disagreements] == [
        ("elapsed", "rounding"),
        ("breached", "rounding"),
    ]
    assert found.disagreements[1].words == "elapsed time and target are within 1m"
    far = [replace(p, target=timedelta(hours=9)) for p in kept]
    assert vendors.reconcile(far, record).by_cause["unexplained"] == 2
    untold = [replace(kept[0], target=None)]
    bare = [replace(our_period(record, record["first_response"]), elapsed=None)]
    assert vendors.reconcile(untold, bare).by_cause == {"unexplained": 1}


def test_who_has_what():
    other = replace(stated(OURS)[0], ticket="9")
    extra = replace(stated(OURS)[0], cycle=5)
    record8 = sla.replay([{**e, "ticket": "8"} for e in EVENTS], policy=policy(), now=NOW)
    found = vendors.reconcile([*stated(OURS), other, extra], [OURS, record8])
    assert (found.only_vendor, found.only_ours) == (("9",), ("8",))
    (one,) = found.disagreements
    assert (one.field, one.vendor, one.ours, one.cause) == (
        "period",
        "a period",
        "no period",
        "unexplained",
    )
    missing = vendors.reconcile(
        [p for p in stated(OURS) if (p.metric, p.cycle) != ("resolution", 2)], OURS
    )
    (one,) = missing.disagreements
    assert (one.vendor, one.ours, one.cause) == ("no period", "a period", "reopening")
    assert one.also
    silent = vendors.reconcile([p for p in stated(OURS) if p.metric == "resolution"], OURS)
    assert silent.disagreements == ()  # a metric that the tool never speaks of is not compared


def test_figures_of_open_periods_need_the_same_instant():
    record = sla.replay(EVENTS[:3], policy=policy(), now=NOW)
    open_ = [p for p in stated(record) if p.open]
    later = [
        replace(
            p, now=NOW + timedelta(hours=1), elapsed=p.elapsed + timedelta(hours=1), paused=False
        )
        for p in open_
    ]
    found = vendors.reconcile(later, record)
    assert found.disagreements == ()
    assert found.flags == ("7 resolution 1: open, and its figures were read at another instant",)
    unknown = vendors.reconcile([replace(p, now=None, paused=False) for p in open_], record)
    assert unknown.flags == ("7 resolution 1: open, and when its figures were read is not known",)
    # While the clock stands still it does not matter.
    still = vendors.reconcile([replace(p, now=None) for p in open_], record)
    assert still.flags == ()
    assert still.disagreements == ()


def test_totals_that_do_not_say_whether_they_go_on():
    running = sla.replay([*EVENTS[:2], {**EVENTS[6]}], policy=policy(), now=NOW)
    totals = [
        vendors.VendorPeriod(ticket="7", metric="resolution", cycle=1, name="x", elapsed_calendar=timedelta(hours=9))
    ]  # fmt: skip
    found = vendors.reconcile(totals, running)
    assert (found.figures, found.disagreements) == (0, ())
    assert found.flags == ("7 resolution 1: open, and when its figures were read is not known",)
    over = vendors.reconcile(totals, sla.replay(EVENTS[:8], policy=policy(), now=NOW))
    assert over.figures == 1


def test_a_state_that_differs():
    record = sla.replay(EVENTS[:3], policy=policy(), now=NOW)
    wrong = [replace(p, paused=False) for p in stated(record) if p.open]
    found = vendors.reconcile(wrong, record)
    by = {d.field: d for d in found.disagreements}
    assert by["paused"].cause in {"pause rule", "unexplained"}


def test_exceptions_are_replayed_with_the_history():
    rules = {
        "exceptions": [
            {"kind": "third_party_dependency", "treatment": "pause", "documented": True},
            {"kind": "product_bug", "treatment": "pause"},
        ]
    }
    granted = [
        {"kind": "third_party_dependency", "since": at(1), "until": at(2), "note": "carrier"},
        {"kind": "product_bug", "since": at(6)},
    ]
    mine = sla.replay(EVENTS[:8], policy=policy(**rules), now=NOW, exceptions=granted)
    theirs = sla.replay(
        EVENTS[:8], policy=policy(**rules, on_priority_change="lock"), now=NOW, exceptions=granted
    )
    found = vendors.reconcile(stated(theirs), mine)
    assert set(found.by_cause) == {"retargeting"}


def test_a_combined_calendar_may_be_bared():
    both = union(OFFICE, LONG)
    mine = sla.replay(EVENTS[:6], policy=policy(calendars={"office": both, "long": LONG}), now=NOW)
    bare = union(*(c.model_copy(update={"holidays": frozenset()}) for c in (OFFICE, LONG)))
    theirs = sla.replay(
        EVENTS[:6], policy=policy(calendars={"office": bare, "long": LONG}), now=NOW
    )
    found = vendors.reconcile(stated(theirs), mine)
    assert "the tool knows no holidays and no special days" in {
        d.words for d in found.disagreements
    } | {w for d in found.disagreements for w in d.also}


def test_one_figure_may_be_explained_where_the_whole_period_is_not():
    theirs = stated(replayed(on_priority_change="lock"))
    odd = [replace(p, started_at=p.started_at - timedelta(minutes=5)) for p in theirs]
    found = vendors.reconcile(odd, OURS)
    assert {d.cause for d in found.disagreements if d.field == "target"} == {"retargeting"}
    assert {d.cause for d in found.disagreements if d.field == "started_at"} == {"unexplained"}


def test_tables_and_texts():
    found = vendors.reconcile(stated(replayed(on_priority_change="lock")), OURS)
    frame = found.to_frame()
    assert list(frame.columns) == [
        "ticket",
        "metric",
        "cycle",
        "field",
        "vendor",
        "ours",
        "difference",
        "cause",
        "words",
    ]
    assert len(frame) == len(found.disagreements)
    assert list(vendors.reconcile([], OURS).to_frame().columns) == list(frame.columns)
    assert found.to_markdown().startswith("| ticket | metric |")
    assert "retargeting" in found._repr_html_()
    assert "30h there, 8h here (retargeting: the tool keeps the target of the start)" in str(found)
    assert pickle.loads(pickle.dumps(found)) == found


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.sampled_from(["reply", "ask", "wait", "open", "solve", "high"])), max_size=8),
    st.sampled_from([{}, {"on_priority_change": "lock"}, {"on_reopen": "continue"}, {"on_customer_message": "resume"}]),
)  # fmt: skip
def test_whatever_happened_a_single_difference_is_never_unexplained(steps, changes):
    kinds = {
        "reply": {"kind": "message", "actor": "agent"}, "ask": {"kind": "message", "actor": "customer"},
        "wait": {"kind": "status", "value": "waiting_on_customer"}, "open": {"kind": "status", "value": "open"},
        "solve": {"kind": "status", "value": "solved"}, "high": {"kind": "priority", "value": "high"},
    }  # fmt: skip
    events = [EVENTS[0], *({"ticket": "7", "at": at(h), **kinds[k]} for h, k in steps)]
    mine = sla.replay(events, policy=policy(), now=NOW)
    theirs = sla.replay(events, policy=policy(**changes), now=NOW)
    assert "unexplained" not in vendors.reconcile(stated(theirs), mine).by_cause


def test_recounted_says_what_it_cannot_count():
    start = vendors.VendorPeriod(ticket="7", metric="m", cycle=1, name="M")
    (empty,) = vendors.recounted([start], calendar=OFFICE)
    assert (empty.elapsed, empty.due_at, empty.breached) == (None, None, None)
    begun = replace(start, started_at=at(0), target=timedelta(hours=9), open=True)
    (counted,) = vendors.recounted([begun], calendar=OFFICE, now=at(26))
    assert (counted.elapsed, counted.due_at, counted.breached) == (
        timedelta(hours=10),
        at(25),
        True,
    )
    assert counted.elapsed_calendar == timedelta(hours=26)
    assert counted.now == at(26)
    assert vendors.recounted([begun], calendar=OFFICE)[0].elapsed is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: vendors.reconcile("x", OURS), "vendor must be VendorPeriods; got 'x'"),
        (lambda: vendors.reconcile([1], OURS), "vendor must be VendorPeriods; got 1"),
        (lambda: vendors.reconcile(stated(OURS) * 2, OURS), "vendor must state a period once; got .* twice"),
        (lambda: vendors.reconcile([], None), "ours must be SlaRecords; got None"),
        (lambda: vendors.reconcile([], [1]), "ours must be SlaRecords; got 1"),
        (lambda: vendors.reconcile([], [OURS, OURS]), "ours must hold a ticket once; got '7' twice"),
        (lambda: vendors.reconcile([], stated(OURS) * 2), "ours must state a period once; got .* twice"),
        (lambda: vendors.reconcile([], [OURS, *stated(OURS)]), "ours must state a period once; got .* twice"),
        (lambda: vendors.reconcile(stated(replayed(on_reopen="continue")), OURS, versions={"x": 1}), r"versions\['x'\] must be a calendar or an SlaPolicy; got 1"),
        (lambda: vendors.reconcile([], OURS, at_once=3), "at_once must be 1 or 2; got 3"),
        (lambda: vendors.reconcile([], OURS, tolerance=5), "tolerance must say its unit"),
        (lambda: vendors.recounted([1], calendar=OFFICE), "periods must be VendorPeriods; got 1"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()
