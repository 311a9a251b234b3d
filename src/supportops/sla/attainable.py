"""Attainable targets: what history says that a team can promise."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from supportops._kit.durations import duration_text
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text, share
from supportops._kit.text import card, shown
from supportops.errors import InputError
from supportops.sla.held import held_periods, lengths
from supportops.sla.reporting import design_rules, rollout_plan
from supportops.statistics import Estimate, discovery_size, survival_curve

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AttainableTarget", "attainable_target", "buffered_target"]

_SECOND = timedelta(seconds=1)


def buffered_target(achievable: timedelta, *, buffer: ShareLike | None = None) -> timedelta:
    """Target that leaves room above what capacity achieves.

    Parameters
    ----------
    achievable : timedelta
        What is achieved today.
    buffer : share, optional
        What is added to it; the published share unless told.

    Returns
    -------
    timedelta
        To the microsecond.

    Notes
    -----
    target = achievable × (1 + buffer).

    Examples
    --------
    >>> buffered_target(timedelta(hours=10)) / timedelta(hours=1)
    12.0

    References
    ----------
    Support-operations skill, SLA Implementation Checklist.
    """
    part = rollout_plan().buffer if buffer is None else share(buffer, "buffer")
    if achievable < timedelta():
        raise InputError(f"achievable must be zero or more; got {shown(str(achievable))}")
    micros = achievable // timedelta(microseconds=1)
    return timedelta(microseconds=round(micros * (1 + Fraction(str(part)))))


@dataclass(frozen=True, slots=True)
class AttainableTarget(Result):
    """Tightest target that history keeps, and what may be promised from it.

    Attributes
    ----------
    target : timedelta or None
        What to promise: `achieved` and the buffer. None below the number of periods that a
        claim needs, or where too many are open to say.
    achieved : Estimate
        Length that the share kept in history [s], open ones censored.
    surely : timedelta or None
        Longest length on record: with `needed` periods or more the share keeps it at the
        confidence, whatever the distribution. None where periods are too few, or one that is
        open is older.
    n, open : int
        Periods that have ended, and that have not.
    needed, lacking : int
        Ended periods that a claim needs, and how many of them are missing.
    words : str
        All of it in a sentence.
    """

    target: timedelta | None
    achieved: Estimate
    surely: timedelta | None
    n: int
    open: int
    needed: int
    lacking: int
    words: str

    def __str__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        return card("Attainable target", [("", self.words), ("history", str(self.achieved))])


def attainable_target(
    periods: "pd.DataFrame",
    *,
    metric: str,
    attained: ShareLike | None = None,
    confidence: ShareLike = 0.95,
    buffer: ShareLike | None = None,
    clock: Literal["business", "calendar"] = "business",
) -> AttainableTarget:
    """Tightest target that history kept often enough, and the one to promise.

    Parameters
    ----------
    periods : DataFrame
        Of `periods`, restricted to the tickets that the target is for.
    metric : str
        Whose periods.
    attained : share, optional
        How often it is to be kept; the published share of good design unless told.
    confidence : share
        Of the claim that it will be.
    buffer : share, optional
        As in `buffered_target`.
    clock : {"business", "calendar"}
        Clock of the target.

    Returns
    -------
    AttainableTarget

    Raises
    ------
    InputError
        For a table without the columns of `periods`, or without a period of the metric.

    Notes
    -----
    The quantile is that of the Kaplan-Meier curve: leaving open tickets out makes every target
    look attainable, because the slow ones are the open ones. Cancelled periods are left out. A
    claim needs n with 1 - attainedⁿ ≥ confidence ended periods, 59 for 95 % at 95 %: only from
    there on does the longest of them bound the quantile.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops import sla
    >>> hours = pd.to_timedelta(range(1, 41), unit="h")
    >>> table = pd.DataFrame({"metric": "resolution", "state": "met", "breached": False,
    ...     "target": pd.NaT, "elapsed": hours, "elapsed_business": hours, "started_at": pd.NaT,
    ...     "ended_at": pd.Timestamp("2026-03-02", tz="UTC"), "due_at": pd.NaT})
    >>> print(sla.attainable_target(table, metric="resolution"))
    no target can be claimed: 40 of 59 ended periods, 19 are missing; 95 % took up to 38h
    """
    level = share(design_rules().attainable if attained is None else attained, "attained")
    if not 0 < level < 1:
        raise InputError(f"attained must lie inside 0 and 1; got {level:g}")
    column = f"elapsed_{clock}"
    if clock not in {"business", "calendar"}:
        raise InputError(f"clock must be business or calendar; got {shown(clock)}")
    held = held_periods(periods, spans=(column,))
    mine = held[(held["metric"] == metric) & (held["state"] != "cancelled")]
    if mine.empty:
        raise InputError(f"periods must hold some of metric; got none of {shown(metric)}")
    seconds = lengths(mine[column], "s")
    ended = mine["ended_at"].notna().to_numpy()
    achieved = survival_curve(seconds, ended, unit="s").quantile(Fraction(str(level)))
    n, left = int(ended.sum()), int((~ended).sum())
    needed = discovery_size(float(1 - Fraction(str(level))), confidence=confidence)
    lacking = max(needed - n, 0)
    longest = float(seconds.max())
    bounded = not lacking and (seconds[~ended] < longest).all()
    target = None
    if achieved.value is not None and not lacking:
        target = buffered_target(achieved.value * _SECOND, buffer=buffer)
    return AttainableTarget(
        target=target,
        achieved=achieved,
        surely=longest * _SECOND if bounded else None,
        n=n,
        open=left,
        needed=needed,
        lacking=lacking,
        words=_words(achieved, target, level, (n, needed, lacking)),
    )


def _words(
    achieved: Estimate, target: timedelta | None, level: float, counts: tuple[int, int, int]
) -> str:
    n, needed, lacking = counts
    if achieved.value is None:
        return f"no target can be claimed: {achieved.reason}"
    history = f"{percent_text(level)} took up to {duration_text(achieved.value * _SECOND)}"
    if target is None:
        head = f"no target can be claimed: {n} of {needed} ended periods, {lacking} are missing"
        return f"{head}; {history}"
    # Up to the second: a fraction of one is no promise.
    promise = -(-target // _SECOND) * _SECOND
    return f"promise {duration_text(promise)}: {history}, n = {n}"
