"""Rules about tools: what trips them, what does not, and where the border runs."""

import pytest

case = pytest.param


def stack(**facts):
    return {"design": {"stack": facts}}


def tools(n, functions):
    return stack(tools={f"t{i}": [f"f{i % functions}"] for i in range(n)})


def automations(*owners, triggers=("created",)):
    return stack(automations=[
        {"name": f"r{i}", "trigger": triggers[i % len(triggers)], "owner": owner}
        for i, owner in enumerate(owners)
    ])  # fmt: skip


def integrations(*custom, owner="Ada", documented=True):
    return stack(integrations=[
        {"name": f"i{i}", "custom": flag, "owner": owner, "documented": documented}
        for i, flag in enumerate(custom)
    ])  # fmt: skip


CASES = [
    case("tool-sprawl", "ratio", tools(10, 5), [tools(9, 5)],
         marks=pytest.mark.fact("tooling-bad-stack")),
    case("manual-everything", "routed",
         stack(automated_routing=0.0), [stack(automated_routing=0.01)],
         marks=pytest.mark.fact("tooling-bad-stack")),
    case("manual-everything", "rules", automations(), [automations("Ada")],
         marks=pytest.mark.fact("tooling-bad-stack")),
    case("channel-silos", "tools",
         stack(channels={"email": "a", "chat": "b"}, shared_history=False),
         [stack(channels={"email": "a", "chat": "b"}, shared_history=True),
          stack(channels={"email": "a", "chat": "a"}, shared_history=False)],
         marks=pytest.mark.fact("tooling-bad-stack")),
    case("integration-debt", "custom",
         integrations(True, True, True, False, False), [integrations(True, True, False, False)],
         marks=pytest.mark.fact("tooling-bad-stack", "tooling-anti-patterns")),
    case("integration-debt", "orphans",
         integrations(True, False, owner=""),
         [integrations(False, False, owner=""), integrations(True, False)],
         marks=pytest.mark.fact("tooling-anti-patterns")),
    case("integration-debt", "orphans",
         integrations(True, False, documented=False), [integrations(True, False)]),
    case("reporting-gaps", "blind",
         {"design": {"scorecard": {"sources": {"csat": " "}}}},
         [{"design": {"scorecard": {"sources": {"csat": "survey report"}}}}],
         marks=pytest.mark.fact("tooling-bad-stack", "tooling-anti-patterns")),
    case("under-utilization", "used",
         {"licences": {"tool": "desk bot", "paid": "20 20", "used": "9 15"}},
         [{"licences": {"tool": "desk bot", "paid": "20 20", "used": "10 15"}}],
         marks=pytest.mark.fact("tooling-anti-patterns")),
    case("no-governance", "orphans", automations(""), [automations("Ada")],
         marks=pytest.mark.fact("tooling-anti-patterns")),
    case("no-governance", "overlap", automations("Ada", "Bo"),
         [automations("Ada", "Ada"), automations("Ada", "Bo", triggers=("created", "closed"))],
         marks=pytest.mark.fact("tooling-anti-patterns")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
