"""One figure from data: its value, how many values stand behind it, and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from supportops._kit.durations import duration_text
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text
from supportops._kit.text import html_escape, joined
from supportops.errors import InputError
from supportops.statistics._doors import open_share
from supportops.statistics.evidence import Evidence, ScaledEvidence

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Estimate", "Interval"]

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Interval(Result, Generic[T_co]):
    """Where the true figure may lie, at a confidence.

    Attributes
    ----------
    low, high : float, None, ndarray or Series
        The two ends, in the unit and the kind of the question. From an `Estimate`, None is "no
        bound"; from an element-wise function, NaN is "undefined".
    confidence : float
        Share of such intervals that hold the true figure.
    """

    low: T_co
    high: T_co
    confidence: float

    def covers(self, value: float) -> Any:
        """Whether `value` lies between the ends, the ends included; a missing end bounds nothing.

        Parameters
        ----------
        value : float
            A target [the interval's unit].

        Returns
        -------
        bool or ndarray of bool
            True where the data do not rule the value out, which holds where nothing is known.

        Examples
        --------
        >>> Interval(0.81, 0.93, 0.95).covers(0.9)
        True
        """
        low: Any = -np.inf if self.low is None else self.low
        high: Any = np.inf if self.high is None else self.high
        outside = (value < low) | (value > high)
        return ~np.asarray(outside) if np.ndim(outside) else not outside

    def to_frame(self) -> "pd.DataFrame":
        """One row for each interval, with the index of the question where there was one."""
        import pandas as pd

        ends = {"low": np.atleast_1d(self.low), "high": np.atleast_1d(self.high)}  # type: ignore[call-overload]  # None becomes an object
        frame = pd.DataFrame({**ends, "confidence": self.confidence})
        index = getattr(self.low, "index", None)
        return frame if index is None else frame.set_index(index)


@dataclass(frozen=True, slots=True)
class Estimate(Result):
    """A figure from data that knows its sample, its interval and its doubts.

    Attributes
    ----------
    value : float or None
        The figure in `unit`; None where the data do not define it, and `reason` says why.
    n : int
        Values that stand behind the figure.
    missing : int
        Values that were not observed, and left out.
    definition : str
        What was computed: "share", "mean", "CSAT, top 2 of 5".
    unit : str
        ``"share"`` (0 to 1), ``"share difference"`` (−1 to 1), ``"points"``, ``"s"``, or any
        other text.
    flags : tuple of str
        Doubts: ``"small_n"``, ``"beyond_follow_up"`` and others that name themselves.
    reason : str or None
        Why there is no value.
    missing_label : str
        How the missing values are called: "unanswered", "still open".
    evidence : Evidence or None
        What the interval is computed from, for any confidence; hidden from the repr.

    Notes
    -----
    ``float(estimate)`` is the value, NaN where it is undefined. The text shows the 95 % interval.

    Examples
    --------
    >>> from supportops.statistics import proportion
    >>> csat = proportion(85, 100, missing=37)
    >>> print(csat)
    85 % (95 %: 76.7 % to 90.7 %, n = 100, 37 missing)
    >>> csat.interval(0.9).low
    0.7821
    >>> csat.percent
    85.0
    """

    value: float | None
    n: int
    missing: int = 0
    definition: str = ""
    unit: str = ""
    flags: tuple[str, ...] = ()
    reason: str | None = None
    missing_label: str = field(default="missing", repr=False)
    evidence: Evidence | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise InputError("reason must say why there is no value; got none")
        if self.value is not None and not np.isfinite(self.value):
            raise InputError(f"value must be finite, or None with a reason; got {self.value}")

    def __float__(self) -> float:
        return float("nan") if self.value is None else self.value

    def interval(self, confidence: ShareLike = 0.95) -> Interval[float | None]:
        """Interval of the figure at a confidence, in the unit of the figure.

        Parameters
        ----------
        confidence : float or str
            Between 0 and 1, or text such as ``"90%"``.

        Returns
        -------
        Interval
            An end is None where the data set no bound to that side.
        """
        level = open_share(confidence, "confidence")
        low, high = (None, None) if self.evidence is None else self.evidence.ends(level)
        return Interval(low, high, level)

    @property
    def se(self) -> float | None:
        """Standard error in the unit of the figure; None where the evidence has none."""
        return getattr(self.evidence, "se", None)

    @property
    def percent(self) -> float | None:
        """Figure in percent (of a share), or percentage points (of a difference of shares)."""
        if self.unit not in {"share", "share difference"}:
            message = f"percent must be asked of a share; got a figure in {self.unit or 'no unit'}"
            raise InputError(message)
        return None if self.value is None else 100 * self.value

    def scaled(self, factor: float, unit: str) -> "Estimate":
        """Same figure times `factor` in another unit, its interval with it.

        Parameters
        ----------
        factor : float
            Any finite number but zero [ratio].
        unit : str
            The unit of the answer.

        Returns
        -------
        Estimate
        """
        if not np.isfinite(factor) or factor == 0:
            raise InputError(f"factor must be finite and not zero; got {factor}")
        value = None if self.value is None else self.value * factor
        evidence = None if self.evidence is None else ScaledEvidence(self.evidence, factor)
        return replace(self, value=value, unit=unit, evidence=evidence)

    def flagged(self, *flags: str) -> "Estimate":
        """Same figure with more doubts, each named once."""
        return replace(self, flags=tuple(dict.fromkeys((*self.flags, *flags))))

    def to_dict(self) -> dict[str, Any]:
        """Fields and the 95 % interval as plain values that JSON can hold."""
        interval = self.interval()
        return {
            "value": self.value,
            "low": interval.low,
            "high": interval.high,
            "confidence": interval.confidence,
            "n": self.n,
            "missing": self.missing,
            "unit": self.unit,
            "definition": self.definition,
            "flags": list(self.flags),
            "reason": self.reason,
        }

    def to_frame(self) -> "pd.DataFrame":
        """One row with the value, the 95 % interval and what stands behind them."""
        import pandas as pd

        return pd.DataFrame([self.to_dict()])

    def __str__(self) -> str:
        notes = self._notes()
        head = f"undefined: {self.reason}" if self.value is None else _shown(self.value, self.unit)
        return f"{head} ({', '.join([*self._span(), *notes])})"

    def _span(self) -> list[str]:
        interval = self.interval()
        if interval.low is None and interval.high is None:
            return []
        if interval.high is None:
            text = f"at least {_shown(interval.low, self.unit)}"
        elif interval.low is None:
            text = f"at most {_shown(interval.high, self.unit)}"
        else:
            text = f"{_shown(interval.low, self.unit)} to {_shown(interval.high, self.unit)}"
        return [f"95 %: {text}"]

    def _notes(self) -> list[str]:
        notes = [f"n = {self.n:,}"]
        return [*notes, f"{self.missing:,} {self.missing_label}"] if self.missing else notes

    def _repr_html_(self) -> str:
        title = html_escape(self.definition or "estimate")
        if self.value is None:
            head, lines = "undefined", [str(self.reason), *self._span()]
        else:
            head = _shown(self.value, self.unit)
            lines = self._span() or ["no interval is known for this figure"]
        lines.append(", ".join(self._notes()))
        if self.flags:
            lines.append(f"mind: {joined(flag.replace('_', ' ') for flag in self.flags)}")
        return _card(title, html_escape(head), map(html_escape, lines), self._bar())

    def _bar(self) -> str:
        low, high = self.interval().low, self.interval().high
        ends = {"share": (0.0, 1.0), "share difference": (-1.0, 1.0), "points": (-100.0, 100.0)}
        if self.unit not in ends or self.value is None or low is None or high is None:
            return ""
        first, last = ends[self.unit]
        left, here, right = (
            100 * min(max((x - first) / (last - first), 0), 1) for x in (low, self.value, high)
        )
        return (
            '<svg width="200" height="12" viewBox="0 0 100 6" preserveAspectRatio="none" '
            'role="img" aria-label="interval on the whole scale">'
            '<rect y="2" width="100" height="2" fill="#ddd"/>'
            f'<rect x="{left:.1f}" y="1" width="{right - left:.1f}" height="4" fill="#8ab"/>'
            f'<rect x="{here - 0.5:.1f}" width="1" height="6" fill="#246"/></svg>'
        )


def _card(title: str, head: str, lines: Iterable[str], bar: str) -> str:
    body = "".join(f"<div><small>{line}</small></div>" for line in lines)
    return (
        f'<div><div>{title}</div><div style="font-size:160%"><b>{head}</b></div>{bar}{body}</div>'
    )


def _shown(value: float | None, unit: str) -> str:
    number = float(value)  # type: ignore[arg-type]  # callers show no missing end
    if unit == "share":
        return percent_text(number)
    if unit == "share difference":
        return f"{100 * number:+.1f} pp"
    if unit == "points":
        return f"{number:+.1f}"
    if unit == "s" and abs(number) >= 60:
        return duration_text(timedelta(seconds=round(number)))
    return (
        f"{number:.4g} {unit}".rstrip()
        if abs(number) < 10_000
        else f"{number:,.0f} {unit}".rstrip()
    )
