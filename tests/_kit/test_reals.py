import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from supportops._kit.reals import above_zero, from_zero, is_real, whole
from supportops.errors import InputError


@pytest.mark.parametrize(
    "value",
    [0, 1.5, float("nan"), Decimal(1), Fraction(1, 2), np.int8(1), np.float32(1), np.longdouble(1)],
)
def test_a_real_number(value):
    assert is_real(value)


@pytest.mark.parametrize(
    "value",
    [
        True,
        np.True_,
        "1",
        None,
        1j,
        np.complex128(1),
        np.timedelta64(1, "s"),
        np.array([1]),
        pd.NA,
        pd.NaT,
        [1],
    ],
)
def test_what_merely_looks_like_one(value):
    assert not is_real(value)


@pytest.mark.parametrize(
    "value", [-1, math.nan, math.inf, True, "3", None, 10**400, Decimal("sNaN")]
)
def test_numbers_from_zero_and_above_it(value):
    for door, rule in (
        (from_zero, "tickets must be a finite number, zero or more"),
        (above_zero, "tickets must be a finite number above zero"),
        (whole, "tickets must be a whole number, zero or more"),
    ):
        with pytest.raises(InputError, match=rule):
            door(value, "tickets")


def test_zero_is_from_zero_and_not_above_it():
    assert str(from_zero(-0.0, "n")) == "0.0"
    assert (above_zero(Decimal("0.5"), "n"), whole(3.0, "n"), whole(0, "n")) == (0.5, 3, 0)
    with pytest.raises(InputError, match="n must be a finite number above zero; got 0"):
        above_zero(0, "n")
    with pytest.raises(InputError, match=r"n must be a whole number, zero or more; got 0\.5"):
        whole(0.5, "n")
