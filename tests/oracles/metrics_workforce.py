"""Cases of metrics.json that workforce answers: names and units, nothing else."""

from datetime import timedelta

from supportops import workforce


def answer(op, inputs):
    """Answer of the room to an operation, in the form of its expectation."""
    return OPS[op](inputs)


def _hours(number):
    return timedelta(hours=number)


def _as_hours(span):
    return span / timedelta(hours=1)


def _components(i):
    parts, net = i["components"], i["net_required"]
    compound = workforce.sequential_shrinkage(parts)
    additive = workforce.additive_shrinkage(parts)
    return {
        "additive": additive,
        "compound": compound,
        "gross_compound": workforce.paid_agents(net, shrinkage=compound),
        "gross_compound_ceil": workforce.scheduled_agents(net, shrinkage=compound),
        "gross_additive": workforce.paid_agents(net, shrinkage=additive),
    }


def _gross(i):
    net, shrinkage = i["net_required"], i["shrinkage"]
    return {
        "gross": workforce.paid_agents(net, shrinkage=shrinkage),
        "gross_ceil": workforce.scheduled_agents(net, shrinkage=shrinkage),
    }


def _net(i):
    return {"net": workforce.agents_present(i["headcount"], shrinkage=i["shrinkage"])}


def _days(i):
    return {"shrinkage": workforce.days_shrinkage(i["days_lost"], days=i["days"])}


def _chain(i):
    out = workforce.time_waterfall(
        _hours(i["paid_h"]),
        planned=i["planned_shrink"],
        unplanned=i["unplanned_shrink"],
        occupancy=i["occupancy"],
    )
    return {
        "scheduled_h": _as_hours(out.scheduled),
        "available_h": _as_hours(out.available),
        "handle_h": _as_hours(out.handling),
        "effective_ratio": out.utilization,
    }


def _projection(i):
    out = workforce.project_headcount(
        i["tenured"],
        hires=i["hires_by_month"],
        periods=i["months"],
        attrition=i["monthly_attrition"],
        ramp=i["ramp"],
    )
    return {"headcount": list(out.heads), "effective_fte": list(out.agents)}


def _conversion(i):
    month = {"source": "year", "target": "month"}
    return {
        "monthly_compound": workforce.convert_attrition(i["annual"], **month),
        "monthly_simple": workforce.simple_attrition(i["annual"], **month),
        "annual_compound": workforce.convert_attrition(i["monthly"], source="month", target="year"),
    }


def _rate(i):
    out = workforce.measured_attrition(
        i["leavers"], start=i["start"], end=i["end"], months=i["months"]
    )
    return {"period": out.period, "annualised": out.annualized}


def _hires(i):
    plan = workforce.hiring_plan(
        i["target_effective"],
        tenured=i["tenured"],
        attrition=i["monthly_attrition"],
        ramp=i["ramp"],
        lead=i["lead_months"],
    )
    return {"min_total_hires": plan.total if plan.feasible else None}


def _requirement(i):
    out = workforce.required_fte(
        _hours(i["workload_h_per_week"]),
        hours=_hours(i["hours_per_fte"]),
        occupancy=i["occupancy"],
        shrinkage=i["shrinkage"],
    )
    return {"productive_h": _as_hours(out.available), "fte": out.agents}


OPS = {
    "shrinkage_components": _components,
    "gross_from_net": _gross,
    "net_from_gross": _net,
    "shrinkage_from_days": _days,
    "utilization_chain": _chain,
    "hiring_projection": _projection,
    "attrition_conversion": _conversion,
    "attrition_rate": _rate,
    "minimum_hires": _hires,
    "fte_requirement": _requirement,
}
