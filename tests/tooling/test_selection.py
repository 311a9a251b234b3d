from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.tooling import (
    CostLever,
    Criterion,
    Vendor,
    combined_saving,
    cost_levers,
    missing_must_haves,
    must_haves,
    score_tool,
    select_tool,
    selection_criteria,
)


@pytest.mark.fact("tooling-selection-criteria")
def test_six_criteria_sum_to_one():
    criteria = selection_criteria()
    assert [(c.name, c.weight, c.ask) for c in criteria] == [
        ("agent_experience", 0.25, ("clicks for common issues",)),
        ("customer_experience", 0.25, ("smooth channel switch", "context kept")),
        ("scalability", 0.20, ("survives ten-fold volume",)),
        ("integration", 0.15, ("fits stack", "open API")),
        ("reporting", 0.10, ("native analytics", "custom reports")),
        ("total_cost", 0.05, ("price per agent or ticket", "hidden cost")),
    ]
    assert score_tool("x", {c.name: 5 for c in criteria}, criteria=criteria).score == 1
    only = {c.name: 5 * (c.name == "scalability") for c in criteria}
    assert score_tool("x", only, criteria=criteria).score == pytest.approx(0.2)


CRITERIA = [Criterion(name="a", weight=0.5), Criterion(name="b", weight=0.5)]


@pytest.mark.parametrize(
    ("ratings", "criteria", "message"),
    [
        ({"a": 1}, CRITERIA, "ratings of x must name the criteria once, a and b; got a"),
        ({"a": 1, "b": 6}, CRITERIA, r"ratings\['b'\] must be at most 5; got 6"),
        ({"a": 1, "b": -1}, CRITERIA, r"ratings\['b'\] must be a finite number, zero or more"),
        ({"a": 1}, CRITERIA[:1], "weights of criteria must sum to 1; got 0.5"),
        ({"a": 1}, [CRITERIA[0]] * 2, "ratings of x must name the criteria once"),
    ],
)
def test_a_score_says_what_is_wrong(ratings, criteria, message):
    with pytest.raises(InputError, match=message):
        score_tool("x", ratings, criteria=criteria)


def test_a_selection_needs_a_tool():
    with pytest.raises(InputError, match="tools must have a tool; got none"):
        select_tool({}, criteria=CRITERIA)
    alone = select_tool({"x": {"a": 1, "b": 2}}, criteria=CRITERIA)
    assert (alone.winner, alone.margin, alone.flips) == ("x", None, ())


def test_a_winner_in_everything_falls_by_ratings_alone():
    choice = select_tool({"x": {"a": 2, "b": 3}, "y": {"a": 1, "b": 2}}, criteria=CRITERIA)
    assert [(f.weight, f.rating_change) for f in choice.flips] == [
        (None, pytest.approx(2)), (None, pytest.approx(2)),
    ]  # fmt: skip
    far = select_tool({"x": {"a": 5, "b": 1}, "y": {"a": 0, "b": 0}}, criteria=CRITERIA)
    # The lead is more than either rating can lose.
    assert far.flips == ()


def test_a_criterion_without_weight_or_with_all_of_it():
    criteria = [Criterion(name="a", weight=1), Criterion(name="b", weight=0)]
    choice = select_tool({"x": {"a": 3, "b": 0}, "y": {"a": 2, "b": 5}}, criteria=criteria)
    assert [(f.criterion, f.weight, f.rating_change) for f in choice.flips] == [
        ("a", None, pytest.approx(1))
    ]


RATINGS = st.fixed_dictionaries(
    {"a": st.integers(0, 5), "b": st.integers(0, 5), "c": st.integers(0, 5)}
)


@given(
    st.tuples(st.integers(1, 8), st.integers(1, 8), st.integers(1, 8)),
    st.lists(RATINGS, min_size=2, max_size=4),
)
def test_a_flip_is_a_tie(weights, rows):
    total = sum(weights)
    criteria = [Criterion(name=n, weight=w / total) for n, w in zip("abc", weights, strict=True)]
    tools = {str(k): row for k, row in enumerate(rows)}
    choice = select_tool(tools, criteria=criteria)
    for flip in choice.flips:
        other = flip.winner_instead
        if flip.weight is not None:
            old = next(c.weight for c in criteria if c.name == flip.criterion)
            moved = [
                c.model_copy(update={"weight": flip.weight if c.name == flip.criterion
                                     else c.weight * (1 - flip.weight) / (1 - old)})
                for c in criteria
            ]  # fmt: skip
            a, b = (score_tool(n, tools[n], criteria=moved).score for n in (choice.winner, other))
            assert a == pytest.approx(b, abs=1e-9)
        if flip.rating_change is not None:
            less = {**tools[choice.winner]}
            less[flip.criterion] = max(less[flip.criterion] - flip.rating_change, 0)
            a = score_tool("a", less, criteria=criteria).score
            assert a == pytest.approx(
                score_tool("b", tools[other], criteria=criteria).score, abs=1e-9
            )


def test_must_haves_come_before_weights():
    needed = must_haves()
    assert (needed.uptime, needed.compliance, needed.reference_contacts_per_year) == (
        Decimal("0.999"), ("SOC 2 Type II",), 250_000,
    )  # fmt: skip
    good = Vendor(name="v", uptime="99.9%", compliance=["soc 2 type ii"], largest_reference=250_000)
    assert missing_must_haves(good, needed) == ()
    bare = missing_must_haves(Vendor(name="v"), needed)
    assert [(m.what, m.stated) for m in bare] == [
        ("uptime", "nothing"), ("SOC 2 Type II", "nothing"), ("reference", "nothing"),
    ]  # fmt: skip
    near = Vendor(name="v", uptime=Decimal("0.9989"), compliance=["ISO"], largest_reference=249_999)
    assert [(m.needed, m.stated) for m in missing_must_haves(near, needed)] == [
        ("99.9%", "99.89%"), ("SOC 2 Type II", "ISO"),
        ("250,000 contacts a year", "249,999 contacts a year"),
    ]  # fmt: skip
    assert Vendor.model_validate_json(near.model_dump_json()) == near


@pytest.mark.parametrize(
    ("uptime", "message"),
    [
        (0.999, "uptime must be text such as"),
        ("99.9", "uptime must be text such as"),
        ("101%", "uptime must be from 0 to 100 %; got '101%'"),
    ],
)
def test_uptime_is_exact(uptime, message):
    with pytest.raises(ValidationError, match=message):
        Vendor(name="v", uptime=uptime)


def test_a_reference_is_a_number():
    vendor = Vendor(name="v", largest_reference=float("nan"))
    with pytest.raises(InputError, match="largest_reference must be a finite number"):
        missing_must_haves(vendor, must_haves())


@pytest.mark.fact("tooling-cost-optimization")
def test_levers_compound():
    levers = cost_levers()
    assert [(x.name, x.low, x.high, x.trade_off) for x in levers] == [
        ("right_size_licenses", 0.10, 0.20, "needs audit"),
        ("negotiate_annually", 0.15, 0.25, "cash flow"),
        ("automate_deflection", 0.20, 0.40, "upfront spend"),
        ("consolidate_tools", 0.10, 0.30, "migration"),
        ("usage_based_pricing", None, None, "unpredictable"),
    ]
    together = combined_saving(levers)
    assert (round(100 * together.low, 1), round(100 * together.high, 1)) == (44.9, 74.8)
    assert (together.added_low, together.added_high) == (pytest.approx(0.55), pytest.approx(1.15))
    assert together.left_out == ("usage_based_pricing",)
    assert combined_saving([]).high == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=6))
def test_levers_never_save_more_than_all_or_than_their_sum(pairs):
    levers = [CostLever(name="x", low=min(p), high=max(p)) for p in pairs]
    together = combined_saving(levers)
    assert -1e-12 <= together.low <= together.high + 1e-12 <= 1 + 2e-12
    assert together.high <= together.added_high + 1e-12
    assert combined_saving(levers[::-1]).low == pytest.approx(together.low)
