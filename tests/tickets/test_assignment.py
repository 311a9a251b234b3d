from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import tickets
from supportops.errors import InputError
from supportops.tickets import (
    Agent,
    Work,
    assign_in_turn,
    assign_round_robin,
    cheapest_assignment,
    pick_fewest_open,
    pick_least_loaded,
    pick_owner,
    pick_round_robin,
    pick_skilled,
    pick_swarm,
    published_assignment_models,
    weighted_rotation,
)

TEAM = (
    Agent(id="ann", skills=("billing", "sso", "api"), open=2, capacity=6, accounts=("ACME",)),
    Agent(id="bo", skills=("billing",), open=1, capacity=2),
    Agent(id="cy", skills=("billing", "sso"), open=3, capacity=9, accounts=("Umbra", "ACME")),
    Agent(id="di", skills=("sso",), open=4, capacity=4),
    Agent(id="ed", skills=("billing",), away=True, capacity=5),
)
BILLING = Work(ticket="t", skills=("billing",), account="ACME")


@pytest.mark.fact("tickets-assignment-models")
def test_the_five_published_models_and_where_they_fit():
    assert [(m.model, m.rule, m.best_for) for m in published_assignment_models()] == [
        ("round_robin", "next agent in rotation", "equal skill levels"),
        ("skill_based", "match ticket type to expertise", "specialised teams"),
        ("load_balanced", "agent with the smallest backlog", "uneven workloads"),
        ("customer_owned", "same agent per account", "relationship-based support"),
        ("swarming", "team works one ticket together", "complex issues"),
    ]


@pytest.mark.fact("tickets-assignment-models")
@pytest.mark.parametrize(
    ("pick", "agent", "model", "reason"),
    [
        (pick_round_robin, "ann", "round_robin", "next in rotation from the beginning"),
        (pick_least_loaded, "ann", "load_balanced",
         "2 of 6 in hand, the smallest part of a capacity"),
        (pick_fewest_open, "bo", "fewest_open", "1 in hand, the fewest"),
        (pick_skilled, "bo", "skill_based", "has billing, and the fewest skills besides"),
        (pick_owner, "ann", "customer_owned", "owns ACME"),
    ],
)  # fmt: skip
def test_each_model_picks_and_says_why(pick, agent, model, reason):
    choice = pick(BILLING, TEAM)
    assert (choice.agent, choice.model, choice.reason, choice.ticket) == (agent, model, reason, "t")
    expected = {"di": "lacks billing", "ed": "is away"}
    if pick is pick_owner:
        expected["bo"] = "does not own ACME"
    assert choice.passed_over == expected
    assert set(choice.eligible) == {a.id for a in TEAM} - set(expected)


def test_the_rotation_goes_on_where_it_was():
    turns = [
        pick_round_robin(BILLING, TEAM, after=last).agent for last in ("ann", "bo", "cy", "ed")
    ]
    assert turns == ["bo", "cy", "ann", "ann"]
    assert pick_round_robin(BILLING, TEAM, after="ann").reason == "next in rotation after ann"


def test_ties_go_to_the_id_that_sorts_first():
    same = [Agent(id=name, capacity=3, accounts=("A",)) for name in "cab"]
    work = Work(account="A")
    for pick in (pick_least_loaded, pick_fewest_open, pick_skilled, pick_owner):
        assert pick(work, same).agent == "a"
    assert pick_round_robin(work, same).agent == "c"
    assert pick_skilled(work, same).reason == (
        "has no skill in particular, and the fewest skills besides"
    )


def test_nobody_is_an_answer_with_reasons():
    full = [Agent(id="a", open=2, capacity=2), Agent(id="b", away=True, capacity=1)]
    for pick in (pick_round_robin, pick_least_loaded, pick_fewest_open, pick_skilled):
        choice = pick(Work(), full)
        assert (choice.agent, choice.eligible) == (None, ())
        assert choice.reason == "a is full with 2 of 2 and b is away"
        assert pick(Work(), []).reason == "there are no agents"
    assert pick_owner(Work(account="X"), [Agent(id="a")]).reason == "a does not own X"
    assert pick_least_loaded(Work(), [Agent(id="a", capacity=0)]).agent is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pick_round_robin(Work(), TEAM, after="zed"), "after must be one of ann, .*; got 'zed'"),
        (lambda: pick_round_robin(Work(), [], after="zed"), "after must be one of no agents"),
        (lambda: pick_least_loaded(Work(), [Agent(id="a")]),
         "capacity must be there for every agent; got none for a; pick_fewest_open"),
        (lambda: pick_owner(Work(ticket="7"), TEAM), "account must be there for an owner; got none for '7'"),
        (lambda: pick_fewest_open(Work(), [Agent(id="a"), Agent(id="a")]), "ids of their own"),
        (lambda: pick_fewest_open(Work(), None), "agents must be a list of Agent; got None"),
        (lambda: pick_fewest_open(Work(), ["ann"]), "agents must be a list of Agent; got"),
        (lambda: pick_swarm(Work(), TEAM, size=0), "size must be one or more; got 0"),
    ],
)  # fmt: skip
def test_bad_questions(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_a_swarm_has_all_skills_together():
    swarm = pick_swarm(Work(ticket="t", skills=("billing", "sso", "api", "law")), TEAM)
    assert (swarm.agents, swarm.missing) == (("ann",), ("law",))
    assert swarm.brings == {"ann": ("billing", "sso", "api")}
    assert swarm.passed_over == {"di": "is full with 4 of 4", "ed": "is away"}
    two = pick_swarm(Work(skills=("billing", "sso")), TEAM, size=2)
    assert two.agents == ("ann", "cy")
    assert two.brings["cy"] == ()
    assert pick_swarm(Work(), TEAM, size=9).agents == ("ann", "cy", "bo")
    assert pick_swarm(Work(skills=("law",)), []).missing == ("law",)


WORKS = st.lists(
    st.builds(
        Work,
        ticket=st.uuids().map(str),
        skills=st.lists(st.sampled_from("xy"), unique=True, max_size=2).map(tuple),
        account=st.sampled_from(["A", "B"]),
    ),
    max_size=12,
)
AGENTS = st.lists(
    st.builds(
        Agent,
        id=st.sampled_from("abcdefgh"),
        skills=st.lists(st.sampled_from("xy"), unique=True, max_size=2).map(tuple),
        open=st.integers(0, 3),
        capacity=st.integers(0, 4),
        accounts=st.lists(st.sampled_from("AB"), unique=True).map(tuple),
        away=st.booleans(),
    ),
    unique_by=lambda agent: agent.id,
    max_size=5,
)


@settings(max_examples=60)
@given(
    WORKS,
    AGENTS,
    st.sampled_from([pick_least_loaded, pick_fewest_open, pick_skilled, pick_owner, None]),
)
def test_assignment_conserves_tickets_and_respects_capacity_and_skills(works, agents, pick):
    done = (
        assign_round_robin(works, agents)
        if pick is None
        else assign_in_turn(works, agents, pick=pick)
    )
    assert [choice.ticket for choice in done.choices] == [work.ticket for work in works]
    before = {agent.id: agent for agent in agents}
    taken = [choice.agent for choice in done.choices if choice.agent is not None]
    assert len(taken) + len(done.unassigned) == len(works)
    for agent in done.agents:
        assert agent.open == before[agent.id].open + taken.count(agent.id)
        assert agent.open <= max(agent.capacity, before[agent.id].open)
    for work, choice in zip(works, done.choices, strict=True):
        if choice.agent is not None:
            assert set(work.skills) <= set(before[choice.agent].skills)
            assert not before[choice.agent].away


def test_round_robin_goes_round():
    team = [Agent(id="a"), Agent(id="b", capacity=1), Agent(id="c")]
    done = assign_round_robin([Work(ticket=str(k)) for k in range(5)], team, after="a")
    assert [choice.agent for choice in done.choices] == ["b", "c", "a", "c", "a"]


@given(st.lists(st.integers(0, 7), min_size=1, max_size=6), st.integers(0, 3))
def test_a_rotation_is_proportional_and_goes_on(weights, parts):
    named = {str(k): w for k, w in enumerate(weights)}
    total = sum(weights)
    if not total:
        return
    whole = weighted_rotation(named, total * 2)
    assert {name: whole.order.count(name) for name in named} == {n: 2 * w for n, w in named.items()}
    assert set(whole.state.values()) == {0}
    first = weighted_rotation(named, parts)
    rest = (
        weighted_rotation(named, total * 2 - parts, state=first.state)
        if total * 2 >= parts
        else None
    )
    if rest is not None:
        assert first.order + rest.order == whole.order
    # Evenly spread: at no time more than one turn away from the exact share of the heaviest.
    for n in range(1, total + 1):
        top = max(named, key=named.get)
        exact = Fraction(named[top] * n, total)
        assert abs(whole.order[:n].count(top) - exact) <= 1


@pytest.mark.parametrize(
    ("weights", "turns", "state", "message"),
    [
        ({"a": -1}, 1, None, "weights must be whole numbers, zero or more; got -1 for a"),
        ({"a": 1.5}, 1, None, "weights must be whole numbers"),
        ({"a": True}, 1, None, "weights must be whole numbers"),
        ({"a": 0}, 1, None, "weights must hold one above zero; got {'a': 0}"),
        ({}, 1, None, "weights must hold one above zero"),
        ({"a": 1}, -1, None, "turns must be a whole number, zero or more; got -1"),
        ({"a": 1}, 1.5, None, "turns must be a whole number"),
        ({"a": 1}, 1, {"b": 0}, r"state must be of the same agents; got \('b',\)"),
    ],
)
def test_bad_rotations(weights, turns, state, message):
    with pytest.raises(InputError, match=message):
        weighted_rotation(weights, turns, state=state)


COSTS = st.integers(0, 4).flatmap(
    lambda n: st.integers(1, 4).flatmap(
        lambda m: st.lists(
            st.lists(st.one_of(st.integers(-9, 9), st.just(np.inf)), min_size=m, max_size=m),
            min_size=n,
            max_size=n,
        )
    )
)


def best_by_hand(cost):
    """Most pairs, then least cost, over all ways."""
    if not cost:
        return 0, 0
    n, m = len(cost), len(cost[0])
    found = []
    for columns in permutations([*range(m), *([None] * n)], n):
        pairs = [(r, c) for r, c in enumerate(columns) if c is not None]
        if all(np.isfinite(cost[r][c]) for r, c in pairs):
            found.append((-len(pairs), sum(cost[r][c] for r, c in pairs)))
    return min(found)


@settings(max_examples=60)
@given(COSTS)
def test_the_cheapest_of_all_ways(cost):
    answer = cheapest_assignment(cost)
    pairs, total = best_by_hand(cost)
    assert (-len(answer.pairs), answer.cost) == (pairs, total)
    assert len({row for row, _ in answer.pairs}) == len({c for _, c in answer.pairs}) == -pairs
    assert sorted([*answer.unassigned, *(r for r, _ in answer.pairs)]) == list(range(len(cost)))


def test_capacity_gives_an_agent_several():
    answer = cheapest_assignment([[1, 5], [1, 5], [1, 5]], capacity=[2, 1])
    assert answer.cost == 7
    assert [column for _, column in answer.pairs].count(0) == 2
    assert cheapest_assignment([[1, 5], [1, 5]], capacity=[0, 0]).unassigned == (0, 1)
    assert cheapest_assignment([]).pairs == ()
    assert cheapest_assignment([[np.inf]]).unassigned == (0,)


@pytest.mark.parametrize(
    ("cost", "capacity", "message"),
    [
        ([["a"]], None, "cost must hold numbers"),
        ([[True]], None, "cost must hold numbers"),
        ([[1], [1, 2]], None, "cost must be a regular array"),
        ([[1e200]], None, r"cost must be below 1e\+150 in size, or infinite where forbidden"),
        ([1, 2], None, "cost must have a row a ticket and a column an agent"),
        ([[np.nan]], None, r"or infinite where forbidden; got nan at"),
        ([[-np.inf]], None, "or infinite where"),
        ([[1, 2]], [1], "capacity must have one number an agent, 2; got 1"),
        ([[1, 2]], [1, -1], "capacity must be zero or more; got -1 at position 1"),
        ([[1, 2]], [1, 0.5], "capacity must hold whole numbers"),
    ],
)
def test_bad_costs(cost, capacity, message):
    with pytest.raises(InputError, match=message):
        cheapest_assignment(cost, capacity=capacity)


def test_agents_come_back_from_json():
    for agent in TEAM:
        assert Agent.model_validate_json(agent.model_dump_json()) == agent
    assert tickets.pick_swarm(BILLING, TEAM).to_dict()["agents"] == ["ann"]
