from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.escalation import (
    OnCallOverride,
    OnCallRotation,
    OnCallSchedule,
    coverage_findings,
    on_call,
    on_call_load,
    on_call_rule,
    on_call_table,
    on_call_turns,
    rotation_findings,
)

PARIS = ZoneInfo("Europe/Paris")


def rotation(name="primary", people=("Ada", "Bo", "Cy"), **more):
    fields = {"timezone": "Europe/Paris", "first_day": date(2026, 3, 2)}
    return OnCallRotation(name=name, people=people, **{**fields, **more})


def schedule(*rotations, overrides=()):
    return OnCallSchedule(rotations=rotations or (rotation(),), overrides=overrides)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def swap(person, start, end, layer="primary"):
    return OnCallOverride(layer=layer, person=person, start=start, end=end)


@pytest.mark.parametrize(
    ("at", "who"),
    [
        (datetime(2026, 3, 2, 8, 59, tzinfo=PARIS), None),
        (datetime(2026, 3, 2, 9, 0, tzinfo=PARIS), "Ada"),
        (datetime(2026, 3, 9, 8, 59, tzinfo=PARIS), "Ada"),
        (datetime(2026, 3, 9, 9, 0, tzinfo=PARIS), "Bo"),
        (datetime(2026, 3, 30, 8, 59, tzinfo=PARIS), "Ada"),  # clocks were changed in this turn
        (datetime(2026, 3, 30, 9, 0, tzinfo=PARIS), "Bo"),
        (utc(2036, 3, 2, 12), "Cy"),
    ],
)
def test_who_is_on_call(at, who):
    assert on_call(at, schedule=schedule()) == {"primary": who}


@pytest.mark.parametrize(
    ("first", "handoff", "change"),
    [
        (
            date(2026, 3, 28),
            time(2, 30),
            utc(2026, 3, 29, 1),
        ),  # in the gap: the first instant after
        (date(2026, 10, 24), time(2, 30), utc(2026, 10, 25, 0, 30)),  # twice: the earlier
    ],
)
def test_hands_are_changed_while_clocks_are(first, handoff, change):
    daily = schedule(rotation(first_day=first, handoff=handoff, turn_days=1))
    before = change - timedelta(microseconds=1)
    assert [on_call(at, schedule=daily)["primary"] for at in (before, change)] == ["Ada", "Bo"]


def slow(one, at):
    """Count the hand-offs so far, day by day, on the local clock."""
    zone = ZoneInfo(one.timezone)
    turns, day = -1, one.first_day
    while datetime.combine(day, one.handoff, zone).astimezone(UTC) <= at:
        turns += 1
        day += timedelta(days=one.turn_days)
    return None if turns < 0 else one.people[turns % len(one.people)]


ZONES = st.sampled_from(
    ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
)


@given(
    ZONES,
    st.integers(1, 20),
    st.integers(1, 5),
    st.integers(4, 23),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(st.integers(-40 * 1440, 400 * 1440), min_size=1, max_size=8),
)
def test_the_answer_of_counting_hand_offs(zone, days, number, hour, first, minutes):
    one = rotation(
        people=tuple("ABCDE"[:number]),
        timezone=zone,
        turn_days=days,
        first_day=first,
        handoff=time(hour),
    )
    begin = datetime.combine(first, time(), UTC)
    moments = [begin + timedelta(minutes=m) for m in minutes]
    table = on_call_table(moments, schedule=schedule(one))
    for at, name in zip(moments, table["primary"], strict=True):
        assert on_call(at, schedule=schedule(one))["primary"] == name == slow(one, at)


SWAPS = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 60)), max_size=4)


@given(SWAPS, st.integers(1, 9), st.integers(0, 500), st.integers(1, 800))
def test_turns_cover_every_instant_exactly_once(swaps, days, begin, length):
    overrides, free = [], utc(2026, 1, 1)
    for gap, hours in swaps:
        start = free + timedelta(hours=gap)
        free = start + timedelta(hours=hours)
        overrides.append(swap("Zoe", start, free))
    plan = schedule(rotation(first_day=date(2026, 1, 1), turn_days=days), overrides=overrides)
    start = utc(2026, 1, 1, 8) + timedelta(hours=begin)
    end = start + timedelta(hours=length)
    turns = on_call_turns(plan, start=start, end=end)
    assert (turns[0].start, turns[-1].end) == (start, end)
    for one, two in pairwise(turns):
        assert one.end == two.start
        assert (one.person, one.override) != (two.person, two.override) or one.person is not None
    assert all(t.start < t.end and t.person is not None for t in turns)
    assert all((t.person == "Zoe") == t.override for t in turns)
    assert coverage_findings(plan, start=start, end=end) == ()
    load = on_call_load(plan, start=start, end=end)
    assert sum((p.time for p in load.people), timedelta()) == end - start
    assert sum(p.share for p in load.people) == pytest.approx(1)
    assert 1 / len(load.people) - 1e-12 <= load.fairness <= 1 + 1e-12


def test_overrides_win_and_follow_on_one_another():
    plan = schedule(
        overrides=[
            swap("Eve", utc(2026, 3, 4), utc(2026, 3, 5)),
            swap("Dan", utc(2026, 3, 5), utc(2026, 3, 6)),
            swap("Old", utc(2020, 1, 1), utc(2020, 1, 2)),
        ]
    )
    turns = on_call_turns(plan, start=datetime(2026, 3, 3, tzinfo=PARIS), end=utc(2026, 3, 7))
    assert [(t.person, t.override) for t in turns] == [
        ("Ada", False),
        ("Eve", True),
        ("Dan", True),
        ("Ada", False),
    ]
    assert turns[1].start.tzinfo == PARIS
    inside = on_call_turns(plan, start=utc(2026, 3, 4, 6), end=utc(2026, 3, 4, 7))
    assert [(t.person, t.start.hour, t.end.hour) for t in inside] == [("Eve", 6, 7)]


def sun(**more):
    """Follow the sun: Europe by day, America by its day, and nobody in between."""
    europe = rotation(
        "Europe",
        ("Ada", "Bo"),
        layer="primary",
        coverage=BusinessCalendar(timezone="UTC", hours={"mon-sun": [("06:00", "14:00")]}),
    )
    america = rotation(
        "America", ("Cy", "Di"), layer="primary", timezone="America/New_York",
        coverage=BusinessCalendar(timezone="UTC", hours={"mon-sun": [more.get("america", ("14:00", "22:00"))]}),
    )  # fmt: skip
    return schedule(europe, america)


def test_gaps_and_overlaps_of_a_layer():
    start, end = utc(2026, 3, 4), utc(2026, 3, 6)
    gaps = coverage_findings(sun(), start=start, end=end)
    assert [(f.kind, f.layers, f.start, f.end) for f in gaps] == [
        ("gap", ("primary",), utc(2026, 3, 4), utc(2026, 3, 4, 6)),
        ("gap", ("primary",), utc(2026, 3, 4, 22), utc(2026, 3, 5, 6)),
        ("gap", ("primary",), utc(2026, 3, 5, 22), utc(2026, 3, 6)),
    ]
    both = coverage_findings(sun(america=("12:00", "06:00")), start=start, end=end)
    assert [(f.kind, f.start.hour, f.end.hour, f.who) for f in both] == [
        ("overlap", 12, 14, ("Europe", "America"))
    ] * 2
    assert on_call(utc(2026, 3, 4, 13), schedule=sun(america=("12:00", "06:00"))) == {
        "primary": "Ada"
    }
    closed = coverage_findings(
        sun(america=("12:00", "06:00")).model_copy(
            update={"overrides": (swap("Zoe", start, end),)}
        ),
        start=start,
        end=end,
    )
    assert closed == ()


def test_an_overlap_across_a_hand_off_is_one_finding():
    twice = schedule(rotation("a", layer="x"), rotation("b", layer="x", people=("Di", "Ed")))
    start, end = utc(2026, 3, 8), utc(2026, 3, 10)
    assert [(f.kind, f.start, f.end) for f in coverage_findings(twice, start=start, end=end)] == [
        ("overlap", start, end)
    ]


def test_one_person_in_two_layers():
    plan = schedule(
        rotation(),
        rotation("secondary", ("Bo", "Cy", "Ada")),
        rotation("third", ("Di", "Bo", "Ed")),
    )
    found = coverage_findings(plan, start=utc(2026, 3, 3), end=utc(2026, 3, 17))
    assert [(f.kind, f.layers, f.who, f.start) for f in found] == [
        ("double", ("primary", "third"), ("Bo",), utc(2026, 3, 9, 8)),
    ]
    assert plan.layers == ("primary", "secondary", "third")


def test_load_in_and_out_of_hours():
    office = BusinessCalendar(timezone="Europe/Paris", hours={"mon-fri": [("09:00", "17:00")]})
    start = datetime(2026, 3, 2, 9, tzinfo=PARIS)
    load = on_call_load(
        schedule(), start=start, end=start + timedelta(days=14), office_hours=office
    )
    rows = {p.person: p for p in load.people}
    assert rows["Ada"].time == rows["Bo"].time == timedelta(days=7)
    assert rows["Ada"].off_hours == timedelta(hours=168 - 40)
    assert (rows["Cy"].time, rows["Cy"].turns, rows["Cy"].off_hours, rows["Cy"].share) == (
        timedelta(),
        0,
        timedelta(),
        0,
    )
    assert load.fairness == pytest.approx(2 / 3)
    assert load.off_hours_fairness == pytest.approx(2 / 3)
    some = on_call_load(
        schedule(), start=start, end=start + timedelta(days=14), office_hours={"Ada": office}
    )
    assert [p.off_hours for p in some.people] == [timedelta(hours=128), None, None]
    assert some.off_hours_fairness == 1
    before = on_call_load(schedule(), start=utc(2026, 1, 1), end=utc(2026, 1, 2))
    assert (before.fairness, before.off_hours_fairness, before.people[0].share) == (None, None, 0.0)


def test_tables_of_instants():
    at = pd.Series(
        [utc(2026, 3, 3), None, utc(2026, 3, 10)], index=list("xyz"), dtype="datetime64[us, UTC]"
    )
    plan = schedule(rotation(), rotation("secondary", ("Bo", "Cy")))
    answer = on_call_table(at, schedule=plan)
    assert answer.index.tolist() == list("xyz")
    assert answer["primary"].tolist() == ["Ada", None, "Bo"]
    assert answer["secondary"].tolist() == ["Bo", None, "Cy"]
    empty = on_call_table(at.iloc[:0], schedule=plan)
    assert (list(empty.columns), len(empty)) == (["primary", "secondary"], 0)
    array = on_call_table(np.array(["2026-03-03", "NaT"], dtype="datetime64[s]"), schedule=plan)
    assert array["primary"].tolist() == ["Ada", None]


@pytest.mark.fact("escalation-oncall-rotation")
@pytest.mark.parametrize(
    ("days", "people", "kinds"),
    [
        (7, 2, []),
        (1, 2, []),
        (8, 2, ["turn too long", "hand-off day moves"]),
        (14, 2, ["turn too long"]),
        (3, 2, ["hand-off day moves"]),
        (7, 1, ["too few people"]),
    ],
)
def test_rules_of_a_rotation(days, people, kinds):
    plan = schedule(rotation(people=tuple("AB"[:people]), turn_days=days))
    assert [f.kind for f in rotation_findings(plan)] == kinds
    loose = on_call_rule().model_copy(update={"people_min": 1, "rotation_max_weeks": 9})
    assert [f.kind for f in rotation_findings(plan, rule=loose)] == [
        k for k in kinds if k == "hand-off day moves"
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"people": ()}, r"people must be one or more, none twice; got \(\)"),
        ({"people": ("A", "A")}, "people must be one or more, none twice; got .'A', 'A'"),
        ({"turn_days": 0}, "turn_days must be from 1 to 366; got 0"),
        ({"turn_days": 367}, "turn_days must be from 1 to 366; got 367"),
        ({"handoff": time(9, tzinfo=UTC)}, "handoff must be a local time without a zone"),
        ({"timezone": "Mars"}, "timezone must be a zone of the IANA data base"),
    ],
)
def test_rotations_that_do_not_turn(fields, message):
    with pytest.raises(ValidationError, match=message):
        rotation(**fields)


def test_schedules_that_contradict_themselves():
    with pytest.raises(
        ValidationError, match=r"rotations must be one or more, none twice; got \[\]"
    ):
        OnCallSchedule(rotations=())
    with pytest.raises(
        ValidationError,
        match=r"rotations must be one or more, none twice; got .'primary', 'primary'",
    ):
        schedule(rotation(), rotation())
    with pytest.raises(ValidationError, match="layer must be one of primary; got 'x'"):
        schedule(overrides=[swap("Z", utc(2026, 1, 1), utc(2026, 1, 2), layer="x")])
    with pytest.raises(ValidationError, match="overrides must not overlap in a layer; got Y and Z"):
        schedule(
            overrides=[
                swap("Z", utc(2026, 1, 2), utc(2026, 1, 4)),
                swap("Y", utc(2026, 1, 1), utc(2026, 1, 3)),
            ]
        )
    with pytest.raises(ValidationError, match="end must be after start"):
        swap("Z", utc(2026, 1, 1), utc(2026, 1, 1))
    with pytest.raises(ValidationError, match="name"):
        OnCallRotation.model_validate({"people": ("A",)})
    assert OnCallRotation.model_validate(rotation()) == rotation()
    plan = schedule(rotation(), overrides=[swap("Z", utc(2026, 1, 2), utc(2026, 1, 4))])
    assert OnCallSchedule.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize("question", [on_call_turns, on_call_load, coverage_findings])
def test_spans_that_end_before_they_begin(question):
    with pytest.raises(InputError, match="end must be after start"):
        question(schedule(), start=utc(2026, 3, 3), end=utc(2026, 3, 3))
    with pytest.raises(InputError, match="start must be timezone-aware"):
        question(schedule(), start=datetime(2026, 3, 3), end=utc(2026, 3, 4))


def test_the_end_of_time():
    with pytest.raises(InputError, match="instants must be before the year 10000"):
        on_call(datetime.max.replace(tzinfo=UTC), schedule=schedule())
    with pytest.raises(InputError, match="instants must lie between the years 10 and 9990"):
        on_call(utc(9999, 1, 1), schedule=schedule())
    assert on_call(utc(9990, 12, 31), schedule=schedule())["primary"] is not None
    assert on_call(utc(10, 1, 1), schedule=schedule()) == {"primary": None}
