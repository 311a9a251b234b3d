import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from supportops import tickets
from supportops.errors import InputError
from supportops.tickets import other_share, topic_drift, volume_pareto, work_pareto

OURS = tickets.preset("support-operations")


def test_topics_by_volume_and_by_work():
    frame = pd.DataFrame(
        {
            "category": ["login", "Login issues", "api", "invoices", "spam", None],
            "handle_time": pd.to_timedelta(["6m", "6m", "45m", "15m", None, "10m"]),
        }
    )
    volume = volume_pareto(frame, taxonomy=OURS)
    assert volume["topic"].tolist() == [
        "password_login", "api_errors", "billing_account", "spam", None,
    ]  # fmt: skip
    assert volume["tickets"].tolist() == [2, 1, 1, 1, 1]
    assert volume["share"].tolist()[:4] == [0.4, 0.2, 0.2, 0.2]
    assert volume["cumulative_share"].tolist()[:4] == pytest.approx([0.4, 0.6, 0.8, 1])
    assert np.isnan(volume["share"].iloc[-1])
    work = work_pareto(frame, taxonomy=OURS)
    assert work["topic"].tolist() == [
        "api_errors", "billing_account", "password_login", "spam", None,
    ]  # fmt: skip
    assert work["hours"].tolist() == pytest.approx([0.75, 0.25, 0.2, 0, 1 / 6])
    assert work["share"].tolist()[:4] == pytest.approx([0.625, 0.25 / 1.2, 0.2 / 1.2, 0])
    assert work["tickets"].tolist() == [1, 1, 2, 1, 1]
    assert work["measured"].tolist() == [1, 1, 2, 0, 1]


def test_without_gaps_and_without_rows():
    frame = pd.DataFrame({"category": ["a"], "handle_time": pd.to_timedelta(["1h"])})
    assert len(volume_pareto(frame)) == len(work_pareto(frame)) == 1
    for table in (volume_pareto, work_pareto):
        empty = table(frame.iloc[:0])
        assert len(empty) == 0
        assert empty.dtypes.tolist() == table(frame).dtypes.tolist()
    bare = pd.DataFrame({"Kind": [None, "b"], "handle_time": pd.to_timedelta([None, None])})
    by_work = work_pareto(bare, by="channel", columns={"channel": "Kind"})
    assert by_work["share"].isna().all()


def test_work_is_not_negative():
    frame = pd.DataFrame({"category": ["a"], "handle_time": pd.to_timedelta(["-1h"])})
    with pytest.raises(InputError, match=r"handle_time must be zero or more; got -1.0 h at 0"):
        work_pareto(frame)
    with pytest.raises(InputError, match="tickets must have a column colour; got category"):
        volume_pareto(frame, by="colour")


def test_the_share_of_other():
    topics = pd.Series(["login", "OTHER ", "misc", None, "api"])
    plain = other_share(topics)
    assert (plain.value, plain.n, plain.missing) == (0.25, 4, 1)
    assert other_share(topics, others=["other", "misc"]).value == 0.5
    assert other_share(topics, taxonomy=OURS).value == 0.5
    assert other_share(topics.iloc[:0]).value is None


def test_a_mix_that_moves():
    moved = topic_drift(
        pd.Series(["login"] * 60 + ["api"] * 40 + [None]),
        pd.Series(["password reset"] * 30 + ["api"] * 60 + ["sso"] * 10),
        taxonomy=OURS,
    )
    assert moved.distance == pytest.approx(0.3)
    assert (moved.n, moved.flags) == ((100, 100), ())
    assert moved.p_value == pytest.approx(chi2_contingency([[60, 40, 0], [30, 60, 10]]).pvalue)
    assert moved.table["topic"].tolist() == ["password_login", "api_errors", "enterprise_sso"]
    assert moved.table["change"].tolist() == pytest.approx([-0.3, 0.2, 0.1])


def test_a_mix_that_cannot_be_compared():
    nothing = topic_drift(pd.Series([], dtype=object), pd.Series(["a"]))
    assert (nothing.distance, nothing.p_value, nothing.n) == (None, None, (0, 1))
    same = topic_drift(pd.Series(["a"]), pd.Series(["a"]))
    assert (same.distance, same.p_value, same.flags) == (0, None, ())
    few = topic_drift(pd.Series(["a"]), pd.Series(["b"]))
    assert (few.distance, few.flags) == (1, ("small_cells",))
    mixed = topic_drift(pd.Series([1, 2]), pd.Series(["a", 2]))
    assert mixed.table["topic"].tolist() == [1, "a", 2]
    with pytest.raises(InputError, match=r"topics must be a Series of topics; got \['a'\]"):
        other_share(["a"])
    with pytest.raises(InputError, match=r"after must be a Series of topics; got \['a'\]"):
        topic_drift(pd.Series(["a"]), ["a"])


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=20),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=20),
)
def test_drift_is_a_distance(one, two):
    a, b = pd.Series(one), pd.Series(two)
    there, back = topic_drift(a, b), topic_drift(b, a)
    assert there.distance == pytest.approx(back.distance)
    assert 0 <= there.distance <= 1 + 1e-12
    by_hand = sum(abs(one.count(t) / len(one) - two.count(t) / len(two)) for t in "abcd") / 2
    assert there.distance == pytest.approx(by_hand)
    pareto = volume_pareto(pd.DataFrame({"category": one}))
    assert pareto["tickets"].sum() == len(one)
    assert pareto["tickets"].is_monotonic_decreasing
    assert pareto["cumulative_share"].iloc[-1] == pytest.approx(1)
