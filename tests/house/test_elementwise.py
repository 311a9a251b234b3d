"""Array equals scalar, missing stays missing, order does not matter, the caller's kind comes back."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

SPEC = spec_from_file_location("elementwise", Path(__file__).with_name("elementwise.py"))
elementwise = module_from_spec(SPEC)
SPEC.loader.exec_module(elementwise)

CASES = [pytest.param(*case, id=name) for name, case in elementwise.FUNCTIONS.items()]


@pytest.mark.parametrize(("call", "values"), CASES)
def test_arrays_equal_scalars(call, values):
    alone = [call(value) for value in values]
    assert all(isinstance(answer, float) for answer in alone)
    assert np.array_equal(call(np.array(values)), alone)
    assert np.array_equal(call(values), alone)
    assert np.array_equal(call(np.array([values, values])), [alone, alone])


@pytest.mark.parametrize(("call", "values"), CASES)
def test_series_keep_their_index(call, values):
    index = [f"row {k}" for k in range(len(values))]
    answer = call(pd.Series(values, index=index))
    assert answer.index.tolist() == index
    assert np.array_equal(answer.to_numpy(), call(np.array(values)))


@pytest.mark.parametrize(("call", "values"), CASES)
def test_missing_values_stay_missing_and_alone(call, values):
    answer = call(np.array([*values, np.nan]))
    assert np.isnan(answer[-1])
    assert np.array_equal(answer[:-1], call(np.array(values)))
    assert np.isnan(call(float("nan")))


@pytest.mark.parametrize(("call", "values"), CASES)
def test_order_does_not_matter(call, values):
    order = np.random.default_rng(1).permutation(len(values))
    assert np.array_equal(call(np.array(values)[order]), call(np.array(values))[order])


@pytest.mark.parametrize(("call", "values"), CASES)
def test_empty_arrays_stay_empty(call, values):
    assert call(np.array([])).shape == (0,)
