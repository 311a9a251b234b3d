"""Shapes on true timelines: nights, clock changes, weeks that wrap, breaks, opening hours."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import workforce
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.workforce import Break, ShiftShape

PARIS = "Europe/Paris"
NIGHT = ShiftShape(name="night", segments=(("22:00", "06:00"),))


def hours(start, days, zone=PARIS):
    stop = pd.Timestamp(start) + pd.Timedelta(days=days)
    return pd.date_range(start, stop, freq="h", tz=zone, inclusive="left")


@pytest.mark.fact("workforce-scheduling-practices")
def test_published_shapes_are_as_printed():
    assert workforce.shift_shapes() == ("early", "core", "late", "split")
    segments = {name: workforce.shift_shape(name).segments for name in workforce.shift_shapes()}
    assert segments == {
        "early": (("06:00", "14:00"),),
        "core": (("09:00", "17:00"),),
        "late": (("12:00", "20:00"),),
        "split": (("09:00", "13:00"), ("16:00", "20:00")),
    }
    purposes = {name: workforce.shift_purpose(name)[0] for name in workforce.shift_shapes()}
    assert purposes == {
        "early": "Asia-Pacific overlap",
        "core": "highest volume",
        "late": "West Coast",
        "split": "two peaks",
    }
    assert str(workforce.shift_purpose("core")[1]).startswith("support-operations skill")
    assert workforce.scheduling_rules() == (
        "peak hours fully staffed",
        "staggered starts",
        "preferences within limits",
        "time zones",
        "handoff overlap",
    )
    monday = hours("2026-03-02", 1)
    paid = {
        s.name: s.cost
        for s in workforce.shifts_on(
            monday, [workforce.shift_shape(name) for name in workforce.shift_shapes()]
        )
    }
    assert paid == {f"{name} 2026-03-02": 8.0 for name in workforce.shift_shapes()}
    with pytest.raises(InputError, match="name must be a preset of workforce; got 'noon'"):
        workforce.shift_shape("noon")


def test_a_night_belongs_to_two_days():
    week = hours("2026-03-02", 7)
    shifts = workforce.shifts_on(week, [NIGHT])
    assert len(shifts) == 7
    assert shifts[0].periods == tuple(range(22, 30))
    # Without the night before, and with the whole last night paid.
    assert shifts[-1].periods == (166, 167)
    assert shifts[-1].cost == 8
    ring = workforce.shifts_on(week, [NIGHT], wraps=True)
    assert ring[-1].periods == (0, 1, 2, 3, 4, 5, 166, 167)
    # Three at work every night take three heads a night, not six.
    required = [3 if h.hour >= 22 or h.hour < 6 else 0 for h in week]
    assert workforce.cover_demand(required, shifts=ring).total_heads == 21


@pytest.mark.parametrize(("start", "night", "length"), [("2026-03-23", 6, 7), ("2026-10-19", 6, 9)])
def test_weeks_in_which_clocks_change(start, night, length):
    week = hours(start, 7)
    assert len(week) == 168 - 8 + length
    sunday = pd.Timestamp(start) + pd.Timedelta(days=night - 1)
    shift = workforce.shifts_on(week, [NIGHT])[night - 1]
    assert shift.name == f"night {sunday.date()}"
    assert (len(shift.periods), shift.cost) == (length, length)
    first = week[shift.periods[0]]
    assert (first.hour, week[shift.periods[-1]].hour) == (22, 5)
    ring = workforce.shifts_on(week, [NIGHT], wraps=True)
    assert sum(len(s.periods) for s in ring) == 6 * 8 + length


def test_a_shift_within_a_skipped_hour_is_not_there():
    sunday = hours("2026-03-29", 1)
    gone = ShiftShape(name="gone", segments=(("02:00", "03:00"),))
    late = ShiftShape(name="late", segments=(("02:00", "05:00"),))
    (shift,) = workforce.shifts_on(sunday, [gone, late])
    assert (shift.name, shift.periods) == ("late 2026-03-29", (2, 3))


def test_shifts_that_begin_outside_the_timeline_are_not_there():
    evening = pd.date_range("2026-03-02 12:00", periods=12, freq="h", tz=PARIS)
    shapes = [workforce.shift_shape("early"), workforce.shift_shape("late")]
    (shift,) = workforce.shifts_on(evening, shapes)
    assert (shift.name, shift.periods) == ("late 2026-03-02", tuple(range(8)))
    tuesday = ShiftShape(name="x", segments=(("09:00", "10:00"),), days="tue-wed")
    assert workforce.shifts_on(hours("2026-03-02", 1), [tuesday]) == ()


def test_breaks_move_within_their_window():
    day = pd.date_range("2026-03-02", periods=48, freq="30min", tz=PARIS)
    shape = ShiftShape(
        name="core",
        segments=(("09:00", "17:00"),),
        breaks=(
            Break(length="30m", earliest="2h", latest="3h30m"),
            Break(length="30m", earliest="3h", latest="4h", paid=True),
        ),
        cost_per_hour=2,
        cost_per_shift=1,
        most=4,
    )
    shifts = workforce.shifts_on(day, [shape])
    # Four times three places, less those where the second would come first.
    assert len(shifts) == 4 * 3 - (1 + 2)
    assert {len(s.periods) for s in shifts} == {14}
    assert {s.cost for s in shifts} == {16.0}
    assert shifts[0].name == "core 2026-03-02, break 11:00, 12:00"
    assert shifts[0].periods == (18, 19, 20, 21, 23, *range(25, 34))
    assert {s.variant_of for s in shifts} == {"core 2026-03-02"}
    # Four heads share the places of their breaks, however these are spread.
    found = workforce.cover_demand([9 if 18 <= k < 34 else 0 for k in range(48)], shifts=shifts)
    assert (found.status, found.total_heads) == ("infeasible", 4)
    assert found.reachable[20] == 4
    fixed = ShiftShape(
        name="f",
        segments=(("09:00", "12:00"), ("13:00", "17:00")),
        breaks=(Break(length="1h", earliest="1h", latest="1h"),),
    )
    (shift,) = workforce.shifts_on(day, [fixed])
    assert (shift.name, shift.cost, len(shift.periods), shift.variant_of) == (
        "f 2026-03-02",
        6,
        12,
        "",
    )
    assert fixed.length == pd.Timedelta(hours=8)


def test_opening_hours_leave_shifts_out():
    week = hours("2026-03-02", 7)
    office = BusinessCalendar(
        timezone=PARIS, hours={"mon-fri": [("08:00", "18:00")]}, holidays=[date(2026, 3, 4)]
    )
    shapes = [workforce.shift_shape(name) for name in ("early", "core", "split")]
    shifts = workforce.shifts_on(week, shapes, calendar=office)
    assert [s.name for s in shifts] == [f"core 2026-03-{day:02}" for day in (2, 3, 5, 6)]


def test_shapes_by_the_dozen():
    shapes = workforce.staggered_shapes(
        ["4h", "6h", "8h"], every="30m", cost_per_shift=0.5, contract="full"
    )
    assert len(shapes) == 144
    assert shapes[-1].segments == (("23:30", "07:30"),)
    week = pd.date_range("2026-03-02", periods=336, freq="30min", tz="UTC")
    shifts = workforce.shifts_on(week, shapes, wraps=True)
    assert len(shifts) == 1008
    assert {s.cost for s in shifts} == {4.5, 6.5, 8.5}
    assert shifts[0].contract == "full"
    odd = workforce.staggered_shapes(["1h"], every="6h", earliest="30s")
    assert odd[0].name == "00:00:30 1h"


@settings(max_examples=25)
@given(
    st.integers(0, 47),
    st.integers(1, 40),
    st.sampled_from(["2026-03-23", "2026-03-09", "2026-10-19"]),
    st.booleans(),
)
def test_periods_are_those_in_which_the_wall_clock_is_inside(begin, length, start, wraps):
    week = pd.date_range(
        start, pd.Timestamp(start) + pd.Timedelta(days=7), freq="30min", tz=PARIS, inclusive="left"
    )
    (shape,) = workforce.staggered_shapes(
        [pd.Timedelta(minutes=30 * length)], every="24h", earliest=pd.Timedelta(minutes=30 * begin)
    )
    local = week.tz_localize(None)
    for shift in workforce.shifts_on(week, [shape], wraps=wraps):
        day = pd.Timestamp(shift.name.split()[-1])
        low = day + pd.Timedelta(minutes=30 * begin)
        high = low + pd.Timedelta(minutes=30 * length)
        inside = set(np.flatnonzero((local >= low) & (local < high)))
        # An end or a start within the repeated hour is its first pass.
        doubtful = {k for k in range(len(week)) if "02:00" <= f"{local[k]:%H:%M}" < "03:00"}
        found = {p for p in shift.periods if not (wraps and local[p] < low)}
        assert found - doubtful == inside - doubtful


BAD = [
    (lambda w: w.shifts_on(pd.DatetimeIndex([]), [NIGHT]), "timeline must be timezone-aware"),
    (
        lambda w: w.shifts_on(hours("2026-03-02", 1)[:1], [NIGHT]),
        "timeline must be an aware DatetimeIndex of two periods or more",
    ),
    (
        lambda w: w.shifts_on(hours("2026-03-02", 2).delete(5), [NIGHT]),
        "timeline must be evenly spaced, closed periods included; got steps from 60 m to 120 m",
    ),
    (
        lambda w: w.shifts_on(hours("2026-03-02", 1)[::-1], [NIGHT]),
        "timeline must be evenly spaced",
    ),
    (
        lambda w: w.shifts_on(
            hours("2026-03-02", 1), [ShiftShape(name="x", segments=(("09:15", "10:15"),))]
        ),
        r"shapes\['x'\] must start and end on the grid of the timeline; got segments",
    ),
    (
        lambda w: w.shifts_on(hours("2026-03-02", 1), [pause("15m", "1h", "2h")]),
        r"shapes\['p'\].breaks must lie on the grid of the timeline; got a break of 0:15:00",
    ),
    (
        lambda w: w.shifts_on(hours("2026-03-02", 1), [pause("1h", "8h", "9h")]),
        r"shapes\['p'\].breaks must fit into its segments; got 1:00:00 between 8:00:00 and",
    ),
    (
        lambda w: w.shifts_on(hours("2026-03-02", 1), ["night"]),
        "shapes must be of the model ShiftShape; got 'night'",
    ),
    (
        lambda w: w.staggered_shapes(["8h"], every="0m"),
        "every must be whole seconds, above zero; got '0m'",
    ),
    (
        lambda w: w.staggered_shapes(["24h"], every="1h"),
        "lengths must be above zero and below a da",
    ),
]


def pause(length, earliest, latest):
    return ShiftShape(
        name="p",
        segments=(("09:00", "17:00"),),
        breaks=(Break(length=length, earliest=earliest, latest=latest),),
    )


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call(workforce)


def test_shapes_are_facts():
    shape = pause("30m", "1h", "2h")
    assert ShiftShape.model_validate_json(shape.model_dump_json()) == shape
    for fields, message in [
        ({"segments": ()}, "at least 1 item"),
        ({"segments": (("9", "10:00"),)}, "time must be such as"),
        ({"segments": (("09:00", "10:00"),), "days": "weekdays"}, "hours must have days as keys"),
    ]:
        with pytest.raises(ValidationError, match=message):
            ShiftShape(name="x", **fields)
    with pytest.raises(ValidationError, match="length must be above zero"):
        Break(length="0m", earliest="1h", latest="1h")
    with pytest.raises(ValidationError, match="latest must not come before earliest"):
        Break(length="5m", earliest="1h", latest="30m")


def test_breaks_on_the_night_when_clocks_go_back_have_names_of_their_own():
    timeline = pd.date_range("2026-10-24", periods=98, freq="30min", tz=PARIS)
    pause = {"length": "30m", "earliest": "3h", "latest": "6h"}
    night = NIGHT.model_copy(update={"breaks": (Break(**pause),), "days": "sat"})
    names = [s.name.removeprefix("night 2026-10-24, break ") for s in shifts(timeline, night)]
    assert names == [
        *("01:00", "01:30", "02:00", "02:30", "02:00 (second)", "02:30 (second)", "03:00")
    ]
    need = np.zeros(98)
    need[44:62] = 1
    found = workforce.cover_demand(need, shifts=shifts(timeline, night))
    assert (found.status, found.total_heads) == ("optimal", 2)


def shifts(timeline, *shapes, **options):
    return workforce.shifts_on(timeline, shapes, **options)


def test_shapes_that_have_no_place_are_named():
    day = hours("2026-03-23", 1)
    early, late = (Break(length="1h", earliest=h, latest=h) for h in ("2h", "4h"))
    core = ShiftShape(name="core", segments=(("09:00", "17:00"),), breaks=(late, early))
    with pytest.raises(InputError, match=r"shapes\['core'\].breaks must follow one another; got"):
        shifts(day, core)
    assert len(shifts(day, core.model_copy(update={"breaks": (early, late)}))) == 1
    with pytest.raises(InputError, match=r"timeline must be as long as shapes\['core'\] to wrap"):
        shifts(day[8:14], core, wraps=True)
    for wrong, message in [
        ({"earliest": "10h", "latest": "8h"}, "earliest must lie within the day and not after lat"),
        ({"earliest": "25h", "latest": "26h"}, "earliest must lie within the day"),
        ({"every": "0.5s"}, "every must be whole seconds, above zero; got '0.5s'"),
        ({"lengths": "4h"}, r"lengths must be a sequence; got '4h'; write \['4h'\]"),
    ]:
        asked = {"lengths": ["4h"], "every": "1h"} | wrong
        with pytest.raises(InputError, match=message):
            workforce.staggered_shapes(asked.pop("lengths"), **asked)
