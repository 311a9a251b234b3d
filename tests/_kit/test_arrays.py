from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from supportops._kit.arrays import hold, is_series, lift, lower, shared_index
from supportops.errors import InputError


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3.0),
        (2.5, 2.5),
        (Decimal("1.5"), 1.5),
        (Fraction(1, 4), 0.25),
        (np.float32(0.5), 0.5),
        (np.int64(7), 7.0),
        (np.array(4), 4.0),
        (float("inf"), float("inf")),
    ],
)
def test_a_number_of_any_kind_comes_back_as_a_float(value, number):
    form, (array,) = lift(load=value)
    assert array.dtype == np.float64
    answer = lower(array, form)
    assert type(answer) is float
    assert answer == number


@pytest.mark.parametrize(
    "value",
    [
        [1, 2.5],
        (1, 2.5),
        range(1, 3),
        [Decimal(1), Fraction(5, 2)],
        np.array([1, 2.5], dtype=object),
        pd.Index([1.0, 2.5]),
    ],
)
def test_a_list_counts_as_an_array(value):
    form, (array,) = lift(load=value)
    assert array.dtype == np.float64
    assert lower(array, form) is array
    assert array[0] == 1.0


def test_an_empty_list_is_an_empty_array():
    form, (array,) = lift(load=[])
    assert lower(array, form).shape == (0,)


def test_shapes_are_broadcast_and_keep_their_dimensions():
    form, (load, servers) = lift(load=np.ones((2, 1)), servers=[1, 2, 3])
    assert load.shape == servers.shape == form.shape == (2, 3)
    assert lower(load + servers, form).tolist() == [[2, 3, 4], [2, 3, 4]]


@pytest.mark.parametrize("dtype", ["float64", "int64", "Int64", "Float64", "float32"])
def test_a_series_of_any_number_dtype_keeps_its_index(dtype):
    series = pd.Series([1, 2], index=["b", "a"], dtype=dtype)
    form, (array,) = lift(load=series)
    assert lower(array * 2, form).equals(pd.Series([2.0, 4.0], index=["b", "a"]))


def test_missing_values_of_nullable_series_and_masked_arrays_are_nan():
    _, (series,) = lift(load=pd.Series([1, None], dtype="Int64"))
    _, (masked,) = lift(load=np.ma.masked_array([1, 2], [0, 1]))
    assert np.array_equal(series, [1, np.nan], equal_nan=True)
    assert np.array_equal(masked, [1, np.nan], equal_nan=True)


def test_lift_never_hands_out_the_callers_memory():
    array, series = np.array([1.0, 2.0]), pd.Series([1.0, 2.0])
    for given_ in (array, series):
        _, (lifted,) = lift(load=given_)
        assert not np.shares_memory(lifted, np.asarray(given_))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "load must be a number; got None"),
        (True, "load must be a number; got True"),
        (np.True_, "load must be a number; got True"),
        ("12", "load must be a number; got '12'"),
        (b"12", "load must be a number; got b'12'"),
        (1j, "load must be a number; got 1j"),
        (object(), "load must be a number; got <object"),
        (pd.NA, "load must be a number; got <NA>"),
        ({1: 2}, "load must be a number; got {1: 2}"),
        (np.timedelta64(5, "s"), "load must be a number; got datetime.timedelta"),
        (10**400, "load must fit a float; got 1000"),
        ([1, 10**400], "load must fit a float; got 1000.* at position 1"),
        ([1, None], "load must be a number; got None at position 1"),
        ([1, pd.NA], "load must be a number; got <NA> at position 1"),
        ([[1], [2, 3]], r"load must be a regular array of numbers; got \[\[1\], \[2, 3\]\]"),
        ([True], "load must hold numbers; got an array of bool"),
        (["1"], "load must hold numbers; got an array of <U1"),
        (np.array([1j]), "load must hold numbers; got an array of complex128"),
        (np.ma.masked_array([True]), "load must hold numbers; got an array of bool"),
        (pd.Series(["1"]), "load must hold numbers; got a Series of .*; use pandas.to_numeric"),
        (pd.Series([True]), "load must hold numbers; got a Series of bool"),
        (pd.Series([1, None], dtype=object), "load must hold numbers; got a Series of object"),
    ],
)
def test_what_is_no_number_is_named(value, message):
    with pytest.raises(InputError, match=message):
        lift(load=value)


def test_shapes_that_do_not_fit_are_all_named():
    with pytest.raises(InputError, match=r"shapes must fit each other; got a \(2,\) and b \(3,\)"):
        lift(a=[1, 2], b=[1, 2, 3])


def test_series_must_share_one_index():
    one, other = pd.Series([1.0, 2.0]), pd.Series([1.0, 2.0], index=[1, 2])
    with pytest.raises(InputError, match="b must have the index of a; got another one; align"):
        lift(a=one, b=other)
    assert shared_index({"a": one, "b": 3, "c": one + 1}) is one.index
    assert shared_index({"a": 1}) is None


def test_an_array_beside_a_series_has_its_length():
    with pytest.raises(InputError, match=r"scalars or of its length; got shape \(3, 2\)"):
        lift(a=pd.Series([1.0, 2.0]), b=np.ones((3, 1)))


def test_is_series_answers_without_pandas(monkeypatch):
    assert is_series(pd.Series([1]))
    monkeypatch.delitem(__import__("sys").modules, "pandas")
    assert not is_series([1])


def test_hold_names_value_place_and_count():
    values = np.array([1.0, -1.0, -2.0])
    hold(values < 5, "load must be under 5", values)
    with pytest.raises(
        InputError,
        match=r"^load must be zero or more; got -1.0 at position 1 \(2 of 3 break this\)$",
    ):
        hold(~(values < 0), "load must be zero or more", values)


def test_hold_of_a_scalar_has_no_place_and_may_name_a_way_out():
    with pytest.raises(InputError, match=r"^load must be zero or more; got -1.0; turn it round$"):
        hold(False, "load must be zero or more", -1.0, "turn it round")


def test_hold_gives_the_place_in_each_dimension():
    values = np.array([[1.0, 2.0], [3.0, -4.0]])
    with pytest.raises(InputError, match=r"got -4.0 at position \(1, 1\) \(1 of 4"):
        hold(values > 0, "load must be above zero", values)


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0)))
def test_lift_and_lower_are_inverse_on_floats(array):
    form, (lifted,) = lift(load=array)
    assert np.array_equal(lower(lifted, form), array, equal_nan=True)


@given(st.lists(st.floats(), max_size=5))
def test_hold_written_as_advised_lets_nan_pass(values):
    array = np.array(values)
    if not (array < 0).any():
        hold(~(array < 0), "load must be zero or more", array)
    else:
        with pytest.raises(InputError, match="load must be zero or more; got -"):
            hold(~(array < 0), "load must be zero or more", array)
