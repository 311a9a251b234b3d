"""What is stated beside what was measured, in as many digits as tell the two apart."""

from collections.abc import Callable, Iterable, Sequence

from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.evidence import Finding

__all__ = ["band_text", "contradiction_text", "nothing_said", "other_names", "told_apart"]

# Decimals of a percentage, and digits of a number, from what is usual to what is bearable.
_DECIMALS, _DIGITS = range(1, 7), range(4, 10)
_FEW = 5


def told_apart(one: float, other: float, *, percent: bool) -> Callable[[float], str]:
    """Writer of figures with the fewest digits in which both differ; the most if none do."""
    writers: list[Callable[[float], str]] = [
        *((lambda value, d=d: percent_text(value, d)) for d in _DECIMALS if percent),
        *((lambda value, d=d: _number(value, d)) for d in _DIGITS if not percent),
    ]
    return next((text for text in writers if text(one) != text(other)), writers[-1])


def _number(value: float, digits: int) -> str:
    if abs(value) < 1_000:
        return f"{value:,.{digits}g}"
    text = f"{value:,.{digits - 4}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def contradiction_text(
    kind: str, stated: float, value: float, *, ends: tuple[float, float] | None, n: int, unit: str
) -> str:
    """A stated figure beside the measured one that replaces it."""
    # Outside of an interval, the end that is missed is the nearer one.
    missed = value if ends is None else min(ends, key=lambda end: abs(end - stated))
    text = told_apart(stated, missed, percent=not unit)
    measured = f"{text(value)} {unit}".rstrip()
    sure = "no interval" if ends is None else f"95 %: {text(ends[0])} to {text(ends[1])}"
    return f"{kind} {text(stated)}, measured {measured} ({sure}, n = {n:,}); the measured figure is used"


def band_text(band: tuple[float, float], value: float, *, ends: tuple[float, float], n: int) -> str:
    """An assumed span in minutes beside the measured mean outside of it that replaces it."""
    missed = min(band, key=lambda end: abs(end - value))
    text = told_apart(value, missed, percent=False)
    assumed, sure = (f"{text(low)} to {text(high)}" for low, high in (band, ends))
    return (
        f"assumed {assumed} minutes, measured {text(value)} (95 %: {sure}, n = {n:,}); "
        "the measured figure is used"
    )


def nothing_said(table: str, about: str, *, counted: str, way_out: str) -> Finding:
    """A table of the history from which nothing follows."""
    return Finding(
        code="history-says-nothing",
        title=f"The table {table} says nothing of {about}",
        arithmetic=counted,
        way_out=way_out,
    )


def other_names(
    column: str, whose: str, names: Sequence[object], *, share: float, n: int, way_out: str
) -> Finding:
    """Names that only the history has: which, and how much of it they are."""
    return Finding(
        code="history-has-other-names",
        title=f"The history knows {column.replace('_', ' ')} names that {whose}",
        arithmetic=f"{percent_text(share)} of {n:,} tickets: {joined(_some(names))}",
        way_out=way_out,
    )


def _some(names: Sequence[object]) -> Iterable[object]:
    more = len(names) - _FEW
    return (*names[:_FEW], *([f"{more} more"] if more > 0 else []))
