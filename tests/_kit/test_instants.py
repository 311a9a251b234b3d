from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._kit.instants import (
    NAT,
    instant,
    instants,
    localize,
    lower_instants,
    zone,
)
from supportops.errors import InputError

PARIS = ZoneInfo("Europe/Paris")
NINE = datetime(2026, 3, 2, 9, tzinfo=PARIS)
MICROS = 1_772_438_400_000_000
# Half-hour changes, negative daylight time, shifts without daylight time, no changes at all.
ZONES = [
    "Europe/Paris", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe",
    "America/St_Johns", "Europe/Moscow", "Africa/Casablanca", "Asia/Kolkata", "UTC",
]  # fmt: skip
moments = st.datetimes(
    min_value=datetime(1971, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC)
)
zones = st.sampled_from(ZONES)


class Vague(tzinfo):
    def utcoffset(self, _):
        return None


KINDS = {
    "datetime": NINE,
    "timestamp": pd.Timestamp(NINE),
    "datetime64": np.datetime64("2026-03-02T08:00", "m"),
    "0-d array": np.array(np.datetime64("2026-03-02T08:00", "ns")),
    "array": np.array(["2026-03-02T08:00", "NaT"], dtype="datetime64[s]"),
    "table": np.array([["2026-03-02T08:00"]], dtype="datetime64[D]"),
    "list": [
        NINE,
        None,
        pd.NaT,
        float("nan"),
        pd.NA,
        np.datetime64("NaT"),
        np.datetime64("2026-03-02"),
    ],
    "series": pd.Series([pd.Timestamp(NINE), pd.NaT], index=["b", "a"]),
    "nanoseconds": pd.Series([pd.Timestamp(NINE), pd.NaT]).dt.as_unit("ns"),
    "objects": pd.Series([NINE, None, np.nan], dtype=object),
    "index": pd.DatetimeIndex([pd.Timestamp(NINE), pd.NaT]),
    "empty list": [],
    "empty series": pd.Series([], dtype="datetime64[us, UTC]"),
}


@pytest.mark.parametrize("value", KINDS.values(), ids=KINDS)
def test_answers_come_back_in_kind_and_zone(value):
    micros, form = instants(value, "start")
    assert micros.dtype == np.int64
    answer = lower_instants(micros, form)
    if isinstance(value, pd.Series):
        assert answer.index.equals(value.index)
        assert answer.dtype == "datetime64[us, Europe/Paris]" or answer.empty
        assert answer.isna().equals(value.isna())
    elif isinstance(value, pd.DatetimeIndex):
        assert answer.equals(value.as_unit("us"))
    elif isinstance(value, (list, np.ndarray)) and np.ndim(value):
        assert answer.dtype == "datetime64[us]"
        assert answer.shape == np.shape(np.asarray(value, dtype=object))
    else:
        assert answer == value
        if not isinstance(value, np.ndarray):
            assert type(answer) is type(value)
            assert getattr(answer, "tzinfo", None) == getattr(value, "tzinfo", None)


def test_every_kind_means_the_same_microseconds():
    for name, value in KINDS.items():
        micros, _ = instants(value, "start")
        if micros.size and name != "table":
            assert micros.ravel()[0] == MICROS, name
    micros, _ = instants(KINDS["list"], "start")
    assert micros.tolist() == [MICROS, *[NAT] * 5, MICROS - 8 * 3_600_000_000]


def test_missing_comes_back_as_the_kind_writes_it():
    for value, missing in [(NINE, None), (pd.Timestamp(NINE), pd.NaT)]:
        _, form = instants(value, "start")
        assert lower_instants(np.asarray(NAT), form) is missing
    micros, form = instants(pd.NaT, "start")
    assert micros == NAT
    assert lower_instants(micros, form) is pd.NaT
    _, form = instants(np.datetime64("2026-01-01"), "start")
    assert np.isnat(lower_instants(np.asarray(NAT), form))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            datetime(2026, 3, 2),
            r"start must be timezone-aware; got datetime.datetime\(2026, 3, 2, 0, 0\); give it a zone with supportops.calendars.localize\(values, zone\)",
        ),
        (pd.Timestamp("2026-03-02"), "start must be timezone-aware; got Timestamp"),
        (datetime(2026, 3, 2, tzinfo=Vague()), "start must be timezone-aware; got datetime"),
        ([NINE, datetime(2026, 3, 2)], "start must be timezone-aware; got .* at position 1; give"),
        ([datetime(2026, 3, 2, tzinfo=Vague())], "start must be timezone-aware; got .* position 0"),
        (
            pd.Series([pd.Timestamp("2026-03-02")]),
            r"start must be timezone-aware; got dtype.*M8",
        ),
        (pd.DatetimeIndex(["2026-03-02"]), "start must be timezone-aware; got dtype"),
        (pd.Series([1, 2]), "start must hold timezone-aware instants; got a Series of int64"),
        (
            pd.Series(["2026"], dtype=object),
            "start must hold timezone-aware instants; got '2026' at position 0",
        ),
        ([NINE, 5], "start must hold timezone-aware instants; got 5 at position 1"),
        ([[NINE], [NINE, NINE]], "start must hold timezone-aware instants; got "),
        ("2026-03-02", "start must be a timezone-aware instant; got '2026-03-02'"),
        (date(2026, 3, 2), "start must be a timezone-aware instant; got datetime.date"),
        (5, "start must be a timezone-aware instant; got 5"),
        (None, "start must be a timezone-aware instant; got None"),
    ],
)
def test_what_has_no_zone_is_refused(value, message):
    with pytest.raises(InputError, match=message):
        instants(value, "start")


def test_datetimes_are_read_before_pandas_is_loaded(monkeypatch):
    monkeypatch.delitem(__import__("sys").modules, "pandas")
    assert instants(NINE, "start")[0] == MICROS
    assert instants([NINE, None], "start")[0].tolist() == [MICROS, NAT]


@given(moments, zones)
def test_an_instant_survives_every_kind(moment, name):
    local = moment.astimezone(ZoneInfo(name))
    stamp = pd.Timestamp(local)
    expected = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    for value in (
        local, stamp, stamp.as_unit("us"), stamp.to_datetime64(),
        [local], pd.Series([stamp]), pd.Series([local], dtype=object), pd.DatetimeIndex([stamp]),
    ):  # fmt: skip
        micros, form = instants(value, "start")
        assert micros.ravel().tolist() == [expected]
        again, _ = instants(lower_instants(micros, form), "start")
        assert again.ravel().tolist() == [expected]


@given(st.integers(-(2**62), 2**62))
def test_parts_finer_than_a_microsecond_are_cut_alike_everywhere(nanos):
    array = np.array([nanos], dtype="datetime64[ns]")
    series = pd.Series(array).dt.tz_localize("UTC")
    expected = nanos // 1_000
    for value in (array, array[0], series, series.iloc[0], pd.DatetimeIndex(series)):
        assert instants(value, "start")[0].ravel().tolist() == [expected]


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("2026-03-02T08:00:00Z", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("2026-03-02T09:00:00+01:00", NINE),
        (pd.Timestamp(NINE), NINE),
        (np.datetime64("2026-03-02T08:00"), NINE),
    ],
)
def test_one_instant(value, answer):
    assert instant(value, "now") == answer
    assert type(instant(value, "now")) is datetime


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("yesterday", 'now must be an instant such as "2026-03-02T09:00:00Z"; got .yesterday.'),
        ("2026-03-02", "now must be timezone-aware; got datetime"),
        (pd.NaT, "now must be one instant; got NaT"),
        ([NINE], "now must be one instant; got"),
        ([NINE, NINE], r"now must be one instant; got \["),
        (5, "now must be a timezone-aware instant; got 5"),
    ],
)
def test_what_is_not_one_instant_is_refused(value, message):
    with pytest.raises(InputError, match=message):
        instant(value, "now")


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Europe", 5, None])
def test_an_unknown_zone_shows_the_form(name):
    with pytest.raises(InputError, match=r'timezone must be a zone .* such as "Europe/Paris"; got'):
        zone(name)


def expected_local(naive, name, *, earlier, forward=False):
    """Slow oracle by the standard library's folds."""
    place = ZoneInfo(name)
    aware = naive.replace(tzinfo=place, fold=0 if earlier else 1)
    back = aware.astimezone(UTC).astimezone(place)
    if back.replace(tzinfo=None, fold=0) == naive:
        return aware.astimezone(UTC)
    # Inside a gap: the first instant after it, found by bisection.
    low, high = sorted(naive.replace(tzinfo=place, fold=f).astimezone(UTC) for f in (0, 1))
    before = low.astimezone(place).utcoffset()
    while high - low > timedelta(microseconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(place).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


EDGES = [
    ("Europe/Paris", datetime(2026, 10, 25, 2, 30)),
    ("Europe/Paris", datetime(2026, 3, 29, 2, 30)),
    ("Europe/Dublin", datetime(2026, 10, 25, 1, 30)),
    ("Europe/Dublin", datetime(2026, 3, 29, 1, 30)),
    ("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45)),
    ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15)),
    ("Europe/Moscow", datetime(2014, 10, 26, 1, 30)),
    ("America/New_York", datetime(2026, 11, 1, 1, 0)),
]


@pytest.mark.parametrize("ambiguous", ["earlier", "later"])
@pytest.mark.parametrize(("name", "naive"), EDGES)
def test_localize_at_the_edges_agrees_with_the_standard_library(name, naive, ambiguous):
    expected = expected_local(naive, name, earlier=ambiguous == "earlier")
    for values in (naive, pd.Timestamp(naive), pd.Series([naive]), pd.DatetimeIndex([naive])):
        answer = localize(values, name, ambiguous=ambiguous, nonexistent="forward")
        assert type(answer) is type(values)
        one = answer if isinstance(values, datetime) else next(iter(answer))
        # Across zones Python holds a repeated hour unequal to everything, hence in UTC.
        assert one.astimezone(UTC) == expected
        assert one.tzinfo.key == name
        with pytest.raises(
            InputError,
            match=f"values must exist exactly once in {name}; got .*{naive:%Y-%m-%d %H:%M}.*; choose ambiguous",
        ):
            localize(values, name)


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2035, 1, 1)),
    zones,
    st.booleans(),
)
def test_localize_agrees_with_the_standard_library(naive, name, earlier):
    answer = localize(
        naive, name, ambiguous="earlier" if earlier else "later", nonexistent="forward"
    )
    assert answer.astimezone(UTC) == expected_local(naive, name, earlier=earlier)
    assert type(answer) is datetime


def test_localize_names_the_first_value_that_does_not_exist_and_counts():
    naive = pd.Series([datetime(2026, 3, 29, 12), datetime(2026, 3, 29, 2, 30), pd.NaT])
    with pytest.raises(
        InputError, match=r"got '2026-03-29 02:30:00' at position 1 \(1 of 3 break this\)"
    ):
        localize(naive, "Europe/Paris")
    answer = localize(naive, "Europe/Paris", nonexistent="forward")
    assert answer.isna().tolist() == [False, False, True]


def test_localize_works_on_nothing_and_far_from_now():
    empty = localize(pd.Series([], dtype="datetime64[us]"), "Europe/Paris")
    assert empty.dtype == "datetime64[us, Europe/Paris]"
    assert localize(datetime(2500, 1, 1), "UTC") == datetime(2500, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        (NINE, {}, "values must be naive; got .*, which has a zone"),
        (pd.Series([NINE]), {}, "values must be naive datetimes; got datetime64"),
        (pd.Series(["2026"]), {}, "values must be naive datetimes; got"),
        (pd.NaT, {}, "values must be naive datetimes; got NaT"),
        ("2026", {}, "values must be naive datetimes; got '2026'"),
        (
            np.array(["2026"], dtype="datetime64[us]"),
            {},
            r"values must be naive datetimes; got array",
        ),
        (
            datetime(2026, 1, 1),
            {"ambiguous": "first"},
            "ambiguous must be raise, earlier or later; got 'first'",
        ),
        (
            datetime(2026, 1, 1),
            {"nonexistent": "back"},
            "nonexistent must be raise or forward; got 'back'",
        ),
    ],
)
def test_localize_refuses(values, options, message):
    with pytest.raises(InputError, match=message):
        localize(values, "Europe/Paris", **options)


def test_a_fixed_offset_is_a_zone():
    value = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    micros, form = instants(value, "start")
    assert lower_instants(micros, form).isoformat() == "2026-03-02T00:00:00+05:30"


@pytest.mark.parametrize("unit", ["D", "h", "s", "ms"])
def test_instants_that_microseconds_cannot_hold_are_refused(unit):
    far = np.array([0, 2**62], dtype=f"datetime64[{unit}]")
    with pytest.raises(InputError, match=r"start must fit into microseconds, .* at position 1"):
        instants(far, "start")
    near, _ = instants(far[:1], "start")
    assert near.tolist() == [0]
    with pytest.raises(ValueError, match="read-only"):
        near[0] = 1
