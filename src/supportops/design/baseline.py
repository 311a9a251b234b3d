"""The state to start from: what is stated, what is measured, and what is assumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from supportops._kit.text import joined
from supportops.calendars import open_seconds_per_week
from supportops.design.evidence import Finding, Ledger, figure_text, hours
from supportops.design.measured import HISTORY, measured_state, stated_name
from supportops.design.open_hours import describe_hours
from supportops.design.profile import Assumed, TeamProfile

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Baseline", "note_baseline"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Figures that the deliverables start from.

    Attributes
    ----------
    volume : float
        Tickets a month [tickets/month].
    first_response : timedelta or None
        Mean first response; None where a history has none.
    findings : tuple of Finding
        Where stated and measured figures disagree.
    profile : TeamProfile
        What was stated, with measured figures in place of stated ones.
    tables : dict of str to DataFrame
        The history; empty without one.
    now : datetime or None
        As of when it was taken.
    measured : frozenset of str
        Names of the measured figures.
    """

    volume: float
    first_response: timedelta | None
    findings: tuple[Finding, ...]
    profile: TeamProfile
    tables: "Mapping[str, pd.DataFrame]"
    now: datetime | None
    measured: frozenset[str]


def note_baseline(
    stated: TeamProfile,
    as_of: date,
    tables: "Mapping[str, pd.DataFrame]",
    now: datetime | None,
    ledger: Ledger,
) -> Baseline:
    """Note what is given, measured and assumed; a measured figure replaces a stated one."""
    found = measured_state(stated, tables, now)
    for name, value in found.stated.items():
        if not name.startswith("assumed."):
            ledger.given(stated_name(name), value, found.readings[name].unit)
    given = found.profile.given
    numbers: list[tuple[str, float | None, str]] = [
        ("team.agents", given.agents, "heads"),
        ("team.leads", given.leads, "heads"),
        ("team.csat", given.csat, ""),
        ("team.fcr", given.fcr, ""),
        ("team.tickets_per_month", given.tickets_per_month, "tickets/month"),
        (
            "team.first_response_time",
            None if given.first_response_time is None else hours(given.first_response_time),
            "hours",
        ),
    ]
    for name, number, unit in numbers:
        if name not in found.readings and number is not None:
            ledger.given(name, number, unit)
    ledger.given("team.formal_slas", "yes" if given.formal_slas else "no")
    ledger.given("team.knowledge_base", "yes" if given.knowledge_base else "no")
    ledger.given("team.tools", joined(given.tools) or None)
    for hour, part in given.arrivals_by_hour.items():
        if f"team.arrivals.{hour}" not in found.readings:
            ledger.given(f"team.arrivals.{hour}", part)
    if given.integrations is not None:
        ledger.given("team.integrations", joined(given.integrations) or None)
    if given.cost_per_month is not None:
        ledger.given(
            "team.cost_per_month", float(given.cost_per_month), given.cost_per_month.currency
        )
    if given.self_service_cost is not None:
        spent = given.self_service_cost
        ledger.given("team.self_service_cost", float(spent), f"{spent.currency}/month")
    if given.deflection is not None:
        ledger.given("team.deflection", given.deflection)
    for name, reading in found.readings.items():
        ledger.measured(name, reading.estimate, reading.unit, per=reading.per)
    if "team.csat" in found.readings and given.survey_scale is None:
        ledger.assumed(
            "assumed.survey_scale",
            "1 to 5",
            source="assumption: the scale of most surveys",
            replaced_by="given.survey_scale",
        )
    volume = ledger.number("team.tickets_per_month")
    for kind, mix in (
        ("customers", given.customer_tiers),
        ("categories", given.categories),
        ("priorities", given.priority_mix),
    ):
        for name, part in mix.items():
            share = f"{kind}.{name}.share"
            if share not in found.readings:
                ledger.given(share, part)
            ledger.derived(
                f"{kind}.{name}.tickets",
                volume * part,
                "tickets/month",
                formula="volume * share",
                inputs={"volume": "team.tickets_per_month", "share": share},
            )
    _note_assumptions(found.profile.assumed, as_of, ledger, frozenset(found.readings))
    name = "team.first_response_time"
    response = ledger[name].value if name in ledger else None
    return Baseline(
        volume=volume,
        first_response=None if response is None else given.first_response_time,
        findings=(*found.findings, *_hardly_any(volume, given.agents)),
        profile=found.profile,
        tables=tables,
        now=now,
        measured=frozenset(found.readings),
    )


def _hardly_any(volume: float, agents: int) -> Iterator[Finding]:
    """Fewer tickets than agents: a volume of which the unit is probably another."""
    if volume < agents:
        yield Finding(
            code="hardly-any-tickets",
            title="Not every agent gets a ticket a month",
            arithmetic=(
                f"{figure_text(volume)} tickets/month ÷ {agents:,} agents = "
                f"{figure_text(volume / agents)} each"
            ),
            figures=("team.tickets_per_month", "team.agents"),
            way_out="Check the volume: it counts all tickets of the team in a month.",
        )


def _note_assumptions(
    assumed: Assumed, as_of: date, ledger: Ledger, measured: frozenset[str]
) -> None:
    def note(name: str, value: Any, unit: str = "", *, of: Any) -> None:
        ledger.assumed(f"assumed.{name}", value, unit, source=of.source, replaced_by=of.replaced_by)

    note("as_of", as_of.isoformat(), of=assumed.as_of)
    for tier, band in assumed.handle_time.items():
        if band.source == HISTORY:
            of = f"history.handle_time.{tier}"
            ledger.measured_end(f"assumed.handle_time.{tier}.low", of, place=0)
            ledger.measured_end(f"assumed.handle_time.{tier}.high", of, place=1)
            continue
        note(f"handle_time.{tier}.low", hours(band.low), "hours", of=band)
        note(f"handle_time.{tier}.high", hours(band.high), "hours", of=band)
    for name in ("hours_a_day", "contract_week"):
        assumption = getattr(assumed, name)
        note(name, hours(assumption.value), "hours", of=assumption)
    for end in ("low", "high"):
        if (length := getattr(assumed.hours_a_day, end)) is not None:
            note(f"hours_a_day.{end}", hours(length), "hours", of=assumed.hours_a_day)
    note(
        "working_days_a_month",
        assumed.working_days_a_month.value,
        "days/month",
        of=assumed.working_days_a_month,
    )
    for name, unit in (("open_days_a_month", "days/month"), ("attrition_a_year", "")):
        if (assumption := getattr(assumed, name)) is not None:
            note(name, assumption.value, unit, of=assumption)
    for name in ("working_days_a_month", "utilization", "shrinkage", "busy_hour_share"):
        assumption = getattr(assumed, name)
        if f"assumed.{name}" in measured:
            ledger.measured_end(f"assumed.{name}.low", f"assumed.{name}", place=0)
            ledger.measured_end(f"assumed.{name}.high", f"assumed.{name}", place=1)
            continue
        if name != "working_days_a_month":
            note(name, assumption.value, of=assumption)
        for end in ("low", "high"):
            if getattr(assumption, end) is not None:
                note(f"{name}.{end}", getattr(assumption, end), of=assumption)
    calendar = assumed.business_hours
    note("business_hours", describe_hours(calendar.value), of=calendar)
    week = open_seconds_per_week(calendar.value) / 3_600
    note("business_hours.hours_a_week", week, "hours", of=calendar)
    note(
        "around_the_clock",
        joined(assumed.around_the_clock.value) or "none",
        of=assumed.around_the_clock,
    )
    target = assumed.answer_target
    note("answer_target.service_level", target.value.service_level, of=target)
    note("answer_target.within", hours(target.value.within), "hours", of=target)
