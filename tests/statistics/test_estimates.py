import pickle

import numpy as np
import pandas as pd
import pytest

from supportops import statistics as st
from supportops.errors import InputError
from supportops.statistics import Estimate, Interval


def test_text_of_a_score_as_the_front_page_prints_it():
    score = st.net_share(50, 30, 20, missing=37).scaled(100, "points")
    from dataclasses import replace

    score = replace(score, missing_label="unanswered")
    assert str(score) == "+30.0 (95 %: +14.1 to +44.2, n = 100, 37 unanswered)"
    assert float(score) == pytest.approx(30)


def test_undefined_has_a_reason_and_is_never_zero():
    nothing = st.proportion(0, 0, missing=4)
    assert nothing.value is None
    assert nothing.reason == "no observations"
    assert np.isnan(float(nothing))
    assert nothing.percent is None
    assert nothing.interval() == Interval(None, None, 0.95)
    assert nothing.scaled(100, "points").value is None
    assert "no observations" in nothing._repr_html_()
    assert str(nothing) == "undefined: no observations (n = 0, 4 missing)"


def test_a_second_confidence_needs_no_data():
    csat = pickle.loads(pickle.dumps(st.proportion(85, 100)))
    assert csat.interval(0.9).low > csat.interval("95%").low
    assert csat == st.proportion(85, 100)
    assert hash(csat) == hash(st.proportion(85, 100))
    assert "evidence" not in repr(csat)


def test_scaling_carries_the_interval_and_turns_it():
    plain = st.mean([1.0, 2.0, 4.0], unit="h")
    turned = plain.scaled(-60, "min")
    assert turned.interval().low == pytest.approx(-60 * plain.interval().high)
    assert turned.se == pytest.approx(60 * plain.se)
    assert st.proportion(1, 2).scaled(100, "points").se is None
    with pytest.raises(InputError, match="factor must be finite and not zero; got 0"):
        plain.scaled(0, "min")


def test_dict_frame_and_flags():
    flagged = st.proportion(9, 10).flagged("immature", "small_n")
    assert flagged.flags == ("small_n", "immature")
    row = flagged.to_frame().iloc[0]
    assert row["low"] == flagged.interval().low
    assert flagged.to_dict()["confidence"] == 0.95
    assert "mind: small n and immature" in flagged._repr_html_()
    assert "<svg" in flagged._repr_html_()


def test_card_escapes_and_says_when_no_interval_is_known():
    card = Estimate(3.0, 1, definition="<b>", unit="h")._repr_html_()
    assert "&lt;b&gt;" in card
    assert "no interval is known" in card
    assert "estimate" in Estimate(3.0, 1)._repr_html_()


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(0.041, 5, unit="share difference"), "+4.1 pp (n = 5)"),
        (Estimate(405.2, 5, unit="s"), "6m45s (n = 5)"),
        (Estimate(4.52, 5, unit="s"), "4.52 s (n = 5)"),
        (Estimate(12345.6, 5, unit="tickets"), "12,346 tickets (n = 5)"),
        (Estimate(2.5, 1234), "2.5 (n = 1,234)"),
    ],
)
def test_text_by_unit(estimate, text):
    assert str(estimate) == text


def test_text_of_one_sided_intervals():
    small = st.quantile([1, 2, 3], 0.1)
    assert "at most 3" in str(small)
    assert "at most 4" in str(st.quantile([1, 2, 3, 4, 5, 5, 5, 5, 5, 5], 0.1))
    assert "n = 3)" in str(small)


def test_percent_is_asked_of_shares_only():
    assert st.proportion(1, 4).percent == 25
    assert st.proportion_difference((1, 4), (1, 2)).percent == pytest.approx(-25)
    with pytest.raises(InputError, match="percent must be asked of a share; got a figure in h"):
        _ = Estimate(1.0, 1, unit="h").percent
    with pytest.raises(InputError, match="in no unit"):
        _ = Estimate(1.0, 1).percent


def test_an_estimate_refuses_what_is_no_figure():
    with pytest.raises(InputError, match="reason must say why"):
        Estimate(None, 3)
    with pytest.raises(InputError, match="value must be finite, or None"):
        Estimate(float("nan"), 3)


def test_interval_covers():
    assert Interval(None, 3.0, 0.9).covers(-5)
    assert not Interval(None, 3.0, 0.9).covers(4)
    assert Interval(None, None, 0.9).covers(4)
    assert st.wilson([1, 9], 10).covers(0.9).tolist() == [False, True]


def test_interval_to_frame_keeps_the_index():
    hits = pd.Series([1, 2], index=["a", "b"])
    frame = st.wilson(hits, 10).to_frame()
    assert frame.index.tolist() == ["a", "b"]
    assert st.wilson(1, 10).to_frame().shape == (1, 3)
    assert st.proportion(0, 0).interval().to_frame().shape == (1, 3)


@pytest.mark.parametrize(
    ("level", "message"),
    [
        (95, 'confidence must be a share from 0 to 1; got 95; write 0.95 or "95%"'),
        (1, "confidence must lie between 0 and 1, the ends excluded; got 1"),
        (0.0, "confidence must lie between 0 and 1"),
        (None, "confidence must be a share"),
        (float("nan"), "confidence must be a share from 0 to 1; got nan"),
    ],
)
def test_confidence_is_held(level, message):
    with pytest.raises(InputError, match=message):
        st.proportion(1, 2).interval(level)
