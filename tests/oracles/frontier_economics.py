"""Cases of frontier.json that economics answers: names and units, nothing else."""

from supportops import economics
from supportops.vocabulary import Money


def answer(section, case, document):
    return float(QUANTITIES[case["quantity"]](case["inputs"]))


def _usd(amount):
    return Money(str(amount), "USD")


def _cost_per_resolved(i):
    return economics.cost_per_resolution(_usd(i["cost"]), fcr=i["fcr"]).cost


def _annual_fcr_saving(i):
    return economics.resolution_saving(
        i["resolved_per_month"] * i["months"],
        cost_per_contact=_usd(i["cost"]),
        fcr=(i["fcr0"], i["fcr1"]),
    )


def _escalation(i):
    return economics.escalation_saving(
        i["tickets_month"],
        fcr=(i["fcr0"], i["fcr1"]),
        cost_first_tier=_usd(i["l1"]),
        cost_next_tier=_usd(i["l2"]),
    )


def _deflection(i):
    return economics.gross_saving(i["tickets"], cost_per_ticket=_usd(i["cost"]))


def _shift_left(i):
    return economics.shift_left_saving(
        i["tickets"], cost_from=_usd(i["l2"]), cost_to=_usd(i["l1"]), periods=i["months"]
    )


QUANTITIES = {
    "cost_per_resolved": _cost_per_resolved,
    "annual_fcr_saving": _annual_fcr_saving,
    "monthly_escalation_saving": _escalation,
    "deflection_saving": _deflection,
    "shift_left_saving": _shift_left,
}
