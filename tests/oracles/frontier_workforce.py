"""Cases of frontier.json that workforce answers: names and units, nothing else."""

from datetime import timedelta

from supportops import workforce
from supportops.calendars import BusinessCalendar


def answer(section, case, document):
    given = case["inputs"]
    if section == "golden":
        return _floor(given)
    return float(QUANTITIES[case["quantity"]](given))


def _hours(number):
    return timedelta(hours=number)


def _minutes(number):
    return timedelta(minutes=number)


def _as_hours(span):
    return span / timedelta(hours=1)


def _floor(i):
    hours = {day: [tuple(span) for span in spans] for day, spans in i["weekly"].items()}
    out = workforce.calendar_floor(BusinessCalendar(timezone="UTC", hours=hours))
    return {
        "mean_residual_gap_h": _as_hours(out.mean_wait_when_closed),
        "share_out_of_hours": out.closed_share,
        "floor_h": _as_hours(out.floor),
        "share_that_explains": out.share_that_explains(_hours(i["observed_mean_h"])),
    }


def _period(i):
    """Contacts and the time in which they come."""
    if "calls_week" in i:
        return i["calls_week"], _hours(i["open_hours"])
    return i["calls"], _minutes(i["period_min"])


def _staffing(i):
    volume, span = _period(i)
    named = {"max_occupancy": "max_occupancy", "shrinkage": "shrinkage"}
    return workforce.agents_needed(
        volume,
        interval=span,
        handle_time=timedelta(seconds=i["aht_s"]),
        answer_within=timedelta(seconds=i["target_s"]),
        service_level=i["service_level_target"],
        **{ours: i[theirs] for theirs, ours in named.items() if theirs in i},
    )


def _scheduled(i):
    if "agents" in i:
        return workforce.scheduled_agents(i["agents"], shrinkage=i["shrinkage"])
    return _staffing(i).paid


def _work(i):
    volume, span = _period(i)
    return workforce.required_agents(
        volume, handle_time=timedelta(seconds=i["aht_s"]), hours=span, utilization=1
    )


def _staffed_hours(i):
    _, span = _period(i)
    return _staffing(i).agents * _as_hours(span)


def _sequential(i):
    return workforce.required_agents(
        i["items"],
        handle_time=_minutes(i["minutes"]),
        hours=_minutes(i["period_min"]),
        utilization=1,
    )


QUANTITIES = {
    "required_agents": lambda i: _staffing(i).agents,
    "scheduled_agents": _scheduled,
    "offered_load": lambda i: _work(i).agents,
    "call_hours": lambda i: _as_hours(_work(i).workload),
    "staffing_uplift": lambda i: 100 * _staffing(i).uplift,
    "staffed_hours": _staffed_hours,
    "sequential_staff": lambda i: _sequential(i).agents,
    "deferred_share": lambda i: workforce.deferred_share(
        i["call_occupancy"], max_occupancy=i["max_occupancy"]
    ),
}
