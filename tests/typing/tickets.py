"""What the checkers must see of tickets; read by mypy and pyright, never run."""

from typing import TYPE_CHECKING, Any, assert_type

import numpy as np
import numpy.typing as npt

from supportops.tickets import (
    Taxonomy,
    TriageStrategy,
    ageing_score,
    delay_cost_index,
    overtaking_hour,
    preset,
    starvation_bound,
    strategy,
)

if TYPE_CHECKING:
    import pandas as pd

assert_type(preset("support-operations"), Taxonomy)
assert_type(strategy("tree"), TriageStrategy)
assert_type(ageing_score(1, rate_per_hour=2, wait_hours=3), float)
assert_type(overtaking_hour(1, 2, low_rate=2, high_rate=1), float)
assert_type(starvation_bound(1, 2, rate_per_hour=2), float)


def kinds(array: npt.NDArray[np.float64], series: "pd.Series[float]") -> None:
    assert_type(ageing_score(series, rate_per_hour=2, wait_hours=series), "pd.Series[float]")
    assert_type(ageing_score(array, rate_per_hour=2, wait_hours=array), npt.NDArray[np.float64])
    assert_type(overtaking_hour(array, 2, low_rate=2, high_rate=1), npt.NDArray[np.float64])
    assert_type(delay_cost_index(series, handle_hours=1), "pd.Series[float]")


def refused() -> Any:
    return strategy("sla")  # type: ignore[arg-type]  # no such strategy
