from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from supportops import metrics
from supportops.errors import InputError


def test_handle_time_is_a_ratio_of_sums():
    talk = pd.Series(pd.to_timedelta([5400, 6100, 4800, 7200, 5000, 6600], unit="s"))
    contacts = [18, 20, 15, 23, 17, 21]
    found = metrics.handle_time(talk=talk, contacts=contacts, agents=list("abcdef"))
    assert found.value == pytest.approx(35_100 / 114)
    assert found.se == pytest.approx(3.6389094869870635)
    assert found.definition == "aht.ratio"
    means = np.mean(
        [a / b for a, b in zip([5400, 6100, 4800, 7200, 5000, 6600], contacts, strict=True)]
    )
    assert found.value != pytest.approx(means)


def test_totals_and_lists_and_gaps():
    total = metrics.handle_time(talk="15h", on_hold="1h", wrap="4h", contacts=240)
    assert (total.value, total.flags, total.interval().low) == (300, (), None)
    rows = metrics.handle_time(talk=["10m", None, timedelta(minutes=20)], contacts=[2, 3, 4])
    assert (rows.value, rows.n, rows.missing) == (300, 2, 1)
    assert "small_n" in rows.flags
    gaps = metrics.handle_time(talk=pd.Series(pd.to_timedelta(["60s", None])), contacts=[1, 1])
    assert (gaps.value, gaps.missing) == (60, 1)
    assert metrics.handle_time(talk="0s", contacts=0).value is None


def test_utilization_has_two_meanings():
    hours = {"handle": "5.1h", "available": "0.9h"}
    assert metrics.occupancy(**hours).percent == pytest.approx(85)
    assert metrics.utilization_available(**hours, paid="8h").percent == pytest.approx(75)
    assert metrics.utilization_handle(handle="5.1h", paid="8h").percent == pytest.approx(63.75)
    assert not hasattr(metrics, "utilization")
    assert metrics.occupancy(handle="0s", available="0s").reason == "the denominators sum to zero"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.handle_time(talk=["1m", "2m"], contacts=[1, 2, 3]),
         "rows must be as many in each argument; got talk 2 and contacts 3"),
        (lambda: metrics.handle_time(talk=300, contacts=1), "talk must say its unit|talk must be"),
        (lambda: metrics.occupancy(handle=pd.Series(pd.to_timedelta([-1, 1], unit="s")),
                                   available=["1s", "1s"]), "handle must be zero or more; got -1 s"),
        (lambda: metrics.handle_time(talk="1m", contacts=-1), "denominators must be zero or more"),
    ],
)  # fmt: skip
def test_bad_times_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
