"""Published SLA tables, opened as policies."""

from typing import Any, Literal, TypeAlias

from supportops._kit.data import Shelf, read_data
from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, Calendar
from supportops.sla.exceptions import published_exceptions
from supportops.sla.ladder import ladder
from supportops.sla.matrix import MatrixOverride, SlaMatrix, matrix_rows
from supportops.sla.policy import Exclusion, SlaPolicy
from supportops.sla.targets import SlaRow
from supportops.vocabulary import Scale

__all__ = ["PolicyName", "on_calendar", "preset", "preset_matrix", "presets"]

PolicyName: TypeAlias = Literal[
    "priority", "customer-tier", "worked-team", "components", "template",
    "ast", "vivtone", "hume", "itcs",
]  # fmt: skip

_HOURS = "support hours"


def _rows(row: dict[str, Any]) -> tuple[SlaRow, ...]:
    return tuple(SlaRow.model_validate(item) for item in row["rows"])


def preset_matrix() -> SlaMatrix:
    """Matrix of the published customer tiers: base, multipliers and printed overrides.

    Examples
    --------
    >>> str(preset_matrix().multipliers["Enterprise"])
    '0.5'
    """
    row = read_data("sla", "policies")["customer-tier"]
    return SlaMatrix(
        base=_rows(read_data("sla", "policies")[row["base"]]),
        multipliers=row["multipliers"],
        overrides=tuple(MatrixOverride.model_validate(cell) for cell in row["overrides"]),
        business_day=row["business_day"],
    )


def _make(name: str) -> SlaPolicy:
    data = read_data("sla", "policies")
    row = {**data[data[name]["base"]], **data[name]} if "base" in data[name] else data[name]
    tiers = row.get("customer_tiers", tuple(row.get("multipliers", ())))
    calendar = (
        BusinessCalendar(timezone=row.get("timezone", "UTC"), hours=row["hours"])
        if "hours" in row
        else ALWAYS_OPEN
    )
    return SlaPolicy(
        name=row["name"],
        source=row["source"],
        where=row["where"],
        rows=matrix_rows(preset_matrix()) if "base" in data[name] else _rows(row),
        calendars={_HOURS: calendar},
        calendar=_HOURS,
        clock=row.get("clock", "business"),
        priorities=Scale(label="priority", names=row["priorities"])
        if "priorities" in row
        else None,
        customer_tiers=Scale(label="customer tier", names=tiers) if tiers else None,
        channels=row.get("channels"),
        exceptions=published_exceptions() if row.get("exceptions") else (),
        exclusions=tuple(Exclusion(about=about) for about in row.get("exclusions", ())),
        warnings=ladder(row.get("ladder", "support-operations")).levels,
        escalate_at=row.get("escalate_at"),
        notes=row["notes"],
    )


_SHELF: Shelf[SlaPolicy] = Shelf(
    "sla",
    {
        "priority": lambda: _make("priority"),
        "customer-tier": lambda: _make("customer-tier"),
        "worked-team": lambda: _make("worked-team"),
        "components": lambda: _make("components"),
        "template": lambda: _make("template"),
        "ast": lambda: _make("ast"),
        "vivtone": lambda: _make("vivtone"),
        "hume": lambda: _make("hume"),
        "itcs": lambda: _make("itcs"),
    },
)


def preset(name: PolicyName) -> SlaPolicy:
    """Published policy of that name, an ordinary model to copy and change.

    Parameters
    ----------
    name : str
        ``"priority"`` (five priorities), ``"customer-tier"`` (tiers times priorities, printed
        overrides kept), ``"worked-team"`` (the worked example), ``"components"``,
        ``"template"``, or a company: ``"ast"``, ``"vivtone"``, ``"hume"``, ``"itcs"``.

    Returns
    -------
    SlaPolicy

    Raises
    ------
    InputError
        For an unknown name.

    Notes
    -----
    Figures stand as printed. Where a source leaves zone, hours or clock open, `notes` says
    what is assumed; `on_calendar` puts a preset on your own calendar.

    Examples
    --------
    >>> str(preset("priority").rows[0].first_response)
    '15m'
    """
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published policies."""
    return _SHELF.names()


def on_calendar(policy: SlaPolicy, calendar: Calendar) -> SlaPolicy:
    """Policy with its governing calendar replaced.

    Parameters
    ----------
    policy : SlaPolicy
    calendar : Calendar

    Returns
    -------
    SlaPolicy
    """
    return policy.model_copy(update={"calendars": {**policy.calendars, policy.calendar: calendar}})
