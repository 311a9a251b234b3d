"""What an estimate was computed from: enough to answer a second confidence level."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.statistics._doors import two_sided_z
from supportops.statistics._kernels import order_ranks, wilson_ends

__all__ = [
    "CountEvidence",
    "Ends",
    "Evidence",
    "KernelEvidence",
    "NormalEvidence",
    "RankEvidence",
    "ReplicateEvidence",
    "ScaledEvidence",
    "StudentEvidence",
]

#: Low and high end of an interval; None is no bound.
Ends: TypeAlias = tuple[float | None, float | None]


@runtime_checkable
class Evidence(Protocol):
    """Anything that gives the two ends of an interval for a confidence."""

    def ends(self, confidence: float) -> Ends:
        """Low and high end at that confidence, None where the data set no bound."""
        ...


@dataclass(frozen=True, slots=True)
class CountEvidence:
    """Successes among trials: Wilson's score interval."""

    successes: float
    n: float

    def ends(self, confidence: float) -> Ends:
        """Ends of the Wilson interval."""
        low, high = wilson_ends(
            np.asarray(self.successes), np.asarray(self.n), two_sided_z(confidence)
        )
        return float(low), float(high)


@dataclass(frozen=True, slots=True)
class NormalEvidence:
    """A center with a standard error, read as normal and cut at what is possible."""

    center: float
    se: float
    lowest: float = -np.inf
    highest: float = np.inf

    def ends(self, confidence: float) -> Ends:
        """Center minus and plus z standard errors."""
        reach = two_sided_z(confidence) * self.se
        return max(self.lowest, self.center - reach), min(self.highest, self.center + reach)


@dataclass(frozen=True, slots=True)
class StudentEvidence:
    """A center with a standard error of `df` degrees of freedom: Student's t."""

    center: float
    se: float
    df: float

    def ends(self, confidence: float) -> Ends:
        """Center minus and plus t standard errors."""
        from scipy.special import stdtrit

        reach = float(stdtrit(self.df, (1 + confidence) / 2)) * self.se
        return self.center - reach, self.center + reach


@dataclass(frozen=True, slots=True, eq=False)
class RankEvidence:
    """Sorted values around a quantile: order statistics, whatever the distribution."""

    ordered: Float64Array
    q: float

    def ends(self, confidence: float) -> Ends:
        """Values at the two ranks; None where the sample is too small to have the rank."""
        low, high = order_ranks(self.ordered.size, self.q, confidence)
        return (
            None if low is None else float(self.ordered[low - 1]),
            None if high is None else float(self.ordered[high - 1]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class ReplicateEvidence:
    """Sorted replicates of a resampling: percentile interval."""

    ordered: Float64Array

    def ends(self, confidence: float) -> Ends:
        """Quantiles of the replicates that leave the same share out at either side."""
        out = (1 - confidence) / 2
        low, high = np.quantile(self.ordered, [out, 1 - out])
        return float(low), float(high)


@dataclass(frozen=True, slots=True, eq=False)
class KernelEvidence:
    """Arguments of a kernel that gives the two ends: what has no class of its own."""

    kernel: Callable[..., Ends]
    arguments: tuple[Any, ...]

    def ends(self, confidence: float) -> Ends:
        """Ends that the kernel gives for its arguments and the confidence."""
        return self.kernel(*self.arguments, confidence)


@dataclass(frozen=True, slots=True)
class ScaledEvidence:
    """Other evidence times a factor: the same figure in another unit."""

    evidence: Evidence
    factor: float

    @property
    def se(self) -> float | None:
        """Standard error of the other evidence times the size of the factor."""
        se = getattr(self.evidence, "se", None)
        return None if se is None else abs(self.factor) * se

    def ends(self, confidence: float) -> Ends:
        """Ends of the other evidence times the factor, in order."""
        low, high = (
            None if end is None else end * self.factor for end in self.evidence.ends(confidence)
        )
        return (low, high) if self.factor > 0 else (high, low)
