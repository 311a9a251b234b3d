from datetime import timedelta

import pytest

from supportops import workforce
from supportops.errors import InputError
from supportops.vocabulary import Range


def ends(band):
    return band.low, band.high


@pytest.mark.fact("playbook-itcs-staffing-rule", "playbook-itcs-staffing-example")
def test_one_rule_rounds_both_ends_its_own_way():
    answer = workforce.rule_agents(5000, rule=workforce.staffing_rule("itcs"))
    assert ends(answer.rule.each) == (400, 800)
    assert ends(answer.agents) == (6.25, 12.5)
    assert ends(answer.heads) == (7, 13)
    team = {role: ends(heads) for role, heads in workforce.published_team().items()}
    assert team == {
        "front-line agents": (7, 12),
        "L2 engineers": (1, 2),
        "QA or trainer": (1, 1),
        "product liaison": (0.5, 0.5),
    }
    assert sum(low for low, _ in team.values()) == 9.5


def test_email_takes_half_of_what_high_touch_does():
    email = workforce.rule_agents(5000, rule=workforce.staffing_rule("hume-email"))
    touch = workforce.rule_agents(5000, rule=workforce.staffing_rule("hume-high-touch"))
    assert ends(email.agents) == (12.5, 20)
    assert ends(email.rule.each) == (250, 400)
    assert ends(touch.rule.each) == (150, 200)


def test_users_and_accounts():
    users = workforce.rule_agents(2600, rule=workforce.staffing_rule("vivtone-users"))
    assert ends(users.heads) == (6, 6)
    accounts = {
        name: ends(workforce.staffing_rule(name).each)[0]
        for name in ("vivtone-users", "vivtone-mid-market", "vivtone-enterprise")
    }
    assert accounts == {"vivtone-users": 500, "vivtone-mid-market": 50, "vivtone-enterprise": 10}


def test_rules_of_your_own():
    mine = workforce.StaffingRule(name="ours", role="agents", each=Range(low=300, high=500))
    assert ends(workforce.rule_agents(0, rule=mine).heads) == (0, 0)
    assert workforce.staffing_rules()[0] == "itcs"
    half = workforce.StaffingRule(name="half", role="agents", each=Range(low=300))
    with pytest.raises(InputError, match="rule must have both ends above zero; got at least 300"):
        workforce.rule_agents(10, rule=half)
    with pytest.raises(InputError, match="rule must be a StaffingRule; got 'itcs'; staffing_rule"):
        workforce.rule_agents(10, rule="itcs")
    with pytest.raises(InputError, match="count must be a finite number"):
        workforce.rule_agents(-1, rule=mine)
    with pytest.raises(InputError, match="name must be a preset of workforce; got 'other'"):
        workforce.staffing_rule("other")


@pytest.mark.fact("workforce-channel-throughput")
def test_channels_stand_as_published():
    rows = {
        name: (ends(row.per_hour), ends(row.concurrency), row.inferred)
        for name in workforce.channels()
        for row in [workforce.channel_throughput(name)]
    }
    assert rows == {
        "email": ((4, 8), (1, 1), True),
        "live_chat": ((2, 4), (2, 3), False),
        "phone": ((3, 5), (1, 1), False),
        "social": ((5, 10), (1, 2), False),
    }
    minutes = {
        name: tuple(t / timedelta(minutes=1) for t in workforce.channel_throughput(name).agent_time)
        for name in rows
    }
    assert minutes == {"email": (7.5, 15), "live_chat": (15, 30), "phone": (12, 20),
                       "social": (6, 12)}  # fmt: skip
    assert ends(workforce.channel_capacity("live_chat", agents=3, hours="6h")) == (36, 72)
    with pytest.raises(InputError, match="channel must be one of email, live_chat, phone or soc"):
        workforce.channel_throughput("fax")


@pytest.mark.fact("playbook-ast-feasibility")
def test_forty_eight_agents_cannot_take_a_million_calls():
    said = workforce.stated_operation("ast")
    year = {"hours": "2080h", "occupancy": 0.85, "shrinkage": 0.3}
    found = workforce.feasibility(
        said.contacts, handle_time=said.handle_time, agents=said.agents, **year
    )
    hour = timedelta(hours=1)
    assert found.workload / hour == 135_000
    assert found.workload_per_agent / hour == 2812.5
    assert (round(found.required, 1), found.required_heads, found.feasible) == (109.1, 110, False)
    assert round(found.feasible_contacts) == 528_043
    less = workforce.feasibility(
        said.contacts, handle_time=said.handle_time, agents=48, deflected="40%", **year
    )
    faster = workforce.feasibility(
        said.contacts, handle_time=said.handle_time * 0.82, agents=48, deflected="40%", **year
    )
    assert (int(less.required), round(faster.required)) == (65, 54)
    fits = workforce.feasibility(
        found.feasible_contacts, handle_time=said.handle_time, agents=48, **year
    )
    assert fits.feasible
    with pytest.raises(InputError, match="name must be one of ast; got 'other'"):
        workforce.stated_operation("other")
    with pytest.raises(
        InputError, match=r"contacts must be so small that its work fits; got 1e\+30"
    ):
        workforce.feasibility(1e300, handle_time="1m", agents=1, **year)
    with pytest.raises(InputError, match="agents must be a finite number above zero; got 0"):
        workforce.feasibility(1, handle_time="1m", agents=0, **year)


def test_throughput_against_what_is_published():
    day = {"hours": "8h", "utilization": 0.75}
    level_1 = workforce.throughput("10m", **day, published=Range(low=30, high=50))
    assert (level_1.tickets, level_1.fits) == (36, False)
    assert level_1.least_time == timedelta(minutes=500)
    level_2 = workforce.throughput("30m", **day, published=Range(low=10, high=12))
    assert (level_2.tickets, level_2.fits) == (12, True)
    assert workforce.throughput("30m", **day).fits is None
    assert workforce.throughput("30m", **day, published=Range(low=10)).fits is None
