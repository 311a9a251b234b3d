import json
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import Field, ValidationError

from supportops._kit.data import Shelf, read_data
from supportops._kit.models import Instant, Model, explained
from supportops._kit.results import Result, plain, worded
from supportops.errors import InputError
from supportops.vocabulary import Promise, money, promise


class Color(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Answer(Result):
    name: str
    value: Any
    hidden: Any = field(default=None, repr=False)


@dataclass(frozen=True)
class Pair:
    a: int
    b: Any = None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), (True, True), (1, 1), ("a", "a"), (1.5, 1.5),
        (float("nan"), None), (float("inf"), "inf"), (Color.RED, "red"),
        (timedelta(minutes=90), "1h30m"), (money("12.50 USD"), "12.50 USD"), (Decimal("1.10"), "1.10"),
        (datetime(2026, 3, 2, tzinfo=UTC), "2026-03-02T00:00:00+00:00"), (date(2026, 3, 2), "2026-03-02"),
        (pd.NaT, None), (pd.NA, None), ({"a": (1, 2)}, {"a": [1, 2]}), (OrderedDict(x=1), {"x": 1}),
        (frozenset({"b", "a"}), ["a", "b"]), (promise("4h"), "4h"), (Pair(1), {"a": 1, "b": None}),
        (Answer("x", 2), {"name": "x", "value": 2}),
        (np.array([1, 2]), [1, 2]), (np.float64(2.5), 2.5), (np.datetime64("2026-03-02"), "2026-03-02T00:00:00"),
        (np.timedelta64(90, "m"), "1h30m"), (np.datetime64("NaT"), None),
        (pd.Series([1, 2], index=["a", "b"]), {"a": 1, "b": 2}), (pd.DataFrame({"a": [1]}), [{"a": 1}]),
        (complex(1, 2), "(1+2j)"), (Pair, None),
    ],
)  # fmt: skip
def test_plain_values_are_json(value, expected):
    answer = plain(value)
    if value is not Pair:
        assert answer == expected
    json.dumps(answer, allow_nan=False)


def test_plain_without_pandas_or_numpy(monkeypatch):
    import sys

    monkeypatch.delitem(sys.modules, "pandas")
    monkeypatch.delitem(sys.modules, "numpy")
    assert plain(complex(1, 2)) == "(1+2j)"


def test_results_show_what_they_answer():
    answer = Answer("wait <b>", timedelta(hours=2), hidden=[1, 2])
    assert answer.to_dict() == {"name": "wait <b>", "value": "2h"}
    frame = answer.to_frame()
    assert frame.shape == (1, 2)
    assert frame["value"][0] == pd.Timedelta(hours=2)
    assert Answer("x", (1, 2)).to_frame()["value"][0] == [1, 2]
    html = answer._repr_html_()
    assert "wait &lt;b&gt;" in html
    assert "hidden" not in html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (timedelta(minutes=5), "5m"),
        ((1, None), "1, –"),
        ({"a": 1}, "a: 1"),
        (2.5, "2.5"),
    ],
)
def test_worded_values_read_well(value, text):
    assert worded(value) == text


class Inner(Model, frozen=True, extra="forbid"):
    count: int = Field(ge=1)
    promise: Promise | None = None
    at: Instant | None = None


class Outer(Model, frozen=True, extra="forbid"):
    inner: Inner | None = None
    rows: tuple[Inner, ...] = ()
    word: str = ""
    share: float = Field(default=0.5, gt=0, le=1)
    pair: tuple[int, int] | None = None


def test_models_are_plain_and_show_themselves():
    inner = Inner(count=2, promise="4h", at="2026-03-02T09:00:00Z")
    assert inner.to_dict() == {"count": 2, "promise": "4h", "at": "2026-03-02T09:00:00Z"}
    assert Inner.model_validate(inner.to_dict()) == inner
    assert "4h" in inner._repr_html_()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"inner": {}}, "inner.count must be there; got nothing"),
        ({"rows": [{"count": 1}, {"count": 0}]}, "rows[1].count must be at least 1; got 0"),
        (
            {"inner": {"count": 1, "promise": 4}},
            'inner.promise must say its unit; got 4; write "4m"',
        ),
        ({"inner": {"count": 1, "at": "noon"}}, "inner.at must be an instant such as"),
        ({"words": "x"}, "words must be a declared name; got 'x'"),
        ({"word": 3}, "word must be text; got 3"),
        ({"share": 2}, "share must be at most 1; got 2"),
        ({"share": 0}, "share must be above 0; got 0"),
        ({"pair": (1,)}, "pair[1] must be there; got nothing"),
        ({"pair": "x"}, "pair must be valid; got 'x': Input should be a valid tuple"),
    ],
)
def test_the_first_fault_is_a_sentence(fields, message):
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(fields)
    assert explained(caught.value).startswith(message)


class Strict(Model, frozen=True, extra="forbid"):
    size: Any = None

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)


def test_errors_of_other_builds_are_kept():
    from pydantic import field_validator

    class Odd(Model, frozen=True, extra="forbid"):
        size: Any

        @field_validator("size")
        @classmethod
        def _size(cls, value: Any) -> Any:
            raise ValueError(value)

    with pytest.raises(ValidationError) as caught:
        Odd(size="too odd")
    assert explained(caught.value) == "size must be valid; got 'too odd': too odd"
    with pytest.raises(ValidationError) as caught:
        Odd(size="size must be even")
    assert explained(caught.value) == "size must be even"
    with pytest.raises(ValidationError) as caught:
        Odd(size="low must be even")
    assert explained(caught.value) == "size.low must be even"


def test_a_shelf_makes_each_preset_once():
    made = []

    def make():
        made.append(1)
        return made

    shelf = Shelf("room", {"a": make})
    assert shelf.take("a") is shelf.take("a")
    assert len(made) == 1
    assert shelf.names() == ("a",)
    with pytest.raises(InputError, match="name must be a preset of room; got 'b'; there are a"):
        shelf.take("b")


def test_data_are_read_once():
    assert read_data("vocabulary", "scales") is read_data("vocabulary", "scales")
