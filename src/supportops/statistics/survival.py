"""Times to an event of which some have not ended yet: the Kaplan–Meier curve."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.statistics._doors import Sample, exact_share, sample, two_sided_z
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import Ends, KernelEvidence, NormalEvidence

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SurvivalCurve", "observed_times", "risk_table", "survival_curve"]


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalCurve(Result):
    """Share still open by age, at every age at which something closed.

    Attributes
    ----------
    times : ndarray
        Ages at which at least one closed [unit], ascending.
    at_risk, events : ndarray of int
        Open just before each age, and closed at it [count].
    survival : ndarray
        Share still open after each age.
    se : ndarray
        Greenwood's standard error of it [share].
    n, missing : int
        Durations used, and durations that were missing [count].
    open : int
        Durations that have not ended [count].
    follow_up : float
        Longest duration [unit]; nothing is known beyond it.
    unit : str
        Unit of the durations.
    flags : tuple of str
        ``"risk_set_empties"``: with delayed entry all at risk closed while others were still to
        enter, which pins the curve to zero.
    """

    times: Float64Array = field(repr=False)
    at_risk: Int64Array = field(repr=False)
    events: Int64Array = field(repr=False)
    survival: Float64Array = field(repr=False)
    se: Float64Array = field(repr=False)
    n: int
    missing: int
    open: int
    follow_up: float
    unit: str = ""
    flags: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The curve and its sample as plain values that JSON can hold."""
        names = ("times", "at_risk", "events", "survival", "se")
        rest = ("n", "missing", "open", "follow_up", "unit")
        return {
            **{name: getattr(self, name).tolist() for name in names},
            **{name: getattr(self, name) for name in rest},
            "flags": list(self.flags),
        }

    def to_frame(self) -> "pd.DataFrame":
        """One row for each age at which something closed."""
        import pandas as pd

        names = ("times", "at_risk", "events", "survival", "se")
        return pd.DataFrame({name: getattr(self, name) for name in names})

    def quantile(self, q: ShareLike | Fraction) -> Estimate:
        """Age by which the share `q` has closed.

        Parameters
        ----------
        q : float, str or Fraction
            Level [share], the ends excluded.

        Returns
        -------
        Estimate
            Smallest age with survival ≤ 1 − q [unit], ties decided on exact counts. None where
            the curve has not come down so far: "beyond follow-up", with the low end that is
            known. The interval inverts the log-log band.
        """
        level = exact_share(q, "q")
        index = self._first_at_most(1 - level)
        value = None if index is None else float(self.times[index])
        text = f"P{100 * float(level):g} with open ones (Kaplan–Meier)"
        return Estimate(
            value,
            self.n,
            self.missing,
            definition=text,
            unit=self.unit,
            flags=self.flags if index is not None else (*self.flags, "beyond_follow_up"),
            reason=self._beyond() if index is None else None,
            evidence=KernelEvidence(_quantile_ends, (self, float(1 - level))),
        )

    def open_after(self, age: float) -> Estimate:
        """Share still open after an age.

        Parameters
        ----------
        age : float
            Age [the durations' unit].

        Returns
        -------
        Estimate
            A share with its log-log interval; None beyond follow-up unless all had closed.
        """
        at = self._age(age)
        last = int(np.searchsorted(self.times, at, side="right")) - 1
        text = f"open after {at:g} {self.unit}".rstrip()
        level = 1.0 if last < 0 else float(self.survival[last])
        if not self.n or (at > self.follow_up and level > 0):
            return Estimate(None, self.n, self.missing, text, "share", self.flags, self._beyond())
        evidence = None if last < 0 else KernelEvidence(_band_ends, (self, last))
        return Estimate(level, self.n, self.missing, text, "share", self.flags, evidence=evidence)

    def restricted_mean(self, until: float) -> Estimate:
        """Mean age at closing, ages above `until` counted as `until`.

        Parameters
        ----------
        until : float
            Limit [unit], within the follow-up unless all had closed.

        Returns
        -------
        Estimate
            Area under the curve up to the limit [unit], with a normal interval.
        """
        limit = self._age(until)
        text = f"mean up to {limit:g} {self.unit}".rstrip()
        emptied = self.survival.size > 0 and self.survival[-1] == 0
        if not self.n or (limit > self.follow_up and not emptied):
            return Estimate(None, self.n, self.missing, text, self.unit, self.flags, self._beyond())
        inside = self.times < limit
        edges = np.concatenate([[0.0], self.times[inside], [limit]])
        areas = np.diff(edges) * np.concatenate([[1.0], self.survival[inside]])
        after = np.cumsum(areas[::-1])[::-1][1:]  # area that follows each event
        hazard = _greenwood(self.at_risk[inside], self.events[inside])
        # Where all at risk closed no area follows, and infinity times zero is zero.
        variance = float(np.sum(after**2 * np.where(np.isinf(hazard), 0, hazard)))
        evidence = NormalEvidence(float(areas.sum()), float(np.sqrt(variance)), 0.0, limit)
        return Estimate(
            float(areas.sum()), self.n, self.missing, text, self.unit, self.flags, evidence=evidence
        )

    def _age(self, age: float) -> float:
        if not np.isfinite(age) or age < 0:
            raise InputError(f"age must be finite and zero or more; got {age}")
        return float(age)

    def _beyond(self) -> str:
        if not self.n:
            return "no observations"
        level = float(self.survival[-1]) if self.survival.size else 1.0
        unit = f" {self.unit}" if self.unit else ""
        return f"beyond follow-up: {100 * level:.3g} % are open at {self.follow_up:g}{unit}"

    def _first_at_most(self, level: Fraction) -> int | None:
        """Index of the first survival at most `level`, with near ties decided exactly."""
        goal = float(level)
        (sure,) = np.nonzero(self.survival < goal - 1e-9)
        (near,) = np.nonzero(np.abs(self.survival - goal) <= 1e-9)
        for index in near:
            if _exact_survival(self.at_risk, self.events, int(index)) <= level:
                return int(index)
        return int(sure[0]) if sure.size else None


def survival_curve(
    durations: Sample, closed: Sample, *, entry: "Sample | None" = None, unit: str = ""
) -> SurvivalCurve:
    """Kaplan–Meier curve of durations of which some are still open.

    Parameters
    ----------
    durations : array-like or Series
        Age at closing, or age so far [unit], zero or more; missing ones are left out and counted.
    closed : array-like of bool or Series
        Whether the duration has ended.
    entry : array-like or Series, optional
        Age at which each came under observation [unit], below its duration; 0 is from the start.
        Tickets that were open when the window began enter at their age.
    unit : str
        Unit of the durations.

    Returns
    -------
    SurvivalCurve
        Ask it for ``quantile(0.9)``, ``open_after(8)`` or ``restricted_mean(24)``.

    Raises
    ------
    InputError
        If lengths differ, a duration is negative, or an entry is not below its duration.

    Notes
    -----
    At risk at u are those with entry < u ≤ duration; closings come before censorings at ties.
    Being still open must not foretell a longer time than others of that age will have; tickets
    closed for another reason are no censoring: see `cumulative_incidence`.

    Examples
    --------
    Twelve tickets, five still open; those closed alone would say 5:

    >>> hours = [2, 3, 3, 5, 8, 13, 20, 26, 30, 48, 72, 96]
    >>> curve = survival_curve(hours, [1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0], unit="h")
    >>> print(curve.quantile(0.5))
    13 h (95 %: at least 3 h, n = 12)
    >>> print(curve.quantile(0.9))
    undefined: beyond follow-up: 40 % are open at 96 h (n = 12)

    References
    ----------
    Kaplan and Meier 1958, JASA 53:457; Klein and Moeschberger 2003.
    """
    times, ended, start, missing = observed_times(durations, closed, entry)
    ages, at_risk, (events,) = risk_table(times, start, (ended,))
    survival = np.cumprod((at_risk - events) / at_risk, dtype=np.float64)
    total = np.cumsum(_greenwood(at_risk, events))
    with np.errstate(invalid="ignore"):
        se = np.where(survival > 0, survival * np.sqrt(total), 0.0)
    pinned = (survival == 0) & (ages < (times.max() if times.size else 0.0))
    return SurvivalCurve(
        ages,
        at_risk,
        events,
        survival,
        se,
        n=times.size,
        missing=missing,
        open=int(np.sum(~ended)),
        follow_up=float(times.max()) if times.size else 0.0,
        unit=unit,
        flags=("risk_set_empties",) if pinned.any() else (),
    )


def observed_times(
    durations: Any, closed: Any, entry: Any
) -> tuple[Float64Array, BoolArray, Float64Array, int]:
    """Observed durations, whether each ended, the age at entry (−∞ from the start), and missing."""
    times, ended = sample(durations, "durations"), sample(closed, "closed")
    start = np.zeros_like(times) if entry is None else sample(entry, "entry")
    for name, array in (("closed", ended), ("entry", start)):
        if array.size != times.size:
            message = f"{name} must have one value for each duration, {times.size}"
            raise InputError(f"{message}; got {array.size}")
    seen = ~np.isnan(times)
    times, ended, start = times[seen], ended[seen], start[seen]
    if not np.isin(ended, (0, 1)).all():
        raise InputError("closed must be true or false for every duration; got another value")
    if not (np.isfinite(times) & (times >= 0)).all():
        worst = times[~(np.isfinite(times) & (times >= 0))][0]
        raise InputError(f"durations must be finite and zero or more; got {worst}")
    late = ~((start == 0) | ((start > 0) & (start < times)))
    if late.any():
        place = int(np.flatnonzero(late)[0])
        raise InputError(
            f"entry must be zero, or above it and below the duration, {times[place]:g}; "
            f"got {start[place]:g} at position {place}"
        )
    return times, ended == 1, np.where(start == 0, -np.inf, start), int(np.sum(~seen))


def risk_table(
    times: Float64Array, start: Float64Array, kinds: tuple[BoolArray, ...]
) -> tuple[Float64Array, Int64Array, list[Int64Array]]:
    """Ages with an event, how many were at risk there, and events of each kind."""
    any_kind = np.logical_or.reduce(kinds) if kinds else np.zeros(times.size, dtype=bool)
    ages = np.unique(times[any_kind])
    leaves, enters = np.sort(times), np.sort(start)
    at_risk = np.searchsorted(enters, ages, side="left") - np.searchsorted(
        leaves, ages, side="left"
    )
    events = [
        np.bincount(np.searchsorted(ages, times[kind]), minlength=ages.size) for kind in kinds
    ]
    return ages, at_risk, events


def _greenwood(at_risk: Int64Array, events: Int64Array) -> Float64Array:
    with np.errstate(divide="ignore"):
        terms: Float64Array = events / (at_risk * (at_risk - events).astype(np.float64))
    return terms


def _exact_survival(at_risk: Int64Array, events: Int64Array, index: int) -> Fraction:
    top: list[int] = []
    bottom: list[int] = []
    for risk, gone in zip(at_risk[: index + 1].tolist(), events[: index + 1].tolist(), strict=True):
        if top and top[-1] == risk:
            top[-1] = risk - gone  # nobody left or entered in between: the counts cancel
        else:
            top.append(risk - gone)
            bottom.append(risk)
    return Fraction(_product(top), _product(bottom))


def _product(factors: list[int]) -> int:
    while len(factors) > 1:  # in pairs, so that the large numbers meet late
        odd = factors[-1:] if len(factors) % 2 else []
        factors = [a * b for a, b in zip(factors[::2], factors[1::2], strict=False)] + odd
    return factors[0]


def _band(curve: SurvivalCurve, confidence: float) -> tuple[Float64Array, Float64Array]:
    """Log-log band of the curve; NaN where all at risk closed, and nothing bounds it above."""
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.log(curve.survival)
        spread = np.sqrt(np.cumsum(_greenwood(curve.at_risk, curve.events))) / log
        reach = two_sided_z(confidence) * spread  # below zero, as the logarithm is
        return np.exp(log * np.exp(-reach)), np.exp(log * np.exp(reach))


def _band_ends(curve: SurvivalCurve, index: int, confidence: float) -> Ends:
    low, high = _band(curve, confidence)
    if curve.survival[index] == 0:
        return 0.0, None
    return float(low[index]), float(high[index])


def _quantile_ends(curve: SurvivalCurve, level: float, confidence: float) -> Ends:
    low, high = _band(curve, confidence)
    (first,) = np.nonzero((low <= level) | (curve.survival == 0))
    (last,) = np.nonzero(high <= level)
    return (
        float(curve.times[first[0]]) if first.size else None,
        float(curve.times[last[0]]) if last.size else None,
    )
