"""One at a time, many at once, and the laws that hold between them, to the microsecond."""

from datetime import UTC, datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.calendars import (
    BusinessCalendar,
    add_business_days,
    business_days_between,
    compiled,
    due_at,
    elapsed,
    is_open,
    next_business_day,
    next_close,
    next_open,
    open_spans,
)
from supportops.errors import InputError

SPEC = spec_from_file_location("walker", Path(__file__).with_name("walker.py"))
walker = module_from_spec(SPEC)
SPEC.loader.exec_module(walker)

SOME = settings(max_examples=settings.default.max_examples // 2)
FEW = settings(max_examples=settings.default.max_examples // 10)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND, MINUTE, DAY = timedelta(microseconds=1), timedelta(minutes=1), timedelta(days=1)


@st.composite
def cases(draw):
    near = draw(st.sampled_from(walker.MOMENTS))
    micros = st.integers(-4 * 86_400_000_000, 4 * 86_400_000_000)
    starts = [near + draw(micros) * MICROSECOND for _ in range(draw(st.integers(1, 5)))]
    # Edges of the calendar itself are where conventions differ.
    calendar = draw(walker.calendars(near))
    spans = open_spans(near - 3 * DAY, near + 3 * DAY, calendar=calendar)
    edges = [edge for span in spans for edge in span]
    starts += draw(st.lists(st.sampled_from(edges), max_size=3)) if edges else []
    return calendar, starts


def micros(instants):
    return np.array([(at - EPOCH) // MICROSECOND for at in instants], dtype=np.int64)


@SOME
@given(
    cases(), st.lists(st.integers(-3 * 86_400_000_000, 3 * 86_400_000_000), min_size=1, max_size=4)
)
def test_arrays_equal_scalars_and_the_laws_hold(case, amounts):
    calendar, starts = case
    one = compiled(calendar)
    t = micros(starts)
    ends = t[::-1].copy()
    assert one.elapsed_many(t, ends).tolist() == [
        one.elapsed_us(int(a), int(b)) for a, b in zip(t, ends, strict=True)
    ]
    nearby = [a + d for a in t for d in (-1, 0, 1)]
    assert [one.is_open_us(int(a)) for a in nearby] == [
        one.elapsed_us(int(a), int(a) + 1) == 1 for a in nearby
    ]
    for amount in (*amounts, 0, *(one.elapsed_us(int(t[0]), int(b)) for b in t[1:])):
        budget = np.full(t.shape, amount)
        for close in (True, False):
            many = one.due_many(t, budget, close=close)
            alone = [one.due_us(int(a), amount, close=close) for a in t]
            assert [None if d == np.iinfo(np.int64).min else d for d in many.tolist()] == alone
            for start, due in zip(t, alone, strict=True):
                if due is None:
                    continue
                assert one.elapsed_us(int(start), due) == amount
                if amount > 0 and close:  # the earliest
                    assert one.elapsed_us(int(start), due - 1) == amount - 1
                if amount < 0:  # the latest
                    assert one.elapsed_us(int(start), due + 1) == amount + 1
                if amount >= 0 and not close:  # open, and nothing was open before it
                    assert one.is_open_us(due)
                    assert due >= start
    # Budgets that end in the table and far beyond it, both ways, in one array.
    mixed = np.resize(np.array([*amounts, 0, 10**13, -(10**13), 10**18, -(10**18)]), 9 * len(t))
    rows = np.resize(t, mixed.shape)
    for close in (True, False):
        many = one.due_many(rows, mixed, close=close)
        assert [None if d == np.iinfo(np.int64).min else d for d in many.tolist()] == [
            one.due_us(int(a), int(b), close=close) for a, b in zip(rows, mixed, strict=True)
        ]
    closes = one.close_many(t)
    assert closes.tolist() == [
        np.iinfo(np.int64).min if (c := one.close_us(int(a))) is None else c for a in t
    ]
    for start, close in zip(t, closes, strict=True):
        if close != np.iinfo(np.int64).min:
            assert one.is_open_us(int(close) - 1)
            assert not one.is_open_us(int(close))
            first = one.due_us(int(start), 0, close=False)
            assert one.elapsed_us(first, int(close)) == close - first


@SOME
@given(cases())
def test_spans_are_the_open_time_in_order(case):
    calendar, starts = case
    start, end = min(starts), max(starts)
    spans = open_spans(start, end, calendar=calendar)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert sum((b - a for a, b in spans), timedelta()) == elapsed(start, end, calendar=calendar)
    middle = start + (end - start) / 2
    assert elapsed(start, middle, calendar=calendar) + elapsed(
        middle, end, calendar=calendar
    ) == elapsed(start, end, calendar=calendar)


@FEW
@given(walker.cases(), st.integers(1, 3))
def test_business_days_against_the_walker(case, count):
    calendar, start, _ = case
    zone = walker.ZoneInfo(calendar.timezone)
    begin = start - 5 * DAY
    last_open = {}
    for k in range(10 * 1440):
        at = begin + k * MINUTE
        if walker.is_open(calendar, at):
            last_open[at.astimezone(zone).date()] = at + MINUTE
    # The first and the last day are seen in part only.
    whole = {(begin + k * DAY).astimezone(zone).date() for k in range(1, 9)}
    today = start.astimezone(zone).date()
    later = sorted(d for d in last_open if d > today and d in whole)
    if later:
        assert next_business_day(start, calendar=calendar) == last_open[later[0]]
    if len(later) >= count:
        due = add_business_days(start, count, calendar=calendar)
        day = later[count - 1]
        assert due <= last_open[day]
        naive = start.astimezone(zone).replace(tzinfo=None)
        wall = naive.replace(year=day.year, month=day.month, day=day.day)
        passes = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
        real = [p for p in passes if p.astimezone(zone).replace(tzinfo=None) == wall]
        if real:
            assert due == min(real[0], last_open[day])
        end = last_open[day] - MINUTE
        assert (
            business_days_between(start, end, calendar=calendar) == count - 1 + (today in last_open)
            or today not in whole
        )
    earlier = sorted(d for d in last_open if d < today and d in whole)
    if len(earlier) >= count:
        due = add_business_days(start, -count, calendar=calendar)
        assert due.astimezone(zone).date() <= earlier[-count] or due <= last_open[earlier[-count]]


def test_crowded_hours():
    # Sixty openings within an hour, then nothing for a week: stepping would be slow, halving serves.
    crowded = BusinessCalendar(
        timezone="UTC",
        hours={"mon": [(f"09:{m:02}", f"09:{m:02}:30") for m in range(60)]},
    )
    start = np.datetime64("2026-03-02T08:00", "us")
    marks = start + np.arange(0, 7200, 7).astype("m8[s]")
    passed = elapsed(np.full(marks.shape, start), marks, calendar=crowded)
    assert passed.tolist() == [
        elapsed(start.item().replace(tzinfo=UTC), m.replace(tzinfo=UTC), calendar=crowded)
        for m in marks.tolist()
    ]
    due = due_at(np.full(60, start), np.arange(1, 61) * np.timedelta64(30, "s"), calendar=crowded)
    assert due.tolist() == [datetime(2026, 3, 2, 9, m, 30) for m in range(60)]


OFFICE = BusinessCalendar(timezone="Europe/Paris", hours={"mon-fri": [("09:00", "17:00")]})
AT = datetime(2026, 1, 30, 15, tzinfo=UTC)
HOUR = np.datetime64("2026-01-30T16:00", "us")


def test_budgets_of_every_kind():
    hour = timedelta(hours=1)
    for budget in (
        [hour, None, float("nan"), pd.NaT, pd.NA, "1h"],
        np.array([hour, None, np.timedelta64("NaT"), pd.NaT, None, "1h"], dtype=object),
    ):
        due = due_at(AT, budget, calendar=OFFICE)
        assert due[[0, 5]].tolist() == [HOUR.item()] * 2
        assert np.isnat(due[1:5]).all()
    assert due_at(AT, pd.TimedeltaIndex(["1h"]), calendar=OFFICE)[0] == HOUR
    assert due_at(AT, np.timedelta64(1, "h"), calendar=OFFICE) == AT + hour
    assert due_at(AT, np.array(hour), calendar=OFFICE) == AT + hour
    assert due_at(AT, pd.Timedelta("1h"), calendar=OFFICE) == AT + hour
    assert due_at(AT, "-1h", calendar=OFFICE) == AT - hour
    for text in ("60m", "PT1H", "0.5h 30min", "3600 seconds"):
        assert due_at(AT, text, calendar=OFFICE) == AT + hour
    assert due_at(AT, pd.NaT, calendar=OFFICE) is None
    series = due_at(
        pd.Timestamp(AT).tz_convert("Asia/Tokyo"),
        pd.Series([hour, None], index=["a", "b"], dtype=object),
        calendar=OFFICE,
    )
    assert str(series["a"]) == "2026-01-31 01:00:00+09:00"
    assert series["b"] is pd.NaT
    index = due_at(pd.DatetimeIndex([AT]), "1h", calendar=OFFICE)
    assert isinstance(index, pd.DatetimeIndex)


def test_instants_of_every_kind():
    assert elapsed(AT, pd.NaT, calendar=OFFICE) is None
    assert np.isnat(elapsed(np.datetime64("NaT"), np.datetime64("NaT"), calendar=OFFICE))
    assert is_open(np.datetime64("2026-01-30T15:00"), calendar=OFFICE) is True
    assert is_open(pd.DatetimeIndex([AT]), calendar=OFFICE).tolist() == [True]
    assert is_open([], calendar=OFFICE).tolist() == []
    assert np.isnat(next_close(np.array(["NaT"], dtype="M8[us]"), calendar=OFFICE)).all()
    assert np.isnat(next_open(np.array(["NaT"], dtype="M8[us]"), calendar=OFFICE)).all()
    assert elapsed(AT, np.array([[HOUR, HOUR]]), calendar=OFFICE).shape == (1, 2)
    one = pd.Series([AT], index=["x"])
    assert elapsed(one, np.array([HOUR]), calendar=OFFICE).index.tolist() == ["x"]
    assert elapsed([], [], calendar=[]).tolist() == []
    assert business_days_between(pd.DatetimeIndex([AT]), AT, calendar=OFFICE).tolist() == [0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: due_at([AT], np.array([1], dtype="m8[M]"), calendar=OFFICE), r"duration must be in weeks or less; got an array of timedelta64\[M\]"),
        (lambda: due_at([AT], [1], calendar=OFFICE), r"duration\[0\] must say its unit; got 1"),
        (lambda: due_at([AT], np.array([1.5]), calendar=OFFICE), r"duration\[0\] must say its unit; got 1\.5"),
        (lambda: due_at([AT], pd.Series([7]), calendar=OFFICE), r"duration\[0\] must say its unit; got 7"),
        (lambda: due_at(AT, "3 days", calendar=OFFICE), r"duration must say which days; got '3 days'; write \"72h\" for hours of business, or ask add_business_days"),
        (lambda: due_at(AT, "-1w", calendar=OFFICE), r"duration must say which days; got '-1w'; write \"-168h\""),
        (lambda: due_at([AT], ["P1DT2H"], calendar=OFFICE), r"duration\[0\] must say which days; got 'P1DT2H'; write \"26h\""),
        (lambda: due_at(AT, "1d6h", calendar=OFFICE), r"must say which days; got '1d6h'"),
        (lambda: due_at([AT], np.array([2**62], dtype="m8[s]"), calendar=OFFICE), "duration must fit into microseconds, within 292,000 years of 1970; got '4611686018427387904 s'"),
        (lambda: elapsed(np.array([2**62], dtype="M8[s]"), AT, calendar=OFFICE), "start must fit into microseconds"),
        (lambda: elapsed([AT], [AT], calendar={OFFICE}), r"calendar must be a calendar, or one for each row; got \{"),
        (lambda: elapsed([AT], [AT], calendar=np.array(OFFICE, dtype=object)), "calendar must be a calendar, or one for each row; got BusinessCalendar"),
        (lambda: due_at(AT, None, calendar=OFFICE), "duration must be a length of time"),
        (lambda: due_at([AT] * 2, ["1h"] * 3, calendar=OFFICE), r"start and duration must be of one shape; got start \(2,\) and duration \(3,\)"),
        (lambda: elapsed(pd.Series([AT]), np.array([HOUR] * 3), calendar=OFFICE), r"values beside a Series must be scalars or of its length; .* beside 1 rows"),
        (lambda: elapsed(pd.Series([AT]), AT, calendar=pd.Series([OFFICE], index=[4])), "calendar must have the index of start"),
        (lambda: is_open(pd.Series([AT]), calendar=pd.Series([OFFICE], index=[4])), "calendar must have the index of at"),
        (lambda: elapsed(AT, AT, calendar="office"), "calendar must be a calendar; got 'office'"),
        (lambda: elapsed(AT, AT, calendar=None), "calendar must be a calendar; got None"),
        (lambda: elapsed([AT], [AT], calendar=None), "calendar must be a calendar, or one for each row; got None"),
        (lambda: is_open("now", calendar=OFFICE), "at must be a timezone-aware instant"),
        (lambda: elapsed(datetime.min.replace(tzinfo=UTC), AT, calendar=OFFICE), "instants must lie in the years 1 to 9999, two days from their ends; got 0001-01-01"),
    ],
)  # fmt: skip
def test_bad_input_says_what_is_wrong(call, message):
    with pytest.raises(InputError, match=message):
        call()
