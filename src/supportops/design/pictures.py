"""Pictures of a document as inline SVG, with a title and a text for those who do not see them."""

from textwrap import wrap

from supportops._kit.text import html_escape
from supportops.design.document import Flowchart, RangeChart
from supportops.design.style import COLORS

__all__ = ["flow_picture", "range_picture"]

_TEXT, _ = COLORS["text"]
_QUIET, _ = COLORS["quiet"]
_LINE, _ = COLORS["link"]
_, _BOX = COLORS["label"]
_, _BAND = COLORS["heading"]
_WIDTH, _LINE_HEIGHT, _PAD, _GAP = 680, 18, 10, 34
# Characters that fit a box, and a reason beside an arrow.
_BOX_LETTERS, _REASON_LETTERS = 84, 78


def flow_picture(chart: Flowchart) -> str:
    """Places as boxes from top to bottom, each with its ways out below it."""
    parts, y = [], _PAD
    for name, does in chart.places.items():
        lines = wrap(f"{name}: {does}" if does else name, _BOX_LETTERS) or [""]
        height = len(lines) * _LINE_HEIGHT + 2 * _PAD
        parts.append(
            f'<rect x="1" y="{y}" width="{_WIDTH - 2}" height="{height}" rx="6" fill="{_BOX}" '
            f'stroke="{_LINE}"/>' + _lines(lines, 14, y + _PAD, _TEXT)
        )
        y += height
        for target, reason in _ways(chart, name):
            text = wrap(f"to {target}: {reason}" if reason else f"to {target}", _REASON_LETTERS)
            tall = len(text) * _LINE_HEIGHT
            parts.append(
                f'<path d="M24 {y + 4}v{tall + 6}m-5 -7l5 7l5 -7" fill="none" stroke="{_LINE}" '
                f'stroke-width="2"/>' + _lines(text, 44, y + 6, _QUIET)
            )
            y += tall + 14
        y += _GAP // 2
    words = "; ".join(
        f"{origin} to {target}{': ' + reason if reason else ''}"
        for origin, target, reason in chart.moves
    )
    return _svg("Places and the ways between them", words, y, parts)


def _ways(chart: Flowchart, name: str) -> list[tuple[str, str]]:
    return [(target, reason) for origin, target, reason in chart.moves if origin == name]


def range_picture(chart: RangeChart) -> str:
    """Spans as bars on one scale from zero; a single figure is a mark."""
    ends = [end for _, low, high in chart.rows for end in (low, high)]
    top = max([*ends, *(chart.band or ())], default=0.0) or 1.0
    left, right = 170.0, float(_WIDTH - 90)

    def x(value: float) -> float:
        return round(left + (right - left) * value / top, 1)

    height = len(chart.rows) * 30 + 2 * _PAD
    parts = []
    if chart.band is not None:
        low, high = chart.band
        parts.append(
            f'<rect x="{x(low)}" y="0" width="{round(x(high) - x(low), 1)}" height="{height}" '
            f'fill="{_BAND}"/>'
        )
    for place, (label, low, high) in enumerate(chart.rows):
        y = _PAD + place * 30
        span = f"{low:,.4g}" if low == high else f"{low:,.4g}–{high:,.4g}"
        parts.append(
            _lines([label[:24]], 4, y + 2, _TEXT)
            + f'<rect x="{x(low)}" y="{y + 4}" width="{max(round(x(high) - x(low), 1), 4)}" '
            f'height="14" rx="2" fill="{_LINE}"/>' + _lines([span], x(high) + 10, y + 2, _TEXT)
        )
    words = "; ".join(f"{label} {low:,.4g} to {high:,.4g}" for label, low, high in chart.rows)
    return _svg(f"{chart.title} ({chart.unit})", words, height, parts)


def _lines(lines: list[str], x: float, y: float, color: str) -> str:
    return "".join(
        f'<text x="{x}" y="{y + 13 + place * _LINE_HEIGHT}" fill="{color}" font-size="14">'
        f"{html_escape(line)}</text>"
        for place, line in enumerate(lines)
    )


def _svg(title: str, words: str, height: float, parts: list[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="system-ui, sans-serif">'
        f"<title>{html_escape(title)}</title><desc>{html_escape(words)}</desc>"
        f"{''.join(parts)}</svg>"
    )
