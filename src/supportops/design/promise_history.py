"""What a history says of promises: the periods of its tickets, and the targets that it kept."""

from typing import TYPE_CHECKING

from supportops import sla
from supportops.design.baseline import Baseline
from supportops.design.evidence import Ledger
from supportops.design.measured import name_key
from supportops.design.profile import TeamProfile

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from supportops.design.deliverables import SlaCell

__all__ = ["METRICS", "attainable", "history_periods", "matrix_policy"]

METRICS = ("first_response", "resolution")
_HOURS = "business hours"
# A promise to every ticket that no cell covers, so that its periods are timed; never judged.
_FAR = "99999h"


def matrix_policy(profile: TeamProfile, cells: "Iterable[SlaCell]") -> sla.SlaPolicy:
    """Policy of a matrix on the team's business hours, and a last row for all other tickets."""
    rows = [
        sla.SlaRow(
            customer_tier=cell.customer_tier,
            priority=cell.priority,
            clock="calendar" if cell.around_the_clock else "business",
            first_response=cell.first_response,
            resolution=cell.resolution,
        )
        for cell in cells
    ]
    other = sla.SlaRow.model_validate({"name": "no cell", **dict.fromkeys(METRICS, _FAR)})
    return sla.SlaPolicy(
        name="matrix",
        rows=(*rows, other),
        calendars={_HOURS: profile.assumed.business_hours.value},
        calendar=_HOURS,
    )


def history_periods(
    profile: TeamProfile, base: Baseline, cells: "Iterable[SlaCell]"
) -> "pd.DataFrame | None":
    """Periods of the history under a matrix with the customer tier and priority of each.

    None without tickets, or where they say neither response nor resolution. A table ``events``
    that holds messages is replayed as it is; otherwise the first response and the resolution of
    a ticket are its only events.
    """
    tickets = base.tables.get("tickets")
    if tickets is None or base.now is None:
        return None
    events = base.tables.get("events")
    if events is None or "kind" not in events or not (events["kind"] == "message").any():
        events = _made_events(tickets)
    if events is None:
        return None
    words = {name_key(name): name for name in profile.given.customer_tiers}
    fields = {"ticket_id": tickets["ticket_id"], "created_at": tickets["created_at"]}
    if "priority" in tickets:
        fields["priority"] = tickets["priority"]
    if "customer_tier" in tickets:
        keys = tickets["customer_tier"].map(name_key, na_action="ignore")
        fields["customer_tier"] = keys.map(words)
    import pandas as pd

    known = pd.DataFrame(fields)
    policy = matrix_policy(profile, cells)
    found = sla.periods(known, events, policy=policy, now=base.now)
    facts = known.drop(columns="created_at").set_index("ticket_id")
    for column in ("customer_tier", "priority"):
        found[column] = found["ticket_id"].map(facts[column]) if column in facts else None
    return found


def _made_events(tickets: "pd.DataFrame") -> "pd.DataFrame | None":
    import pandas as pd

    parts = []
    for column, fields in (
        ("first_response_at", {"kind": "message", "actor": "agent"}),
        ("resolved_at", {"kind": "status", "value": "solved", "actor": "agent"}),
    ):
        if column in tickets:
            there = tickets[tickets[column].notna()]
            part = pd.DataFrame({"ticket_id": there["ticket_id"], "at": there[column]})
            parts.append(part.assign(**fields))
    return pd.concat(parts, ignore_index=True) if parts else None


def attainable(
    periods: "pd.DataFrame", *, scope: str, metric: str, around_the_clock: bool, ledger: Ledger
) -> sla.AttainableTarget | None:
    """Target that such periods kept, with its evidence; None where there are none of the metric.

    The figures are ``history.promises.<scope>.<metric>`` [hours] and, where the periods are
    enough for a claim, ``attainable.<scope>.<metric>``, which adds the published buffer.
    """
    mine = periods[(periods["metric"] == metric) & (periods["state"] != "cancelled")]
    if mine.empty:
        return None
    found = sla.attainable_target(
        mine, metric=metric, clock="calendar" if around_the_clock else "business"
    )
    name = f"history.promises.{scope}.{metric}"
    if name in ledger:
        return found
    ledger.measured(name, found.achieved, "hours", per=3_600.0)
    if found.target is not None:
        ledger.derived(
            f"attainable.{scope}.{metric}",
            ledger.number(name) * (1 + ledger.number("promises.buffer")),
            "hours",
            formula="achieved * (1 + buffer)",
            inputs={"achieved": name, "buffer": "promises.buffer"},
        )
    return found
