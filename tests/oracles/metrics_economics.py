"""Cases of metrics.json that economics answers: names and units, nothing else."""

from datetime import timedelta

from supportops import economics
from supportops.vocabulary import Money


def answer(op, inputs):
    """Answer of the room to an operation, in the form of its expectation."""
    return OPS[op](inputs)


def _usd(amount):
    return Money(str(amount), "USD")


def _plain(amount):
    return None if amount is None else float(amount)


def _cost_per_ticket(i):
    costs = {name: _usd(value) for name, value in i["monthly_cost"].items()}
    out = economics.cost_breakdown(costs, tickets=i["tickets"], labor=i["labour"])
    return {
        "total": _plain(out.total),
        "cost_per_ticket": _plain(out.per_ticket),
        "labour_share": out.labor_share,
    }


def _escalated(i):
    costs = economics.cumulative_costs({tier: _usd(cost) for tier, cost in i.items()})
    return {"escalated_ticket": _plain(list(costs.values())[-1])}


def _per_resolution(i):
    models = {
        "geometric": economics.cost_per_resolution,
        "one_repeat": economics.cost_per_resolution_with_one_repeat,
    }
    out = models[i["repeat_model"]](_usd(i["cost_per_contact"]), fcr=i["fcr"])
    return {
        "contacts_per_issue": out.contacts_per_issue,
        "cost_per_resolution": _plain(out.cost),
    }


def _blended(i):
    channels = {row["name"]: (row["n"], _usd(row["unit"])) for row in i["channels"]}
    alone = [name for name in channels if name.lower().replace("-", "_").startswith("self")]
    out = economics.blended_cost(channels, unassisted=alone)
    return {
        "total": _plain(out.total),
        "per_contact": _plain(out.per_contact),
        "per_assisted": _plain(out.per_assisted),
    }


def _cash(i):
    out = economics.cash_saving(
        i["tickets"],
        deflected=i["deflected"],
        fixed=_usd(i["fixed"]),
        variable_per_ticket=_usd(i["variable_per_ticket"]),
    )
    return {
        "average_cost": _plain(out.average_cost),
        "cash_saving": _plain(out.cash_saving),
        "new_average_cost": _plain(out.new_average_cost),
    }


def _payback(i):
    out = economics.investment_case(
        _usd(i["upfront"]),
        monthly_saving=_usd(i["monthly_saving"]),
        monthly_cost=_usd(i["monthly_cost"]),
        months=i["months"],
        discount=i["monthly_discount"],
    )
    return {
        "net_monthly": _plain(out.net_monthly),
        "payback_months": out.payback_months,
        "simple_roi": out.simple_roi,
        "npv": _plain(out.npv),
    }


def _ramped(i):
    out = economics.ramped_case(
        _usd(i["upfront"]),
        full_monthly_saving=_usd(i["full_monthly_saving"]),
        adoption=i["adoption"],
    )
    return {
        "cumulative": [_plain(amount) for amount in out.cumulative],
        "payback_month": out.payback_month,
    }


def _time_saved(i):
    out = economics.automation_saving(
        i["tickets"],
        automated=i["share_automated"],
        saved=timedelta(minutes=i["minutes_saved"]),
        cost_per_hour=_usd(i["loaded_cost_per_hour"]),
        error_rate=i["error_rate"],
        rework=timedelta(minutes=i["rework_minutes"]),
    )
    return {
        "hours_saved": out.hours_saved,
        "rework_hours": out.rework_hours,
        "net_hours": out.net_hours,
        "net_value": _plain(out.value),
    }


OPS = {
    "cost_per_ticket": _cost_per_ticket,
    "escalated_ticket_cost": _escalated,
    "cost_per_resolution": _per_resolution,
    "blended_channel_cost": _blended,
    "cash_saving": _cash,
    "payback": _payback,
    "ramped_payback": _ramped,
    "time_saved": _time_saved,
}
