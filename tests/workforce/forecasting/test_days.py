"""Histories of days: closed, absent, cut short, and days of 23 and 25 hours."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import workforce
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError

NAN = float("nan")
PARIS = "Europe/Paris"
OFFICE = BusinessCalendar(
    timezone=PARIS, hours={"mon-fri": [("08:00", "18:00")]}, holidays=[date(2026, 4, 6)]
)


def hourly(start, days, *, zone=PARIS, per_hour=10.0):
    """Hours of some days, as true instants; at night a tenth of what comes by day."""
    index = pd.date_range(start, pd.Timestamp(start) + pd.Timedelta(days=days), freq="h", tz=zone)
    index = index[:-1]
    hours = index.hour
    return pd.Series(np.where((hours >= 8) & (hours < 18), per_hour, per_hour / 10), index=index)


def by_day(values, start="2026-03-02", **options):
    days = pd.date_range(start, periods=len(values))
    return workforce.daily_history(pd.Series(values, index=days, dtype=float), **options)


def test_every_index_of_days_is_read():
    values = [5.0, 6.0]
    dates = pd.Series(values, index=[date(2026, 3, 2), date(2026, 3, 3)])
    periods = pd.Series(values, index=pd.period_range("2026-03-02", periods=2, freq="D"))
    stamps = pd.Series(values, index=pd.date_range("2026-03-02", periods=2))
    answers = [workforce.daily_history(s).volume for s in (dates, periods, stamps)]
    for found in answers:
        pd.testing.assert_series_equal(found, answers[0])
    shuffled = workforce.daily_history(stamps[::-1])
    assert shuffled.volume.tolist() == values


def test_a_day_without_a_row_is_absent_and_a_weekday_that_never_comes_is_closed():
    days = pd.bdate_range("2026-03-02", periods=10).delete(3)
    history = workforce.daily_history(pd.Series(7.0, index=days))
    assert history.kinds == {"absent": 1, "closed": 2, "observed": 9}
    assert history.days.loc["2026-03-05", "kind"] == "absent"
    assert history.days.loc["2026-03-07", "kind"] == "closed"
    assert history.flags == ("1 open days are absent",)
    assert history.to_dict()["days"][3]["day"] == "2026-03-05T00:00:00"
    assert history.volume.isna().sum() == 3


def test_a_calendar_says_what_is_closed():
    history = by_day([5.0] * 14, start="2026-03-30", calendar=OFFICE)
    # Two weekends and Easter Monday.
    assert history.kinds == {"closed": 5, "observed": 9}
    assert history.days.loc["2026-04-06", "outside"] == 5
    assert history.flags == ("25 contacts came in while closed and are left out",)
    assert history.timezone == PARIS


def test_an_outage_takes_a_day_of_counts_by_day():
    outage = workforce.Outage(
        name="line down", start="2026-03-03T08:00:00Z", end="2026-03-03T09:00:00Z"
    )
    history = by_day([5.0] * 7, timezone=PARIS, outages=[outage])
    assert history.days["kind"].tolist()[:3] == ["observed", "outage", "observed"]
    assert np.isnan(history.volume.iloc[1])


def test_a_short_outage_is_filled_in_by_the_profile():
    volumes = hourly("2026-03-02", 28)
    whole = workforce.daily_history(volumes).volume
    outage = workforce.Outage(
        name="line down", start="2026-03-10T09:00:00Z", end="2026-03-10T11:30:00Z"
    )
    cut = volumes.copy()
    lost = (cut.index >= "2026-03-10T10:00+01:00") & (cut.index < "2026-03-10T13:00+01:00")
    cut[lost] = NAN
    history = workforce.daily_history(cut, outages=[outage])
    assert history.days.loc["2026-03-10", "kind"] == "filled"
    assert history.days.loc["2026-03-10", "counted"] == pytest.approx(114 - 30)
    assert history.volume["2026-03-10"] == pytest.approx(whole["2026-03-10"])
    long = workforce.Outage(
        name="line down", start="2026-03-10T06:00:00Z", end="2026-03-10T22:00:00Z"
    )
    gone = workforce.daily_history(volumes, outages=[long])
    assert gone.days.loc["2026-03-10", "kind"] == "outage"
    assert np.isnan(gone.volume["2026-03-10"])


def test_clock_changes_do_not_look_like_demand():
    # 29 March has 23 hours, 25 October 25.
    for start, day, hours in (("2026-03-09", "2026-03-29", -1), ("2026-10-05", "2026-10-25", 1)):
        volumes = hourly(start, 28)
        history = workforce.daily_history(volumes)
        assert history.days.loc[day, "counted"] == pytest.approx(114 + hours)
        assert history.days.loc[day, "kind"] == "clock change"
        assert history.volume[day] == pytest.approx(114)
        assert history.kinds == {"clock change": 1, "observed": 27}


def test_intervals_outside_the_hours_do_not_count():
    history = workforce.daily_history(hourly("2026-03-02", 14), calendar=OFFICE)
    assert history.volume["2026-03-03"] == 100
    assert history.days.loc["2026-03-03", "outside"] == pytest.approx(14)
    assert history.days.loc["2026-03-08", "kind"] == "closed"
    assert history.profile.shares[0].sum() == pytest.approx(1)
    assert history.profile.shares[0, :8].sum() == 0


def test_gaps_in_intervals():
    volumes = hourly("2026-03-02", 14)
    # No row within a day is no contact; NaN without an outage leaves the day unknown.
    history = workforce.daily_history(volumes.drop(volumes.index[9]))
    assert history.volume.iloc[0] == 104
    volumes.iloc[30] = NAN
    history = workforce.daily_history(volumes)
    assert np.isnan(history.volume.iloc[1])
    assert history.profile.days == (2, 1, 2, 2, 2, 2, 2)
    one_day = volumes[volumes.index.day != 5]
    assert workforce.daily_history(one_day).days["kind"].tolist()[3] == "absent"


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 5000), min_size=1, max_size=9),
    st.sampled_from([PARIS, "America/New_York", "Australia/Lord_Howe", "UTC"]),
    st.sampled_from(["2026-03-05", "2026-03-27", "2026-04-03", "2026-10-23", "2026-10-31"]),
)
def test_spreading_keeps_every_total(totals, zone, start):
    rng = np.random.default_rng(1)
    index = pd.date_range("2026-01-05", periods=14 * 48, freq="30min", tz=zone)
    profile = workforce.intraday_profile(pd.Series(rng.poisson(4, len(index)) + 1, index=index))
    days = pd.Series(totals, index=pd.date_range(start, periods=len(totals)), dtype=float)
    spread = profile.spread(days, timezone=zone)
    even = profile.expected(days, timezone=zone)
    assert spread.index.equals(even.index)
    # Every true half-hour once, none in between left out.
    assert (np.diff(spread.index.as_unit("us").asi8) == 1_800_000_000).all()
    local = spread.index.tz_localize(None).normalize()
    for day, total in days.items():
        here = np.asarray(local == day)
        whole = even[here].sum()
        assert spread[here].sum() == np.floor(whole + 0.5)
        if here.sum() == 48:
            assert whole == pytest.approx(total)
            assert spread[here].sum() == total
        assert (np.abs(spread[here] - even[here]) <= 1.5).all()


def test_a_weekday_without_data_takes_the_mean_of_all():
    index = pd.date_range("2026-03-02", periods=5 * 4, freq="6h", tz=PARIS)
    profile = workforce.intraday_profile(
        pd.Series([0, 6, 3, 1] * 5, index=index), leave_out=[date(2026, 3, 3)]
    )
    assert profile.days == (1, 0, 1, 1, 1, 0, 0)
    assert profile.shares[1].tolist() == profile.shares[0].tolist() == [0, 0.6, 0.3, 0.1]
    assert profile.to_dict()["interval"] == "6h"
    nothing = profile.spread(
        pd.Series([0.0], index=pd.date_range("2026-03-02", periods=1)), timezone=PARIS
    )
    assert nothing.sum() == 0
    assert nothing.dtype == np.int64


def test_one_interval_needs_its_length():
    one = pd.Series([3.0], index=pd.DatetimeIndex(["2026-03-02 00:00"], tz=PARIS))
    profile = workforce.intraday_profile(one, interval="1h")
    assert profile.shares[0, 0] == 1
    with pytest.raises(InputError, match="interval must be given for a single interval"):
        workforce.intraday_profile(one)


def test_zones_may_be_chosen():
    utc = hourly("2026-03-02", 7).tz_convert("UTC")
    assert workforce.daily_history(utc, timezone=PARIS).volume.iloc[0] == pytest.approx(114)
    assert workforce.daily_history(utc).timezone == "UTC"
    assert workforce.intraday_profile(utc, timezone=PARIS).shares[0, 8] == pytest.approx(10 / 114)


AWARE = pd.Series([1.0, 2.0], index=pd.date_range("2026-03-02", periods=2, freq="h", tz=PARIS))
OUTAGE = workforce.Outage(
    name="x", start=datetime(2026, 3, 2, tzinfo=UTC), end=datetime(2026, 3, 3, tzinfo=UTC)
)
BAD = [
    (lambda w: w.daily_history([1, 2]), "history must be a Series with civil days"),
    (
        lambda w: w.daily_history(pd.Series([1.0, 2.0])),
        "history must have civil days as its index, such as",
    ),
    (
        lambda w: w.daily_history(pd.Series([1.0], index=["yesterday"])),
        "history must have civil days as its index",
    ),
    (
        lambda w: w.daily_history(pd.Series([1.0], index=pd.DatetimeIndex(["2026-03-02 09:00"]))),
        "history must have civil days as its index; got '2026-03-02 09:00:00' at position 0 .*localize",
    ),
    (lambda w: by_day([NAN, NAN]), "history must hold an observed day or more; got none"),
    (lambda w: by_day([1, -1]), "history must be finite, zero or more; got -1.0 at position 1"),
    (lambda w: by_day([1, 2], outages=["x"]), "outages must be of the model Outage; got 'x'"),
    (lambda w: by_day([1, 2], interval="1h"), "interval must be left out for counts by day"),
    (lambda w: by_day([1, 2], outages=[OUTAGE]), "timezone must be given to place an outage"),
    (
        lambda w: w.daily_history(
            pd.Series([1.0, 2.0], index=pd.DatetimeIndex(["2026-03-02", "2026-03-02"]))
        ),
        "history must have each day once; got 2026-03-02 more than once",
    ),
    (
        lambda w: w.daily_history(pd.concat([AWARE, AWARE])),
        "history must have each interval once; got '2026-03-02 00:00:00.01:00' twice",
    ),
    (lambda w: w.daily_history(AWARE, interval="7h"), "interval must divide a day; got 25200 s"),
    (
        lambda w: w.daily_history(AWARE, calendar=OFFICE),
        "history must have intervals within the calendar's hours; got none",
    ),
    (
        lambda w: w.intraday_profile(
            pd.Series([1.0], index=pd.date_range("2026-03-02", periods=1))
        ),
        "history must have aware instants as its index; got an index of datetime64.*localize",
    ),
    (
        lambda w: w.intraday_profile(AWARE * 0),
        "volumes must have a complete day with contacts; got none",
    ),
    (
        lambda w: w.intraday_profile(AWARE).spread(
            pd.Series([1.0, NAN], index=pd.date_range("2026-03-02", periods=2)), timezone=PARIS
        ),
        "totals must be known for every day",
    ),
    (
        lambda w: w.intraday_profile(AWARE).expected(
            pd.Series([1.0], index=pd.date_range("2026-03-02", periods=1)), timezone="Mars"
        ),
        "timezone must be a zone of the IANA data base",
    ),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call(workforce)


def test_an_outage_ends_after_it_begins():
    with pytest.raises(ValidationError, match="end must come after start"):
        workforce.Outage(name="x", start="2026-03-02T09:00:00Z", end="2026-03-02T09:00:00Z")
    assert workforce.Outage.model_validate_json(OUTAGE.model_dump_json()) == OUTAGE


def test_a_day_without_rows_in_an_outage_is_an_outage():
    starts = pd.date_range("2026-03-02", periods=21 * 24, freq="h", tz="Europe/Paris")
    calls = pd.Series(5.0, index=starts)
    calls = calls[calls.index.strftime("%m-%d") != "03-10"]
    down = workforce.Outage(
        name="line down",
        start=pd.Timestamp("2026-03-10", tz="Europe/Paris"),
        end=pd.Timestamp("2026-03-11", tz="Europe/Paris"),
    )
    read = workforce.daily_history(calls, outages=[down])
    assert read.days.loc["2026-03-10", "kind"] == "outage"
    assert read.flags == ()
    assert workforce.daily_history(calls).days.loc["2026-03-10", "kind"] == "absent"


def test_aware_midnights_are_days_whatever_the_clocks_do():
    index = pd.date_range("2026-02-02", periods=84, freq="D", tz="Europe/Paris")
    read = workforce.daily_history(pd.Series(100.0, index=index))
    assert read.kinds == {"observed": 84}
    odd = pd.Series(1.0, index=index[:3] + pd.to_timedelta([0, 7, 14], unit="h"))
    with pytest.raises(InputError, match="interval must divide a day; got 111600 s; say how long"):
        workforce.daily_history(odd)


def test_only_periods_of_a_day_are_days():
    months = pd.Series(1.0, index=pd.period_range("2026-01", periods=12, freq="M"))
    with pytest.raises(InputError, match="history must have periods of a day; got periods of M"):
        workforce.daily_history(months)
    huge = pd.Series(1e200, index=pd.date_range("2026-01-01", periods=30))
    with pytest.raises(InputError, match="history must be below 1e100; got"):
        workforce.daily_history(huge)


def test_days_that_the_rows_cut_off_are_flagged():
    starts = pd.date_range("2026-02-02", periods=24 * 14, freq="h", tz="Europe/Paris")
    calls = pd.Series(5.0, index=starts)
    assert workforce.daily_history(calls).flags == ()
    abroad = workforce.daily_history(calls, timezone="America/New_York")
    assert abroad.flags == (
        "2026-02-01 and 2026-02-15 may not be there in full; cut such days off",
    )
    # Shops that open at nine begin their rows at nine.
    opened = calls[(calls.index.hour >= 9) & (calls.index.hour < 17)]
    assert workforce.daily_history(opened).flags == ()
    assert workforce.daily_history(opened[:-3]).flags == (
        "2026-02-15 may not be there in full; cut such days off",
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda w, calls: w.daily_history(calls, timezone="Mars/X"),
            "timezone must be a zone of the IANA data base such as",
        ),
        (
            lambda w, calls: w.daily_history(calls, outages=["x"]),
            "outages must be of the model Outage; got 'x'",
        ),
        (lambda w, calls: w.daily_history(calls, calendar="x"), "calendar must be a calendar"),
        (
            lambda w, calls: w.intraday_profile(calls, leave_out=["x"]),
            "leave_out must be a sequence of dates; got",
        ),
        (
            lambda w, calls: w.intraday_profile(calls, leave_out=date(2026, 2, 2)),
            "leave_out must be a sequence of dates; got",
        ),
        (
            lambda w, calls: w.intraday_profile(calls).spread(
                pd.Series([1, 2], index=pd.to_datetime(["2026-03-02"] * 2)), timezone="UTC"
            ),
            "totals must have each day once; sum them first",
        ),
        (
            lambda w, calls: w.intraday_profile(calls).spread([1], timezone="UTC"),
            "totals must be a Series with civil days",
        ),
    ],
)
def test_wrong_parts_of_a_history_are_named(call, message):
    starts = pd.date_range("2026-02-02", periods=24 * 14, freq="h", tz="Europe/Paris")
    with pytest.raises(InputError, match=message):
        call(workforce, pd.Series(5.0, index=starts))
