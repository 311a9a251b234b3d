from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import knowledge
from supportops.errors import InputError
from supportops.knowledge import (
    article_health,
    coverage,
    freshness,
    grade,
    knowledge_health,
    knowledge_rates,
    preset,
    retirement,
    retirement_rule,
)
from supportops.statistics import wilson

NOW = datetime(2026, 7, 31, 12, tzinfo=UTC)


def band(metric):
    return next(b for b in preset("support-operations") if b.metric == metric)


@pytest.mark.fact("knowledge-metrics")
@pytest.mark.parametrize(
    ("metric", "cases"),
    [
        ("deflection_rate", {0.3: "on_target", 0.5: "on_target", 0.51: "watch", 0.29: "watch",
                             0.2: "watch", 0.199: "warning"}),
        ("article_helpfulness", {0.8: "on_target", 0.79: "watch", 0.6: "watch", 0.59: "warning"}),
        ("search_success", {0.6: "on_target", 0.59: "watch", 0.4: "watch", 0.39: "warning"}),
        ("zero_results_rate", {0.09: "on_target", 0.1: "watch", 0.12: "watch", 0.2: "watch",
                               0.21: "warning"}),
        ("article_coverage", {0.8: "on_target", 0.79: "watch", 0.5: "watch", 0.49: "warning"}),
        ("content_freshness", {0.9: "on_target", 0.89: "watch", 0.7: "watch", 0.69: "warning"}),
        ("time_to_answer", {1.9: "on_target", 2: "watch", 5: "watch", 5.1: "warning"}),
    ],
)  # fmt: skip
def test_seven_bands(metric, cases):
    assert {value: grade(value, band(metric)) for value in cases} == cases
    assert knowledge.presets() == ("support-operations",)
    # The window of freshness: six months to the day.
    at = pd.to_datetime(["2026-01-31T12:00Z", "2026-01-31T11:59Z"])
    assert freshness(pd.DataFrame({"published_at": at}), now=NOW).value == 0.5


def test_nothing_measured_is_unknown():
    assert grade(None, band("search_success")) == grade(float("nan"), band("search_success"))
    assert grade(None, band("search_success")) == "unknown"
    with pytest.raises(InputError, match="name must be a preset of knowledge; got 'x'"):
        preset("x")


def test_articles_are_retired_by_the_published_rule():
    rule = retirement_rule()
    assert (rule.helpful_below, rule.after_days, rule.source.source) == (0.30, 90, "Hume")
    assert retirement(helpful=0, unhelpful=99, age="89d").retire is False
    assert retirement(helpful=29, unhelpful=71, age="90d").retire is True
    assert retirement(helpful=30, unhelpful=70, age="90d").retire is False
    assert retirement(helpful=0, unhelpful=0, age="90d").retire is None
    few = retirement(helpful=1, unhelpful=4, age="1000d")
    assert (few.retire, few.certain, few.why) == (True, False, "below 30% helpful, on few votes")
    many = retirement(helpful=100, unhelpful=900, age="90d")
    assert (many.retire, many.certain) == (True, True)
    strict = knowledge.RetirementRule(helpful_below=0.5, after_days=1, source=rule.source)
    assert retirement(helpful=4, unhelpful=6, age="2d", rule=strict).retire is True
    with pytest.raises(InputError, match="age must say its unit; got 90"):
        retirement(helpful=1, unhelpful=1, age=90)


def articles(rows):
    frame = pd.DataFrame(rows, columns=["article_id", "helpful", "unhelpful", "age", "reviewed"])
    ages = pd.to_timedelta(frame.pop("age"), unit="D")
    reviewed = pd.to_timedelta(frame.pop("reviewed").astype("float64"), unit="D")
    now = pd.Timestamp(NOW)
    return frame.assign(
        helpful=frame["helpful"].astype("float64"),
        unhelpful=frame["unhelpful"].astype("float64"),
        published_at=(now - ages).astype("datetime64[us, UTC]"),
        reviewed_at=(now - reviewed).astype("datetime64[us, UTC]"),
    )


def test_three_votes_of_three_do_not_lead():
    table = article_health(
        articles(
            [
                ("a", 3, 0, 400, None),
                ("b", 90, 10, 400, 10),
                ("c", 0, 0, 400, None),
                ("d", 1, 9, 90, None),
            ]
        ),
        now=NOW,
    )
    assert table["rank"].tolist() == [2, 1, pd.NA, 3]
    assert table["fresh"].tolist() == [False, True, False, True]
    assert table["retire"].tolist() == [False, False, pd.NA, True]
    assert table["helpful_share"].isna().tolist() == [False, False, True, False]
    assert str(table["retire"].dtype) == "boolean"


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 200)), max_size=8))
def test_the_table_is_the_single_article_many_times(rows):
    frame = articles([(k, yes, no, age, None) for k, (yes, no, age) in enumerate(rows)])
    before = frame.copy(deep=True)
    table = article_health(frame, now=NOW)
    pd.testing.assert_frame_equal(frame, before)
    for (yes, no, age), row in zip(rows, table.itertuples(), strict=True):
        one = retirement(helpful=yes, unhelpful=no, age=f"{age}d")
        assert (None if row.retire is pd.NA else row.retire) == one.retire
        assert one.retire is None or row.retire_certain == one.certain
        if yes + no:
            assert row.helpful_low == wilson(yes, yes + no).low
    empty = article_health(frame.iloc[:0], now=NOW)
    assert (empty.dtypes == table.dtypes).all()


def test_a_table_says_what_is_wrong():
    good = articles([("a", 3, 0, 400, None)])
    with pytest.raises(InputError, match="helpful must be zero or more; got -1"):
        article_health(good.assign(helpful=-1), now=NOW)
    with pytest.raises(InputError, match="published_at must be at or before now"):
        article_health(good, now=NOW - timedelta(days=500))
    with pytest.raises(InputError, match="articles must have a column helpful"):
        article_health(good.drop(columns="helpful"), now=NOW)
    with pytest.raises(InputError, match="review_months must be a finite number above zero; got 0"):
        freshness(good, now=NOW, review_months=0)


def test_an_age_that_is_not_known():
    frame = articles([("a", 3, 0, 400, None)]).assign(published_at=pd.NaT)
    row = article_health(frame, now=NOW).iloc[0]
    assert row["retire"] is pd.NA
    assert pd.isna(row["age_days"])
    assert freshness(frame, now=NOW).value == 0


def test_freshness_counts_the_later_of_writing_and_checking():
    frame = articles([("a", 0, 0, 10, None), ("b", 0, 0, 400, 10), ("c", 0, 0, 400, None)])
    assert freshness(frame, now=NOW).value == 2 / 3
    assert freshness(frame.drop(columns="reviewed_at"), now=NOW).value == 1 / 3
    assert freshness(frame, now=NOW, review_months=20).value == 1
    heading = frame.rename(columns={"published_at": "Published"})
    assert freshness(heading, now=NOW, columns={"published_at": "Published"}).value == 2 / 3
    assert freshness(frame.iloc[:0], now=NOW).reason == "no observations"


def test_coverage_by_types_and_by_tickets():
    answer = coverage({"a": 80, "b": 15, "c": 5}, articles=["a", "z"])
    assert (answer.types.value, answer.tickets.value) == (1 / 3, 0.8)
    assert answer.missing == ("b", "c")
    with pytest.raises(InputError, match=r"tickets\['a'\] must be a whole number"):
        coverage({"a": 0.5}, articles=[])
    assert coverage({}, articles=[]).types.reason == "no observations"


def test_rates_without_cases_are_undefined():
    rates = knowledge_rates()
    assert {rates.link_rate.value, rates.freshness.value, rates.helpful_rate.value} == {None}
    with pytest.raises(InputError, match="linked must be at most cases, 2; got 3"):
        knowledge_rates(cases=2, linked=3)
    with pytest.raises(InputError, match="successes must be"):
        knowledge_rates(votes=2, helpful=-1)


def test_health_is_a_weighted_mean_and_says_what_it_lost():
    health = knowledge_health({"a": 1, "b": "50%"}, weights={"b": 3, "a": 1})
    assert (health.score, health.weakest) == (62.5, "b")
    assert health.lost == {"a": 0, "b": 37.5}
    assert health.score + sum(health.lost.values()) == 100


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"b": 1}, "weights must name the dimensions, a; got b"),
        ({}, "weights must name the dimensions, a; got none"),
        ({"a": 0}, "weights must have one above zero; got none"),
        ({"a": -1}, r"weights\['a'\] must be a finite number, zero or more"),
    ],
)
def test_health_says_what_is_wrong(weights, message):
    with pytest.raises(InputError, match=message):
        knowledge_health({"a": 0.5}, weights=weights)
