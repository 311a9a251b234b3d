"""The rules of `deviations`, on playbooks made for them: one that triggers, one that does not."""

from dataclasses import replace

import pytest

from supportops import sla, tiers, tooling
from supportops.errors import InputError
from supportops.playbooks import (
    _deviations_metrics,
    _deviations_promises,
    _deviations_work,
    deviations,
    feasibility,
    open_playbook,
    playbook_from_toml,
    playbooks,
)
from supportops.playbooks._ground import Ground
from supportops.vocabulary import Range, promise


def book(*figures, uses="", operation=""):
    rows = ",\n".join("{ " + row + " }" for row in figures)
    return playbook_from_toml(f"""
name = "ours"
title = "Ours"
source = "handbook"
[uses]
{uses}
{operation}
[[chapters]]
name = "all"
where = "page 1"
figures = [
{rows}
]
""")


def row(measure, bounds, scope="", role="target"):
    return f"measure = '{measure}', scope = '{scope}', role = '{role}', {bounds}"


def codes(*figures, **parts):
    return [d.code for d in deviations(book(*figures, **parts))]


OPERATION = "[operation]\ncontacts = 'tickets'\nhandle_time = 'aht'\nagents = 'staff (agents)'"


def work(tickets, agents, minutes="10m"):
    return (
        row("tickets", f"exactly = {tickets}, unit = 'tickets a month'"),
        row("aht", f"exactly = '{minutes}'"),
        row("staff", f"exactly = {agents}, unit = 'people'", "agents"),
    )


def test_nothing_stated_is_nothing_found():
    assert codes() == []


@pytest.mark.parametrize(
    ("tickets", "agents", "expected"),
    [(1000, 2, []), (1000, 1, ["infeasible-staffing"])],
)
def test_staffing(tickets, agents, expected):
    assert codes(*work(tickets, agents), operation=OPERATION) == expected


def test_staffing_follows_the_assumptions():
    ours = book(*work(1000, 1), operation=OPERATION)
    assert deviations(ours, occupancy=1, shrinkage=0) == ()
    with pytest.raises(InputError, match="occupancy must be above zero"):
        deviations(ours, occupancy=0)
    with pytest.raises(InputError, match="hours must be above zero"):
        deviations(ours, hours="0h")


@pytest.mark.parametrize(("people", "expected"), [(2, []), (1, ["infeasible-tier"])])
def test_a_tier_with_people_of_its_own(people, expected):
    # 1,000 a month, 5 of 10 minutes for 20 agents: 12,000 × 50 % × 30 m = 3,000 h.
    figures = (
        *work(1000, 20, "30m"),
        row("share_of_contacts", "exactly = '50%'", "L1"),
        row("share_of_contacts", "exactly = '50%'", "L2"),
        row("staff", f"exactly = {people}, unit = 'people'", "L2 engineers"),
    )
    assert codes(*figures, operation=OPERATION) == expected


@pytest.mark.parametrize(
    "extra",
    [
        row("staff", "at_least = 1, unit = 'people'", "L2 engineers"),
        row("staff", "exactly = 0, unit = 'people'", "L2 engineers"),
    ],
)
def test_a_tier_whose_people_are_not_counted(extra):
    shares = [row("share_of_contacts", "exactly = '50%'", tier) for tier in ("L1", "L2")]
    assert codes(*work(1000, 20), *shares, extra, operation=OPERATION) == []


@pytest.mark.parametrize(("last", "expected"), [("8%", []), ("9%", ["shares-do-not-sum"])])
def test_shares_of_contacts(last, expected):
    shares = [
        row("share_of_contacts", f"exactly = '{part}'", tier)
        for tier, part in (("L1", "72%"), ("L2", "20%"), ("L3", last))
    ]
    assert codes(*shares) == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [("exactly = '60h'", []), ("exactly = '61h'", ["parts-do-not-sum"]), ("at_least = '61h'", [])],
)
def test_parts_of_the_onboarding(whole, expected):
    parts = [row("onboarding", f"exactly = '{h}h'", f"part {h}") for h in (40, 20)]
    assert codes(row("onboarding", whole), *parts) == expected


def test_cost_beside_the_people_that_the_work_takes():
    cost = row("cost_per_contact", "exactly = '2 USD'", role="reported")
    assert codes(*work(1000, 1), cost, operation=OPERATION) == [
        "infeasible-staffing",
        "cost-a-head",
    ]
    assert codes(*work(1000, 2), cost, operation=OPERATION) == []
    below = row("cost_per_contact", "below = '2 USD'", role="reported")
    assert codes(*work(1000, 1), below, operation=OPERATION) == ["infeasible-staffing"]


@pytest.mark.parametrize(
    ("team", "agents", "expected"),
    [
        (50, 50, ["saving-a-head"]),
        (50, 48, ["saving-a-head", "stated-twice"]),
        (0, 48, []),
    ],
)
def test_a_saving_and_its_team(team, agents, expected):
    figures = (
        row("labor_saving_a_year", "exactly = '220000 USD'", role="claim"),
        row("aht_reduction", "exactly = '18%'", role="claim"),
        row("team", f"exactly = {team}, unit = 'people'", "labor saving", "given"),
        row("staff", f"exactly = {agents}, unit = 'people'", "agents"),
    )
    assert codes(*figures) == expected


@pytest.mark.parametrize(("high", "expected"), [(13, []), (12, ["ratio-rounding"])])
def test_a_ratio_and_a_team(high, expected):
    figures = (
        row("tickets", "exactly = 5000, unit = 'tickets a month'"),
        row("tickets_per_agent", "at_least = 400, at_most = 800, unit = 'tickets a month'"),
        row("staff", f"at_least = 7, at_most = {high}, unit = 'people'", "agents"),
    )
    operation = "[operation]\ncontacts = 'tickets'\nagents = 'staff (agents)'"
    assert codes(*figures, operation=operation) == expected
    yearly = figures[0].replace("a month", "a year")
    assert codes(yearly, *figures[1:], operation=operation) == []
    half = figures[1].replace("at_least = 400, ", "")
    assert codes(figures[0], half, figures[2], operation=operation) == []
    assert codes(*figures, operation="[operation]\ncontacts = 'tickets'") == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (row("csat", "at_least = '90%'"), []),
        (row("csat", "at_least = '91%'"), ["stated-twice"]),
        (row("csat", "at_least = '91%'", role="stretch"), ["stated-twice"]),
        (row("csat", "at_least = '91%'", role="reported"), []),
        (row("csat", "at_least = '91%'", "chat"), []),
    ],
)
def test_one_measure_twice(other, expected):
    assert codes(row("csat", "at_least = '90%'"), other) == expected


@pytest.mark.parametrize(
    ("mean", "unit", "expected"),
    [(4.5, "of 5", ["mean-as-percent"]), (5, "of 5", []), (4.5, "points", [])],
)
def test_a_mean_as_a_percentage(mean, unit, expected):
    figures = (
        row("csat_mean", f"exactly = {mean}, unit = '{unit}'", role="reported"),
        row("csat", "exactly = '90%'", role="reported"),
    )
    assert codes(*figures) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("below = '28%'", []), ("below = '27%'", ["transfers-below-tiers"]), ("above = '1%'", [])],
)
def test_transfers(limit, expected):
    shares = [
        row("share_of_contacts", f"exactly = '{part}'", tier)
        for tier, part in (("front", "72%"), ("back", "28%"))
    ]
    assert codes(row("transfer_rate", limit), *shares) == expected


@pytest.mark.parametrize(
    ("whole", "expected"), [("60%", []), ("62%", ["fcr-beyond-tier"]), (None, [])]
)
def test_first_contact_resolution_of_the_first_tier(whole, expected):
    figures = [
        row("share_of_contacts", "exactly = '72%'", "front"),
        row("share_of_contacts", "exactly = '28%'", "back"),
        row("fcr", "at_least = '85%'", "simple, front"),
    ]
    figures += [row("fcr", f"at_least = '{whole}'")] if whole else []
    assert codes(*figures) == expected


@pytest.mark.parametrize(
    ("downtime", "expected"),
    [
        ("at_most = '8.8h'", ["downtime-rounded"]),
        ("at_most = '8.76h'", []),
        ("at_least = '1h'", []),
    ],
)
def test_downtime_beside_uptime(downtime, expected):
    figures = (row("uptime", "at_least = '99.9%'"), row("downtime_a_year", downtime))
    assert codes(*figures) == expected


@pytest.mark.parametrize(
    ("uptime", "expected"),
    [
        ("at_least = '99.8%'", ["uptime-below-vendors"]),
        ("at_least = '99.9%'", []),
        ("below = '99%'", []),
    ],
)
def test_uptime_beside_that_of_vendors(uptime, expected):
    assert codes(row("uptime", uptime), uses="tables = ['tooling.must_haves']") == expected


def test_goals_beside_bands():
    uses = "goals = 'worked-team'"
    assert codes(uses=uses) == []
    assert codes(uses=f"{uses}\nbands = 'support-operations'").count("goal-outside-band") == 3


@pytest.mark.parametrize(
    ("scope", "expected"), [("login issues", ["deflection-of-focus"]), ("API errors", [])]
)
def test_focus_of_a_deflection_goal(scope, expected):
    figures = (
        row("tickets", "exactly = 1200, unit = 'tickets a month'"),
        row("share_of_tickets", "exactly = '22%'", scope),
    )
    assert codes(*figures, uses="goals = 'worked-team'") == expected


def test_a_focus_without_tickets_needs_no_share():
    figures = (
        row("tickets", "exactly = 1200, unit = 'tickets a month'"),
        row("share_of_tickets", "exactly = '0%'", "login issues"),
    )
    assert codes(*figures, uses="goals = 'worked-team'") == []


def test_split_and_structure_are_both_needed():
    assert codes(uses="tier_split = 'worked-team'") == []
    both = "tier_split = 'worked-team'\ntiers = 'support-operations'"
    assert codes(uses=both) == ["tier-share-outside-band"] * 2
    below = "tier_split = 'worked-team'\ntiers = 'three-tier'"
    assert set(codes(uses=below)) <= {"tier-share-outside-band"}


@pytest.mark.parametrize(("busy", "expected"), [("at_most = '80%'", 2), ("at_least = '70%'", 0)])
def test_throughput(busy, expected):
    found = codes(row("agent_utilization", busy), uses="tiers = 'support-operations'")
    assert found == ["throughput-beyond-day"] * expected
    # A day of 16 hours would do for one of the two tiers.
    ours = book(row("agent_utilization", "at_most = '55%'"), uses="tiers = 'support-operations'")
    assert [d.about for d in deviations(ours, hours="4160h")] == ["L2"]


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("at_most = '4h'", ["escalation-after-resolution"]),
        ("at_most = '3h59m'", []),
        ("at_least = '4h'", []),
    ],
)
def test_escalation_beside_resolution(deadline, expected):
    assert codes(row("escalation_deadline", deadline), uses="sla = 'priority'") == expected


@pytest.mark.parametrize(
    ("wait", "expected"),
    [("below = '2m'", ["wait-beside-response"]), ("at_most = '5m'", []), ("above = '1m'", [])],
)
def test_wait_beside_response(wait, expected):
    figures = (row("chat_wait", wait), row("first_response_promise", "at_most = '5m'", "chat"))
    assert codes(*figures) == expected


@pytest.mark.parametrize(
    ("response", "expected"),
    [("31m", ["checkpoint-before-response"]), ("30m", []), ("15m", [])],
)
def test_checkpoints_before_the_response(response, expected):
    figure = row("first_response_promise", f"at_most = '{response}'", "priority 1")
    solved = row("resolution_promise", "at_most = '8h'", "priority 1")
    uses = "tables = ['escalation.time_boxes:ast-enterprise', 'escalation.time_boxes:support-operations-summary']"
    assert codes(figure, solved, uses=uses) == expected
    assert codes(figure.replace("at_most", "at_least"), solved, uses=uses) == []


def test_spans_that_nobody_owns():
    assert codes(uses="tables = ['escalation.time_boxes:hume']") == ["unowned-span"]
    assert (
        codes(
            uses="tables = ['escalation.time_boxes:ast-incident', 'escalation.time_boxes:support-operations-summary']"
        )
        == []
    )


def test_priorities_without_a_resolution():
    one = row("first_response_promise", "at_most = '1h'", "priority 1")
    assert codes(one) == ["no-resolution-target"]
    assert codes(one, row("resolution_promise", "at_most = '8h'", "priority 1")) == []
    assert codes(row("first_response_promise", "at_most = '1h'", "email")) == []


@pytest.mark.parametrize(
    ("month", "year", "expected"),
    [
        ("at_least = '1200 USD'", "at_least = '15000 USD'", ["year-is-not-twelve-months"]),
        ("at_least = '1250 USD'", "at_least = '15000 USD'", []),
        ("at_most = '1200 USD'", "at_least = '15000 USD'", []),
    ],
)
def test_a_year_beside_twelve_months(month, year, expected):
    figures = (
        row("price_a_month", month, "enterprise", "price"),
        row("price_a_year", year, "enterprise", "price"),
    )
    assert codes(*figures) == expected
    assert codes(figures[1]) == []


@pytest.mark.parametrize("name", playbooks())
def test_every_deviation_says_what_is_printed_and_what_follows(name):
    for found in deviations(open_playbook(name)):
        assert found.code
        assert found.about
        assert found.stated
        assert found.found
        assert found.where
        assert found.stated in str(found)
        assert found.to_frame().shape == (1, 7)


def ground(**tables):
    """A playbook that uses tables which no room publishes."""
    ours = book()
    return Ground(
        ours,
        (),
        {f"{door.replace('__', '.')}()": t for door, t in tables.items()},
        feasibility(ours),
        8,
    )


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ((0.2, 0.3), ["no-idle-time"]),
        ((0.2, 0.25), ["parts-do-not-sum"]),
    ],
)
def test_a_time_budget(total, expected):
    parts = {
        "ticket_handling": Range(low=0.7, high=0.8),
        "meetings": Range(low=0.1, high=0.2),
        "breaks": Range(low=0.1, high=0.1),
        "shrinkage_total": Range(low=total[0], high=total[1]),
    }
    found = _deviations_work.RULES[-2](ground(workforce__utilization_parts=parts))
    assert [d.code for d in found] == expected


def test_levers_that_stay_within_the_whole():
    levers = tooling.cost_levers()
    rule = _deviations_work.RULES[-1]
    assert [d.code for d in rule(ground(tooling__cost_levers=levers))] == ["savings-beyond-whole"]
    assert list(rule(ground(tooling__cost_levers=levers[:2]))) == []


def test_a_matrix_that_keeps_its_multipliers():
    matrix = sla.preset_matrix()
    kept = matrix.model_copy(update={"overrides": ()})
    found = [
        d.code
        for rule in _deviations_promises.RULES[-2:]
        for d in rule(ground(sla__preset_matrix=kept))
    ]
    assert found == []
    exact = matrix.overrides[0].model_copy(update={"promise": promise("7m30s")})
    rule = _deviations_promises.RULES[-2]
    assert (
        list(rule(ground(sla__preset_matrix=matrix.model_copy(update={"overrides": (exact,)}))))
        == []
    )


def test_tiers_without_a_handle_time():
    structure = tiers.preset("support-operations")
    bare = tuple(tier.model_copy(update={"handle_time": None}) for tier in structure.tiers)
    place = replace(
        ground(tiers__preset=structure.model_copy(update={"tiers": bare})),
        figures=book(row("agent_utilization", "at_most = '80%'")).figures,
    )
    assert list(_deviations_metrics.RULES[-1](place)) == []
