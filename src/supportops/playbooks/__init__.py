"""Published playbooks as data: what they promise, and which tables of the rooms they use."""

from supportops.playbooks.checking import CheckedFigure, CheckStatus, PlaybookCheck, check
from supportops.playbooks.comparison import ComparedMeasure, Comparison, compare
from supportops.playbooks.deviations import Deviation, deviations
from supportops.playbooks.feasibility import Feasibility, feasibility
from supportops.playbooks.figures import operation_figures, playbook_figures
from supportops.playbooks.models import (
    Chapter,
    Figure,
    FigureRole,
    Listing,
    Operation,
    Playbook,
    Step,
)
from supportops.playbooks.shelf import PlaybookName, open_playbook, playbook_from_toml, playbooks
from supportops.playbooks.uses import PlaybookUses, playbook_tables

__all__ = [
    "Chapter",
    "CheckStatus",
    "CheckedFigure",
    "ComparedMeasure",
    "Comparison",
    "Deviation",
    "Feasibility",
    "Figure",
    "FigureRole",
    "Listing",
    "Operation",
    "Playbook",
    "PlaybookCheck",
    "PlaybookName",
    "PlaybookUses",
    "Step",
    "check",
    "compare",
    "deviations",
    "feasibility",
    "open_playbook",
    "operation_figures",
    "playbook_figures",
    "playbook_from_toml",
    "playbook_tables",
    "playbooks",
]
