"""From deflection to money and service: every link, and where the chain ends."""

from datetime import date
from pathlib import Path

import pytest

from supportops.design import design_operation, profile_from_toml
from supportops.errors import InputError

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
AS_OF = date(2026, 11, 23)


def package(**given):
    lines = "".join(f"{name} = {value}\n" for name, value in given.items())
    return design_operation(
        profile_from_toml(TEXT.replace("[given]\n", f"[given]\n{lines}")), as_of=AS_OF
    )


def links(made):
    return {link.what: link for link in made.returns.links}


def ends(link):
    return link.today_low, link.today_high, link.after_low, link.after_high


def test_the_chain_of_the_worked_team_ends_in_people_and_service():
    made = package()
    found = links(made)
    assert ends(found["Tickets deflected"]) == (0, 0, 0.25, 0.25)
    assert ends(found["Tickets that people handle"]) == (1200, 1200, 900, 900)
    # 300 tickets of L1, of 10 to 15 minutes, from 430-1,035 hours.
    assert ends(found["Hours of work"]) == pytest.approx((430, 1035, 380, 960))
    assert ends(found["Agents that the work takes"]) == pytest.approx(
        (430 / 126, 1035 / 126, 380 / 126, 960 / 126)
    )
    # Volume falls by a quarter; the promise of the busy hour takes hardly fewer people.
    assert ends(found["Agents who keep the promise of the busy hour"]) == (4, 9, 4, 9)
    assert made.returns.lacks == (
        "what support costs a month (until then it ends in people and service)",
    )
    # Five of eight are at work: at the long handle times the queue never ends, today and then.
    kept = found["Taken up within 1h at the busy hour by 5 at work"]
    assert kept.today_low == pytest.approx(0.9987, abs=5e-5)
    assert kept.after_low > kept.today_low
    assert (kept.today_high, kept.after_high) == (0, 0)
    light = next(f for f in made.findings if f.code == "deflection-takes-light-work")
    assert light.title == (
        "The deflection goal takes 25 % of the tickets, but only 7.2 % to 11.6 % of the work"
    )
    assert "430–1,035 h become 380–960 h" in light.arithmetic


def test_with_costs_it_goes_on_to_money():
    made = package(cost_per_month='"36000 USD"')
    found = links(made)
    assert ends(found["To compare: as if every ticket cost the same"])[3] == 9000
    # 50 of 430 hours go away, 75 of 1,035.
    saving = found["Saving, if people follow the workload"]
    assert (saving.after_low, saving.after_high) == pytest.approx(
        (36000 * 50 / 430, 36000 * 75 / 1035)
    )
    follows = found["Cost of support, if people follow the workload"]
    assert (follows.after_low, follows.after_high) == pytest.approx(
        (36000 * 380 / 430, 36000 * 960 / 1035)
    )
    assert made.returns.lacks == (
        "what self-service costs a month (until then the saving is gross)",
    )
    assert "given.self_service_cost" in {q.name for q in made.open_questions}
    paid = package(cost_per_month='"36000 USD"', self_service_cost='"6000 USD"')
    assert paid.figure("return.net.low").value == pytest.approx(36000 * 50 / 430 - 6000)
    assert paid.figure("return.roi.high").value == pytest.approx(36000 * 75 / 1035 / 6000 - 1)
    assert paid.returns.lacks == ()
    loss = next(f for f in paid.findings if f.code == "self-service-does-not-pay")
    assert loss.title == "Self-service costs more than the work that it takes away"
    assert loss.arithmetic == (
        "work of 2,609–4,186 USD/month goes away, and -3,391 to -1,814 are left after its cost; as if "
        "every ticket cost the same, 9,000 would go away"
    )
    some = package(cost_per_month='"36000 USD"', self_service_cost='"3000 USD"')
    assert "may cost" in next(f.title for f in some.findings if f.code == loss.code)
    cheap = package(cost_per_month='"36000 USD"', self_service_cost='"1000 USD"')
    assert loss.code not in {f.code for f in cheap.findings}
    free = package(cost_per_month='"36000 USD"', self_service_cost='"0 USD"')
    assert "Return on what is spent" not in links(free)
    assert "What deflection is worth" in free.to_markdown()


def test_a_start_of_its_own_shortens_the_way():
    made = package(deflection='"10%"')
    wanted = 1200 / 0.9 * 0.15
    assert made.figure("knowledge.deflected_tickets").value == pytest.approx(wanted)
    # Of 444 tickets in focus: in the plan, in its finding and in the chain alike.
    assert made.knowledge.needed_share_of_focus == pytest.approx(wanted / 444)
    assert made.figure("return.volume.after").value == pytest.approx(1200 - wanted)
    narrow = package(deflection='"1%"')
    found = next(f for f in narrow.findings if f.code == "deflection-focus-too-narrow")
    assert found.arithmetic.startswith("24.2 % of all ÷ 37 % in focus = 65.5 %")
    all_ = package(deflection='"100%"')
    assert all_.knowledge.needed_share_of_focus == 0
    assert made.figure("scorecard.deflection_rate.today").value == 0.1


def test_where_the_chain_ends_early():
    reached = package(deflection='"30%"')
    assert list(links(reached)) == ["Tickets deflected"]
    assert reached.returns.lacks == ("a goal that is not reached yet",)
    known = design_operation(
        profile_from_toml(TEXT.replace("knowledge_base = false", "knowledge_base = true")),
        as_of=AS_OF,
    )
    assert known.returns.lacks[0] == "today's deflection rate"
    assert known.returns.counts.startswith("What each hundredth of the tickets is worth")
    # A hundredth of the tickets of each tier is a hundredth of its hours.
    hundredth = links(known)["Hours of work"]
    assert ends(hundredth) == pytest.approx((430, 1035, 425.7, 1024.65))
    assert "up to 67.6 %" in next(
        f.title for f in known.findings if f.code == "deflection-focus-too-narrow"
    )
    assert "| With them gone |" in known.to_markdown()
    assert "given.deflection" in {q.name for q in known.open_questions}
    assert "today's deflection rate" in known.to_markdown()
    unnamed = TEXT.replace('"login issues"', '"moths"').replace('"billing questions"', '"ants"')
    other = design_operation(profile_from_toml(unnamed), as_of=AS_OF)
    assert other.returns.lacks[0] == "tickets of the categories to write for"
    assert other.figure("return.volume.after").value == pytest.approx(1188)
    cut = (
        TEXT[: TEXT.index("[assumed.handle_time.L3]")] + TEXT[TEXT.index("[assumed.hours_a_day]") :]
    )
    short = design_operation(profile_from_toml(cut), as_of=AS_OF)
    assert [link.link for link in short.returns.links] == ["deflection", "volume"]
    assert short.returns.lacks == ("handle time of every tier",)


def test_everything_deflected_leaves_nothing_to_staff():
    text = TEXT.replace('"login issues" = "22%"', '"login issues" = "1%"')
    text = text.replace('"billing questions" = "15%"', '"billing questions" = "1%"')
    made = design_operation(profile_from_toml(text), as_of=AS_OF)
    # The focus has 24 tickets: more than these cannot be deflected in it.
    assert made.figure("return.volume.after").value == pytest.approx(1176)


def test_deflection_of_heavy_work_is_no_finding():
    heavy = TEXT.replace('low = "10m"\nhigh = "15m"', 'low = "9h"\nhigh = "9h"')
    made = design_operation(profile_from_toml(heavy), as_of=AS_OF)
    assert "deflection-takes-light-work" not in {f.code for f in made.findings}


def test_costs_have_one_currency():
    with pytest.raises(InputError, match="costs must be in one currency; got 9 USD and 1 EUR"):
        package(cost_per_month='"9 USD"', self_service_cost='"1 EUR"')
    with pytest.raises(InputError, match="self_service_cost must be zero or more; got -1 USD"):
        package(self_service_cost='"-1 USD"')
