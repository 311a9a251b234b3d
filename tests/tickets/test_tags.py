import pytest

from supportops.errors import InputError
from supportops.tickets import TagPlan, published_tag_plan, tag_findings


def codes(found):
    return {finding.code: finding.tags for finding in found}


@pytest.mark.fact("tickets-tagging-strategy")
def test_every_kind_of_refused_tag_is_found():
    counts = {
        "auth": 40, "Billing": 30, "bug": 9, "how-to": 5, "user error": 4, "resolved": 90,
        "enterprise": 3, "john-smith-vip": 8, "one-off": 1, "how_to": 2, "misc": 7,
    }  # fmt: skip
    found = codes(
        tag_findings(
            counts,
            plan=published_tag_plan(),
            agents=["John Smith", "Li", "--"],
            rare_below=5,
            many=4,
        )
    )
    assert found == {
        "agent-name": ("john-smith-vip",),
        "single-use": ("one-off",),
        "overlap": ("how-to", "how_to"),
        "uncontrolled": ("john-smith-vip", "misc", "one-off"),
        "too-fine": ("enterprise", "how_to", "one-off", "user error"),
    }


def test_a_facet_that_nobody_uses():
    found = codes(tag_findings({"auth": 3, "bug": 2, "trial": 0}, plan=published_tag_plan()))
    assert found == {"facet-unused": ("root_cause", "outcome", "customer_segment")}


def test_good_tags_have_no_findings():
    assert tag_findings({"auth": 3, "bug": 2}) == ()
    assert tag_findings({}) == ()
    assert tag_findings({"a": 2, "b": 2}, rare_below=3, many=3) == ()


def test_words_are_compared_whole():
    assert tag_findings({"linux": 3, "annual": 2}, agents=["Li", "Ann"]) == ()
    assert codes(tag_findings({"bus": 3, "bu": 2})) == {}
    assert codes(tag_findings({"ticket": 3, "Tickets": 2})) == {"overlap": ("Tickets", "ticket")}


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        ({"a": -1}, {}, "counts must be zero or more; got -1 for 'a'"),
        ({"a": float("nan")}, {}, "counts must be zero or more; got nan for 'a'"),
        (["a"], {}, r"counts must be a mapping from tag to tickets; got \['a'\]"),
        ({"a": None}, {}, "counts must be zero or more; got None for 'a'"),
        ({"a": True}, {}, "counts must be zero or more; got True for 'a'"),
        ({"a": 1}, {"many": 3}, "rare_below and many must stand together; got None and 3"),
    ],
)
def test_bad_counts(counts, options, message):
    with pytest.raises(InputError, match=message):
        tag_findings(counts, **options)


def test_plans_come_back_from_json():
    plan = published_tag_plan()
    assert TagPlan.model_validate_json(plan.model_dump_json()) == plan
