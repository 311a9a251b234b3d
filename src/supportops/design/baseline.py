"""The state to start from: what is stated, what is measured, and what is assumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from supportops import metrics
from supportops._kit.durations import duration_text
from supportops._kit.text import joined
from supportops.calendars import open_seconds_per_week
from supportops.design.evidence import Finding, Ledger, figure_text, hours
from supportops.design.profile import Assumed, TeamProfile

if TYPE_CHECKING:
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
    """

    volume: float
    first_response: timedelta | None
    findings: tuple[Finding, ...]


def note_baseline(
    profile: TeamProfile,
    as_of: date,
    history: "pd.DataFrame | None",
    now: datetime | None,
    ledger: Ledger,
) -> Baseline:
    """Note what is given, measured and assumed; a measured figure replaces a stated one."""
    given = profile.given
    ledger.given("team.agents", given.agents, "heads")
    ledger.given("team.leads", given.leads, "heads")
    ledger.given("team.csat", given.csat)
    ledger.given("team.formal_slas", "yes" if given.formal_slas else "no")
    ledger.given("team.knowledge_base", "yes" if given.knowledge_base else "no")
    ledger.given("team.tools", joined(given.tools) or None)
    for hour, part in given.arrivals_by_hour.items():
        ledger.given(f"team.arrivals.{hour}", part)
    if given.integrations is not None:
        ledger.given("team.integrations", joined(given.integrations) or None)
    if given.fcr is not None:
        ledger.given("team.fcr", given.fcr)
    if given.cost_per_month is not None:
        ledger.given(
            "team.cost_per_month", float(given.cost_per_month), given.cost_per_month.currency
        )
    if given.self_service_cost is not None:
        spent = given.self_service_cost
        ledger.given("team.self_service_cost", float(spent), f"{spent.currency}/month")
    if given.deflection is not None:
        ledger.given("team.deflection", given.deflection)
    answered = given.first_response_time
    stated = None if answered is None else hours(answered)
    findings: tuple[Finding, ...] = ()
    if history is None:
        volume: float = given.tickets_per_month
        response = answered
        ledger.given("team.tickets_per_month", volume, "tickets/month")
        if stated is not None:
            ledger.given("team.first_response_time", stated, "hours")
    else:
        ledger.given("stated.tickets_per_month", given.tickets_per_month, "tickets/month")
        if stated is not None:
            ledger.given("stated.first_response_time", stated, "hours")
        volume, response = _measure(history, now, ledger)
        findings = tuple(_disagreements(ledger))
    for kind, mix in (("customers", given.customer_tiers), ("categories", given.categories)):
        for name, part in mix.items():
            ledger.given(f"{kind}.{name}.share", part)
            ledger.derived(
                f"{kind}.{name}.tickets",
                volume * part,
                "tickets/month",
                formula="volume * share",
                inputs={"volume": "team.tickets_per_month", "share": f"{kind}.{name}.share"},
            )
    _note_assumptions(profile.assumed, as_of, ledger)
    return Baseline(volume, response, findings)


def _measure(
    history: "pd.DataFrame", now: datetime | None, ledger: Ledger
) -> tuple[float, timedelta | None]:
    volume = metrics.monthly_volume(history)
    response = metrics.first_response_time(history)
    ledger.measured("team.tickets_per_month", volume, "tickets/month")
    ledger.measured("team.first_response_time", response, "hours", per=3_600.0)
    for percent in (50, 90, 95):
        estimate = metrics.time_to_resolution(history, quantile=percent / 100)
        ledger.measured(f"history.time_to_resolution.p{percent}", estimate, "hours", per=3_600.0)
    ledger.measured("history.reopen_rate", metrics.reopen_rate(history))
    ledger.measured("history.backlog", metrics.backlog(history, now=now), "tickets")
    seconds = response.value
    return ledger.number("team.tickets_per_month"), None if seconds is None else timedelta(
        seconds=seconds
    )


def _disagreements(ledger: Ledger) -> Iterator[Finding]:
    """Stated figures that lie outside the interval of the measured one."""
    for name in ("tickets_per_month", "first_response_time"):
        if f"stated.{name}" not in ledger:
            continue
        measured = ledger[f"team.{name}"]
        stated = ledger.number(f"stated.{name}")
        low, high = measured.interval or (None, None)
        if low is None or high is None or low <= stated <= high:
            continue
        words = name.replace("_", " ")
        yield Finding(
            code="stated-is-not-measured",
            title=f"The stated {words} is not what the history shows",
            arithmetic=(
                f"stated {figure_text(stated)} {measured.unit}, measured {figure_text(ledger.number(measured.name))} "
                f"(95 %: {figure_text(low)} to {figure_text(high)}, n = {measured.n:,}); the measured "
                "figure is used"
            ),
            figures=(f"stated.{name}", f"team.{name}"),
            way_out="Find out which definition or period the stated figure has.",
        )


def _note_assumptions(assumed: Assumed, as_of: date, ledger: Ledger) -> None:
    def note(name: str, value: Any, unit: str = "", *, of: Any) -> None:
        ledger.assumed(f"assumed.{name}", value, unit, source=of.source, replaced_by=of.replaced_by)

    note("as_of", as_of.isoformat(), of=assumed.as_of)
    for tier, band in assumed.handle_time.items():
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
    for name in ("utilization", "shrinkage", "busy_hour_share"):
        assumption = getattr(assumed, name)
        note(name, assumption.value, of=assumption)
    for name, unit in (("open_days_a_month", "days/month"), ("attrition_a_year", "")):
        if (assumption := getattr(assumed, name)) is not None:
            note(name, assumption.value, unit, of=assumption)
    for name in ("working_days_a_month", "utilization", "shrinkage", "busy_hour_share"):
        assumption = getattr(assumed, name)
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


def describe_hours(calendar: Any) -> str:
    """Opening hours of a calendar in a phrase."""
    length = timedelta(seconds=open_seconds_per_week(calendar))
    days = "; ".join(
        f"{day} {', '.join('–'.join(span) for span in spans)}"
        for day, spans in calendar.to_dict()["hours"].items()
    )
    return f"{days or 'never'} ({calendar.timezone}, {duration_text(length)} a week)"
