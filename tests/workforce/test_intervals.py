import math
import pickle
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import workforce
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.workforce import ChannelTarget, service_intervals, staff_intervals

TARGET = {"handle_time": "3m", "answer_within": "20s", "service_level": 0.8}
PARIS = "Europe/Paris"
OFFICE = BusinessCalendar(timezone=PARIS, hours={"mon-fri": [("09:00", "17:00")]})


def series(values, start="2026-03-02 09:00", freq="30min", zone=PARIS):
    return pd.Series(values, pd.date_range(start, periods=len(values), freq=freq, tz=zone))


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(
    st.lists(st.one_of(st.integers(0, 300), st.floats(0, 300)), min_size=2, max_size=8),
    st.sampled_from([None, "2m"]),
)
def test_each_row_is_what_one_interval_gives(volumes, patience):
    table = staff_intervals(series(volumes), **TARGET, shrinkage="30%", patience=patience)
    for volume, (_, row) in zip(volumes, table.iterrows(), strict=True):
        one = workforce.agents_needed(
            volume, interval="30m", **TARGET, shrinkage="30%", patience=patience
        )
        assert (row["agents"], row["paid"]) == (one.agents, one.paid)
        for name in ("load", "service_level", "occupancy", "mean_wait", "abandonment",
                     "paid_hours", "fte", "wait_probability"):  # fmt: skip
            assert row[name] == pytest.approx(getattr(one, name), rel=1e-12, abs=1e-15)


def test_repeats_give_the_same_as_the_rows_alone():
    volumes = [80.0, 100, 80, 100, 80, 80, 100, 80]
    table = staff_intervals(series(volumes), **TARGET)
    pd.testing.assert_frame_equal(table.iloc[:2], staff_intervals(series(volumes[:2]), **TARGET))
    assert table["agents"].tolist() == [11, 14, 11, 14, 11, 11, 14, 11]


def test_columns_and_kinds_are_always_the_same():
    full, empty = staff_intervals(series([80, 100]), **TARGET), series([])
    none = staff_intervals(empty, **TARGET, interval="30m")
    assert none.dtypes.to_dict() == full.dtypes.to_dict()
    assert str(full["agents"].dtype) == "Int64"
    assert pickle.loads(pickle.dumps(full)).equals(full)
    assert full.index.equals(series([80, 100]).index)


def test_a_missing_volume_gives_a_missing_answer():
    table = staff_intervals(series([80, np.nan]), **TARGET)
    assert table["agents"].isna().tolist() == [False, True]
    assert table["paid"].isna().tolist() == [False, True]
    assert table["service_level"].isna().tolist() == [False, True]


def test_the_order_of_rows_does_not_matter():
    volumes = series([80, 100, 120, 0, 33.3])
    table = staff_intervals(volumes, **TARGET, patience="2m")
    turned = staff_intervals(volumes.iloc[[3, 0, 4, 2, 1]], **TARGET, patience="2m")
    pd.testing.assert_frame_equal(turned.sort_index(), table, check_freq=False)


def test_the_input_stays_as_it_is():
    volumes = series([80.0, np.nan])
    before = volumes.copy()
    staff_intervals(volumes, **TARGET)
    pd.testing.assert_series_equal(volumes, before)


def test_parameters_by_row():
    volumes = series([100, 100, 100])
    table = staff_intervals(
        volumes,
        handle_time=pd.Series(pd.to_timedelta(["3m", "6m", "3m"]), volumes.index),
        answer_within=["20s", timedelta(seconds=20), None],
        service_level=[0.8, "80%", 0.8],
        shrinkage=np.array([0.3, 0.3, 0.3]),
        patience=[None, "2m", None],
    )
    one = workforce.agents_needed(100, interval="30m", **TARGET, shrinkage=0.3)
    two = workforce.agents_needed(
        100, interval="30m", **{**TARGET, "handle_time": "6m"}, shrinkage=0.3, patience="2m"
    )
    assert table["agents"].tolist()[:2] == [one.agents, two.agents]
    assert table["paid"].tolist()[:2] == [one.paid, two.paid]
    assert table["abandonment"].tolist()[:2] == [0, pytest.approx(two.abandonment)]
    assert table["agents"].isna().tolist() == [False, False, True]
    spans = pd.to_timedelta(["3m", "6m", "3m"])
    again = staff_intervals(volumes, handle_time=spans, answer_within="20s", service_level=0.8)
    assert again["load"].tolist() == table["load"].tolist()


def test_a_table_carries_its_own_parameters():
    frame = pd.DataFrame(
        {
            "when": pd.date_range("2026-03-02 09:00", periods=3, freq="15min", tz="UTC"),
            "volume": [50, 50, 50],
            "handle_time": pd.to_timedelta(["3m", "4m", "5m"]),
            "shrinkage": [0.3, 0.2, 0.1],
            "min_agents": [0, 40, 0],
        }
    )
    table = staff_intervals(
        frame, answer_within="20s", service_level=0.8, columns={"starts_at": "when"}
    )
    assert table["agents"].tolist()[1] == 40
    for at in (0, 2):
        one = workforce.agents_needed(
            50,
            interval="15m",
            handle_time=frame["handle_time"][at],
            answer_within="20s",
            service_level=0.8,
            shrinkage=frame["shrinkage"][at],
        )
        assert (table["agents"][at], table["paid"][at]) == (one.agents, one.paid)
    assert table["starts_at"].tolist() == frame["when"].tolist()
    busy = frame.assign(agents=3, service_level=0.8, answer_within=pd.Timedelta("20s"))
    again = staff_intervals(busy, columns={"starts_at": "when"})
    assert again["agents"].equals(table["agents"])  # the agents of before are not asked for
    with pytest.raises(InputError, match="handle_time must be given once; got an argument and a"):
        staff_intervals(frame, **TARGET, columns={"starts_at": "when"})


CHANNELS = {
    "phone": ChannelTarget(
        handle_time="3m", answer_within="20s", service_level="80%", shrinkage=0.3, patience="3m"
    ),
    "chat": ChannelTarget(
        handle_time="10m", answer_within="1m", service_level="80%", concurrency=2, min_agents=1
    ),
    "email": ChannelTarget(handle_time="6m", max_occupancy="85%"),
}


def test_channels_side_by_side():
    starts = pd.date_range("2026-03-02 09:00", periods=2, freq="30min", tz="UTC")
    frame = pd.DataFrame(
        {
            "starts_at": starts.repeat(3),
            "channel": ["phone", "chat", "email"] * 2,
            "volume": [100, 30, 40, 120, 0, 50],
        }
    )
    table = staff_intervals(frame, channels=CHANNELS)
    ones = []
    for channel, volume in zip(frame["channel"], frame["volume"], strict=True):
        fields = CHANNELS[channel].model_dump()
        least = fields.pop("min_agents")
        ones.append(max(workforce.agents_needed(volume, interval="30m", **fields).agents, least))
    assert table["agents"].tolist() == ones
    assert table["channel"].tolist() == frame["channel"].tolist()
    assert table["service_level"].isna().tolist() == [False, False, True] * 2
    assert table["agents"][4] == 1
    with pytest.raises(InputError, match="handle_time must be said by channels or for all"):
        staff_intervals(frame, channels=CHANNELS, handle_time="3m")
    with pytest.raises(InputError, match="volumes must have a column channel where channels"):
        staff_intervals(frame.drop(columns="channel").iloc[::3], channels=CHANNELS)
    with pytest.raises(InputError, match="channel must be one of phone, chat or email; got 'fax'"):
        staff_intervals(frame.replace({"channel": {"chat": "fax"}}), channels=CHANNELS)
    with pytest.raises(InputError, match="channel must be one of phone, chat or email; got None"):
        staff_intervals(frame.assign(channel=[None, *frame["channel"][1:]]), channels=CHANNELS)
    none = staff_intervals(frame.iloc[:0], channels=CHANNELS, interval="30m")
    assert none.dtypes.to_dict() == table.dtypes.to_dict()
    with pytest.raises(InputError, match="channels must name at least one channel; got none"):
        staff_intervals(frame, channels={})
    with pytest.raises(InputError, match="channels must map names to ChannelTarget; got 3 for 'p"):
        staff_intervals(frame, channels={"phone": 3})
    twice = pd.concat([frame, frame.iloc[[1]]], ignore_index=True)
    with pytest.raises(InputError, match=r"got 2026-03-02T09:00:00\+00:00 again at position 6"):
        staff_intervals(twice, channels=CHANNELS)


def test_a_channel_promises_something():
    with pytest.raises(ValueError, match="answer_within and service_level must be given together"):
        ChannelTarget(handle_time="3m", answer_within="20s")
    with pytest.raises(ValueError, match="a target must be given; got none"):
        ChannelTarget(handle_time="3m")
    with pytest.raises(ValueError, match="shrinkage must be below 1; got 1"):
        ChannelTarget(handle_time="3m", max_wait="5s", shrinkage=1)
    with pytest.raises(ValueError, match="service_level must be below 1; got 1"):
        ChannelTarget(handle_time="3m", answer_within="20s", service_level=1)
    with pytest.raises(ValueError, match="patience must be given with max_abandonment; got None"):
        ChannelTarget(handle_time="3m", max_abandonment=0.1)
    with pytest.raises(ValueError, match="handle_time must be above zero"):
        ChannelTarget(handle_time="0s", max_wait="5s")


def test_nobody_is_needed_while_it_is_closed():
    volumes = series([10, 20, 30], "2026-03-02 08:00", "45min")
    table = staff_intervals(volumes, **TARGET, calendar=OFFICE)
    # 8:00 to 8:45 is closed; of 8:45 to 9:30 thirty minutes are open.
    assert table["open"].tolist() == pytest.approx([0, 2 / 3, 1])
    assert table["unserved"].tolist() == [10, 0, 0]
    assert table["agents"].tolist()[0] == 0
    assert np.isnan(table["service_level"].iloc[0])
    assert table["load"].tolist() == pytest.approx([0, 20 * 3 / 30, 30 * 3 / 45])
    half = workforce.agents_needed(20, interval="30m", **TARGET)
    assert table["agents"].iloc[1] == half.agents
    assert table["paid_hours"].iloc[1] == half.paid_hours
    least = staff_intervals(volumes, **TARGET, calendar=OFFICE, min_agents=5)
    assert least["agents"].tolist() == [0, 5, 5]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_days_of_23_and_25_hours(day, hours):
    midnight = pd.Timestamp(day, tz=PARIS)
    index = pd.date_range(
        midnight, midnight + pd.DateOffset(days=1), freq="15min", inclusive="left"
    )
    assert len(index) == 4 * hours
    around = BusinessCalendar(timezone=PARIS, hours={"mon-sun": [("00:00", "24:00")]})
    table = staff_intervals(pd.Series(50.0, index), **TARGET, calendar=around)
    assert set(table["agents"]) == {14}
    assert table["open"].eq(1).all()
    one = workforce.agents_needed(50, interval="15m", **TARGET)
    assert table["paid_hours"].sum() == pytest.approx(one.agents * hours)


def test_the_length_of_an_interval():
    assert staff_intervals(series([10, 10]), **TARGET)["load"].tolist() == [1, 1]
    holes = series([10, 10, 10]).iloc[[2, 0]]
    with_holes = staff_intervals(holes, **TARGET, interval="30m")
    assert with_holes["load"].tolist() == [1, 1]
    assert with_holes.index.equals(holes.index)
    plain = pd.Series([10, 10])
    assert staff_intervals(plain, **TARGET, interval="15m")["load"].tolist() == [2, 2]
    with pytest.raises(InputError, match="interval must be given where the rows say no instants"):
        staff_intervals(plain, **TARGET)
    with pytest.raises(InputError, match="interval must be given for single intervals; got None"):
        staff_intervals(series([10]), **TARGET)
    with pytest.raises(InputError, match="interval must be above zero; got '0m'"):
        staff_intervals(series([10, 10]), **TARGET, interval="0m")
    with pytest.raises(InputError, match="intervals must not overlap; got starts 1800s apart and"):
        staff_intervals(series([10, 10]), **TARGET, interval="1h")
    uneven = pd.concat([series([1, 2]), series([3], "2026-03-02 10:10")])
    with pytest.raises(InputError, match="starts_at must be spaced by whole intervals; got 2400"):
        staff_intervals(uneven, **TARGET)


def test_rows_must_be_what_they_say():
    good = series([10, 10])
    with pytest.raises(InputError, match="volumes must be finite, zero or more; got -1"):
        staff_intervals(series([10, -1]), **TARGET)
    with pytest.raises(InputError, match="volumes must be finite, zero or more; got inf"):
        staff_intervals(series([10, np.inf]), **TARGET)
    with pytest.raises(InputError, match=r"volumes.index must be timezone-aware; got .*localize"):
        staff_intervals(pd.Series([1, 2], good.index.tz_localize(None)), **TARGET)
    with pytest.raises(InputError, match="starts_at must name each interval once .* position 1"):
        staff_intervals(pd.concat([good.iloc[:1], good]), **TARGET)
    with pytest.raises(InputError, match="volumes must be a Series or a DataFrame of intervals"):
        staff_intervals([10, 20], **TARGET)
    with pytest.raises(InputError, match="starts_at must be an instant in every row"):
        staff_intervals(pd.Series([1.0], pd.DatetimeIndex([pd.NaT], tz="UTC")), **TARGET)
    with pytest.raises(InputError, match="volumes must have an index of instants, or a column"):
        staff_intervals(pd.Series([1.0]), **TARGET, interval="1h", calendar=OFFICE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"handle_time": None}, "handle_time must be given, by argument, by channel or as a col"),
        ({"handle_time": "0m"}, "handle_time must be above zero; got '0m'"),
        ({"handle_time": pd.to_timedelta(["1m", "0m"]).to_numpy()}, "handle_time must be above z"),
        ({"handle_time": [3, 4]}, "handle_time must say its unit; got 3"),
        ({"handle_time": np.array([3, 4])}, "handle_time must hold lengths of time; got 'ndarray'"),
        ({"handle_time": pd.Series(pd.to_timedelta(["1m", "1m"]))}, "handle_time must have the i"),
        ({"handle_time": ["1m"]}, "handle_time must have one value, or one for each of 2 rows"),
        ({"answer_within": np.array([-1, 1], "m8[s]")}, "answer_within must be zero or more"),
        ({"answer_within": None}, "answer_within and service_level must be given together"),
        ({"answer_within": None, "service_level": None}, "a target must be given; got none"),
        ({"service_level": 1}, "service_level must be below 1; got 1"),
        ({"service_level": [0.8, 1]}, "service_level must be below 1; got 1.0 at position 1"),
        (
            {"service_level": np.array([0.8, 80])},
            "service_level must be a share from 0 to 1; got 8",
        ),
        ({"shrinkage": 1}, "shrinkage must be below 1; got 1"),
        ({"max_occupancy": [0.8, 0]}, "max_occupancy must be above 0; got 0.0 at position 1"),
        ({"shrinkage": [0.1, 0.2, 0.3]}, "shrinkage must have one value, or one for each of 2"),
        ({"max_occupancy": 0}, "max_occupancy must be above 0; got 0"),
        ({"max_abandonment": 0.1}, "patience must be given with max_abandonment; got None"),
        ({"concurrency": np.ones((2, 2))}, "concurrency must be one number, or one for each row"),
        ({"concurrency": math.nan}, "concurrency must be one number, or one for each row; got nan"),
        ({"shrinkage": np.array(0.3)}, "shrinkage must be a share such as"),
        ({"shrinkage": np.ones((2, 1))}, "shrinkage must be a share such as"),
        ({"handle_time": np.array("1m")}, "handle_time must be a length of time"),
        ({"concurrency": 0}, "concurrency must be whole, 1 or more; got 0"),
        ({"min_agents": [1, 2.5]}, "min_agents must be whole, 0 or more; got 2.5 at position 1"),
    ],
)
def test_bad_parameters_say_what_is_wrong(change, message):
    with pytest.raises(InputError, match=message):
        staff_intervals(series([10, 10]), **{**TARGET, **change})


SERVE = {"handle_time": "3m", "answer_within": "20s"}


def test_given_agents_deliver():
    volumes = series([80, 100, 170, np.nan, 0])
    table = service_intervals(volumes, agents=[12, 14, 16, 3, 0], **SERVE, shrinkage="30%")
    one = workforce.service_at(100, agents=14, interval="30m", **SERVE)
    assert table["service_level"].iloc[1] == one.service_level
    assert table["stable"].tolist() == [True, True, False, pd.NA, True]
    assert table["mean_wait"].iloc[2] == np.inf
    assert table["paid"].tolist() == [18, 20, 23, pd.NA, 0]
    calm = service_intervals(volumes, agents=16, **SERVE, patience="2m")
    assert calm["stable"].tolist() == [True, True, True, pd.NA, True]
    planned = staff_intervals(volumes, **SERVE, service_level=0.8)
    same = service_intervals(volumes, agents=planned["agents"], **SERVE)
    pd.testing.assert_series_equal(same["service_level"], planned["service_level"])
    frame = volumes.rename("volume").to_frame().assign(agents=16)
    assert service_intervals(frame, **SERVE)["stable"].tolist()[2] is False
    with pytest.raises(InputError, match="agents must be given once, by argument or as a column"):
        service_intervals(frame, agents=3, **SERVE)
    with pytest.raises(InputError, match="answer_within must be given, by argument or as a column"):
        service_intervals(volumes, agents=3, handle_time="3m")
    with pytest.raises(InputError, match="agents must be whole, 0 or more; got -1"):
        service_intervals(volumes, agents=-1, **SERVE)


def test_work_reaches_over_the_end_of_an_interval():
    volumes = pd.Series([100.0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    moved = workforce.carried_volumes(volumes, interval="15m", handle_time="15m")
    assert moved.sum() == pytest.approx(100, rel=1e-3)
    assert moved.index.equals(volumes.index)
    short = workforce.carried_volumes(pd.Series([50.0] * 20), interval="15m", handle_time="3s")
    assert short.tolist() == pytest.approx([50.0] * 20, rel=5e-3)
    with pytest.raises(InputError, match="volumes must be finite, zero or more; got nan"):
        workforce.carried_volumes(pd.Series([np.nan]), interval="15m", handle_time="3m")
    with pytest.raises(InputError, match="volumes must be a Series; got 'list'"):
        workforce.carried_volumes([1], interval="15m", handle_time="3m")


def test_numpy_instants_of_a_table_are_utc():
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    frame = pd.DataFrame({"starts_at": [start, start + timedelta(minutes=15)], "volume": [50, 50]})
    assert staff_intervals(frame, **TARGET)["load"].tolist() == [10, 10]
