"""Shapes by the dozen: every start of a day with every length."""

from collections.abc import Sequence
from datetime import timedelta

from supportops._kit.durations import DurationLike, duration, duration_text
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.shifts.models import Break, ShiftShape

__all__ = ["staggered_shapes"]

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


def staggered_shapes(
    lengths: Sequence[DurationLike],
    *,
    every: DurationLike,
    earliest: DurationLike = timedelta(),
    latest: DurationLike = timedelta(hours=23, minutes=59),
    days: str = "mon-sun",
    breaks: Sequence[Break] = (),
    cost_per_hour: float = 1.0,
    cost_per_shift: float = 0.0,
    contract: str = "",
) -> tuple[ShiftShape, ...]:
    """Shapes that begin at even times of the day, in each of several lengths.

    Parameters
    ----------
    lengths : sequence of duration
        How long shifts last, below a day.
    every : duration
        Distance of two starts.
    earliest, latest : duration
        First and last start, after midnight.
    days : str
        Days that they may begin on.
    breaks : sequence of Break
        Breaks of each shift.
    cost_per_hour : float
        Cost of a paid hour [any unit].
    cost_per_shift : float
        Cost of each shift beside its hours [any unit].
    contract : str
        Kind of contract that works them.

    Returns
    -------
    tuple of ShiftShape
        Named by start and length: ``06:30 8h``.

    Raises
    ------
    InputError
        For a length of a day or more, starts less than a second apart, or no time to start.

    Examples
    --------
    >>> shapes = staggered_shapes(["4h", "8h"], every="30m", earliest="8h", latest="10h")
    >>> len(shapes), shapes[0].name, shapes[-1].segments
    (10, '08:00 4h', (('10:00', '18:00'),))
    """
    step, low, high = (
        duration(v, n) for n, v in (("every", every), ("earliest", earliest), ("latest", latest))
    )
    if not step or step % _SECOND:
        raise InputError(f"every must be whole seconds, above zero; got {shown(every)}")
    if not low <= high or low >= _DAY:
        raise InputError(
            f"earliest must lie within the day and not after latest; got {shown(earliest)}"
        )
    if isinstance(lengths, str):
        raise InputError(f"lengths must be a sequence; got {shown(lengths)}; write [{lengths!r}]")
    out, start = [], low
    while start <= min(high, _DAY - timedelta(microseconds=1)):
        for given in lengths:
            length = duration(given, "lengths")
            if not timedelta() < length < _DAY:
                raise InputError(f"lengths must be above zero and below a day; got {shown(given)}")
            begin = _clock(start)
            out.append(
                ShiftShape(
                    name=f"{begin} {duration_text(length)}",
                    segments=((begin, _clock((start + length) % _DAY)),),
                    days=days,
                    breaks=tuple(breaks),
                    cost_per_hour=cost_per_hour,
                    cost_per_shift=cost_per_shift,
                    contract=contract,
                )
            )
        start += step
    return tuple(out)


def _clock(after: timedelta) -> str:
    minutes, seconds = divmod(int(after.total_seconds()), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text
