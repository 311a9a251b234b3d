"""The chain from deflection to service, and its last links: the promise of the busy hour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from supportops import queueing, workforce
from supportops._kit.durations import duration_text
from supportops.design.deliverables import StaffingPlan
from supportops.design.evidence import Ledger, agents_text, hours
from supportops.design.profile import TeamProfile
from supportops.design.staffing_plan import days_figure, days_open
from supportops.design.work_models import ChainLink

__all__ = ["ENDS", "VOLUME", "Chain", "same", "service_links", "spread"]

ENDS = ("low", "high")
VOLUME = "team.tickets_per_month"


@dataclass(frozen=True, slots=True)
class Chain:
    """What every link needs: the team, its tickets by tier, and those that go away.

    Attributes
    ----------
    profile : TeamProfile
    staffing : StaffingPlan
    volume : float
        [tickets/month]
    tickets, taken : mapping of str to float
        By tier, and those of them that go away [tickets/month].
    ledger : Ledger
    """

    profile: TeamProfile
    staffing: StaffingPlan
    volume: float
    tickets: Mapping[str, float]
    taken: Mapping[str, float]
    ledger: Ledger

    @property
    def left(self) -> dict[str, float]:
        """Tickets of each tier that still come."""
        return {tier: max(n - self.taken.get(tier, 0.0), 0.0) for tier, n in self.tickets.items()}

    def handle_time(self, end: str) -> dict[str, timedelta]:
        """Handle time of each tier at one end."""
        bands = self.profile.assumed.handle_time
        return {tier: getattr(bands[tier], end) for tier in self.tickets}


def same(
    link: str, what: str, ends: tuple[float, float], unit: str, *figures: str
) -> ChainLink:  # fmt: skip
    """Link whose figures do not depend on the handle times."""
    today, after = ends
    return ChainLink(
        link=link, what=what, today_low=today, today_high=today, after_low=after,
        after_high=after, unit=unit, figures=figures,
    )  # fmt: skip


def spread(
    link: str,
    what: str,
    before: Mapping[str, float | None],
    after: Mapping[str, float],
    *,
    unit: str,
    stem: str,
) -> ChainLink:
    """Link with a figure at either end of the handle times."""
    return ChainLink(
        link=link, what=what, today_low=before["low"], today_high=before["high"],
        after_low=after["low"], after_high=after["high"], unit=unit,
        figures=tuple(f"{stem}.{end}" for end in ENDS),
    )  # fmt: skip


def service_links(chain: Chain) -> Iterator[ChainLink]:
    """Agents who keep the promise of the busy hour, and how the people there are keep it."""
    assumed, after = chain.profile.assumed, {}
    target, left = assumed.answer_target.value, chain.ledger.number("return.volume.after")
    volume = left / days_open(assumed) * assumed.busy_hour_share.value
    chain.ledger.derived(
        "return.busy_hour.volume",
        volume,
        "tickets/hour",
        formula="volume / days * share",
        inputs={
            "volume": "return.volume.after",
            "days": days_figure(assumed),
            "share": "assumed.busy_hour_share",
        },
    )
    for end in ENDS:
        work = chain.ledger.number(f"return.hours.after.{end}")
        mean = timedelta(hours=work / left)
        staffed = workforce.agents_needed(
            volume,
            interval="1h",
            handle_time=mean,
            answer_within=target.within,
            service_level=target.service_level,
        )
        after[end] = float(staffed.agents)
        chain.ledger.derived(
            f"return.busy_hour.handle_time.{end}",
            work / left,
            "hours",
            formula="work / volume",
            inputs={"work": f"return.hours.after.{end}", "volume": "return.volume.after"},
        )
        chain.ledger.derived(
            f"return.busy_hour.agents.{end}",
            after[end],
            "agents",
            formula="erlang_c_servers(volume * handle_time, handle_time, within, service_level)",
            inputs={
                "volume": "return.busy_hour.volume",
                "handle_time": f"return.busy_hour.handle_time.{end}",
                "within": "assumed.answer_target.within",
                "service_level": "assumed.answer_target.service_level",
            },
        )
    plan = chain.staffing
    before = {"low": plan.busy_low, "high": plan.busy_high}
    what = "Agents who keep the promise of the busy hour"
    yield spread("service", what, before, after, unit="agents", stem="return.busy_hour.agents")
    yield _level_link(chain)


def _level_link(chain: Chain) -> ChainLink:
    """Share of the busy hour's tickets that the people there are take up in time."""
    ledger = chain.ledger
    target = chain.profile.assumed.answer_target.value
    at_work = chain.staffing.at_work
    levels: dict[str, dict[str, float]] = {}
    for when, stem in (("today", "staffing"), ("after", "return")):
        for end in ENDS:
            time = ledger.number(f"{stem}.busy_hour.handle_time.{end}")
            level = queueing.service_level(
                ledger.number(f"{stem}.busy_hour.volume") * time,
                at_work,
                service_time=time,
                within=hours(target.within),
            )
            levels.setdefault(when, {})[end] = float(level)
            ledger.derived(
                f"return.service_level.{when}.{end}",
                float(level),
                formula="erlang_c_level(at_work, volume * time, time, within)",
                inputs={
                    "at_work": "staffing.at_work",
                    "volume": f"{stem}.busy_hour.volume",
                    "time": f"{stem}.busy_hour.handle_time.{end}",
                    "within": "assumed.answer_target.within",
                },
            )
    return spread(
        "service",
        f"Taken up within {duration_text(target.within)} at the busy hour by {agents_text(at_work)} at work",
        levels["today"],
        levels["after"],
        unit="",
        stem="return.service_level.after",
    )
