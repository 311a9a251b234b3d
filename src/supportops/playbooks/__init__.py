"""Published playbooks as data: what they promise, and which tables of the rooms they use."""

from supportops.playbooks.models import Playbook, PlaybookUses, RuleArea, RuleDocument, Scope
from supportops.playbooks.shelf import PlaybookName, open_playbook, playbooks

__all__ = [
    "Playbook",
    "PlaybookName",
    "PlaybookUses",
    "RuleArea",
    "RuleDocument",
    "Scope",
    "open_playbook",
    "playbooks",
]
