import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from itertools import count
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._kit.money import money
from supportops._kit.results import Result, plain, worded
from supportops.vocabulary import Promise, Range


class Color(Enum):
    RED = 1


@dataclass(frozen=True)
class Bare:
    value: timedelta


@dataclass(frozen=True)
class Answer(Result):
    """An answer."""

    agents: int
    wait: timedelta
    cost: object = None
    parts: tuple = ()
    workings: object = field(default=None, repr=False)


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (1.5, 1.5),
        (np.float64(1.5), 1.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (float("nan"), None),
        (float("-inf"), "-inf"),
        (Decimal("1.50"), "1.50"),
        (Color.RED, 1),
        (timedelta(minutes=90), "1h30m"),
        (np.timedelta64(90, "m"), "1h30m"),
        (np.timedelta64("NaT"), None),
        (NOON, "2026-03-02T12:00:00+00:00"),
        (date(2026, 3, 2), "2026-03-02"),
        (np.datetime64("2026-03-02T12:00", "ns"), "2026-03-02T12:00:00"),
        (np.datetime64("NaT"), None),
        (pd.NaT, None),
        (pd.NA, None),
        (pd.Timestamp(NOON), "2026-03-02T12:00:00+00:00"),
        (money("1000 USD"), "1000 USD"),
        (Promise(kind="best_effort"), "best effort"),
        (
            Range(low=1),
            {"low": 1.0, "high": None, "low_open": False, "high_open": False, "unit": ""},
        ),
        (Bare(timedelta(hours=1)), {"value": "1h"}),
        (Answer(2, timedelta(hours=1)), {"agents": 2, "wait": "1h", "cost": None, "parts": []}),
        (MappingProxyType({1: (timedelta(hours=1),)}), {"1": ["1h"]}),
        ({"b", "a"}, ["a", "b"]),
        (np.array([[1.0, np.nan]]), [[1.0, None]]),
        (pd.Series([1.0, np.nan], index=["a", "b"]), {"a": 1.0, "b": None}),
        (pd.DataFrame({"a": [1], "b": [pd.Timedelta("1h")]}), [{"a": 1, "b": "1h"}]),
        (slice(1), "slice(None, 1, None)"),
        (Bare, str(Bare)),
    ],
    ids=(str(number) for number in count()),
)
def test_anything_becomes_plain(value, answer):
    assert plain(value) == answer
    json.dumps(plain(value), allow_nan=False)


def test_plain_works_before_numpy_and_pandas_are_loaded(monkeypatch):
    for name in ("numpy", "pandas"):
        monkeypatch.delitem(__import__("sys").modules, name)
    assert plain(1j) == "1j"


@given(
    st.recursive(
        st.none()
        | st.floats()
        | st.text()
        | st.decimals()
        | st.timedeltas()
        | st.datetimes(timezones=st.just(UTC)),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner),
        max_leaves=8,
    )
)
def test_strict_json_holds_whatever_comes_out(value):
    json.dumps(plain(value), allow_nan=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (timedelta(minutes=90), "1h30m"),
        (("a", None), "a, –"),
        ({"wait": timedelta(minutes=1)}, "wait: 1m"),
        (Range(low=30, high=60, unit="minutes"), "30–60 minutes"),
        (0.5, "0.5"),
    ],
)
def test_cards_speak_words(value, text):
    assert worded(value) == text


def test_a_result_leaves_its_workings_out():
    answer = Answer(2, timedelta(minutes=5), money("15 USD"), (1, "<x>"), workings=object())
    assert answer.to_dict() == {"agents": 2, "wait": "5m", "cost": "15 USD", "parts": [1, "<x>"]}
    card = answer._repr_html_()
    assert "Answer" in card
    assert "&lt;x&gt;" in card
    assert "workings" not in card


def test_a_frame_keeps_numbers_instants_and_durations():
    frame = Answer(2, timedelta(minutes=5), NOON, (1, 2)).to_frame()
    assert len(frame) == 1
    assert list(frame) == ["agents", "wait", "cost", "parts"]
    assert frame["wait"].iloc[0] == pd.Timedelta("5m")
    assert frame["cost"].iloc[0] == NOON
    assert frame["parts"].iloc[0] == [1, 2]
    assert Answer(2, timedelta(0)).to_frame()["cost"].isna().all()
    assert isinstance(Answer(2, timedelta(0)).to_dict(), Mapping)
