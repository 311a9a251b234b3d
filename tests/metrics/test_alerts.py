import numpy as np
import pytest

from supportops import metrics
from supportops.errors import InputError


def test_a_share_that_is_news():
    found = metrics.share_alerts(
        [108, 84, 130, 60, 101], [120, 95, 140, 80, 110], labels=list("abcde")
    )
    assert found.signals == ("d",)
    assert found.chart.lower[3] == pytest.approx(0.7797386396910748)
    assert not metrics.share_alerts([9, 8, 9, 10, 9], [10] * 5).overdispersed


def test_shares_that_move_more_than_chance():
    wild = metrics.share_alerts([900, 500, 900, 500, 900], [1000] * 5)
    assert wild.overdispersed
    calm = metrics.mean_alerts(np.array([900, 500, 900, 500, 900]) / 1000)
    assert calm.signals == ()
    assert not calm.overdispersed


def test_a_figure_that_is_news():
    found = metrics.mean_alerts([92, 91, 94, 90, 93, 95, 89, 92, 91, 78, 93, 92])
    assert found.signals == (9,)
    with pytest.raises(InputError, match="labels must be one for each of 2 periods; got 1"):
        metrics.mean_alerts([1, 2], labels=["a"])
