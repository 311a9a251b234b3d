"""Uptime: outages clipped and united, maintenance forgiven, and what a target allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from supportops._kit.durations import DurationLike, duration, duration_text
from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.exact import ExactShareLike, exact_share
from supportops.sla.windows import Window, length_of

__all__ = ["Outage", "Uptime", "allowed_downtime", "uptime"]

#: Start and end of an outage; an end of None is still going on.
Outage: TypeAlias = "tuple[datetime | str, datetime | str | None]"
Spans: TypeAlias = list[tuple[datetime, datetime]]

_MICRO = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Uptime(Result):
    """Uptime of a window, exact.

    Attributes
    ----------
    window : Window
        What was judged.
    measured : timedelta
        Time that counts: the window, without maintenance where that is excluded.
    downtime : timedelta
        Time down that counts.
    forgiven : timedelta
        Time down inside maintenance, which does not count.
    outages : int
        Outages that count, those that overlap as one.
    ignored : int
        Outages that were shorter than the minimum.
    share : Fraction or None
        Uptime, exact; None where no time is measured.
    reason : str or None
        Why there is no share.
    flags : tuple of str
        What is doubtful.
    """

    window: Window
    measured: timedelta
    downtime: timedelta
    forgiven: timedelta
    outages: int
    ignored: int
    share: Fraction | None
    reason: str | None
    flags: tuple[str, ...]

    @property
    def percent(self) -> Decimal | None:
        """Uptime [percent] to 28 digits, for the reader; `share` is what is compared."""
        if self.share is None:
            return None
        return Decimal(100 * self.share.numerator) / Decimal(self.share.denominator)

    def __float__(self) -> float:
        return float("nan") if self.share is None else float(self.share)

    def __str__(self) -> str:
        if self.percent is None:
            return f"no uptime: {self.reason}"
        down = duration_text(self.downtime)
        # Cut, not rounded: 99.8999 % must not read as the 99.9 % that it missed.
        shown_percent = self.percent.quantize(Decimal("0.0001"), rounding="ROUND_DOWN").normalize()
        return f"{shown_percent:f} % ({down} down in {self.window.label})"


def uptime(
    outages: Iterable[Outage],
    *,
    window: Window,
    maintenance: Iterable[Outage] = (),
    maintenance_time: Literal["forgiven", "excluded"] = "forgiven",
    minimum_outage: DurationLike = "0s",
) -> Uptime:
    """Share of a window in which a service was up, exact to the microsecond.

    Parameters
    ----------
    outages : iterable of (start, end)
        In any order; they may overlap and reach beyond the window. An end of None is still
        going on, and counts to the end of the window.
    window : Window
        What is judged, such as `calendar_month`.
    maintenance : iterable of (start, end)
        Announced maintenance; time down inside it does not count.
    maintenance_time : {"forgiven", "excluded"}
        Whether maintenance stays in the time that is measured, or is taken out of it too.
    minimum_outage : duration
        Outages that last less, before they are clipped to the window, are ignored.

    Returns
    -------
    Uptime

    Raises
    ------
    InputError
        For naive instants and outages that end before they start.

    Notes
    -----
    uptime = 1 - downtime / measured, a fraction of whole microseconds. Each outage is held
    against the minimum by itself, as the contract lists it, before overlapping ones are united;
    where that matters the result is flagged.

    Examples
    --------
    >>> from supportops import sla
    >>> april = sla.calendar_month("2024-04-01", timezone="UTC")
    >>> found = sla.uptime([("2024-04-10T10:00Z", "2024-04-10T10:43:12Z")], window=april)
    >>> found.share, print(found)
    99.9 % (43m12s down in 2024-04)
    (Fraction(999, 1000), None)
    """
    if not isinstance(window, Window):
        raise InputError(
            f"window must be a Window; got {shown(window)}; make one with calendar_month"
        )
    if maintenance_time not in {"forgiven", "excluded"}:
        raise InputError(
            f"maintenance_time must be forgiven or excluded; got {shown(maintenance_time)}"
        )
    least = duration(minimum_outage, "minimum_outage")
    start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    given, open_ended = _spans(outages, "outages", end)
    works, open_works = _spans(maintenance, "maintenance", end)
    long = [s for s, still in zip(given, open_ended, strict=True) if still or s[1] - s[0] >= least]
    ignored = len(given) - len(long)
    down, kept = _united(long, start, end), _united(works, start, end)
    counted = _minus(down, kept)
    measured = end - start
    if maintenance_time == "excluded":
        measured -= _total(kept)
    downtime = _total(counted)
    share = 1 - Fraction(downtime // _MICRO, measured // _MICRO) if measured else None
    return Uptime(
        window=window,
        measured=measured,
        downtime=downtime,
        forgiven=_total(down) - downtime,
        outages=sum(any(a < y and x < b for x, y in counted) for a, b in down),
        ignored=ignored,
        share=share,
        reason=None if measured else "maintenance fills the window, so no time is measured",
        flags=_flags(given, long, still=sum(open_ended), works=sum(open_works), least=least),
    )


def _flags(
    given: Spans, long: Spans, *, still: int, works: int, least: timedelta
) -> tuple[str, ...]:
    flags = []
    if still:
        flags.append(f"{still} of the outages without an end: counted to the end of the window")
    if works:
        flags.append(f"{works} of the maintenance without an end: counted to the end of the window")
    if len(long) < len(given):
        far = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
        alone, united = _united(long, *far), _united(given, *far)
        if any(b - a >= least and (a, b) not in alone for a, b in united):
            flags.append(
                "short outages were ignored that touch others: united they reach the minimum"
            )
    return tuple(flags)


def _spans(given: Any, name: str, end: datetime) -> tuple[Spans, list[bool]]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise InputError(f"{name} must be pairs of start and end; got {shown(given)}")
    spans: Spans = []
    open_ended = []
    for place, pair in enumerate(given):
        if isinstance(pair, (str, bytes)) or not isinstance(pair, Sequence) or len(pair) != 2:
            raise InputError(f"{name}[{place}] must be a pair of start and end; got {shown(pair)}")
        first = instant(pair[0], f"{name}[{place}]").astimezone(UTC)
        still = pair[1] is None
        last = max(first, end) if still else instant(pair[1], f"{name}[{place}]").astimezone(UTC)
        if last < first:
            raise InputError(
                f"{name}[{place}] must not end before it starts; got {last.isoformat()} after "
                f"{first.isoformat()}"
            )
        spans.append((first, last))
        open_ended.append(still)
    return spans, open_ended


def _united(spans: Spans, start: datetime, end: datetime) -> Spans:
    """Spans clipped to a window, in order, none touching another."""
    out: Spans = []
    for a, b in sorted((max(a, start), min(b, end)) for a, b in spans):
        if a >= b:
            continue
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _minus(spans: Spans, holes: Spans) -> Spans:
    out: Spans = []
    for start, b in spans:
        a = start
        for x, y in holes:
            if y <= a or x >= b:
                continue
            if a < x:
                out.append((a, x))
            a = y
        if a < b:
            out.append((a, b))
    return out


def _total(spans: Spans) -> timedelta:
    return sum((b - a for a, b in spans), timedelta())


def allowed_downtime(target: ExactShareLike, window: "Window | DurationLike") -> timedelta:
    """Longest downtime in a window with which an uptime target is still met.

    Parameters
    ----------
    target : str or Decimal
        Uptime that is promised, ``"99.9%"``; a float is refused.
    window : Window or duration
        What is judged; ``"30d"``, or a `calendar_month`.

    Returns
    -------
    timedelta
        (1 - target) x window, cut to the microsecond.

    Examples
    --------
    >>> allowed_downtime("99.9%", "365d") / timedelta(hours=1)
    8.76
    >>> allowed_downtime("99.5%", "365d") / timedelta(hours=1)
    43.8
    """
    limit = 1 - Fraction(exact_share(target, "target"))
    micros = length_of(window, "window") // _MICRO * limit
    return (micros.numerator // micros.denominator) * _MICRO
