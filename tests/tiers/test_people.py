import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import tiers
from supportops.errors import InputError
from supportops.tiers import career_steps, ready_for_next_tier, skill_fit
from supportops.vocabulary import Range


@pytest.mark.fact("tiers-career-progression")
def test_career_steps():
    steps = {s.tier: s for s in career_steps()}
    assert [(s.title, s.ready_for, s.first_contact_resolution) for s in steps.values()] == [
        ("support agent", "L2", 0.7),
        ("support specialist", "L3", None),
        ("support engineer", None, None),
    ]
    assert steps["L1"].tenure == Range(low=0, high=12, unit="months")
    assert steps["L2"].tenure == Range(low=1, high=3, unit="years")
    assert steps["L3"].tenure == Range(low=3, unit="years")
    assert steps["L1"].builds == ("product certification", "communication", "basic troubleshooting")
    assert steps["L2"].builds == (
        "advanced technical training",
        "debugging and logs",
        "integrations",
    )
    assert steps["L3"].builds == (
        "works with engineering",
        "code-level debugging",
        "influences product",
    )
    assert steps["L1"].confirms == ("steady CSAT", "technical curiosity")
    assert steps["L2"].confirms == ("leads complex cases", "mentors L1")
    assert steps["L3"].paths == ("engineering", "support management", "solutions architect")


ALL = ("steady CSAT", "technical curiosity")


@pytest.mark.fact("tiers-career-progression")
@pytest.mark.parametrize(
    ("rate", "confirmed", "denied", "ready"),
    [
        (0.70, ALL, (), True),
        ("69%", ALL, (), False),
        (0.6999, ALL, (), False),
        (0.70, ALL[:1], (), None),
        (None, ALL, (), None),
        (0.9, ALL[:1], ALL[1:], False),
        (0.5, (), (), False),
    ],
)
def test_ready_for_l2(rate, confirmed, denied, ready):
    answer = ready_for_next_tier(
        "L1", first_contact_resolution=rate, confirmed=confirmed, denied=denied
    )
    assert (answer.next_tier, answer.ready) == ("L2", ready)
    assert bool(answer.unmet) is (ready is False)
    assert answer.ready is not None or answer.unknown


def test_l2_has_no_figure_and_l3_no_next():
    answer = ready_for_next_tier(
        "L2", first_contact_resolution=0.1, confirmed=["leads complex cases", "mentors L1"]
    )
    assert (answer.next_tier, answer.ready, answer.unknown) == ("L3", True, ())
    assert ready_for_next_tier("L2").unknown == ("leads complex cases", "mentors L1")
    assert ready_for_next_tier("L3").ready is False
    assert ready_for_next_tier("L3").next_tier is None


@pytest.mark.parametrize(
    ("tier", "given_", "message"),
    [
        ("L0", {}, "tier must be one of L1, L2 or L3; got 'L0'"),
        (
            "L1",
            {"confirmed": ["tall"]},
            "confirmed must be among steady CSAT and technical curiosity; got 'tall'",
        ),
        ("L3", {"denied": ["tall"]}, "denied must be among nothing; got 'tall'"),
        (
            "L1",
            {"confirmed": ALL, "denied": ALL[1:]},
            "confirmed must not be denied as well; got 'technical curiosity'",
        ),
        ("L1", {"first_contact_resolution": 70}, "first_contact_resolution must be a share"),
    ],
)
def test_bad_questions(tier, given_, message):
    with pytest.raises(InputError, match=message):
        ready_for_next_tier(tier, **given_)


LEVELS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 5))


@given(LEVELS, LEVELS)
def test_a_fit_is_complete_exactly_when_nothing_is_short(held, needed):
    fit = skill_fit(held, needed=needed)
    assert fit.complete == all(held.get(s, 0) >= n for s, n in needed.items()) == (not fit.gaps)
    if fit.share is None:
        assert not sum(needed.values())
    else:
        assert 0 <= fit.share <= 1
        assert (fit.share == 1) == fit.complete
    assert fit.surplus == sum(max(held.get(s, 0) - n, 0) for s, n in needed.items())


@pytest.mark.parametrize(
    ("held", "needed", "message"),
    [
        (["API"], {}, r"held must map names to values, .*; got \['API'\]"),
        ({"a": -1}, {}, r"held\[a\] must be a number of zero or more; got -1"),
        ({}, {"a": "x"}, r"needed\[a\] must be a number of zero or more; got 'x'"),
        ({}, {"a": 1e308, "b": 1e308}, "needed must sum to a finite level; got a and b"),
    ],
)
def test_bad_levels(held, needed, message):
    with pytest.raises(InputError, match=message):
        skill_fit(held, needed=needed)


@pytest.mark.fact("tiers-l3-integration-models")
def test_engineering_models():
    assert [(m.name, m.meaning, m.best_for) for m in tiers.engineering_models()] == [
        ("dedicated", "engineers only do support", "high-touch complex products"),
        ("rotation", "engineers take turns in support", "shared ownership and empathy"),
        ("on_call", "engineers reachable on escalation", "small L3 volume"),
        ("bug_queue", "support files bugs, engineering triages", "standard products"),
    ]


@pytest.mark.fact("tiers-good-design")
def test_design_practices():
    assert {p.name: p.rules for p in tiers.design_practices()} == {
        "clear escalation criteria": (
            "trigger documented per transition",
            "unambiguous ownership",
            "decision trees for common cases",
        ),
        "skill-based routing": (
            "auto-route to the right tier",
            "specialty topics to specialists",
            "breadth to generalists",
        ),
        "information travels with the ticket": (
            "full context passes",
            "customer does not repeat",
            "prior work documented",
        ),
        "feedback loops": (
            "L2 and L3 teach L1 patterns",
            "frequent escalations become L1 capable",
            "knowledge base grows from escalations",
        ),
        "career progression": (
            "L1 to L2 to L3 defined",
            "skills assessed for promotion",
            "training per level",
        ),
    }
