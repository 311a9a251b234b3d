"""Tools: which parts of the published stack the team states, which it lacks, what they cost."""

from collections.abc import Iterator, Sequence

from supportops import economics, tooling
from supportops._kit.money import Money
from supportops._kit.text import joined
from supportops.design.evidence import Finding, Ledger
from supportops.design.profile import TeamProfile
from supportops.design.work_models import ToolPlan, ToolRow
from supportops.economics import Licence, MoneyRange

__all__ = ["plan_tools", "tool_findings"]

# Which rated feature of a help desk does the work of a layer or module.
_FEATURES = {
    "analytics_bi": "reporting",
    "chat": "live_chat",
    "knowledge": "knowledge_base",
    "automation": "automation",
}
_LATE = ("medium", "low")


def plan_tools(profile: TeamProfile, ledger: Ledger) -> ToolPlan:
    """Every layer, module and integration with the stated tool that fills it, or none."""
    stated = profile.given.tools
    desk = next((d for d in tooling.help_desks() for t in stated if _same(d.name, t)), None)
    rows = [*_stack(stated, desk), *_integrations(profile)]
    licence = next((o for o in economics.licences() for t in stated if _same(o.vendor, t)), None)
    licences, roll_out = ("", "") if licence is None else _cost(profile, licence, ledger)
    return ToolPlan(
        rows=tuple(rows),
        help_desk="" if desk is None else f"{_words(desk.name)} ({desk.price}, {desk.best_for})",
        licences=licences,
        roll_out=roll_out,
        unknown=tuple(tool for tool in stated if not any(_same(n, tool) for n in _published())),
    )


def _same(published: str, stated: str) -> bool:
    """Whether a stated name is a published one, or the beginning of it by whole words."""
    ours, theirs = (_words(name).casefold().split() for name in (stated, published))
    shorter = min(len(ours), len(theirs))
    return bool(shorter) and ours[:shorter] == theirs[:shorter]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _names(examples: Sequence[str]) -> list[str]:
    """Products of the examples: ``CRM (Salesforce, HubSpot)`` names two beside its kind."""
    return [
        name.strip()
        for text in examples
        for name in text.replace("(", ",").replace(")", "").split(",")
    ]


def _published() -> list[str]:
    """Every name that a part of the stack or an integration has."""
    layers = (*tooling.stack_layers(), *tooling.stack_modules())
    examples = [name for layer in layers for name in _names(layer.examples)]
    return examples + [one.name for one in tooling.essential_integrations()]


def _stack(stated: Sequence[str], desk: tooling.Platform | None) -> Iterator[ToolRow]:
    for kind, layers in (("layer", tooling.stack_layers()), ("module", tooling.stack_modules())):
        for layer in layers:
            names = _names(layer.examples)
            tools = [tool for tool in stated if any(_same(name, tool) for name in names)]
            rating = None if desk is None else desk.ratings.get(_FEATURES.get(layer.name, ""))
            if tools:
                status, filled = "there", joined(tools)
            elif desk is not None and rating is not None:
                status, filled = "in the help desk", f"{_words(desk.name)}: {rating}"
            else:
                status, filled = "not stated", ""
            yield ToolRow(
                kind=kind,
                part=_words(layer.name),
                status=status,
                filled_by=filled,
                options=layer.examples,
            )


def _integrations(profile: TeamProfile) -> Iterator[ToolRow]:
    stated = profile.given.integrations or profile.given.tools
    needed = tooling.essential_integrations()
    there = {one.name: [t for t in stated if _same(one.name, t)] for one in needed}
    missing = tooling.missing_integrations([name for name, tools in there.items() if tools])
    for one in needed:
        yield ToolRow(
            kind="integration",
            part=_words(one.name),
            status="not stated" if one in missing else "there",
            filled_by=joined(there[one.name]),
            priority=one.priority,
            options=(one.purpose,),
        )


def _cost(profile: TeamProfile, licence: Licence, ledger: Ledger) -> tuple[str, str]:
    """Licences a month and the roll-out once, at published prices, for the agents there are."""
    prices = economics.rollout_prices()
    cost = economics.stack_cost(
        profile.given.agents,
        licence=licence.monthly,
        middleware=prices.middleware,
        training=prices.training,
    )
    for name, each in (
        (f"licence a month and {licence.per}", licence.monthly),
        ("middleware once", prices.middleware),
        ("training once for an agent", prices.training),
    ):
        for end, amount in _ends(each):
            figure = f"tools.price.{name}.{end}"
            ledger.published(figure, float(amount), amount.currency, source=prices.source)
    for end, amount in _ends(cost.monthly):
        ledger.derived(
            f"tools.licences.{end}",
            float(amount),
            f"{amount.currency}/month",
            formula="agents * price",
            inputs={
                "agents": "team.agents",
                "price": f"tools.price.licence a month and {licence.per}.{end}",
            },
        )
    for end, amount in _ends(cost.one_time):
        ledger.derived(
            f"tools.roll_out.{end}",
            float(amount),
            amount.currency,
            formula="middleware + agents * training",
            inputs={
                "agents": "team.agents",
                "middleware": f"tools.price.middleware once.{end}",
                "training": f"tools.price.training once for an agent.{end}",
            },
        )
    year = f"published prices of {prices.year}"
    return (
        f"{licence.vendor} for {profile.given.agents}: {cost.monthly} a month ({year})",
        f"middleware and training of a new help desk: {cost.one_time} once ({year})",
    )


def _ends(amounts: MoneyRange) -> list[tuple[str, Money]]:
    """Low end, and high end where there is one."""
    ends = (("low", amounts.low), ("high", amounts.high))
    return [(end, amount) for end, amount in ends if amount is not None]


def tool_findings(plan: ToolPlan) -> tuple[Finding, ...]:
    """Parts of the stack that nobody stated, the important integrations first."""
    gaps = [row for row in plan.rows if row.status == "not stated"]
    urgent = [row for row in gaps if row.kind == "integration" and row.priority not in _LATE]
    parts = [row for row in gaps if row.kind != "integration"]
    findings = []
    if urgent:
        findings.append(_gap("integrations-not-stated", "integrations", urgent))
    if parts:
        findings.append(_gap("stack-parts-not-stated", "parts of the stack", parts))
    return tuple(findings)


def _gap(code: str, what: str, rows: Sequence[ToolRow]) -> Finding:
    names = [f"{r.part} ({r.priority})" if r.priority else r.part for r in rows]
    return Finding(
        code=code,
        title=f"{len(rows)} {what} are not stated",
        arithmetic=joined(names),
        figures=("team.tools",),
        way_out="Say which are there under another name; plan the others into the road map.",
    )
