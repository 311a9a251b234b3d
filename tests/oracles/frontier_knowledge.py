"""Cases of frontier.json that knowledge answers: names and units, nothing else."""

from datetime import timedelta

from supportops import knowledge


def answer(section, case, document):
    """Answer of the room to a case, in the form of its expectation."""
    if section == "golden":
        return _mix(case["inputs"])
    return QUANTITIES[case["quantity"]](case["inputs"])


def _per_user(i):
    return knowledge.tickets_per_user(i["tickets"], users=i["users"])


def _prevented(i):
    return knowledge.tickets_prevented(i["reduction_per_user"], users=i["users"])


def _mix(i):
    topics = {
        name: knowledge.TopicLoad(
            tickets=i["share"][k],
            handle_time=timedelta(minutes=i["aht_min"][k]),
            deflected=i["deflected_share"][k],
        )
        for k, name in enumerate(i["category"])
    }
    out = knowledge.mix_shift(topics)
    return {
        "volume_drop": out.volume_drop,
        "workload_drop": out.workload_drop,
        "aht_before_min": out.minutes_before,
        "aht_after_min": out.minutes_after,
    }


QUANTITIES = {"tickets_per_user": _per_user, "tickets_prevented": _prevented}
