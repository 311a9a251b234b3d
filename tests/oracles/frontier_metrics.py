"""Cases of frontier.json that metrics answers: names and units, nothing else."""

from supportops import metrics, statistics


def answer(section, case, document):
    """Answer of the room to a case, in the form of its expectation."""
    if section != "published":
        raise NotImplementedError("metrics")
    return QUANTITIES[case["quantity"]](case["inputs"])


def _cumulative(i):
    return 100 * metrics.cumulative_resolution(i["fcr"], i["calls"])


def _extra(i):
    return metrics.extra_contacts(
        i["calls"], fcr_gap=i["fcr_gap"], contacts_per_miss=i["extra_calls"]
    )


def _mean(i):
    return statistics.net_wald(*i["p"]).center


def _variance(i):
    return statistics.net_wald(*i["p"]).variance


QUANTITIES = {
    "cumulative_resolution": _cumulative,
    "extra_calls": _extra,
    "nps_mean": _mean,
    "nps_variance": _variance,
}
