import numpy as np
import pandas as pd
import pytest

from supportops import queueing as q
from supportops.errors import InputError

LOADS = np.array([0.0, 3.5, 10.0, 20.0, np.nan])


@pytest.mark.parametrize("patience", [None, 120.0])
def test_one_pass_gives_what_the_functions_give(patience):
    times = {"service_time": 180.0, "patience": patience}
    found = q.queue_figures(LOADS, 14, within=20.0, **times)
    same = {
        "wait_probability": q.wait_probability(LOADS, 14, **times),
        "service_level": q.service_level(LOADS, 14, within=20.0, **times),
        "mean_wait": q.mean_wait(LOADS, 14, **times),
        "occupancy": q.occupancy(LOADS, 14, **times),
    }
    for name, values in same.items():
        np.testing.assert_array_equal(getattr(found, name), values)
    gone = 0.0 * LOADS if patience is None else q.abandonment(LOADS, 14, **times)
    np.testing.assert_array_equal(found.abandonment[:4], gone[:4])


def test_series_and_definitions():
    loads = pd.Series([48.0], index=["noon"])
    found = q.queue_figures(
        loads, 50, service_time=60, within=20, patience=120, definition="virtual"
    )
    assert found.service_level["noon"] == pytest.approx(0.967943, abs=1e-6)
    with pytest.raises(InputError, match="definition must be"):
        q.queue_figures(1, 2, service_time=1, within=1, definition="other")
