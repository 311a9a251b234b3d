"""Tables of the rooms that a playbook uses, and how they are opened."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from supportops._kit.models import Model
from supportops.errors import InputError

if TYPE_CHECKING:
    from supportops.playbooks.models import Playbook

__all__ = ["PlaybookUses", "RuleName", "playbook_tables"]

RuleName: TypeAlias = Literal[
    "economics.ai_prices",
    "economics.content_prices",
    "economics.first_budget",
    "economics.licences",
    "economics.phases",
    "economics.rollout_prices",
    "escalation.major_incident_rule",
    "escalation.review_deadlines",
    "feedback.root_causes",
    "knowledge.deflection_claims",
    "knowledge.retirement_rule",
    "sla.preset_matrix",
    "tooling.cost_levers",
    "tooling.must_haves",
    "workforce.utilization_parts",
]

# For each field the look-up of a room that takes its name.
_DOORS = {
    "sla": "sla.preset",
    "sla_base": "sla.preset",
    "tiers": "tiers.preset",
    "tier_split": "tiers.tier_split",
    "goals": "metrics.goals",
    "bands": "metrics.preset",
    "escalation": "escalation.preset",
    "taxonomy": "tickets.preset",
    "plans": "economics.preset",
    "cost_target": "economics.cost_target",
    "triage": "tickets.strategy",
    "time_boxes": "escalation.time_boxes",
}


class PlaybookUses(Model, frozen=True, extra="forbid"):
    """Published tables that a playbook uses, by their names in the rooms.

    Attributes
    ----------
    sla, sla_base : str or None
        SLA policy, and the one for the priorities that it leaves out.
    tiers, tier_split : str or None
        Tier structure, and the split of people and tickets over it.
    goals, bands : str or None
        Where metrics are to go, and the limits that grade them.
    escalation, taxonomy : str or None
        Severities with their paths, and the ticket categories.
    plans, cost_target : str or None
        Support plans with their prices, and what a contact may cost.
    triage, time_boxes : tuple of str
        Strategies that set priorities, and sets of time boxes.
    rules : tuple of str
        Look-ups without a name, ``escalation.major_incident_rule``, as `RuleName` lists them.
    """

    sla: str | None = None
    sla_base: str | None = None
    tiers: str | None = None
    tier_split: str | None = None
    goals: str | None = None
    bands: str | None = None
    escalation: str | None = None
    taxonomy: str | None = None
    plans: str | None = None
    cost_target: str | None = None
    triage: tuple[str, ...] = ()
    time_boxes: tuple[str, ...] = ()
    rules: tuple[RuleName, ...] = ()


def playbook_tables(playbook: "Playbook") -> dict[str, Any]:
    """Tables that a playbook uses, opened.

    Parameters
    ----------
    playbook : Playbook

    Returns
    -------
    dict of str to object
        For each table its address, ``sla.preset('ast')``, as one types it after importing the
        room; the values are models of the rooms.

    Raises
    ------
    InputError
        For a name that the room does not have; the field is named by its key path.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> list(playbook_tables(open_playbook("vivtone")))[:2]
    ["sla.preset('vivtone')", "economics.preset('vivtone')"]
    """
    tables: dict[str, Any] = {}
    for field, door in _DOORS.items():
        value = getattr(playbook.uses, field)
        names = value if isinstance(value, tuple) else () if value is None else (value,)
        for place, name in enumerate(names):
            path = f"uses.{field}[{place}]" if isinstance(value, tuple) else f"uses.{field}"
            tables[f"{door}({name!r})"] = _opened(door, name, path)
    for rule in playbook.uses.rules:
        tables[f"{rule}()"] = _look_up(rule)()
    return tables


def _look_up(address: str) -> Any:
    room, function = address.split(".")
    return getattr(import_module(f"supportops.{room}"), function)


def _opened(door: str, name: str, path: str) -> Any:
    try:
        return _look_up(door)(name)
    except InputError as error:
        # Rooms say "name must be ...": here the name stands in a field of the playbook.
        raise InputError(f"{path} must{str(error).partition(' must')[2]}") from error
