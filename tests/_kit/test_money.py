import copy
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from supportops._kit.money import Money, money, money_text
from supportops.errors import InputError

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("15 USD", "15", "USD"),
        ("USD 15", "15", "USD"),
        ("15USD", "15", "USD"),
        ("1,200.50 EUR", "1200.50", "EUR"),
        ("1_200 EUR", "1200", "EUR"),
        (" -3.5 GBP ", "-3.5", "GBP"),
        ("1000000 JPY", "1000000", "JPY"),
    ],
)
def test_text_says_amount_and_currency(text, amount, currency):
    assert money(text) == Money(amount, currency)
    assert money(money(text)) is not None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (15, 'cost must say its currency; got 15; write such as "15 USD"'),
        (15.5, "cost must say its currency; got 15.5"),
        (np.float64(15), "cost must say its currency; got 15.0"),
        (Decimal(15), "cost must say its currency"),
        (True, 'cost must be money such as "15 USD"; got True'),
        (None, 'cost must be money such as "15 USD"; got None'),
        ("15", 'cost must be money such as "15 USD"; got .15.'),
        ("$15", 'such as "15 USD"; got'),
        ("15 usd", 'such as "15 USD"; got'),
        ("15,50 EUR", 'such as "15 USD"; got'),
        ("1234,567 EUR", 'such as "15 USD"; got'),
        ("nan USD", 'such as "15 USD"; got'),
    ],
)
def test_what_is_no_money_is_refused(value, message):
    with pytest.raises(InputError, match=message):
        money(value, "cost")


@pytest.mark.parametrize(
    ("amount", "currency", "message"),
    [
        (0.1, "USD", 'amount must be exact; got 0.1; write "0.1" or a Decimal'),
        (True, "USD", "amount must be exact; got True"),
        ("abc", "USD", "amount must be a number; got 'abc'"),
        (None, "USD", "amount must be a number; got None"),
        ("nan", "USD", "amount must be finite; got NaN"),
        (Decimal("Infinity"), "USD", "amount must be finite; got Infinity"),
        (1, "usd", "currency must be three capital letters such as \"USD\"; got 'usd'"),
        (1, None, "currency must be three capital letters"),
    ],
)
def test_construction_is_exact(amount, currency, message):
    with pytest.raises(InputError, match=message):
        Money(amount, currency)


@given(AMOUNTS, AMOUNTS)
def test_arithmetic_is_that_of_decimals(a, b):
    one, other = Money(a, "USD"), Money(b, "USD")
    assert (one + other).amount == a + b
    assert (one - other).amount == a - b
    assert (-one).amount == -a
    assert (one * b).amount == a * b == (b * one).amount
    assert (one < other) == (a < b)
    assert (one >= other) == (a >= b)
    assert sum([one, other]) == one + other
    assert float(one) == float(a)
    if b:
        assert (one / b).amount == a / b
        assert one.ratio(other) == a / b
    else:
        assert one.ratio(other) is None


@given(AMOUNTS)
def test_text_pickle_copy_and_json_read_back(amount):
    value = Money(amount, "EUR")
    field = TypeAdapter(Money)
    assert money(money_text(value)) == value
    assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)
    assert field.validate_json(field.dump_json(value)) == value
    assert hash(value) == hash(Money(amount.normalize(), "EUR"))


def test_factors_may_be_any_number_and_floats_count_as_they_are_written():
    ten = money("10 USD")
    for factor in (0.1, np.float64(0.1), Fraction(1, 10), Decimal("0.1")):
        assert ten * factor == money("1 USD")
        assert factor * ten == money("1 USD")
    assert ten / np.int64(4) == money("2.5 USD")
    assert ten * 3 == money("30 USD")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            lambda m: m + money("1 EUR"),
            r'of one currency; got USD and EUR; convert with .to\("USD", rate=...\)',
        ),
        (lambda m: m < money("1 EUR"), "of one currency; got USD and EUR"),
        (lambda m: m.ratio(money("0 EUR")), "must be of one currency; got USD and EUR"),
        (lambda m: m - 1, "amounts must both be money; got 1 beside 10 USD"),
        (lambda m: 1 + m, "must both be money; got 1 beside 10 USD"),
        (lambda m: 0.0 + m, "amounts must both be money; got 0.0 beside 10 USD"),
        (lambda m: m < 5, "amounts must both be money; got 5"),
        (lambda m: m * m, "factor of money must be a number; got Money"),
        (lambda m: m * True, "factor of money must be a number; got True"),
        (lambda m: m * np.timedelta64(5, "s"), "factor of money must be a number; got datetime"),
        (lambda m: m * "2", "factor of money must be a number; got '2'"),
        (lambda m: np.array([1, 2]) * m, "factor of money must be a number; got array"),
        (lambda m: m * float("nan"), "amount must be finite; got NaN"),
        (lambda m: m / 0, "divisor of money must not be zero; got 0"),
        (lambda m: m / 0.0, "divisor of money must not be zero; got 0.0"),
        (lambda m: m.to("EUR", rate="x"), "rate must be a number; got 'x'"),
        (lambda m: m.to("EUR", rate=0), "rate must be above zero; got 0"),
        (lambda m: m.to("EUR", rate="nan"), "rate must be above zero; got 'nan'"),
    ],
)
def test_what_money_cannot_do_is_said(question, message):
    with pytest.raises(InputError, match=message):
        question(money("10 USD"))


def test_conversion_is_by_a_stated_rate():
    assert money("100 EUR").to("USD", rate=1.08) == money("108 USD")
    assert money("100 EUR").to("USD", rate=Decimal("1.08")) == money("108 USD")


def test_two_currencies_are_never_equal_and_nothing_is_equal_to_a_number():
    assert money("1 USD") != money("1 EUR")
    assert money("1 USD") != 1
    assert money("1.0 USD") == money("1.00 USD")


def test_money_is_immutable():
    with pytest.raises(
        AttributeError, match="Money is immutable; make a new one instead of setting amount"
    ):
        money("1 USD").amount = Decimal(2)


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        (money("4500.00 USD"), "4,500 USD", "Money('4500 USD')"),
        (money("12.5 USD"), "12.50 USD", "Money('12.5 USD')"),
        (Money(Decimal("1E+3"), "USD"), "1,000 USD", "Money('1000 USD')"),
        (money("0 USD"), "0 USD", "Money('0 USD')"),
    ],
)
def test_money_reads_well(value, text, shown):
    assert str(value) == text
    assert repr(value) == shown


def test_an_exponent_is_written_out_so_that_it_reads_back():
    assert money_text(Money(Decimal("1E+3"), "USD")) == "1000 USD"


def test_a_field_reads_and_writes_text():
    field = TypeAdapter(Money)
    assert field.validate_python("15 USD") == money("15 USD")
    assert field.json_schema()["type"] == "string"
    with pytest.raises(ValidationError, match="must say its currency; got 15"):
        field.validate_python(15)
