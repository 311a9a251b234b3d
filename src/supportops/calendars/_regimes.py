"""The stretches of time in which a zone keeps one offset from UTC."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from supportops._kit.instants import zone
from supportops.calendars._hours import DAY, FIRST

__all__ = ["regimes"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND, _MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)
_MICROS = 1_000_000
# Nowhere do two changes of offset lie within a day, nor within a week where only a zone's standing
# rule is left; before its first law every zone keeps local mean time.
_LAWS, _STANDING = 1800, 2100
_CYCLE = 146_097 * DAY
_STEP, _LONG_STEP = 86_400, 604_800


def regimes(name: str, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    """Stretches ``(from, to, offset)`` of a zone between two instants, in microseconds UTC.

    Parameters
    ----------
    name : str
        Zone of the IANA data base.
    start, end : int
        The instants [us]; `start` comes first.
    """
    first, last = ((_EPOCH + timedelta(microseconds=t)).year for t in (start, end))
    changes = [change for year in range(first, last + 1) for change in _changes(name, year)]
    since, known = start, changes[0][1]
    found = []
    for at, offset in changes:
        if at >= end:
            break
        if at > start and offset != known:
            found.append((since, at, known))
            since = at
        known = offset
    return (*found, (since, end, known))


@lru_cache(maxsize=32_768)
def _changes(name: str, year: int) -> tuple[tuple[int, int], ...]:
    """Offset at the beginning of a year, and each that follows, with its first instant [us].

    Found by asking the zone every so often and halving where two answers differ, so that any
    source of zone rules will do.
    """
    if year >= _STANDING + 400:
        # The Gregorian calendar repeats every 400 years, and standing rules with it.
        shift = (year - _STANDING) // 400 * _CYCLE
        before = _changes(name, _STANDING + (year - _STANDING) % 400)
        return tuple((at + shift, offset) for at, offset in before)
    rules = zone(name)

    def offset(second: int) -> int:
        shift = (_EPOCH + timedelta(seconds=second)).astimezone(rules).utcoffset() or timedelta()
        return shift // _MICROSECOND

    begin = (datetime(year, 1, 1, tzinfo=UTC) - _EPOCH) // _SECOND
    at = max(begin, FIRST // _MICROS)
    last = begin + 366 * 86_400
    step = _STEP if year < _STANDING else _LONG_STEP
    if year < _LAWS:
        step = last - at
    known = offset(at)
    found = [(at * _MICROS, known)]
    while at < last:
        following = min(at + step, last)
        if (new := offset(following)) != known:
            low, high = at, following
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == known else (low, middle)
            found.append((high * _MICROS, new))
            known = new
        at = following
    return tuple(found)
