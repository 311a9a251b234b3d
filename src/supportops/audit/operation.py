"""What is audited: tables under the caller's headings, and the design beside them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.instants import instant
from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.names import mapped
from supportops._kit.results import Result
from supportops._kit.tables import Column, Table, read_table
from supportops._kit.text import joined, shown
from supportops.audit.design_inputs import Design
from supportops.errors import InputError
from supportops.vocabulary import Scale, StatusMap, preset
from supportops.vocabulary import table as vocabulary_table
from supportops.vocabulary import tables as vocabulary_tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Operation", "operation", "table", "tables"]


@cache
def _declared() -> dict[str, Table]:
    text = (files("supportops.audit") / "data" / "tables.toml").read_text(encoding="utf-8")
    out: dict[str, Table] = {}
    for name, body in tomllib.loads(text).items():
        own = tuple(
            Column(name=key, **{"unit": "", **column}) for key, column in body["columns"].items()
        )
        if name in vocabulary_tables():
            base = vocabulary_table(name)
            out[name] = base.model_copy(update={"columns": (*base.columns, *own)})
        else:
            out[name] = Table(name=name, row=body["row"], columns=own)
    return out


def tables() -> tuple[str, ...]:
    """Names of the tables that an audit reads."""
    return tuple(_declared())


def table(name: str) -> Table:
    """Declaration of a table that an audit reads; an unknown name lists the known.

    Examples
    --------
    >>> table("handoffs").row
    'one hand-off of a ticket from one tier to another'
    """
    if name not in _declared():
        raise InputError(
            f"name must be a table that an audit reads; got {shown(name)}; "
            f"there are {joined(tables())}"
        )
    return _declared()[name]


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Result):
    """Everything an audit may look at; made by `operation`.

    Attributes
    ----------
    tables : dict of str to DataFrame
        Tables under their declared names and headings.
    design : Design
        What was designed, as far as it is stated.
    now : datetime or None
        The present, for what is still open.
    priorities, severities, support_tiers : Scale
        Names in their order.
    statuses : StatusMap or None
        Classes of the statuses, which tell work from waiting.
    cost_per_hour, cost_per_ticket : Money or None
        What makes costs of findings of hours and tickets.
    """

    tables: Mapping[str, "pd.DataFrame"]
    design: Design
    now: datetime | None
    priorities: Scale
    severities: Scale
    support_tiers: Scale
    statuses: StatusMap | None = None
    cost_per_hour: Money | None = None
    cost_per_ticket: Money | None = None

    def lacks(self, need: str) -> str:
        """Why an input cannot be had (``"tickets.priority"``, ``"now"``); empty if it can."""
        place, _, rest = need.partition(".")
        if place == "now":
            return "" if self.now is not None else "now is not given"
        if place == "design":
            value: Any = self.design
            for name in rest.split("."):
                value = getattr(value, name)
                if value is None:
                    return f"{need} is not stated"
            return ""
        frame = self.tables.get(place)
        if frame is None:
            return f"there is no table {place}"
        return "" if rest in frame.columns else f"{place} has no column {rest}"


def _scaled(frame: "pd.DataFrame", where: str, column: str, scale: Scale) -> None:
    if column in frame.columns:
        found = frame[column].dropna().unique()
        strange = [name for name in found if name not in scale]
        if strange:
            raise InputError(
                f"{where}.{column} must hold names of the {scale.label} scale; "
                f"got {shown(strange[0])}; declared are {joined(scale)}"
            )


def _finite(frame: "pd.DataFrame", where: str, column: Column) -> None:
    if column.dtype == "number" and column.name in frame.columns:
        endless = np.isinf(frame[column.name].to_numpy())
        if endless.any():
            raise InputError(
                f"{where}.{column.name} must hold finite numbers; got {frame[column.name][endless].iloc[0]} "
                f"at row {endless.argmax()}; leave a value out that is not known"
            )


def operation(
    frames: Mapping[str, "pd.DataFrame"] | None = None,
    *,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    design: Design | None = None,
    now: datetime | str | None = None,
    priorities: Scale | None = None,
    severities: Scale | None = None,
    support_tiers: Scale | None = None,
    statuses: StatusMap | None = None,
    cost_per_hour: MoneyLike | None = None,
    cost_per_ticket: MoneyLike | None = None,
) -> Operation:
    """Tables and a design, read and ready to be audited.

    Parameters
    ----------
    frames : mapping of str to DataFrame, optional
        For a name of `tables` a table; every column is optional, and rules that need an absent
        one are skipped with that reason.
    columns : mapping of str to mapping of str to str, optional
        For a table the caller's headings: ``{"tickets": {"ticket_id": "Id"}}``.
    design : Design, optional
        Policy, matrix, rubric, schedule, stack and plan, as far as they are stated.
    now : datetime or str, optional
        The present, aware; without it rules about open tickets are skipped.
    priorities, severities, support_tiers : Scale, optional
        Names in their order; P1 to P5, SEV1 to SEV5 and L0 to L3 if not given.
    statuses : StatusMap, optional
        Classes of the statuses; without it no open ticket counts as waiting.
    cost_per_hour : money, optional
        Full cost of a working hour.
    cost_per_ticket : money, optional
        Full cost of a ticket.

    Returns
    -------
    Operation

    Raises
    ------
    InputError
        For an argument or a column of another kind, an unknown table or heading, a number
        without end, or a name that a scale does not declare.

    Examples
    --------
    >>> import pandas as pd
    >>> seen = operation({"tickets": pd.DataFrame({"Prio": ["P1", "P3"]})},
    ...     columns={"tickets": {"priority": "Prio"}})
    >>> seen.lacks("tickets.priority"), seen.lacks("tickets.created_at")
    ('', 'tickets has no column created_at')
    """
    for parameter, value, kind in (
        ("design", design, Design),
        ("priorities", priorities, Scale),
        ("severities", severities, Scale),
        ("support_tiers", support_tiers, Scale),
        ("statuses", statuses, StatusMap),
    ):
        if value is not None and not isinstance(value, kind):
            raise InputError(f"{parameter} must be a {kind.__name__}; got {shown(value)}")
    given = {} if frames is None else mapped(frames, "frames")
    headings = {} if columns is None else mapped(columns, "columns")
    for name in headings:
        if name not in given:
            raise InputError(
                f"columns must name tables of frames; got {shown(name)}; "
                f"there are {joined(given) or 'none'}"
            )
    scales = {
        "priority": priorities or preset("p1-p5"),
        "severity": severities or preset("sev1-sev5"),
        "support_tier": support_tiers or preset("l0-l3"),
    }
    read = {}
    for name, frame in given.items():
        declared = table(name)
        own = mapped(headings.get(name, {}), f"columns[{shown(name)}]")
        uses = [c.name for c in declared.columns]
        read[name] = read_table(frame, declared, needs=(), uses=uses, columns=own)
        for one in declared.columns:
            _finite(read[name], name, one)
        for column, scale in scales.items():
            _scaled(read[name], name, column, scale)
        for column in ("from_tier", "to_tier", "triaged_tier"):
            _scaled(read[name], name, column, scales["support_tier"])
    return Operation(
        tables=read,
        design=Design() if design is None else design,
        now=None if now is None else instant(now, "now"),
        priorities=scales["priority"],
        severities=scales["severity"],
        support_tiers=scales["support_tier"],
        statuses=statuses,
        cost_per_hour=None if cost_per_hour is None else money(cost_per_hour, "cost_per_hour"),
        cost_per_ticket=(
            None if cost_per_ticket is None else money(cost_per_ticket, "cost_per_ticket")
        ),
    )
