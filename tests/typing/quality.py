"""Types of quality, read by the checkers and never run."""

from typing import assert_type

import numpy as np
import numpy.typing as npt
import pandas as pd

from supportops import quality

assert_type(quality.rating_percent(3, lowest=1, highest=5), float)
assert_type(quality.rating_percent([1, 2], lowest=1, highest=5), npt.NDArray[np.float64])
assert_type(quality.rating_percent(np.array([1.0]), lowest=1, highest=5), npt.NDArray[np.float64])
assert_type(quality.rating_percent(pd.Series([1.0]), lowest=1, highest=5), "pd.Series[float]")
assert_type(
    quality.score_review({"a": 1, "b": None}, rubric=quality.preset("copc")).score, float | None
)
