"""What the checkers must see of contract risk; read by mypy and pyright, never run."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, assert_type

import numpy as np
import numpy.typing as npt

from supportops.sla import (
    CreditsAtRisk,
    allowed_downtime,
    attainment_needed,
    contract_risk,
    credits_at_risk,
    pass_probability,
    tickets_to_mean_something,
)

if TYPE_CHECKING:
    import pandas as pd


def numbers(array: npt.NDArray[np.float64], series: "pd.Series[float]", clause: Any) -> None:
    assert_type(pass_probability(0.97, 60, target="95%"), float)
    assert_type(pass_probability(array, 60, target=0.95), npt.NDArray[np.float64])
    assert_type(pass_probability(0.97, array, target=0.95), npt.NDArray[np.float64])
    assert_type(pass_probability([0.9, 0.97], 60, target=0.95), npt.NDArray[np.float64])
    assert_type(pass_probability(series, 60, target="95%"), "pd.Series[float]")
    assert_type(pass_probability(0.97, series, target="95%"), "pd.Series[float]")
    assert_type(attainment_needed(60, target="95%"), float)
    assert_type(attainment_needed(series, target="95%"), "pd.Series[float]")
    assert_type(tickets_to_mean_something("95%"), int)
    assert_type(allowed_downtime("99.9%", "30d"), timedelta)
    assert_type(contract_risk(0.97, tickets_per_month=60, target=0.95).month.passes, float)
    risk = credits_at_risk(clause, attainment=0.97, tickets_per_month=60, fee="1000 USD")
    assert_type(risk, CreditsAtRisk)
