"""Whether a newcomer may work alone."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from supportops._kit.durations import DurationLike, duration, duration_text
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text, share
from supportops.errors import InputError
from supportops.training.plans import preset

__all__ = ["RampCheck", "ramp_gate"]


@dataclass(frozen=True, slots=True)
class RampCheck(Result):
    """Whether a newcomer may work alone.

    Attributes
    ----------
    passed : bool
    handle_time : timedelta
    target : timedelta
    deviation : float
        Handle time over target less one [share, plus or minus].
    csat : float
        Satisfaction [share].
    failed : tuple of str
        What speaks against it.
    """

    passed: bool
    handle_time: timedelta
    target: timedelta
    deviation: float
    csat: float
    failed: tuple[str, ...]


def ramp_gate(handle_time: DurationLike, *, target: DurationLike, csat: ShareLike) -> RampCheck:
    """Whether a newcomer may work alone, by VIVtone's rule.

    Parameters
    ----------
    handle_time : duration
        Mean handle time of the newcomer.
    target : duration
        Handle time that is aimed at, above zero.
    csat : share
        Satisfied customers of those who answered.

    Returns
    -------
    RampCheck

    Raises
    ------
    InputError
        If a duration has no unit, or the target is zero.

    Notes
    -----
    "Within 10 % of target" is read to both sides, the ends included: somebody who is much
    faster rushes, or was given the easy ones.

    Examples
    --------
    >>> ramp_gate("5m30s", target="5m", csat="80%").passed
    True
    >>> ramp_gate("5m31s", target="5m", csat="79%").failed
    ('handle time of 5m31s is 10.3 % over target', 'CSAT of 79 % is below 80 %')
    """
    spent, aim = duration(handle_time, "handle_time"), duration(target, "target")
    if not aim:
        raise InputError(f"target must be above zero; got {duration_text(aim)}")
    good = share(csat, "csat")
    gates = {gate.metric: gate.limits for s in preset("vivtone").stages for gate in s.gates}
    # Exact, because 5m30s against 5m lies on the very edge.
    off = Fraction(spent // timedelta(microseconds=1), aim // timedelta(microseconds=1)) - 1
    deviation = float(off)
    failed = []
    if deviation not in gates["aht_deviation"]:
        side = "over" if off > 0 else "under"
        failed.append(
            f"handle time of {duration_text(spent)} is {percent_text(abs(deviation))} {side} target"
        )
    if good not in gates["csat"]:
        least = percent_text(gates["csat"].low or 0)
        rate = percent_text(good)
        failed.append(
            f"CSAT of {rate if rate != least else f'{100 * good:.10g} %'} is below {least}"
        )
    return RampCheck(not failed, spent, aim, deviation, good, tuple(failed))
