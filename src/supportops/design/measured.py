"""Stated figures replaced by measured ones, where a history shows them."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from supportops import metrics
from supportops.calendars import is_open
from supportops.design.contradictions import (
    band_text,
    contradiction_text,
    nothing_said,
    other_names,
)
from supportops.design.evidence import Finding, figure_text, hours
from supportops.design.profile import TeamProfile, TimeBand
from supportops.statistics import Estimate, proportion

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HISTORY", "Measured", "Reading", "measured_state", "name_key", "stated_name"]

#: Source of an assumption that a history has replaced.
HISTORY = "history"
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """An estimate, and how it is noted: its unit, and what it is divided by to come to it."""

    estimate: Estimate
    unit: str = ""
    per: float = 1.0

    @property
    def value(self) -> float | None:
        """The figure in its unit."""
        return None if self.estimate.value is None else self.estimate.value / self.per

    @property
    def ends(self) -> tuple[float, float] | None:
        """Ends of the 95 % interval in the unit; None where there is none."""
        sure = self.estimate.interval(0.95)
        if sure.low is None or sure.high is None:
            return None
        return sure.low / self.per, sure.high / self.per


@dataclass(slots=True)
class Measured:
    """What a history shows.

    Attributes
    ----------
    profile : TeamProfile
        The stated profile with every measured figure in place of the stated one.
    readings : dict of str to Reading
        By name of the figure.
    stated : dict of str to float
        What was stated, by name of the figure that replaces it.
    findings : list of Finding
    """

    profile: TeamProfile
    readings: dict[str, Reading] = field(default_factory=dict)
    stated: dict[str, float] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def give(self, **fields: Any) -> None:
        """Put measured fields in place of given ones."""
        given = self.profile.given.model_copy(update=fields)
        self.profile = self.profile.model_copy(update={"given": given})

    def assume(self, **fields: Any) -> None:
        """Put measured fields in place of assumed ones."""
        assumed = self.profile.assumed.model_copy(update=fields)
        self.profile = self.profile.model_copy(update={"assumed": assumed})


def measured_state(
    profile: TeamProfile,
    tables: "Mapping[str, pd.DataFrame]",
    now: datetime | None,
) -> Measured:
    """Every figure that the tables show, and the profile that they leave."""
    found = Measured(profile)
    tickets = tables.get("tickets")
    if tickets is not None:
        _tickets(tickets, now, found)
        _first_contacts(tickets, found)
        _handle_times(tickets, found)
        _arrivals(tickets, found)
        _mix(tickets, "customer_tier", "customers", profile.given.customer_tiers, found)
        _mix(tickets, "category", "categories", profile.given.categories, found)
        _priorities(tickets, found)
    if "surveys" in tables:
        _surveys(tables["surveys"], found)
    if "agents" in tables:
        _agents(tables["agents"], now, found)
    found.findings.extend(_disagreements(found))
    return found


def _tickets(tickets: "pd.DataFrame", now: datetime | None, found: Measured) -> None:
    given = found.profile.given
    volume = Reading(metrics.monthly_volume(tickets), "tickets/month")
    found.readings["team.tickets_per_month"] = volume
    found.stated["team.tickets_per_month"] = given.tickets_per_month
    found.give(tickets_per_month=volume.value)  # tickets have a volume, be it of one
    if "first_response_at" in tickets:
        response = Reading(metrics.first_response_time(tickets), "hours", 3_600.0)
        answered = given.first_response_time
        _replace(
            found,
            "team.first_response_time",
            response,
            None if answered is None else hours(answered),
        )
        if response.value is not None:
            found.give(first_response_time=response.value * _HOUR)
    if "resolved_at" in tickets:
        for percent in (50, 90, 95):
            estimate = metrics.time_to_resolution(tickets, quantile=percent / 100)
            name = f"history.time_to_resolution.p{percent}"
            found.readings[name] = Reading(estimate, "hours", 3_600.0)
        if "reopens" in tickets:
            found.readings["history.reopen_rate"] = Reading(metrics.reopen_rate(tickets))
        found.readings["history.backlog"] = Reading(metrics.backlog(tickets, now=now), "tickets")


def _first_contacts(tickets: "pd.DataFrame", found: Measured) -> None:
    if "first_contact" not in tickets:
        return
    known = tickets["first_contact"].dropna()
    reading = Reading(metrics.fcr(int(known.sum()), len(known)))
    if reading.value is not None:
        _replace(found, "team.fcr", reading, found.profile.given.fcr)
        found.give(fcr=reading.value)


def _handle_times(tickets: "pd.DataFrame", found: Measured) -> None:
    """Mean working time by tier: the ends of its interval take the place of the stated ones."""
    if "handle_time" not in tickets or "support_tier" not in tickets:
        return
    bands = dict(found.profile.assumed.handle_time)
    worked = tickets[tickets["handle_time"].notna() & tickets["support_tier"].notna()]
    for key, rows in worked.groupby("support_tier"):
        tier = str(key)
        estimate = metrics.handle_time(talk=rows["handle_time"], contacts=[1] * len(rows))
        reading = Reading(estimate, "hours", 3_600.0)
        found.readings[f"history.handle_time.{tier}"] = reading
        ends, value = reading.ends, reading.value
        # A mean of few tickets may have an interval that reaches below zero: no time to plan by.
        if tier not in bands or value is None or ends is None or ends[0] <= 0:
            continue
        stated = bands[tier]
        if not hours(stated.low) <= value <= hours(stated.high):
            found.findings.append(_outside_band(tier, stated, reading))
        bands[tier] = TimeBand(
            low=ends[0] * _HOUR, high=ends[1] * _HOUR, source=HISTORY, replaced_by="more tickets"
        )
    found.assume(handle_time=bands)


def _outside_band(tier: str, stated: TimeBand, reading: Reading) -> Finding:
    band = (hours(stated.low) * 60, hours(stated.high) * 60)
    low, high = reading.ends or (0.0, 0.0)
    return Finding(
        code="assumed-is-not-measured",
        title=f"The assumed handle time of {tier} is not what the history shows",
        arithmetic=band_text(
            band, (reading.value or 0.0) * 60, ends=(low * 60, high * 60), n=reading.estimate.n
        ),
        figures=(f"history.handle_time.{tier}",),
        way_out="Plan by the measured time; find out what the assumed one leaves out.",
    )


def _arrivals(tickets: "pd.DataFrame", found: Measured) -> None:
    """Share of the busiest hour of the day, and of tickets that come while closed."""
    assumed = found.profile.assumed
    calendar = assumed.business_hours.value
    created = tickets["created_at"]
    by_hour = created.dt.tz_convert(calendar.timezone).dt.hour.value_counts()
    busiest = proportion(
        int(by_hour.max()),
        len(created),
        definition="share of tickets in the busiest hour of the day",
    ).flagged("largest_of_24")
    reading = Reading(busiest)
    low, high = reading.ends or (None, None)
    _replace(found, "assumed.busy_hour_share", reading, assumed.busy_hour_share.value)
    measured = assumed.busy_hour_share.model_copy(
        update={"value": reading.value, "low": low, "high": high, "source": HISTORY}
    )
    found.assume(busy_hour_share=measured)
    shares = {}
    for hour in sorted(by_hour.index):
        words = f"share of tickets from {hour} o'clock on, for an hour"
        one = Reading(proportion(int(by_hour[hour]), len(created), definition=words))
        found.readings[f"team.arrivals.{hour}"] = one
        shares[int(hour)] = one.value
    found.give(arrivals_by_hour=shares)
    closed = int((~is_open(created, calendar=calendar)).sum())
    found.readings["history.outside_hours"] = Reading(
        proportion(closed, len(created), definition="share of tickets outside business hours")
    )


def name_key(name: object) -> str:
    """What two spellings of one name share: case and spaces do not count."""
    return " ".join(str(name).casefold().split())


def _mix(
    tickets: "pd.DataFrame", column: str, kind: str, stated: Mapping[str, float], found: Measured
) -> None:
    """Shares of the stated names; names that only the history has are told, not planned for."""
    if column not in tickets or not stated:
        return
    values = tickets[column].dropna()
    keys = values.map(name_key)
    counts = keys.value_counts()
    spelled = dict(zip(keys[::-1], values[::-1], strict=True))  # as it is first written
    words = {name_key(name): name for name in stated}
    shared = [key for key in words if key in counts.index]
    others = [str(spelled[key]) for key in counts.index if key not in words]
    other = len(values) - sum(int(counts[key]) for key in shared)
    if other:
        found.findings.append(
            other_names(
                column,
                "the profile does not",
                others,
                share=other / len(values),
                n=len(values),
                way_out=(
                    "Name them in the profile, so that they are planned for."
                    if shared
                    else "Bring both to the same names; until then the stated shares are used."
                ),
            )
        )
    if not shared:
        return
    shares = dict(stated)
    for key, name in words.items():
        estimate = proportion(
            int(counts.get(key, 0)),
            len(values),
            missing=len(tickets) - len(values),
            definition=f"share of tickets of {name}",
        )
        reading = Reading(estimate)
        _replace(found, f"{kind}.{name}.share", reading, stated[name])
        shares[name] = reading.value or 0.0
    found.give(**{"customer_tiers" if kind == "customers" else kind: shares})


def _priorities(tickets: "pd.DataFrame", found: Measured) -> None:
    if "priority" not in tickets:
        return
    values = tickets["priority"].dropna()
    counts = values.value_counts()
    if counts.empty:
        return
    stated, mix = found.profile.given.priority_mix, {}
    for name in dict.fromkeys((*stated, *sorted(map(str, counts.index)))):
        estimate = proportion(
            int(counts.get(name, 0)),
            len(values),
            missing=len(tickets) - len(values),
            definition=f"share of tickets of {name}",
        )
        _replace(found, f"priorities.{name}.share", Reading(estimate), stated.get(name))
        mix[name] = estimate.value or 0.0
    found.give(priority_mix=mix)


def _surveys(surveys: "pd.DataFrame", found: Measured) -> None:
    if not ("score" in surveys and surveys["score"].notna().any()):
        found.findings.append(
            nothing_said(
                "surveys",
                "satisfaction",
                counted=f"none of {len(surveys):,} rows has a score",
                way_out="Export the scores; until then the stated satisfaction is used.",
            )
        )
        return
    scale = found.profile.given.survey_scale
    scores = surveys["score"]
    reading = Reading(metrics.csat(scores) if scale is None else metrics.csat(scores, scale=scale))
    _replace(found, "team.csat", reading, found.profile.given.csat)
    found.give(csat=reading.value)


def _agents(agents: "pd.DataFrame", now: datetime | None, found: Measured) -> None:
    """People of the table who have begun and not left."""
    listed = len(agents)
    if "left_at" in agents:
        agents = agents[~(agents["left_at"] <= now)]
    left = listed - len(agents)
    if "hired_at" in agents:
        agents = agents[~(agents["hired_at"] > now)]
    there = len(agents)
    if not there:
        found.findings.append(
            nothing_said(
                "agents",
                "who is there",
                counted=f"{listed:,} rows: {left:,} have left, {listed - left:,} are yet to begin",
                way_out="Export those who are there; until then the stated number is used.",
            )
        )
        return
    stated = found.profile.given.agents
    estimate = Estimate(float(there), listed, definition="agents who are there")
    _replace(found, "team.agents", Reading(estimate, "heads"), stated)
    found.give(agents=there)
    if there != stated:
        found.findings.append(
            Finding(
                code="stated-is-not-measured",
                title="The stated number of agents is not that of the table",
                arithmetic=f"stated {stated}, {there} of {listed} in the table are there",
                figures=("stated.agents", "team.agents"),
                way_out="Find out who of them works on tickets.",
            )
        )


def _replace(found: Measured, name: str, reading: Reading, stated: float | None) -> None:
    found.readings[name] = reading
    if stated is not None:
        found.stated[name] = stated


def stated_name(name: str) -> str:
    """Name under which a replaced figure is kept: ``team.csat`` as ``stated.csat``."""
    return f"stated.{name.removeprefix('team.').removeprefix('assumed.')}"


def _disagreements(found: Measured) -> Iterator[Finding]:
    """Stated figures outside the interval of the measured one, or beside one without an interval."""
    for name, stated in found.stated.items():
        reading = found.readings[name]
        ends, value = reading.ends, reading.value
        words = stated_name(name).removeprefix("stated.").replace("_", " ").replace(".", " ")
        if value is None:
            yield nothing_said(
                "tickets",
                words,
                counted=f"stated {figure_text(stated)} {reading.unit}, and no ticket shows it",
                way_out="Export what shows it; the stated figure is not used beside a history.",
            )
            continue
        agrees = math.isclose(stated, value) if ends is None else ends[0] <= stated <= ends[1]
        if agrees or name == "team.agents":  # heads have a finding of their own
            continue
        kind = "assumed" if name.startswith("assumed.") else "stated"
        yield Finding(
            code=f"{kind}-is-not-measured",
            title=f"The {kind} {words} is not what the history shows",
            arithmetic=contradiction_text(
                kind, stated, value, ends=ends, n=reading.estimate.n, unit=reading.unit
            ),
            figures=(stated_name(name), name),
            way_out=(
                "Take a longer history: without an interval nobody knows how far off this one is."
                if ends is None
                else "Find out which definition or period the stated figure has."
            ),
        )
