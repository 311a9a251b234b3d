"""Credits: every kind of clause, exact at its limits; tables with holes are refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import sla
from supportops.errors import InputError

MONTH = sla.calendar_month("2026-04-01", timezone="UTC")
TIERS = [
    {"below": "99.95%", "credit": "5%"},
    {"below": "99.9%", "credit": "10%"},
    {"below": "99%", "credit": "25%"},
    {"below": "95%", "credit": "100%"},
]
TABLE = [
    {"below": "99.95%", "at_least": "99.9%", "credit": "5%"},
    {"below": "99.9%", "at_least": "99%", "credit": "10%"},
    {"below": "99%", "at_least": "95%", "credit": "25%"},
    {"below": "95%", "credit": "100%"},
]


def owed(clause, *, fee="1000 USD", cap=None, decimals=2, **figures):
    terms = sla.CreditTerms.model_validate({"clauses": [clause], "cap": cap, "decimals": decimals})
    return sla.credits_owed(terms, fee=fee, **figures)


@settings(max_examples=80, deadline=None)
@given(st.decimals("90", "100", places=4))
def test_a_table_of_bands_and_its_tiers_say_the_same(percent):
    answers = {
        str(owed({"kind": "uptime", "bands": bands}, uptime=f"{percent}%").total)
        for bands in (TIERS, TABLE, TABLE[::-1])
    }
    assert len(answers) == 1
    slow = next(
        (
            c
            for limit, c in ((95, 1000), (99, 250), ("99.9", 100), ("99.95", 50))
            if percent < Decimal(limit)
        ),
        0,
    )
    assert answers == {f"{slow:,} USD"}


@pytest.mark.parametrize(
    ("uptime", "amount"),
    [("99.95%", "0 USD"), ("99.949999999999999999999999999999999%", "50 USD"), ("99.9%", "50 USD"),
     ("99%", "100 USD"), ("98.9999%", "250 USD"), ("0%", "1,000 USD"), (Decimal("0.95"), "250 USD")],
)  # fmt: skip
def test_limits_are_strict_and_exact(uptime, amount):
    assert str(owed({"kind": "uptime", "bands": TIERS}, uptime=uptime).total) == amount


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ([TABLE[0], TABLE[2], TABLE[3]], "bands must follow one another; got a hole from 99% to 99.9%"),
        ([TABLE[0], {**TABLE[1], "below": "99.92%"}, *TABLE[2:]], "bands must follow one another; got an overlap from 99.9% to 99.92%"),
        (TABLE[:3], "bands must reach down to zero; got a hole below 95%"),
        ([TABLE[0], {"below": "99.9%", "credit": "10%"}, *TABLE[2:]], "bands must all end or all go on to zero; got no end below 99.9%"),
        ([*TABLE[:3], {"below": "95%", "credit": "1%"}], "credit must not fall as the figure falls; got 1% below 95% after 25%"),
        ([TIERS[0], TIERS[0]], "bands must differ in their limit; got 99.95% twice"),
        ([], "bands must be one or more; got none"),
        ([{"below": "99%", "at_least": "99%", "credit": "1%"}], "at_least must lie below 99%; got 99%"),
        ([{"below": 99.0, "credit": "1%"}], 'share must be exact; got 99.0; write "99%"'),
    ],
)  # fmt: skip
def test_tables_with_holes_are_refused(bands, message):
    for clause in ({"kind": "uptime"}, {"kind": "attainment", "metric": "resolution"}):
        with pytest.raises(ValidationError, match=message):
            owed({**clause, "bands": bands}, uptime="99%")


def test_attainment_with_a_minimum_of_tickets():
    clause = {
        "kind": "attainment",
        "metric": "first_response",
        "minimum_tickets": 20,
        "bands": [{"below": "95%", "credit": "5%"}, {"below": "90%", "credit": "15%"}],
    }
    cases = {(19, 20): 0, (18, 20): 50, (17, 20): 150, (0, 19): 0, (0, 0): 0, (56, 59): 50}
    for counts, amount in cases.items():
        found = owed(clause, attained={"first_response": counts})
        assert float(found.total) == amount, counts
    (line,) = owed(clause, attained={"first_response": (0, 19)}).lines
    assert (
        line.reason == "first_response: 19 decided, fewer than the 20 from which the clause applies"
    )
    (line,) = owed(clause, attained={"first_response": (0, 0)}).lines
    assert line.reason == "first_response: nothing was decided"
    (line,) = owed(clause, attained={"first_response": (56, 59)}).lines
    assert line.reason == "first_response met about 94.915254% of 59: 5% of the fee"


def test_number_of_misses():
    clause = {
        "kind": "misses",
        "metric": "resolution",
        "steps": [{"misses": 2, "credit": "5%"}, {"misses": 5, "credit": "12.5%"}],
    }
    for misses, amount in {0: 0, 1: 0, 2: 50, 4: 50, 5: 125, 60: 125}.items():
        assert float(owed(clause, attained={"resolution": (60 - misses, 60)}).total) == amount
    (line,) = owed(clause, attained={"resolution": (59, 60)}).lines
    assert line.reason == "1 miss of resolution among 60: 0% of the fee"
    with pytest.raises(
        ValidationError,
        match="steps must rise in misses and in credit; got 2 misses and 5% after 5 and 12.5%",
    ):
        owed({**clause, "steps": clause["steps"][::-1]})


def test_each_incident_up_to_a_cap():
    clause = {"kind": "incidents", "incident": "P1 missed", "each": "3%", "cap": "10%"}
    assert float(owed(clause, incidents={"P1 missed": 3}).total) == 90
    capped = owed(clause, incidents={"P1 missed": 4})
    assert float(capped.total) == 100
    assert capped.lines[0].reason == "4 times P1 missed: 3% of the fee each, at most 10% of the fee"
    amounts = {**clause, "each": "40 USD", "cap": "100 USD"}
    assert float(owed(amounts, incidents={"P1 missed": 2}).total) == 80
    assert float(owed(amounts, incidents={"P1 missed": 9}).total) == 100
    assert float(owed({**amounts, "cap": None}, incidents={"P1 missed": 9}).total) == 360
    with pytest.raises(InputError, match="amounts must be of one currency"):
        owed(amounts, fee="1000 EUR", incidents={"P1 missed": 1})


def test_a_multiple_of_the_time_down():
    hour = sla.uptime([("2026-04-10T10:00Z", "2026-04-10T11:00Z")], window=MONTH)
    clause = {"kind": "downtime", "multiple": "10"}
    assert str(owed(clause, uptime=hour, fee="720 USD").total) == "10 USD"
    limited = {**clause, "cap": "1%", "below": "99.9%"}
    found = owed(limited, uptime=hour, fee="720 USD")
    assert str(found.total) == "7.20 USD"
    assert found.lines[0].reason == "10 times the fee of the time down, at most 1% of the fee"
    brief = sla.uptime([("2026-04-10T10:00Z", "2026-04-10T10:30Z")], window=MONTH)
    (line,) = owed(limited, uptime=brief).lines
    assert line.reason == "uptime about 99.930555% is not below 99.9%"
    nothing = sla.uptime(
        [], window=MONTH, maintenance=[(MONTH.start, MONTH.end)], maintenance_time="excluded"
    )
    for kind in (clause, {"kind": "uptime", "bands": TIERS}):
        found = owed(kind, uptime=nothing)
        assert (float(found.total), found.complete) == (0, True)
        assert "no time is measured" in found.lines[0].reason
    with pytest.raises(ValidationError, match="multiple must be above zero; got Decimal"):
        owed({**clause, "multiple": "0"})


def test_what_is_not_given_is_unknown_and_not_zero():
    clauses = [
        {"kind": "uptime", "bands": TIERS},
        {"kind": "downtime", "multiple": 10},
        {"kind": "misses", "metric": "resolution", "steps": [{"misses": 1, "credit": "1%"}]},
        {"kind": "incidents", "incident": "P1", "each": "1%"},
    ]
    terms = sla.CreditTerms.model_validate({"clauses": clauses})
    found = sla.credits_owed(terms, fee="100 USD", uptime=None)
    assert [line.amount for line in found.lines] == [None] * 4
    assert not found.complete
    assert str(found).splitlines()[-2:] == [
        "unknown: incidents 'P1' was not given",
        "total 0 USD of 100 USD",
    ]
    # An uptime without its downtime cannot say how long it was.
    half = sla.credits_owed(terms, fee="100 USD", uptime="99.92%")
    assert [line.reason for line in half.lines][:2] == [
        "uptime 99.92% is below 99.95%: 5% of the fee",
        "uptime with its downtime was not given",
    ]
    assert "unknown" in found._repr_html_()


def test_the_whole_is_capped_and_rounded_half_up():
    clause = {"kind": "uptime", "bands": [{"below": "99%", "credit": "50%"}]}
    found = owed(clause, uptime="98%", cap="20%")
    assert (str(found.total), found.capped) == ("200 USD", True)
    assert str(found).endswith("total 200 USD of 1,000 USD, cut by the cap")
    assert str(owed(clause, uptime="98%", fee="0.01 USD").total) == "0.01 USD"
    assert str(owed(clause, uptime="98%", fee="101 JPY", decimals=0).total) == "51 JPY"
    assert not owed(clause, uptime="98%", cap="50%").capped


@settings(max_examples=60, deadline=None)
@given(
    st.decimals("0", "100", places=3),
    st.integers(0, 40), st.integers(0, 40),
    st.integers(0, 10**7),
)  # fmt: skip
def test_better_service_never_owes_more(percent, met, more, cents):
    terms = sla.CreditTerms.model_validate({"clauses": [
        {"kind": "uptime", "bands": TIERS},
        {"kind": "attainment", "metric": "m", "bands": TABLE},
        {"kind": "misses", "metric": "m", "steps": [{"misses": 1, "credit": "1%"}, {"misses": 9, "credit": "8%"}]},
    ]})  # fmt: skip
    fee = f"{Decimal(cents).scaleb(-2)} USD"
    here = sla.credits_owed(terms, fee=fee, uptime=f"{percent}%", attained={"m": (met, met + more)})
    best = sla.credits_owed(terms, fee=fee, uptime="100%", attained={"m": (met + more, met + more)})
    assert best.total.amount == 0
    assert here.total.amount >= 0
    assert here.total == sum((line.amount for line in here.lines), start=0)


def test_the_share_of_an_uptime_may_be_given_itself():
    third = sla.uptime([(MONTH.start, "2026-04-21T00:00Z")], window=MONTH).share
    assert third == Fraction(1, 3)
    clause = {"kind": "uptime", "bands": TIERS}
    assert str(owed(clause, uptime=third).total) == "1,000 USD"
    with pytest.raises(InputError, match="uptime must be a share from 0 to 1"):
        owed(clause, uptime=Fraction(3, 2))


def test_a_table_has_a_row_for_each_clause():
    clauses = [
        {"kind": "uptime", "bands": TIERS},
        {"kind": "incidents", "incident": "P1", "each": "1%"},
    ]
    terms = sla.CreditTerms.model_validate({"clauses": clauses})
    frame = sla.credits_owed(terms, fee="100 USD", uptime="98%").to_frame()
    assert frame["clause"].tolist() == ["uptime", "incidents"]
    assert frame["amount"].tolist()[0] == 25
    assert frame["amount"].isna().tolist() == [False, True]
    assert frame["share"].isna().tolist() == [False, True]


def test_terms_are_json_and_back():
    clauses = [
        {"kind": "uptime", "bands": TABLE},
        {"kind": "attainment", "metric": "m", "bands": TIERS, "minimum_tickets": 3},
        {"kind": "misses", "metric": "m", "steps": [{"misses": 2, "credit": "0.125%"}]},
        {"kind": "incidents", "incident": "P1", "each": "40 USD", "cap": "100%"},
        {"kind": "downtime", "multiple": "1.5", "below": "99.9%", "cap": "30%"},
    ]
    terms = sla.CreditTerms.model_validate({"clauses": clauses, "cap": "50%"})
    assert sla.CreditTerms.model_validate_json(terms.model_dump_json()) == terms
    assert terms.model_dump(mode="json")["clauses"][2]["steps"] == [
        {"misses": 2, "credit": "0.125%"}
    ]
    assert sla.CreditTerms.model_json_schema()["properties"]["cap"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda t: sla.credits_owed({"clauses": []}, fee="1 USD"), "terms must be CreditTerms"),
        (lambda t: sla.credits_owed(t, fee=100), "fee must say its currency; got 100"),
        (lambda t: sla.credits_owed(t, fee="-1 USD"), "fee must be zero or more; got -1 USD"),
        (lambda t: sla.credits_owed(t, fee="1 USD", uptime=99.9), "uptime must be exact"),
        (lambda t: sla.credits_owed(t, fee="1 USD", attained=[1]), "attained must map names to values"),
        (lambda t: sla.credits_owed(t, fee="1 USD", attained={"m": 0.9}), r"attained\['m'\] must be periods met and decided"),
        (lambda t: sla.credits_owed(t, fee="1 USD", attained={"m": (3, 2)}), r"attained\['m'\] must not have more met than decided; got 3 of 2"),
        (lambda t: sla.credits_owed(t, fee="1 USD", attained={"m": (0.5, 2)}), r"attained\['m'\] must be a whole number"),
        (lambda t: sla.credits_owed(t, fee="1 USD", incidents={"P1": -1}), r"incidents\['P1'\] must be a whole number"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    terms = sla.CreditTerms.model_validate({"clauses": [{"kind": "uptime", "bands": TIERS}]})
    with pytest.raises(InputError, match=message):
        call(terms)


def test_a_figure_inside_no_band_of_a_table_is_above_it():
    (line,) = owed({"kind": "uptime", "bands": TABLE}, uptime="100%").lines
    assert line.reason == "uptime 100% is below no limit"
    assert line.share == Fraction(0)
    free = {"kind": "uptime", "bands": [{"below": "99%", "credit": "0%"}]}
    assert owed(free, uptime="98%").lines[0].reason == "uptime 98% is below 99%: 0% of the fee"
