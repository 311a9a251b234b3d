import pandas as pd
import pytest

from supportops.errors import InputError
from supportops.tickets import daily_review, review_list, weekly_review
from supportops.vocabulary import preset

P = preset("p1-p5")
NOW = pd.Timestamp("2026-03-09T12:00Z")


def ago(*hours):
    return NOW - pd.to_timedelta(pd.Series(hours, dtype="float64"), unit="h")


OPEN = pd.DataFrame(
    {
        "ticket_id": list("abcdef"),
        "created_at": ago(24, 24.001, 1, 30, 2, 3),
        "priority": ["P2", "P3", "P1", "P1", "P4", None],
        "category": ["sso", "api", "api", "api", "api", None],
        "agent_id": ["x", "x", "y", "x", "z", None],
    }
)


def answers(items):
    return [(item.answer, item.tickets, item.by_hand) for item in items]


@pytest.mark.fact("tickets-queue-review-checklist")
def test_the_daily_review_answers_its_five_questions():
    items = daily_review(OPEN, now=NOW, scale=P, absent=["z"], trending_from=2)
    assert tuple(item.question for item in items) == review_list("daily")
    assert answers(items) == [
        ("3 with P1 or P2", ("d", "c", "a"), False),
        ("2 older than 24h", ("d", "b"), False),  # exactly 24 hours is not aged
        ("api (2)", ("e", "c"), False),
        ("1 with agents who are absent", ("e",), False),
        ("1 to 3 an agent, median 1", ("d", "b", "a"), False),
    ]


def test_the_daily_review_says_what_it_would_take():
    bare = daily_review(OPEN[["ticket_id", "created_at", "priority"]], now=NOW, scale=P, aged="2h")
    assert answers(bare)[1][0] == "4 older than 2h"
    assert [item.by_hand for item in bare] == [False, False, True, True, True]
    assert bare[2].answer == "it takes category and trending_from="
    quiet = daily_review(OPEN, now=NOW, scale=P, trending_from=9)
    assert quiet[2].answer == "none"
    even = daily_review(OPEN.assign(agent_id=list("uvwxyz")), now=NOW, scale=P)
    assert (even[4].answer, even[4].tickets) == ("1 to 1 an agent, median 1", ())
    nobody = daily_review(OPEN.iloc[:0], now=NOW, scale=P, trending_from=1)
    assert [item.tickets for item in nobody] == [()] * 5
    assert nobody[4].answer == "none"
    with pytest.raises(InputError, match="trending_from must be one or more; got 0"):
        daily_review(OPEN, now=NOW, scale=P, trending_from=0)
    with pytest.raises(InputError, match="priority must be one of P1"):
        daily_review(OPEN.assign(priority="urgent"), now=NOW, scale=P)


ALL = pd.DataFrame(
    {
        "ticket_id": list("abcde"),
        "created_at": ago(400, 200, 100, 50, 10),
        "resolved_at": [
            NOW - pd.Timedelta("20h"),
            pd.NaT,
            pd.NaT,
            NOW - pd.Timedelta("1h"),
            pd.NaT,
        ],
        "updated_at": ago(20, 150, 5, 1, 10),
        "priority": ["P1", "P1", "P3", "P3", None],
        "reviewed_priority": ["P1", "P3", "P3", None, "P1"],
        "category": ["api", "sso", "sso", "api", "api"],
    }
)


@pytest.mark.fact("tickets-queue-review-checklist")
def test_the_weekly_review_answers_what_it_can():
    items = weekly_review(ALL, now=NOW, stuck_after="72h")
    assert tuple(item.question for item in items) == review_list("weekly")
    assert answers(items) == [
        ("3 came, 2 went: +1 to 3 open", ("b", "c", "e"), False),
        ("2 of 3 reviewed had the right priority", ("b",), False),
        ("1 without an event for more than 72h", ("b",), False),
        ("it takes a person", (), True),
        ("the most frequent category is api, 3 of 5", ("a", "d", "e"), False),
    ]


def test_the_weekly_review_says_what_it_would_take():
    bare = weekly_review(ALL[["ticket_id", "created_at", "resolved_at"]], now=NOW)
    assert [item.by_hand for item in bare] == [False, True, True, True, True]
    empty = weekly_review(ALL.iloc[:0], now=NOW, stuck_after="1h")
    assert empty[0].answer == "0 came, 0 went: +0 to 0 open"
    assert empty[4].by_hand


def test_lists_are_daily_or_weekly():
    with pytest.raises(InputError, match="period must be daily or weekly; got 'monthly'"):
        review_list("monthly")
