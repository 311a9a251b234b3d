import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.economics import MoneyRange, money_range, total_range
from supportops.errors import InputError
from supportops.vocabulary import Money, money

amounts = st.integers(0, 10**9).map(lambda cents: Money(cents, "USD") / 100)
ranges = st.tuples(amounts, st.none() | amounts).map(
    lambda ends: MoneyRange(low=min(ends) if ends[1] is not None else ends[0],
                            high=max(ends) if ends[1] is not None else None)
)  # fmt: skip


def test_a_range_reads_writes_and_says_itself():
    span = MoneyRange(low="49 USD", high="199 USD")
    assert MoneyRange.model_validate_json(span.model_dump_json()) == span
    assert str(span) == "49 USD to 199 USD"
    assert str(money_range("15 USD")) == "15 USD"
    assert str(money_range(("15 USD", None))) == "from 15 USD"
    assert money_range(span) is span
    assert money_range(["1 USD", "2 USD"]).high == money("2 USD")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (15, "fee must say its currency; got 15"),
        (("1 USD",), "fee must be an amount or a pair of them"),
        ((2, "3 USD"), "low of fee must say its currency"),
        (("3 USD", "2 USD"), "low of fee must be at most its high; got 3 USD and 2 USD"),
        (("3 USD", "4 EUR"), "amounts must be of one currency"),
    ],
)
def test_what_is_no_range(value, message):
    with pytest.raises(InputError, match=message):
        money_range(value, "fee")


def test_a_model_holds_its_ends_in_order():
    with pytest.raises(ValidationError, match="low must be at most high"):
        MoneyRange(low="3 USD", high="2 USD")


def test_membership_has_its_ends_and_its_currency():
    span = money_range(("1 USD", "2 USD"))
    assert [text in span for text in ("0.99 USD", "1 USD", "2 USD", "2.01 USD")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert "1000000 USD" in money_range(("1 USD", None))
    with pytest.raises(InputError, match="one currency"):
        assert "1 EUR" in span


@given(ranges, ranges, st.integers(0, 50))
def test_sums_and_products_keep_the_order_and_the_ends(a, b, n):
    both = a + b
    assert both.low == a.low + b.low
    assert both.open_ended == (a.open_ended or b.open_ended)
    assert both == b + a == total_range([a, b])
    times = a * n
    assert times == n * a
    assert times.high is None or times.low <= times.high
    assert times.open_ended == (a.open_ended and n > 0)
    assert total_range([a] * n) == (times if n else None)


def test_a_range_is_not_turned_round():
    with pytest.raises(InputError, match="factor must be a finite number, zero or more; got -1"):
        money_range("1 USD") * -1
