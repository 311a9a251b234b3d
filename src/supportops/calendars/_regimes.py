"""The stretches of time in which a zone keeps one offset from UTC."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from supportops._kit.instants import zone

__all__ = ["regimes"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000
# No zone changes its offset and back within half a day, nor within a week where only its standing
# rule is left; before its first law every zone keeps local mean time.
_LAWS, _STANDING = -5_364_662_400, 4_102_444_800  # 1800 and 2100
_STEP, _LONG_STEP = 43_200, 604_800


@lru_cache(maxsize=512)
def regimes(name: str, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    """Stretches ``(from, to, offset)`` of a zone between two instants, in microseconds UTC.

    Found by asking the zone every so often and halving where two answers differ, so that any
    source of zone rules will do.
    """
    rules = zone(name)

    def offset(second: int) -> int:
        at = _EPOCH + timedelta(seconds=second)
        return int(at.astimezone(rules).utcoffset() / timedelta(seconds=1))  # type: ignore[operator]  # aware

    first, last = start // _SECOND, -(-end // _SECOND)
    found, since, known = [], first, offset(first)
    at = first
    while at < last:
        following = min(_LAWS if at < _LAWS else at + (_STEP if at < _STANDING else _LONG_STEP), last)
        if (new := offset(following)) != known:
            low, high = at, following
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == known else (low, middle)
            found.append((since * _SECOND, high * _SECOND, known * _SECOND))
            since, known = high, new
        at = following
    found.append((since * _SECOND, last * _SECOND, known * _SECOND))
    return tuple(found)
