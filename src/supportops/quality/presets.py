"""Published rubrics, the scorings behind them, and checklists."""

from functools import partial
from typing import Any, Literal, TypeAlias, get_args

from supportops._kit.data import Shelf, Source, read_data
from supportops.quality.checklists import Checklist
from supportops.quality.models import Rubric, Scoring

__all__ = [
    "ChecklistName",
    "RubricName",
    "checklist",
    "criteria",
    "preset",
    "presets",
    "scoring",
]

RubricName: TypeAlias = Literal[
    "support-operations", "zendesk", "maestro-total", "maestro-sections", "copc"
]
ChecklistName: TypeAlias = Literal["support-operations"]


def _source(row: dict[str, Any]) -> Source:
    return Source(source=row["source"], where=row["where"])


def _scoring(name: str) -> Scoring:
    row = read_data("quality", "rubrics")[name]
    return Scoring(name=name, source=_source(row), **row["scoring"])


def _rubric(name: str) -> Rubric:
    row = read_data("quality", "rubrics")[name]
    facts = {key: row[key] for key in ("dimensions", "sections", "total") if key in row}
    return Rubric.model_validate(
        {"name": name, "scoring": _scoring(name), "source": _source(row), **facts}
    )


def _checklist(name: str) -> Checklist:
    row = read_data("quality", "checklists")[name]
    return Checklist(name=name, items=tuple(row["items"]), source=_source(row))


_RUBRICS: Shelf[Rubric] = Shelf(
    "quality", {name: partial(_rubric, name) for name in get_args(RubricName)}
)
_SCORINGS: Shelf[Scoring] = Shelf(
    "quality scorings", {name: partial(_scoring, name) for name in get_args(RubricName)}
)
_CHECKLISTS: Shelf[Checklist] = Shelf(
    "quality checklists", {name: partial(_checklist, name) for name in get_args(ChecklistName)}
)


def preset(name: RubricName) -> Rubric:
    """Published rubric of that name; `presets` lists them.

    Products publish how they score, not what you ask: their dimensions here are a new account's
    or those of the vendor's worked example. Give yours the same `scoring`.

    Examples
    --------
    >>> [each.weight for each in preset("support-operations").dimensions]
    [30.0, 25.0, 20.0, 15.0, 10.0]
    """
    return _RUBRICS.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published rubrics."""
    return _RUBRICS.names()


def scoring(name: RubricName) -> Scoring:
    """How the published rubric of that name makes a score, for a rubric of your own.

    Examples
    --------
    >>> scoring("zendesk").pass_mark
    80.0
    """
    return _SCORINGS.take(name)


def checklist(name: ChecklistName) -> Checklist:
    """Published checklist of that name."""
    return _CHECKLISTS.take(name)


def criteria(name: ChecklistName) -> dict[str, str]:
    """Criteria of each dimension, in the words of the rule on metrics.

    Examples
    --------
    >>> criteria("support-operations")["efficiency"]
    'right handle time, no waste'
    """
    rows = read_data("quality", "rubrics")["criteria"][name]["rows"]
    return {row["dimension"]: row["criteria"] for row in rows}
