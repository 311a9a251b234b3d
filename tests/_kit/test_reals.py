from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from supportops._kit.reals import is_real


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
