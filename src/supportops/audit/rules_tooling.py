"""Rules about tools: how many, how connected, who keeps them."""

from collections import defaultdict
from collections.abc import Iterator

from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


@looks_at("tool-sprawl", "design.stack.tools")
def tool_sprawl(scene: Scene) -> Iterator[Finding]:
    """Tools for each function that they serve together.

    Triggers: 10 tools for 5 functions. Near miss: 9 tools for 5.
    """
    tools = scene.design.stack.tools or {}
    functions = {function for served in tools.values() for function in served}
    if not functions:
        raise NotAuditedError("design.stack.tools names no function")
    ratio = len(tools) / len(functions)
    yield from scene.trips("ratio", ratio, n=len(tools), of="tools", evidence=tuple(tools)[:10])


@looks_at("manual-everything", "design.stack.automated_routing")
def routed_by_hand(scene: Scene) -> Iterator[Finding]:
    """Share of tickets that rules route.

    Triggers: none. Near miss: 1 %.
    """
    yield from scene.trips("routed", scene.design.stack.automated_routing or 0.0)


@looks_at("manual-everything", "design.stack.automations")
def no_automations(scene: Scene) -> Iterator[Finding]:
    """Automatic rules that there are.

    Triggers: none. Near miss: one.
    """
    yield from scene.trips("rules", len(scene.design.stack.automations or ()))


@looks_at("channel-silos", "design.stack.channels", "design.stack.shared_history")
def channel_silos(scene: Scene) -> Iterator[Finding]:
    """Tools that serve the channels, where no agent sees them together.

    Triggers: email in one, chat in another. Near miss: a history across both, or one tool.
    """
    if not scene.design.stack.shared_history:
        tools = sorted(set((scene.design.stack.channels or {}).values()))
        yield from scene.trips("tools", len(tools), evidence=tuple(tools))


@looks_at("integration-debt", "design.stack.integrations")
def custom_integrations(scene: Scene) -> Iterator[Finding]:
    """Share of custom integrations, and those without owner or page.

    Triggers: 3 of 5 are custom, or one of them has no owner. Near miss: 2 of 4, all kept.
    """
    every = scene.design.stack.integrations or ()
    if not every:
        raise NotAuditedError("design.stack.integrations names none")
    custom = [one for one in every if one.custom]
    names = tuple(one.name for one in custom)
    share = len(custom) / len(every)
    yield from scene.trips("custom", share, n=len(every), of="integrations", evidence=names)
    lost = tuple(one.name for one in custom if not (one.owner and one.documented))
    yield from scene.trips("orphans", len(lost), n=len(custom), of="custom", evidence=lost)


@looks_at("reporting-gaps", "design.scorecard.sources")
def blind_metrics(scene: Scene) -> Iterator[Finding]:
    """Required metrics without a source.

    Triggers: one of them. Near miss: each has a report.
    """
    sources = scene.design.scorecard.sources or {}
    blind = tuple(name for name, source in sources.items() if not source.strip())
    yield from scene.trips("blind", len(blind), n=len(sources), of="metrics", evidence=blind)


@looks_at("under-utilization", "licences.tool", "licences.paid", "licences.used")
def unused_seats(scene: Scene) -> Iterator[Finding]:
    """Share of the paid seats that are used, tool by tool.

    Triggers: 9 of 20. Near miss: 10 of 20.
    """
    frame = scene.table("licences", "tool", "paid", "used")
    sums = frame[frame["paid"] > 0].groupby("tool")[["paid", "used"]].sum()
    for tool, row in sums.iterrows():
        share, n = row["used"] / row["paid"], int(row["paid"])
        yield from scene.trips("used", share, n=n, of="seats", subject=tool)


@looks_at("no-governance", "design.stack.automations")
def ungoverned_rules(scene: Scene) -> Iterator[Finding]:
    """Automatic rules without an owner, and triggers that rules of different owners share.

    Triggers: a rule without owner, or Ada's and Bo's rules on "ticket created". Near miss: two
    rules of Ada's on it.
    """
    rules = scene.design.stack.automations or ()
    orphans = tuple(rule.name for rule in rules if not rule.owner)
    yield from scene.trips("orphans", len(orphans), n=len(rules), of="rules", evidence=orphans)
    owners = defaultdict(set)
    for rule in rules:
        owners[rule.trigger].add(rule.owner)
    shared = tuple(trigger for trigger, people in owners.items() if len(people) > 1)
    yield from scene.trips("overlap", len(shared), n=len(owners), of="triggers", evidence=shared)
