import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import knowledge
from supportops.errors import InputError


@pytest.mark.fact("playbook-skill-example-targets")
def test_a_quarter_of_all_is_two_thirds_of_the_focus():
    need = knowledge.deflection_needed(1200, focus="37%", target="25%")
    assert (need.tickets, need.focus_tickets) == (300, 444)
    assert round(100 * need.share_of_focus, 2) == 67.57


@given(st.floats(0, 1e9), st.floats(0.001, 1), st.floats(0, 1))
def test_the_focus_carries_the_target(volume, focus, target):
    need = knowledge.deflection_needed(volume, focus=focus, target=target)
    assert need.share_of_focus * need.focus_tickets == pytest.approx(need.tickets)


def test_without_a_focus_the_share_is_undefined():
    assert knowledge.deflection_needed(100, focus=0, target=0.2).share_of_focus is None


@pytest.mark.parametrize("volume", [-1, math.nan])
def test_volume_is_zero_or_more(volume):
    with pytest.raises(InputError, match="volume must be a finite number, zero or more"):
        knowledge.deflection_needed(volume, focus=0.5, target=0.2)


def test_categories_in_focus_come_first_then_the_frequent():
    trigger = knowledge.article_trigger()
    assert trigger.tickets_per_week == 10
    plans = knowledge.plan_categories(
        {"api": 50, "login": 9.9, "billing": 10, "other": 60},
        trigger=trigger,
        focus=["login", "billing"],
    )
    assert [p.category for p in plans] == ["billing", "login", "other", "api"]
    assert [p.place for p in plans] == [1, 2, 3, 4]
    assert [p.triggered for p in plans] == [True, False, True, True]
    assert "named by the deflection goal" in plans[0].why
    assert "below the 10" in plans[1].why


@given(st.dictionaries(st.text(min_size=1, max_size=4), st.floats(0, 1e6), max_size=8))
def test_a_plan_holds_every_category_once(volumes):
    plans = knowledge.plan_categories(volumes, trigger=knowledge.article_trigger())
    assert sorted(p.category for p in plans) == sorted(volumes)
    assert [p.tickets_per_week for p in plans] == sorted(volumes.values(), reverse=True)


def test_a_plan_says_what_is_wrong():
    trigger = knowledge.article_trigger()
    with pytest.raises(InputError, match=r"tickets_per_week\['a'\] must be zero or more; got -1"):
        knowledge.plan_categories({"a": -1}, trigger=trigger)
    with pytest.raises(InputError, match="focus must name categories with a volume; got 'b'"):
        knowledge.plan_categories({"a": 1}, trigger=trigger, focus=["b"])
