import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.knowledge import ArticleIdea, TopicLoad, mix_shift, plan_articles
from supportops.knowledge.article_plan import _count_ends

loads = st.builds(
    TopicLoad,
    tickets=st.integers(0, 5000).map(float),
    handle_time=st.integers(0, 200).map(lambda m: f"{m}m"),
    deflected=st.floats(0, 1),
    leak=st.floats(0, 1),
    extra_effort=st.floats(0, 2),
)


@given(st.dictionaries(st.text(max_size=3), loads, max_size=6))
def test_tickets_and_hours_one_by_one(topics):
    shift = mix_shift(topics)
    tickets = hours = 0.0
    for load in topics.values():
        minutes = load.handle_time.total_seconds() / 60
        stay = load.tickets * (1 - load.deflected)
        back = load.tickets * load.deflected * load.leak
        tickets += stay + back
        hours += (stay * minutes + back * minutes * (1 + load.extra_effort)) / 60
    assert shift.tickets_after == pytest.approx(tickets)
    assert shift.hours_after == pytest.approx(hours)
    if shift.volume_drop is not None:
        assert -1e-9 <= shift.volume_drop <= 1 + 1e-9


@given(st.floats(0.01, 1), st.floats(1, 1e4), st.floats(1, 1e4))
def test_deflecting_all_alike_moves_no_mean(deflected, a, b):
    shift = mix_shift(
        {
            "a": TopicLoad(tickets=a, handle_time="10m", deflected=deflected),
            "b": TopicLoad(tickets=b, handle_time="30m", deflected=deflected),
        }
    )
    assert shift.elasticity == pytest.approx(1)
    if deflected < 0.999:
        assert shift.minutes_after == pytest.approx(shift.minutes_before)


def test_nothing_has_no_shares():
    empty = mix_shift({})
    assert (empty.volume_drop, empty.workload_drop, empty.minutes_before) == (None, None, None)
    all_gone = mix_shift({"a": TopicLoad(tickets=1, handle_time="1m", deflected=1)})
    assert (all_gone.minutes_after, all_gone.volume_drop, all_gone.elasticity) == (None, 1, 1)
    still = mix_shift({"a": TopicLoad(tickets=1, handle_time="1m", deflected=0)})
    assert still.elasticity is None


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("tickets", -1, "tickets must be a finite number, zero or more"),
        ("extra_effort", -1, "extra_effort must be a finite number, zero or more"),
        ("handle_time", 20, "must say its unit"),
        ("leak", 2, "must be a share from 0 to 1"),
    ],
)
def test_a_topic_says_what_is_wrong(field, value, message):
    good = {"tickets": 1, "handle_time": "1m", "deflected": 0.1}
    with pytest.raises(ValidationError, match=message):
        TopicLoad(**{**good, field: value})


def idea(topic, tickets, minutes, deflected=0.2, **more):
    return ArticleIdea(
        topic=topic, tickets=tickets, handle_time=f"{minutes}m", deflected=deflected, **more
    )


def test_workload_and_not_volume_decides():
    plan = plan_articles(
        [idea("login", 264, 6, 0.5, pilot=100), idea("api", 216, 45, pilot=100, effort="8h")]
    )
    assert [row.topic for row in plan.places] == ["api", "login"]
    api = plan.places[0]
    assert api.hours_removed == pytest.approx(216 * 0.75 * 0.2)
    assert api.hours_per_effort_hour == pytest.approx(32.4 / 8)
    assert (api.easy, plan.places[1].easy) == (False, True)
    assert plan.places[1].hours_per_effort_hour is None
    assert plan.easy_left == pytest.approx(0.5)
    # The easy half goes, so the mean of what is left rises.
    assert plan.mix.minutes_after > plan.mix.minutes_before


def test_the_range_of_a_count_and_of_a_share():
    few, many = _count_ends(10, 0.95)
    assert (few, many) == (pytest.approx(4.7954, abs=1e-4), pytest.approx(18.3904, abs=1e-4))
    assert _count_ends(0, 0.95)[0] == 0
    exact = plan_articles([idea("a", 10, 60, 1.0)]).places[0]
    assert (exact.low, exact.high) == (pytest.approx(few), pytest.approx(many))
    assert exact.flags == ("assumed_deflection",)
    wide = plan_articles([idea("a", 10, 60, 0.5, deflected_range=(0.1, 0.9))]).places[0]
    assert wide.flags == ()
    # By hand: sqrt((5.2046 * 0.5)^2 + (10 * 0.4)^2) below 5.
    assert wide.low == pytest.approx(5 - ((5.2046 * 0.5) ** 2 + 16) ** 0.5, abs=1e-3)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60), st.floats(0, 1),
                          st.none() | st.integers(1, 500), st.floats(0, 1)), max_size=6))  # fmt: skip
def test_a_plan_holds_every_idea_in_order_and_within_its_range(rows):
    ideas = [
        idea(str(k), n, m, d, pilot=pilot, leak=leak)
        for k, (n, m, d, pilot, leak) in enumerate(rows)
    ]
    plan = plan_articles(ideas)
    removed = [row.hours_removed for row in plan.places]
    assert removed == sorted(removed, reverse=True)
    assert [row.place for row in plan.places] == list(range(1, len(rows) + 1))
    for row in plan.places:
        assert row.low - 1e-9 <= row.hours_removed <= row.high + 1e-9
    assert sum(removed) == pytest.approx(plan.mix.hours_before - plan.mix.hours_after, abs=1e-6)


def test_returns_can_add_work():
    row = plan_articles([idea("a", 10, 60, leak=1, extra_effort=0.5)]).places[0]
    assert row.hours_removed == pytest.approx(-1)
    assert row.low <= row.hours_removed <= row.high
    assert "adds_work" in row.flags


def test_close_ones_are_tied():
    plan = plan_articles([idea("a", 100, 10), idea("b", 99, 10), idea("c", 1, 10)])
    assert plan.places[0].tied_with == ("b",)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: idea("a", -1, 1), "tickets must be a whole number"),
        (lambda: idea("a", 1, 1, pilot=0), "pilot must be one case or more; got 0"),
        (
            lambda: idea("a", 1, 1, deflected_range=(0.5, 0.9)),
            "deflected_range must hold deflected",
        ),
    ],
)
def test_an_idea_says_what_is_wrong(make, message):
    with pytest.raises(ValidationError, match=message):
        make()


def test_a_plan_says_what_is_wrong():
    with pytest.raises(InputError, match="topic must stand there once; got 'a' twice"):
        plan_articles([idea("a", 1, 1), idea("a", 1, 1)])
    with pytest.raises(InputError, match="confidence must be between 0 and 1; got 1"):
        plan_articles([], confidence=1)
    assert plan_articles([]).easy_left is None
