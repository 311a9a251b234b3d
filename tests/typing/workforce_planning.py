"""What the type checkers must see of forecasting and shifts."""

from typing import assert_type

import numpy as np
import numpy.typing as npt
import pandas as pd

from supportops.workforce import (
    Cover,
    Forecast,
    Shift,
    cover_demand,
    forecast,
    moving_average,
    noise_floor,
    offered_volume,
)

Floats = npt.NDArray[np.float64]

assert_type(moving_average([1, 2], window=1, horizon=1), Floats)
assert_type(noise_floor(250.0), float)
assert_type(noise_floor(np.array([1.0])), Floats)
assert_type(offered_volume(900, 100), float)
assert_type(offered_volume([1, 2], [0, 1]), Floats)
answer = forecast(pd.Series([1.0]), horizon=7)
assert_type(answer, Forecast)
assert_type(answer.total, float)
cover = cover_demand([1, 2], shifts=[Shift(name="a", periods=(0, 1))])
assert_type(cover, Cover)
assert_type(cover.heads, dict[str, int])
assert_type(cover.objective, float | None)
