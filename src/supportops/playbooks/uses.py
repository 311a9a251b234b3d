"""Tables of the rooms that a playbook uses, and how they are opened."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import isclass, signature
from typing import TYPE_CHECKING, Any

from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

if TYPE_CHECKING:
    from supportops.playbooks.models import Playbook

__all__ = ["PlaybookUses", "hold_playbook", "playbook_tables"]

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
}
_ROOMS = (
    *("tickets", "sla", "tiers", "escalation", "metrics", "quality"),
    *("knowledge", "feedback", "tooling", "workforce", "training", "economics"),
)


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
    tables : tuple of str
        Every other look-up: ``tooling.must_haves``, or with a name behind a colon,
        ``economics.preset:ast``.
    calculators : tuple of str
        Functions that hold a figure of the playbook and want an argument besides:
        ``feedback.preventable_path``.
    """

    sla: str | None = None
    sla_base: str | None = None
    tiers: str | None = None
    tier_split: str | None = None
    goals: str | None = None
    bands: str | None = None
    escalation: str | None = None
    taxonomy: str | None = None
    tables: tuple[str, ...] = ()
    calculators: tuple[str, ...] = ()


def playbook_tables(playbook: "Playbook") -> dict[str, Any]:
    """Tables that a playbook uses, opened.

    Parameters
    ----------
    playbook : Playbook

    Returns
    -------
    dict of str to object
        For each table its address, ``sla.preset('ast')``, as one types it after importing the
        room; the values are models of the rooms. Calculators are not called; their names are
        held against the rooms.

    Raises
    ------
    InputError
        For a table that the rooms do not have; the field is named by its key path.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> list(playbook_tables(open_playbook("vivtone")))[:2]
    ["sla.preset('vivtone')", "economics.preset('vivtone')"]
    """
    hold_playbook(playbook)
    tables: dict[str, Any] = {}
    for field, door in _DOORS.items():
        if (name := getattr(playbook.uses, field)) is not None:
            tables[f"{door}({name!r})"] = _opened(door, name, f"uses.{field}")
    for place, address in enumerate(playbook.uses.tables):
        door, colon, name = address.partition(":")
        table = _opened(door, name if colon else None, f"uses.tables[{place}]")
        tables[f"{door}({name!r})" if colon else f"{door}()"] = table
    for place, address in enumerate(playbook.uses.calculators):
        _look_up(address, f"uses.calculators[{place}]")
    return tables


def hold_playbook(playbook: object) -> None:
    """Refuse what is no playbook, such as a name."""
    if not isinstance(getattr(playbook, "uses", None), PlaybookUses):
        raise InputError(
            f"playbook must be a Playbook; got {shown(playbook)}; open_playbook opens one by name"
        )


def _look_up(address: str, path: str) -> Any:
    """Public function of a room."""
    room, _, function = address.partition(".")
    module = import_module(f"supportops.{room}") if room in _ROOMS else None
    found = getattr(module, function, None) if function in getattr(module, "__all__", ()) else None
    if isclass(found) or not getattr(found, "__module__", "").startswith("supportops."):
        raise InputError(
            f"{path} must name a public look-up of a room, such as "
            f'"tooling.must_haves" or "sla.preset:priority"; got {shown(address)}; '
            f"rooms are {joined(_ROOMS)}"
        )
    return found


@cache
def _wants(look_up: Callable[..., Any]) -> tuple[int, int]:
    """How many arguments it must have, and how many it takes by position."""
    parameters = signature(look_up).parameters.values()
    return (
        sum(p.default is p.empty for p in parameters),
        sum(p.kind != p.KEYWORD_ONLY for p in parameters),
    )


def _opened(door: str, name: str | None, path: str) -> Any:
    look_up = _look_up(door, path)
    if _wants(look_up) != ((0, 0) if name is None else (1, 1)):
        raise InputError(
            f"{path} must name a look-up {'that takes one name' if name else 'without a name'}; "
            f"got {door}{signature(look_up)}; one that wants more stands under calculators"
        )
    try:
        return look_up() if name is None else look_up(name)
    except InputError as error:
        # Rooms say "name must be ...": here the name stands in a field of the playbook.
        raise InputError(f"{path} must{str(error).partition(' must')[2]}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} must name a table of {door}; got {shown(name)}") from error
