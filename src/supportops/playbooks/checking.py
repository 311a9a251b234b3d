"""Actual figures held against what a playbook asks for."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from math import isfinite, nan
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import numpy as np

from supportops._kit.durations import duration
from supportops._kit.money import Money
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.shares import share
from supportops._kit.text import markdown_table, shown
from supportops.errors import InputError
from supportops.playbooks._bounds import bounds_text, stated
from supportops.playbooks.figures import playbook_figures
from supportops.playbooks.models import Figure, FigureRole, Playbook
from supportops.vocabulary import Range

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CheckStatus", "CheckedFigure", "PlaybookCheck", "check"]

CheckStatus: TypeAlias = Literal["met", "below", "above", "unknown"]
_HELD: tuple[FigureRole, ...] = ("target", "baseline", "stretch")


@dataclass(frozen=True, slots=True)
class CheckedFigure(Result):
    """One actual against one figure of a playbook.

    Attributes
    ----------
    figure : Figure
    actual : float or None
        In the figure's unit: shares 0 to 1, durations in minutes; None is not known.
    status : str
        ``met``, ``below`` or ``above`` the bounds, ``unknown``.
    gap : float or None
        Distance to the nearest bound in the figure's unit; 0 where it is met.
    scope_assumed : bool
        Whether the actual named no scope while the figure has one.
    """

    figure: Figure
    actual: float | None
    status: CheckStatus
    gap: float | None
    scope_assumed: bool = False

    def __str__(self) -> str:
        unit = self.figure.bounds.unit
        return f"{self.figure}; {_words(self.actual, unit)}: {self.status}"


@dataclass(frozen=True, slots=True)
class PlaybookCheck(Result):
    """Actual figures against a playbook.

    Attributes
    ----------
    playbook : str
    rows : tuple of CheckedFigure
        Targets, baselines and stretches that an actual was given for.
    unmeasured : tuple of Figure
        Those without an actual.
    unheld : tuple of str
        Actuals that no target of the playbook speaks about.
    """

    playbook: str
    rows: tuple[CheckedFigure, ...]
    unmeasured: tuple[Figure, ...]
    unheld: tuple[str, ...]

    @property
    def missed(self) -> tuple[CheckedFigure, ...]:
        """Rows whose actual lies outside the bounds."""
        return tuple(row for row in self.rows if row.status in {"below", "above"})

    def to_frame(self) -> "pd.DataFrame":
        """One row for each figure held: measure, scope, role, bounds, actual, status, gap."""
        import pandas as pd

        columns = ("measure", "scope", "role", "asked", "unit", "actual", "status", "gap")
        rows = [
            (
                *(r.figure.measure, r.figure.scope, r.figure.role, r.figure.text),
                *(r.figure.bounds.unit, r.actual, r.status, r.gap),
            )
            for r in self.rows
        ]
        numbers = {"actual": "float64", "gap": "float64"}
        return pd.DataFrame(rows, columns=columns).astype(numbers)

    def to_markdown(self) -> str:
        """Table of the rows, and what was not measured or not asked for."""
        table = markdown_table(
            ["measure", "role", "asked", "actual", "status"],
            [
                [
                    r.figure.label.replace("_", " "),
                    r.figure.role,
                    r.figure.text,
                    _words(r.actual, r.figure.bounds.unit),
                    r.status,
                ]
                for r in self.rows
            ],
        )
        rest = markdown_table(
            ["not measured", "not asked for"],
            [
                [
                    "; ".join(dict.fromkeys(f.label for f in self.unmeasured)) or None,
                    "; ".join(self.unheld) or None,
                ]
            ],
        )
        return f"{table}\n\n{rest}"


def check(playbook: Playbook, actuals: Mapping[str, Any]) -> PlaybookCheck:
    """Actual figures of an operation against the targets of a playbook.

    Parameters
    ----------
    playbook : Playbook
    actuals : mapping of str to value
        By label, ``"csat"`` or ``"aht (email)"``: a share, a duration or an amount as text or
        object, a number in the unit of the figure otherwise. None or NaN is not known. A
        label without scope is held against every scope of the measure, and marked so, where
        the playbook states none for the whole.

    Returns
    -------
    PlaybookCheck
        Targets, first-year baselines and stretches; the ends of bounds count as the source
        prints them.

    Raises
    ------
    InputError
        For a value of another kind than the figure's, named by its label.

    Notes
    -----
    A figure on the business clock wants an actual in business time. Rules of thumb, claims and
    prices are not held against anything.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> answer = check(open_playbook("vivtone"), {"csat": "90%", "nps": 31, "aht": "5m"})
    >>> for row in answer.rows:
    ...     print(row)
    csat: target at least 88 %; 90 %: met
    csat: stretch at least 92 %; 90 %: below
    nps: target at least 35 points; 31 points: below
    aht (basic inquiries): target 4m to 6m; 5m: met
    """
    if not isinstance(cast("object", actuals), Mapping):
        raise InputError(f"actuals must be a mapping of labels to values; got {shown(actuals)}")
    held = [f for f in playbook_figures(playbook) if f.role in _HELD]
    by_label: dict[str, list[Figure]] = {}
    for figure in held:
        by_label.setdefault(figure.label, []).append(figure)
    rows: list[CheckedFigure] = []
    unheld = []
    for label, value in actuals.items():
        scoped = [f for f in held if f.measure == label]
        figures = by_label.get(label, scoped)
        rows += [_held(f, value, label, assumed=f.label != label) for f in figures]
        if not figures:
            unheld.append(str(label))
    seen = {id(row.figure) for row in rows}
    unmeasured = tuple(f for f in held if id(f) not in seen)
    return PlaybookCheck(playbook.name, tuple(rows), unmeasured, tuple(unheld))


def _held(figure: Figure, value: Any, label: str, *, assumed: bool) -> CheckedFigure:
    actual = _actual(value, figure.bounds, label)
    if actual is None:
        return CheckedFigure(figure, None, "unknown", None, assumed)
    bounds = figure.bounds
    if bounds.below(actual):
        return CheckedFigure(figure, actual, "below", (bounds.low or 0.0) - actual, assumed)
    if bounds.above(actual):
        return CheckedFigure(figure, actual, "above", actual - (bounds.high or 0.0), assumed)
    return CheckedFigure(figure, actual, "met", 0.0, assumed)


def _actual(value: Any, bounds: Range, label: str) -> float | None:
    """Actual in the unit of the bounds; None where it is not known."""
    if _unknown(value):
        return None
    if bounds.unit == "":
        return share(value, label)
    if bounds.unit == "minutes":
        return duration(value, label) / timedelta(minutes=1)
    if isinstance(value, Money):
        value = str(value)
    if isinstance(value, str):
        return _read(value, bounds.unit, label)
    if is_real(value) and isfinite(value):
        return float(value)
    raise InputError(f"{label} must be a finite number of {bounds.unit}; got {shown(value)}")


def _unknown(value: Any) -> bool:
    """Whether a value says that nothing is known: None, NaN of any kind, NaT, NA."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, (float, np.number, np.timedelta64, Decimal)) and bool(
        value != value  # noqa: PLR0124  NaN of any kind
    )


def _read(value: str, unit: str, label: str) -> float:
    """Number that a text states in the unit of a figure: ``"31 points"``, ``"31"``, ``"5 USD"``."""
    plain = " ".join(value.split()).removesuffix(unit)
    try:
        number = float(plain)
    except ValueError:
        number, said = nan, ""
        with suppress(InputError):
            number, said, _ = stated(value, label, "")
        if said != unit:
            raise InputError(
                f"{label} must be in {unit}; got {shown(value)}; a bare number counts in {unit}"
            ) from None
    if not isfinite(number):
        raise InputError(f"{label} must be a finite number of {unit}; got {shown(value)}")
    return number


def _words(actual: float | None, unit: str) -> str:
    return "not known" if actual is None else bounds_text(Range(low=actual, high=actual, unit=unit))
