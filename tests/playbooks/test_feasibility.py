"""Stated people beside stated work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError
from supportops.playbooks import feasibility, open_playbook, playbook_from_toml

AST = open_playbook("ast")


def book(contacts, handle_time="exactly = '10m'", agents="exactly = 5"):
    named = 'agents = "staff"' if agents else ""
    row = f"{{ measure = 'staff', role = 'given', unit = 'people', {agents} }}," if agents else ""
    return playbook_from_toml(f"""
name = "ours"
title = "Ours"
source = "handbook"
[operation]
contacts = "tickets"
handle_time = "aht"
{named}
[[chapters]]
name = "work"
where = "page 1"
figures = [
  {{ measure = 'tickets', role = 'given', unit = 'tickets a month', {contacts} }},
  {{ measure = 'aht', role = 'given', {handle_time} }},
  {row}
]
""")


@given(
    st.integers(0, 100_000),
    st.integers(1, 240),
    st.floats(0.05, 1),
    st.floats(0, 0.9),
)
def test_the_capacity_equation_over_a_year(tickets, minutes, occupancy, shrinkage):
    answer = feasibility(
        book(f"exactly = {tickets}", f"exactly = '{minutes}m'"),
        occupancy=occupancy,
        shrinkage=shrinkage,
    )
    wanted = workforce.required_agents(
        12 * tickets,
        handle_time=f"{minutes}m",
        hours="2080h",
        utilization=occupancy * (1 - shrinkage),
    ).agents
    assert answer.required.low == pytest.approx(wanted, rel=1e-9)
    assert answer.required.high == answer.required.low
    assert answer.feasible == (wanted <= 5 * (1 + 1e-9)) or abs(wanted - 5) < 1e-6
    # What the people can do takes exactly these people.
    assert answer.capacity.low * minutes / 60 / 2080 / occupancy / (1 - shrinkage) == pytest.approx(
        5
    )


@pytest.mark.parametrize(
    ("contacts", "agents", "feasible"),
    [
        ("exactly = 1000", "exactly = 2", True),  # 2,000 h a year and 1.6 agents
        ("exactly = 1000", "exactly = 1", False),
        ("at_least = 500, at_most = 1000", "exactly = 1", None),
        ("at_most = 1000", "at_least = 2", True),
        ("at_least = 1000", "at_most = 1", False),
        ("at_least = 1000", "at_least = 2", None),
        ("exactly = 0", "exactly = 0", True),
    ],
)
def test_open_ends_and_ranges(contacts, agents, feasible):
    answer = feasibility(book(contacts, agents=agents))
    assert answer.feasible is feasible
    assert answer.reason.startswith(
        {True: "the stated people suffice", False: "the stated people do not", None: "it depends"}[
            feasible
        ]
    )


def test_the_volume_of_one_agent():
    answer = feasibility(book("at_least = 250, at_most = 400", agents=""))
    assert (answer.agents.low, answer.agents.high) == (1, 1)
    assert (answer.workload.low, answer.workload.high) == (500, 800)


def test_what_cannot_be_said_has_a_reason():
    assert feasibility(open_playbook("vivtone")).reason == "no volume is stated"
    answer = feasibility(book("at_least = 100", "at_most = '10m'"))
    assert (answer.feasible, answer.workload, answer.required) == (None, None, None)
    assert answer.reason == "volume and handle time are open at opposite ends"
    nobody = feasibility(book("exactly = 100", agents="exactly = 0"))
    assert (nobody.feasible, nobody.hours_per_agent) == (False, None)
    assert nobody.capacity.high == 0


def test_nothing_reaches_people():
    answer = feasibility(AST, deflected=1)
    assert (answer.required.low, answer.feasible) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"occupancy": 0}, "occupancy must be above zero; got 0"),
        ({"occupancy": 85}, 'occupancy must be a share from 0 to 1; got 85; write 0.85 or "85%"'),
        ({"shrinkage": 1}, "shrinkage must be below 1; got 1"),
        ({"hours": "0h"}, "hours must be above zero; got '0h'"),
        ({"hours": 2080}, "hours must say its unit; got 2080"),
        ({"handle_time": "0m"}, "handle_time must be above zero; got '0m'"),
        ({"handle_time_saved": 1}, "handle_time_saved must be below 1; got 1"),
        ({"deflected": -0.1}, "deflected must be a share from 0 to 1; got -0.1"),
    ],
)
def test_arguments_that_do_not_hold(arguments, message):
    with pytest.raises(InputError, match=message):
        feasibility(AST, **arguments)


def test_the_result_goes_into_a_table_and_a_card():
    answer = feasibility(AST)
    assert answer.to_frame().loc[0, "playbook"] == "ast"
    assert "135,000 hours a year" in answer._repr_html_()
