"""Cases of metrics.json that knowledge answers: names and units, nothing else."""

from supportops import knowledge
from supportops.vocabulary import Money


def answer(op, inputs):
    """Answer of the room to an operation, in the form of its expectation."""
    return OPS[op](inputs)


def _usd(amount):
    return Money(str(amount), "USD")


def _plain(amount):
    return None if amount is None else float(amount)


def _savings(i):
    out = knowledge.deflection_from_sessions(
        i["sessions"],
        intent=i["ticket_intent_rate"],
        resolved=i["self_resolution_rate"],
        recontact=i["recontact_rate"],
        cost_per_ticket=_usd(i["avoidable_cost_per_ticket"]),
        investment=_usd(i["programme_cost"]),
        cost_per_session=_usd(i["cost_per_session"]),
    )
    return {
        "ticket_intent_sessions": out.with_intent,
        "self_resolved_gross": out.gross,
        "deflected_net": out.tickets,
        "gross_saving": _plain(out.gross_saving),
        "cost": _plain(out.cost),
        "net_benefit": _plain(out.net),
        "roi": out.roi,
        "break_even_net_deflections": out.break_even,
    }


def _score(i):
    out = knowledge.deflection_from_users(i["self_service_users"], ticket_users=i["ticket_users"])
    return {"score": out.score, "share": out.share.value}


def _rate(i):
    out = knowledge.deflection_from_requests(i["self_service_resolutions"], tickets=i["tickets"])
    return {"rate": out.value}


def _holdout(i):
    treated, control = ((i[arm]["users"], i[arm]["tickets"]) for arm in ("treated", "control"))
    out = knowledge.holdout_deflection(treated=treated, control=control, per_users=i["per_users"])
    return {
        "ticket_rate_treated": out.rate_treated.value,
        "ticket_rate_control": out.rate_control.value,
        "incremental_deflected": out.deflected,
        "relative": out.relative,
        "z": out.z,
        "p_value": out.p_value,
    }


def _bots(i):
    out = knowledge.bot_rates(
        i["conversations"],
        confirmed=i["confirmed"],
        assumed=i["assumed"],
        handed_over=i["handed_over"],
        abandoned=i["abandoned"],
        reopened_after_assumed=i["reopened_after_assumed"],
    )
    return {
        "containment": out.containment.value,
        "resolution_confirmed_only": out.confirmed.value,
        "resolution_confirmed_plus_assumed": out.resolution.value,
        "resolution_net_of_reopen": out.net_resolution.value,
    }


def _kcs(i):
    out = knowledge.knowledge_rates(
        cases=i["cases"],
        linked=i["cases_with_link"],
        accurate=i["cases_with_accurate_link"],
        articles=i["articles"],
        current=i["articles_current"],
        searches=i["searches"],
        zero_results=i["zero_result_searches"],
        votes=i["votes"],
        helpful=i["helpful"],
    )
    return {
        "link_rate": out.link_rate.value,
        "link_accuracy": out.link_accuracy.value,
        "freshness": out.freshness.value,
        "zero_result_rate": out.zero_result_rate.value,
        "helpful_rate": out.helpful_rate.value,
        "helpful_wilson_low": out.helpful_rate.interval(i["confidence"]).low,
    }


def _health(i):
    return {"score": knowledge.knowledge_health(i["dimensions"], weights=i["weights"]).score}


OPS = {
    "deflection_savings": _savings,
    "self_service_score": _score,
    "deflection_rate": _rate,
    "deflection_holdout": _holdout,
    "bot_resolution": _bots,
    "kcs_rates": _kcs,
    "knowledge_health": _health,
}
