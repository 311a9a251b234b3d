"""Experiments: two arms compared in CSAT and handle time, by the unit that was randomized."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np

from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.metrics._published import published
from supportops.statistics import (
    Comparison,
    Estimate,
    SampleRatio,
    StudentEvidence,
    mean,
    sample_ratio,
)
from supportops.vocabulary import Column, Range, Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ArmComparison",
    "ExperimentFinding",
    "ExperimentResult",
    "UnitName",
    "compare_arms",
    "length_finding",
]

UnitName: TypeAlias = Literal["ticket", "agent", "customer"]

_TRIAL = Table(
    name="trial",
    row="one ticket of an experiment",
    columns=(
        Column(name="arm", dtype="text", about="which arm it was in"),
        Column(name="agent_id", dtype="id", about="who worked on it"),
        Column(name="customer_id", dtype="id", about="who asked"),
        Column(name="satisfied", dtype="flag", about="its answer; missing where unanswered"),
        Column(name="handle_time", dtype="duration", about="working time on it"),
    ),
)


@dataclass(frozen=True, slots=True)
class ExperimentFinding(Result):
    """What makes an experiment doubtful.

    Attributes
    ----------
    code : str
        ``too-short``, ``too-long``, ``uneven-arms``, ``unit-in-both-arms``, ``few-units`` or
        ``no-arm``.
    about : str
        What is wrong, in a sentence.
    """

    code: str
    about: str


@dataclass(frozen=True, slots=True)
class ArmComparison(Result):
    """One measure in both arms.

    Attributes
    ----------
    control, variant : Estimate
        The measure in each, with errors by the unit of randomization.
    difference : Comparison
        Variant less control, with p value and interval.
    """

    control: Estimate
    variant: Estimate
    difference: Comparison


@dataclass(frozen=True, slots=True)
class ExperimentResult(Result):
    """Two arms compared.

    Attributes
    ----------
    randomized_by : str
        Unit that was put into arms, and by which errors are computed.
    units : tuple of int
        Units of the control and of the variant [count].
    csat : ArmComparison or None
        Share of satisfied answers; None where the table has none.
    handle_time : ArmComparison or None
        Mean handle time [s]; None where the table has none.
    sizes : SampleRatio
        Whether the arms are as even as planned.
    findings : tuple of ExperimentFinding
    """

    randomized_by: UnitName
    units: tuple[int, int]
    csat: ArmComparison | None
    handle_time: ArmComparison | None
    sizes: SampleRatio
    findings: tuple[ExperimentFinding, ...]


def length_finding(weeks: float) -> ExperimentFinding | None:
    """What is wrong with the length of an experiment; None where it is six to eight weeks.

    Parameters
    ----------
    weeks : float
        How long it runs [weeks].

    Returns
    -------
    ExperimentFinding or None

    Examples
    --------
    >>> length_finding(5).code, length_finding(6)
    ('too-short', None)
    """
    usual = Range(**published("experiment", "weeks"))
    length = from_zero(weeks, "weeks")
    if length in usual:
        return None
    code = "too-short" if usual.below(length) else "too-long"
    return ExperimentFinding(code, f"It runs {length:g} weeks; {usual} are published.")


def compare_arms(
    trial: "pd.DataFrame",
    *,
    control: str,
    variant: str,
    randomized_by: UnitName,
    weeks: float,
    planned: tuple[float, float] = (0.5, 0.5),
    few_below: int = 10,
    columns: Mapping[str, str] | None = None,
) -> ExperimentResult:
    """Variant less control in CSAT and handle time, with errors by what was randomized.

    Parameters
    ----------
    trial : DataFrame
        One row a ticket: arm, satisfied or handle_time or both, and agent_id or customer_id
        where that is the unit.
    control, variant : str
        Names of the two arms.
    randomized_by : {"ticket", "agent", "customer"}
        Unit that was put into arms. There is no default: tickets of one agent resemble each
        other, and taking them for independent makes intervals several times too narrow.
    weeks : float
        How long it ran [weeks].
    planned : pair of float
        Planned shares of the units [share], for the check of the sizes.
    few_below : int
        Under so many units an arm [count] a finding says not to rely on it; our assumption.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    ExperimentResult
        Read the findings before the figures. Tickets of further arms are not looked at.

    Raises
    ------
    InputError
        For a missing column, an arm that is not there, one arm under both names, neither
        measure, or a negative handle time.

    Notes
    -----
    Means by cluster (delta method), and Welch's t with the clusters' degrees of freedom.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "arm": ["old"] * 40 + ["new"] * 40, "agent_id": [k // 2 for k in range(80)],
    ...     "handle_time": pd.to_timedelta([300 + k % 7 for k in range(40)]
    ...                                    + [280 + k % 7 for k in range(40)], unit="s")})
    >>> found = compare_arms(table, control="old", variant="new", randomized_by="agent", weeks=6)
    >>> round(found.handle_time.difference.effect), found.units, found.findings
    (-20, (20, 20), ())
    """
    if randomized_by not in get_args(UnitName):
        units = joined(get_args(UnitName), "or")
        raise InputError(f"randomized_by must be {units}; got {shown(randomized_by)}")
    if control == variant:
        raise InputError(f"variant must be another arm than control; got {shown(variant)}")
    key: tuple[str, ...] = () if randomized_by == "ticket" else (f"{randomized_by}_id",)
    frame = read_table(
        trial, _TRIAL, needs=("arm", *key), uses=("satisfied", "handle_time"), columns=columns
    )
    measures = [name for name in ("satisfied", "handle_time") if name in frame.columns]
    if not measures:
        raise InputError("trial must have a column satisfied or handle_time; got neither")
    if "handle_time" in measures:
        below = (frame["handle_time"].dt.total_seconds() < 0).to_numpy()
        if below.any():
            raise InputError(
                f"trial.handle_time must be zero or more; got a negative one at position "
                f"{int(below.argmax())} ({int(below.sum())} of {below.size} break this)"
            )
    there = frame["arm"].dropna().unique().tolist()
    for name, arm in (("control", control), ("variant", variant)):
        if arm not in there:
            known = joined(sorted(map(str, there))) or "none"
            raise InputError(
                f"{name} must be an arm of the trial; got {shown(arm)}; there are {known}"
            )
    arms = [frame[(frame["arm"] == name).to_numpy()] for name in (control, variant)]
    held: list[Any] = [arm[f"{randomized_by}_id"] if key else None for arm in arms]
    for unit in held:
        if unit is not None and unit.isna().any():
            raise InputError(
                f"trial.{randomized_by}_id must be there in every row; got a missing one"
            )
    counts = tuple(
        len(arm) if unit is None else int(unit.nunique())
        for arm, unit in zip(arms, held, strict=True)
    )
    found = {name: _measure(name, arms, held) for name in measures}
    sizes = sample_ratio(counts, expected=planned)
    found_out = _findings(held, counts, sizes, weeks=weeks, unit=randomized_by, few=few_below)
    stray = int(frame["arm"].isna().sum())
    if stray:
        about = f"{stray} tickets name no arm; they are in neither, and may be of one kind."
        found_out.append(ExperimentFinding("no-arm", about))
    return ExperimentResult(
        randomized_by,
        (counts[0], counts[1]),
        found.get("satisfied"),
        found.get("handle_time"),
        sizes,
        tuple(found_out),
    )


def _measure(name: str, arms: list[Any], units: list[Any]) -> ArmComparison:
    control, variant = (_arm(name, arm, unit) for arm, unit in zip(arms, units, strict=True))
    return ArmComparison(control, variant, _difference(variant, control))


def _arm(name: str, arm: Any, unit: Any) -> Estimate:
    if name == "satisfied":
        values = arm[name].to_numpy(dtype="float64", na_value=np.nan)
        kind, text = "share", "csat.top_box"
    else:
        values = arm[name].dt.total_seconds().to_numpy(dtype="float64")
        kind, text = "s", "aht.ratio"
    return mean(values, clusters=unit, definition=text, unit=kind)


def _difference(a: Estimate, b: Estimate) -> Comparison:
    from scipy.special import stdtr

    effect = None if a.value is None or b.value is None else a.value - b.value
    sides = [e for e in (a.evidence, b.evidence) if isinstance(e, StudentEvidence)]
    if effect is None or len(sides) < 2:
        return Comparison(effect, None, reason="an arm has fewer than two units")
    parts = [e.se**2 for e in sides]
    if not sum(parts):
        return Comparison(effect, None, se=0.0, reason="neither arm varies")
    se = float(np.sqrt(sum(parts)))
    df = sum(parts) ** 2 / sum(p**2 / e.df for p, e in zip(parts, sides, strict=True))
    return Comparison(effect, 2 * float(stdtr(df, -abs(effect / se))), effect / se, se, df)


def _findings(
    units: list[Any],
    counts: tuple[int, ...],
    sizes: SampleRatio,
    *,
    weeks: float,
    unit: str,
    few: int,
) -> list[ExperimentFinding]:
    found = [length_finding(weeks)]
    if sizes.mismatch:
        found.append(
            ExperimentFinding(
                "uneven-arms",
                "The arms are not as large as planned: find out why before reading on.",
            )
        )
    if units[0] is not None:
        both = sorted(map(str, set(units[0].unique()) & set(units[1].unique())))
        if both:
            about = (
                f"{len(both)} units are in both arms, {both[0]} among them: nothing separates them."
            )
            found.append(ExperimentFinding("unit-in-both-arms", about))
    if min(counts) < few:
        about = f"The smaller arm has {min(counts)} units of randomization ({unit}s)."
        found.append(ExperimentFinding("few-units", about))
    return [one for one in found if one is not None]
