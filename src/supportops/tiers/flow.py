"""The escalation flow as a picture in text."""

from supportops._kit.text import mermaid_escape
from supportops.tiers.models import TierStructure

__all__ = ["escalation_flow"]


def escalation_flow(structure: TierStructure) -> str:
    """Mermaid flowchart of the tiers and of what moves tickets between them.

    Parameters
    ----------
    structure : TierStructure
        Tiers and triggers; a trigger from ``any`` tier is drawn from each of them, or
        from each below its target.

    Returns
    -------
    str
        Text of a Mermaid ``flowchart``; every name is escaped.

    Examples
    --------
    >>> from supportops import tiers
    >>> print(escalation_flow(tiers.preset("support-operations")).splitlines()[7])
        t1 -->|"needs logs or debugging, integration issue, failed attempts at threshold, from 2 attempts on"| t2
    """
    nodes = {tier.name: f"t{place}" for place, tier in enumerate(structure.tiers)}
    lines = ["flowchart TD"]
    for tier in structure.tiers:
        label = f"{mermaid_escape(tier.name)}: {mermaid_escape(tier.scope)}"
        lines.append(f'    {nodes[tier.name]}["{label}"]')
    outside = dict.fromkeys(t.target for t in structure.triggers if t.target not in nodes)
    for place, name in enumerate(outside):
        nodes[name] = f"o{place}"
        lines.append(f'    {nodes[name]}(["{mermaid_escape(name)}"])')
    for trigger in structure.triggers:
        origins = structure.origins(trigger)
        reasons = list(trigger.any_of)
        if trigger.failed_attempts is not None:
            reasons.append(f"from {trigger.failed_attempts} attempts on")
        label = ", ".join(mermaid_escape(reason) for reason in reasons)
        lines += [f'    {nodes[o]} -->|"{label}"| {nodes[trigger.target]}' for o in origins]
    return "\n".join(lines)
