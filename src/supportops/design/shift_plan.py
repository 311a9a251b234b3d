"""Shifts that cover the opening hours, and the people behind them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

from supportops import workforce
from supportops._kit.durations import duration, duration_text
from supportops._kit.shares import percent_text
from supportops.calendars import BusinessCalendar
from supportops.design.baseline import Baseline
from supportops.design.deliverables import StaffingPlan
from supportops.design.evidence import Ledger, hours
from supportops.design.open_hours import A_MONDAY, ordinary_week, week_spans
from supportops.design.profile import TeamProfile
from supportops.design.staffing_plan import days_figure, days_open
from supportops.design.work_models import ShiftRow
from supportops.workforce import shifts

__all__ = ["ShiftPattern", "plan_shifts"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_STEPS = (60, 30, 15)
_Place: TypeAlias = tuple[str, float, int]


@dataclass(frozen=True, slots=True)
class ShiftPattern:
    """Shifts at both ends of the handle times; `lack` says why there are none.

    Attributes
    ----------
    rows : tuple of ShiftRow
    lack : str
    arrivals : str
        What was taken for the arrivals.
    roster_low, roster_high : float or None
        Paid people behind the pattern [agents].
    """

    rows: tuple[ShiftRow, ...]
    lack: str
    arrivals: str
    roster_low: float | None = None
    roster_high: float | None = None


def plan_shifts(
    profile: TeamProfile, staffing: StaffingPlan, base: Baseline, ledger: Ledger
) -> ShiftPattern:
    """Cheapest shifts that have the needed agents at work in every open hour."""
    length = profile.assumed.hours_a_day.value
    calendar = ordinary_week(profile)
    spans = week_spans(calendar)
    arrivals = _arrivals(profile, spans, base)
    step = _step([*(end for span in spans for end in span), A_MONDAY + length])
    if staffing.busy_low is None or staffing.busy_high is None:
        return ShiftPattern((), "handle time of every tier", arrivals)
    if step is None or length >= _DAY:
        lack = "opening hours and shifts on the quarter hour, and shifts below a day"
        return ShiftPattern((), lack, arrivals)
    week, allowed = _allowed(calendar, step, _lengths(spans, length))
    heads: dict[str, dict[_Place, int]] = {}
    inputs: dict[str, dict[str, str]] = {}
    for end in ("low", "high"):
        need, inputs[end] = _needed(profile, end, base, ledger)
        required = [
            need[at.hour] if any(a <= at < b for a, b in spans) else 0
            for at in (stamp.to_pydatetime().replace(tzinfo=None) for stamp in week)
        ]
        cover = shifts.cover_demand(required, shifts=allowed, time_limit="10s")
        heads[end] = {_place(name): count for name, count in cover.heads.items()}
    rows = _rows(heads["low"], heads["high"])
    low, high = (_roster(profile, rows, end, inputs[end], ledger) for end in ("low", "high"))
    return ShiftPattern(rows, "", arrivals, low, high)


def _arrivals(
    profile: TeamProfile, spans: Sequence[tuple[datetime, datetime]], base: Baseline
) -> str:
    """What is taken for the arrivals, and what of them no shift can see."""
    by_hour = profile.given.arrivals_by_hour
    if not by_hour:
        return "Any open hour may be the busiest: nobody has said when tickets come."
    measured = "history.outside_hours" in base.measured
    open_hours = {hour for hour in range(24) if any(_within(hour, span) for span in spans)}
    closed = sum(share for hour, share in by_hour.items() if hour not in open_hours)
    waits = (
        f" {percent_text(closed)} of a day's tickets come in hours that are never open; they wait, "
        "and their work is counted in the average, not in these shifts."
        if closed else ""
    )  # fmt: skip
    return f"Arrivals by hour as {'measured' if measured else 'stated'}.{waits}"


def _within(hour: int, span: tuple[datetime, datetime]) -> bool:
    opens, closes = span
    at = opens.replace(hour=hour, minute=0)
    return any(day + _HOUR > opens and day < closes for day in (at, at + _DAY))


def _step(ends: Iterable[datetime]) -> int | None:
    """Longest step on which all ends lie [minutes]."""
    offsets = [end - A_MONDAY for end in ends]
    return next(
        (s for s in _STEPS if not any(offset % timedelta(minutes=s) for offset in offsets)), None
    )


def _lengths(spans: Sequence[tuple[datetime, datetime]], length: timedelta) -> tuple[str, ...]:
    """A full shift, and shorter ones for openings that it does not fit in."""
    short = {closes - opens for opens, closes in spans if closes - opens < length}
    return tuple(duration_text(each) for each in (length, *sorted(short, reverse=True)))


@lru_cache(maxsize=32)
def _allowed(
    calendar: BusinessCalendar, step: int, lengths: tuple[str, ...]
) -> tuple[Any, tuple[shifts.Shift, ...]]:
    """Periods of a week, and every shift that works while open."""
    import pandas as pd

    periods = 7 * 24 * 60 // step
    week = pd.date_range(A_MONDAY, periods=periods, freq=f"{step}min", tz=calendar.timezone)
    shapes = shifts.staggered_shapes(lengths, every=f"{step}m")
    return week, shifts.shifts_on(week, shapes, calendar=calendar, wraps=True)


def _needed(
    profile: TeamProfile, end: str, base: Baseline, ledger: Ledger
) -> tuple[Mapping[int, int], dict[str, str]]:
    """Agents at work by hour of the day, and the figures that say so."""
    by_hour, assumed = profile.given.arrivals_by_hour, profile.assumed
    busy = f"staffing.busy_hour.agents.{end}"
    if not by_hour:
        return dict.fromkeys(range(24), round(ledger.number(busy))), {"agents": busy}
    time = f"staffing.busy_hour.handle_time.{end}"
    target, found, figures = assumed.answer_target.value, {}, {}
    for hour in range(24):
        share = by_hour.get(hour, 0.0)
        volume = base.volume / days_open(assumed) * share
        staffed = workforce.agents_needed(
            volume,
            interval="1h",
            handle_time=timedelta(hours=ledger.number(time)),
            answer_within=target.within,
            service_level=target.service_level,
        )
        found[hour] = max(staffed.agents, 1)  # open means that somebody is there
        if share:
            figures[f"agents_{hour}"] = name = f"shifts.agents.{hour}.{end}"
            ledger.derived(
                name,
                staffed.agents,
                "agents",
                formula="erlang_c_servers(volume / days * share * time, time, within, level)",
                inputs={
                    "volume": "team.tickets_per_month",
                    "days": days_figure(assumed),
                    "share": f"team.arrivals.{hour}",
                    "time": time,
                    "within": "assumed.answer_target.within",
                    "level": "assumed.answer_target.service_level",
                },
            )
    return found, figures


def _place(name: str) -> _Place:
    """Hours, length and day of a shift: its name is a start, a length and a date."""
    start, length, day = name.split(" ")
    opens, worked = datetime.fromisoformat(f"{day}T{start}"), duration(length, "length")
    return f"{opens:%H:%M}–{opens + worked:%H:%M}", hours(worked), opens.weekday()


def _rows(low: Mapping[_Place, int], high: Mapping[_Place, int]) -> tuple[ShiftRow, ...]:
    """One row for each shift and days with the same heads."""
    groups: dict[tuple[str, float, int, int], list[int]] = {}
    for place in sorted({*low, *high}):
        key = (*place[:2], low.get(place, 0), high.get(place, 0))
        groups.setdefault(key, []).append(place[2])
    return tuple(
        ShiftRow(
            hours=name,
            days=_named(days),
            hours_a_week=worked * len(days),
            low=at_low,
            high=at_high,
        )
        for (name, worked, at_low, at_high), days in groups.items()
    )


def _named(days: Sequence[int]) -> str:
    names = [_DAYS[day] for day in days]
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


def _roster(
    profile: TeamProfile,
    rows: Sequence[ShiftRow],
    end: str,
    needs: Mapping[str, str],
    ledger: Ledger,
) -> float:
    """Paid people behind the shifts of a week."""
    parts, inputs, total = [], {}, 0.0
    for place, row in enumerate(rows):
        count = getattr(row, end)
        name = f"shifts.{row.hours} {row.days}.{end}"
        ledger.derived(
            name,
            count,
            "heads",
            formula=f"cheapest_cover({', '.join(needs)}, calendar, shift)",
            inputs={
                **needs,
                "calendar": "assumed.business_hours",
                "shift": "assumed.hours_a_day",
            },
        )
        parts.append(f"heads_{place} * {row.hours_a_week:g}")
        inputs[f"heads_{place}"] = name
        total += count * row.hours_a_week
    ledger.derived(
        f"shifts.hours_a_week.{end}",
        total,
        "hours/week",
        formula=" + ".join(parts) or "0",
        inputs=inputs,
    )
    contract, shrinkage = profile.assumed.contract_week.value, profile.assumed.shrinkage.value
    people = workforce.seat_agents(timedelta(hours=total), contract=contract, shrinkage=shrinkage)
    ledger.derived(
        f"shifts.roster.{end}",
        people,
        "agents",
        formula="hours / (contract * (1 - shrinkage))",
        inputs={
            "hours": f"shifts.hours_a_week.{end}",
            "contract": "assumed.contract_week",
            "shrinkage": "assumed.shrinkage",
        },
    )
    return people
