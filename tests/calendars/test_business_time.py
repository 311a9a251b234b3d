from datetime import UTC, datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.calendars import (
    ALWAYS_OPEN,
    BusinessCalendar,
    difference,
    due_at,
    elapsed,
    in_zone,
    intersection,
    is_open,
    next_close,
    next_open,
    open_seconds_per_week,
    open_spans,
    union,
)
from supportops.errors import InputError

SPEC = spec_from_file_location("walker", Path(__file__).with_name("walker.py"))
walker = module_from_spec(SPEC)
SPEC.loader.exec_module(walker)

# Walking is slow: a quarter of what the profile asks.
SLOW = settings(max_examples=settings.default.max_examples // 4)
MINUTE = timedelta(minutes=1)
OFFICE = BusinessCalendar(timezone="Europe/Paris", hours={"mon-fri": [("09:00", "17:00")]})
NEVER = BusinessCalendar(timezone="UTC")
PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2026, 1, 30, 16, tzinfo=PARIS)
MONDAY = datetime(2026, 2, 2, 10, 30, tzinfo=PARIS)


@SLOW
@given(walker.cases())
def test_elapsed_and_is_open_against_the_walker(case):
    calendar, start, count = case
    walked = [walker.is_open(calendar, start + k * MINUTE) for k in range(count)]
    end = start + count * MINUTE
    assert elapsed(start, end, calendar=calendar) == sum(walked) * MINUTE
    assert elapsed(end, start, calendar=calendar) == -sum(walked) * MINUTE
    marks = np.array([start + k * MINUTE for k in range(0, count, 61)], dtype=object)
    assert is_open(marks, calendar=calendar).tolist() == walked[::61]


@SLOW
@given(walker.cases(), st.integers(0, 400), st.sampled_from(["close", "open"]))
def test_due_against_the_walker(case, wanted, side):
    calendar, start, count = case
    due = due_at(start, wanted * MINUTE, calendar=calendar, side=side)
    back = due_at(start, -wanted * MINUTE, calendar=calendar, side=side)
    spent, expected = 0, start if wanted == 0 and side == "close" else None
    for k in range(count):
        if expected is not None:
            break
        is_open_now = walker.is_open(calendar, start + k * MINUTE)
        if side == "open" and is_open_now and spent == wanted:
            expected = start + k * MINUTE
            break
        spent += is_open_now
        if side == "close" and spent == wanted:
            expected = start + (k + 1) * MINUTE
    if expected is not None:
        assert due == expected
    elif due is not None:
        assert due >= start + count * MINUTE
    if back is not None:
        assert elapsed(back, start, calendar=calendar) == wanted * MINUTE
        if wanted:
            # The latest such instant: one minute later holds less.
            assert elapsed(back + MINUTE, start, calendar=calendar) < wanted * MINUTE


@SLOW
@given(st.lists(walker.cases(), min_size=1, max_size=6))
def test_rows_of_many_calendars_equal_one_at_a_time(cases):
    starts = [start for _, start, _ in cases]
    ends = [start + count * MINUTE for _, start, count in cases]
    calendars = [calendar for calendar, _, _ in cases]
    alone = [
        elapsed(*row[:2], calendar=row[2]) for row in zip(starts, ends, calendars, strict=True)
    ]
    many = elapsed(starts, ends, calendar=calendars)
    assert many.tolist() == alone
    as_series = elapsed(pd.Series(starts), pd.Series(ends), calendar=pd.Series(calendars))
    assert as_series.tolist() == [pd.Timedelta(a) for a in alone]
    due = due_at(starts, "90m", calendar=calendars)
    one_by_one = [due_at(s, "90m", calendar=c) for s, c in zip(starts, calendars, strict=True)]
    assert [None if np.isnat(d) else d.item().replace(tzinfo=UTC) for d in due] == one_by_one


@SLOW
@given(
    walker.calendars(walker.MOMENTS[3]), walker.calendars(walker.MOMENTS[3]), st.integers(0, 4000)
)
def test_algebra_against_the_walker(one, two, offset):
    start = walker.MOMENTS[3] + timedelta(minutes=offset - 2000)
    rules = {union: any, intersection: all, difference: lambda both: both[0] and not both[1]}
    for combine, rule in rules.items():
        walked = sum(
            rule([walker.is_open(c, start + k * MINUTE) for c in (one, two)]) for k in range(300)
        )
        assert elapsed(start, start + 300 * MINUTE, calendar=combine(one, two)) == walked * MINUTE


def test_every_kind_of_argument_gets_an_answer_of_its_kind():
    hours = timedelta(hours=2.5)
    assert elapsed(FRIDAY, MONDAY, calendar=OFFICE) == hours
    stamps = pd.Timestamp(FRIDAY), pd.Timestamp(MONDAY)
    answer = elapsed(*stamps, calendar=OFFICE)
    assert isinstance(answer, pd.Timedelta)
    assert answer == hours
    utc = np.datetime64("2026-01-30T15:00"), np.datetime64("2026-02-02T09:30")
    assert elapsed(*utc, calendar=OFFICE) == np.timedelta64(150, "m")
    array = elapsed(np.array([utc[0]] * 2), MONDAY, calendar=OFFICE)
    assert array.dtype == "timedelta64[us]"
    assert array.tolist() == [hours] * 2
    series = pd.Series([stamps[0], pd.NaT], index=["a", "b"])
    lengths = elapsed(series, stamps[1], calendar=OFFICE)
    assert lengths["a"] == hours
    assert lengths["b"] is pd.NaT
    index = pd.DatetimeIndex([stamps[0]])
    assert elapsed(index, index, calendar=OFFICE).tolist() == [pd.Timedelta(0)]
    assert elapsed(pd.NaT, stamps[1], calendar=OFFICE) is pd.NaT
    due = due_at(series, "1h30m", calendar=OFFICE)
    assert str(due["a"]) == "2026-02-02 09:30:00+01:00"
    assert due["b"] is pd.NaT
    assert due_at(
        FRIDAY, pd.Series([timedelta(hours=1)], index=["z"]), calendar=OFFICE
    ).index.tolist() == ["z"]
    both = due_at([FRIDAY], np.array(["NaT", 60], dtype="timedelta64[m]"), calendar=OFFICE)
    assert np.isnat(both[0])
    assert both[1] == np.datetime64("2026-01-30T16:00")
    assert due_at(FRIDAY, ["30m", "1h"], calendar=OFFICE)[0] == np.datetime64("2026-01-30T15:30")
    assert due_at(pd.NaT, "1h", calendar=OFFICE) is pd.NaT
    nothing = np.array([], dtype="datetime64[us]")
    assert elapsed(nothing, nothing, calendar=OFFICE).shape == (0,)
    assert due_at(nothing, "1h", calendar=OFFICE).shape == (0,)
    assert elapsed(np.datetime64("NaT"), utc[1], calendar=OFFICE) != elapsed(*utc, calendar=OFFICE)
    grid = np.array([[utc[0], utc[1]]])
    assert due_at(grid, "1h", calendar=OFFICE).shape == (1, 2)


def test_all_missing_stays_missing():
    nat = np.array(["NaT", "NaT"], dtype="datetime64[us]")
    assert np.isnat(elapsed(nat, nat, calendar=OFFICE)).all()
    assert np.isnat(due_at(nat, "1h", calendar=OFFICE)).all()
    mixed = np.array(["NaT", "2026-01-30T15:00"], dtype="datetime64[us]")
    assert elapsed(mixed, np.datetime64("2026-01-30T16:00"), calendar=OFFICE)[1] == np.timedelta64(
        1, "h"
    )


def test_a_calendar_that_never_opens_never_hangs():
    assert elapsed(FRIDAY, MONDAY, calendar=NEVER) == timedelta()
    assert elapsed([FRIDAY], [MONDAY], calendar=NEVER)[0] == np.timedelta64(0)
    for amount in ("1h", "-1h"):
        assert due_at(FRIDAY, amount, calendar=NEVER) is None
        assert np.isnat(due_at([FRIDAY], amount, calendar=NEVER)[0])
    assert due_at(FRIDAY, "0h", calendar=NEVER) == FRIDAY
    assert next_open(FRIDAY, calendar=NEVER) is None
    assert next_close(FRIDAY, calendar=NEVER) is None
    assert not is_open(FRIDAY, calendar=NEVER)
    assert open_spans(FRIDAY, MONDAY, calendar=NEVER) == ()
    once = BusinessCalendar(timezone="UTC", overrides={"2026-05-04": [("09:00", "12:00")]})
    assert due_at(FRIDAY, "3h", calendar=once) == datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert due_at(FRIDAY, "4h", calendar=once) is None
    late = datetime(2027, 1, 1, tzinfo=UTC)
    assert due_at(late, "-3h", calendar=once) == datetime(2026, 5, 4, 9, tzinfo=UTC)
    assert due_at(late, "-4h", calendar=once) is None


def test_horizons_grow_and_never_clamp():
    calendar = BusinessCalendar(timezone="UTC", hours={"mon": [("09:00", "10:00")]})
    assert due_at(FRIDAY, "1000h", calendar=calendar) == datetime(2045, 3, 27, 10, tzinfo=UTC)
    far = due_at([FRIDAY], "3000h", calendar=calendar)[0]
    assert elapsed(FRIDAY, far.item().replace(tzinfo=UTC), calendar=calendar) == timedelta(
        hours=3000
    )
    early = due_at(FRIDAY, "-3000h", calendar=calendar)
    assert elapsed(early, FRIDAY, calendar=calendar) == timedelta(hours=3000)
    assert due_at(FRIDAY, timedelta(days=10_000_000), calendar=calendar) is None
    assert due_at(FRIDAY, -timedelta(days=10_000_000), calendar=calendar) is None


def test_openings_and_closings():
    saturday = datetime(2026, 1, 31, 12, tzinfo=PARIS)
    assert next_open(saturday, calendar=OFFICE) == datetime(2026, 2, 2, 9, tzinfo=PARIS)
    assert next_open(FRIDAY, calendar=OFFICE) == FRIDAY
    assert next_close(FRIDAY, calendar=OFFICE) == datetime(2026, 1, 30, 17, tzinfo=PARIS)
    assert next_close(saturday, calendar=OFFICE) == datetime(2026, 2, 2, 17, tzinfo=PARIS)
    assert next_close(FRIDAY, calendar=ALWAYS_OPEN) is None
    closes = next_close(pd.Series([pd.Timestamp(FRIDAY), pd.NaT]), calendar=OFFICE)
    assert str(closes[0]) == "2026-01-30 17:00:00+01:00"
    assert closes[1] is pd.NaT
    opens = is_open(pd.Series([FRIDAY, saturday], index=["f", "s"]), calendar=OFFICE)
    assert opens.to_dict() == {"f": True, "s": False}
    assert is_open(
        np.array([np.datetime64("NaT"), "2026-01-30T15:00"], dtype="M8[us]"), calendar=OFFICE
    ).tolist() == [False, True]
    spans = open_spans(FRIDAY, MONDAY, calendar=OFFICE)
    assert [(a.hour, b.hour, b.minute) for a, b in spans] == [(16, 17, 0), (9, 10, 30)]
    assert open_spans(MONDAY, FRIDAY, calendar=OFFICE) == ()


def test_an_ordinary_week():
    assert open_seconds_per_week(OFFICE) == 40 * 3600
    assert open_seconds_per_week(ALWAYS_OPEN) == 168 * 3600
    assert open_seconds_per_week(NEVER) == 0
    overlapping = BusinessCalendar(
        timezone="UTC",
        hours={
            "sun": [("20:00", "06:00")],
            "mon": [("05:00", "09:00")],
            "tue": [("08:00", "10:00"), ("09:00", "11:00")],
        },
    )
    assert open_seconds_per_week(overlapping) == (4 + 9 + 3) * 3600
    assert open_seconds_per_week(intersection(OFFICE, in_zone(OFFICE, "Asia/Tokyo"))) == 0
    assert (
        open_seconds_per_week(intersection(OFFICE, in_zone(OFFICE, "Europe/London"))) == 35 * 3600
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: elapsed(FRIDAY.replace(tzinfo=None), MONDAY, calendar=OFFICE), "start must be timezone-aware"),

        (lambda: elapsed([FRIDAY] * 3, [MONDAY] * 2, calendar=OFFICE), r"start and end must be of one shape; got start \(3,\) and end \(2,\)"),
        (lambda: due_at(FRIDAY, 4, calendar=OFFICE), "duration must say its unit; got 4"),
        (lambda: due_at(FRIDAY, "4h", calendar=OFFICE, side="left"), 'side must be "close" or "open"; got \'left\''),
        (lambda: elapsed([FRIDAY], [MONDAY], calendar="office"), "calendar must be a calendar, or one for each row; got 'office'"),
        (lambda: elapsed([FRIDAY], [MONDAY], calendar=[1]), "calendar must be a calendar; got 1"),
        (lambda: elapsed([FRIDAY], [MONDAY], calendar=[OFFICE, NEVER]), r"calendar must be one, or one for each row; got \(2,\) for \(1,\)"),
        (lambda: elapsed(pd.Series([FRIDAY]), pd.Series([MONDAY], index=[7]), calendar=OFFICE), "end must have the index of start"),
        (lambda: elapsed([FRIDAY], [MONDAY], calendar=pd.Series(pd.Categorical([None]))), "calendar must be there in every row"),
        (lambda: open_spans([FRIDAY], MONDAY, calendar=OFFICE), "start and end must be one instant each"),
        (lambda: open_spans(FRIDAY, MONDAY, calendar=3), "calendar must be a calendar; got 3"),
        (lambda: in_zone(OFFICE, "Mars/Olympus"), "timezone must be a zone"),
        (lambda: elapsed(np.array(["200000-01-01"], dtype="M8[us]"), MONDAY, calendar=OFFICE), "instants must lie in the years 1 to 9999"),
    ],
)  # fmt: skip
def test_bad_input_says_what_is_wrong(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_calendars_by_category_are_one_for_each_row():
    codes = pd.Series(
        pd.Categorical.from_codes(
            [1, 0, 1], categories=pd.Index([OFFICE, NEVER, ALWAYS_OPEN], dtype=object)
        )
    )
    answer = elapsed([FRIDAY] * 3, [MONDAY] * 3, calendar=codes)
    assert answer.tolist() == [timedelta(), timedelta(hours=2.5), timedelta()]


def test_seconds_of_the_day_need_no_grid():
    odd = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("08:30:15", "12:00:45.5")]})
    start, end = datetime(2026, 1, 30, tzinfo=UTC), datetime(2026, 2, 3, tzinfo=UTC)
    length = timedelta(hours=3, minutes=30, seconds=30.5)
    assert elapsed(start, end, calendar=odd) == 2 * length
    assert elapsed([start], [end], calendar=odd)[0] == np.timedelta64(2 * length)
    assert due_at([start], length, calendar=odd)[0] == np.datetime64("2026-01-30T12:00:45.5")
    assert due_at([start], length, calendar=odd, side="open")[0] == np.datetime64(
        "2026-02-02T08:30:15"
    )
