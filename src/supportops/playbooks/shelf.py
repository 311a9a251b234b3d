"""Where the playbooks stand."""

from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops.playbooks.models import Playbook, PlaybookUses, RuleArea, RuleDocument, Scope

__all__ = ["PlaybookName", "open_playbook", "playbooks"]

PlaybookName: TypeAlias = Literal["support-operations"]


def _support_operations() -> Playbook:
    data = read_data("playbooks", "support_operations")
    scope = {k: v for k, v in data["scope"].items() if k not in {"source", "where"}}
    source = Source(source=data["scope"]["source"], where=data["scope"]["where"])
    return Playbook(
        name=data["name"],
        title=data["title"],
        uses=PlaybookUses(**data["uses"]),
        scope=Scope(**scope, source=source),
        principles=tuple(data["philosophy"]["principles"]),
        areas=tuple(RuleArea(**row) for row in data["areas"]["row"]),
        documents=tuple(RuleDocument(**row) for row in data["documents"]["row"]),
    )


_SHELF: Shelf[Playbook] = Shelf("playbooks", {"support-operations": _support_operations})


def open_playbook(name: PlaybookName) -> Playbook:
    """Playbook of that name; `playbooks` lists them."""
    return _SHELF.take(name)


def playbooks() -> tuple[str, ...]:
    """Names of the published playbooks."""
    return _SHELF.names()
