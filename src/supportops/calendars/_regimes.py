"""The stretches of time in which a zone keeps one offset from UTC."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from supportops._kit.instants import zone

__all__ = ["regimes"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000
# Half a day: no zone changes its offset and back within it. Where only a yearly rule is left,
# before and after the years that zone rules list one by one, five days do.
_STEP, _STEP_FAR = 43_200, 432_000
_LISTED = (-2_208_988_800, 4_102_444_800)  # 1900 and 2100


@lru_cache(maxsize=512)
def regimes(name: str, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    """Stretches ``(from, to, offset)`` of a zone between two instants, in microseconds UTC.

    Found by asking the zone twice a day and halving where two answers differ, so that any source
    of zone rules will do.
    """
    rules = zone(name)

    def offset(second: int) -> int:
        at = _EPOCH + timedelta(seconds=second)
        return int(at.astimezone(rules).utcoffset() / timedelta(seconds=1))  # type: ignore[operator]  # aware

    first, last = start // _SECOND, -(-end // _SECOND)
    found, since, known = [], first, offset(first)
    at = first
    while at < last:
        step = _STEP if _LISTED[0] <= at < _LISTED[1] else _STEP_FAR
        following = min(at + step, last)
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
