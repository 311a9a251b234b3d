"""Cases of queueing.json that workforce answers: names and units, nothing else."""

from datetime import timedelta

from supportops import queueing, workforce

NAMES = {
    "answer_target_seconds": "answer_within",
    "service_level_target_fraction": "service_level",
    "max_occupancy_fraction": "max_occupancy",
    "shrinkage_fraction": "shrinkage",
    "mean_patience_seconds": "patience",
    "max_abandon_probability": "max_abandonment",
    "asa_target_seconds": "max_wait",
    "max_asa_seconds": "max_wait",
}


def answer(section, case, document):
    given = case["inputs"]
    figures = _lines(given) if "max_blocking_probability" in given else _interval(given)
    return {name: figures[name] for name in case["expected"]}


def _named(given):
    return {
        ours: timedelta(seconds=given[theirs]) if theirs.endswith("_seconds") else given[theirs]
        for theirs, ours in NAMES.items()
        if theirs in given
    }


def _interval(given):
    out = workforce.agents_needed(
        given["calls_per_interval_count"],
        interval=timedelta(seconds=given["interval_seconds"]),
        handle_time=timedelta(seconds=given["aht_seconds"]),
        **_named(given),
    )
    return {
        "offered_load_erlangs": out.load,
        "required_agents_count": out.agents,
        "scheduled_agents_count": out.paid,
        "service_level_fraction": out.service_level,
        "asa_seconds": out.mean_wait,
        "occupancy_fraction": out.occupancy,
        "wait_probability": out.wait_probability,
        "abandon_probability": out.abandonment,
    }


def _lines(given):
    servers = queueing.servers_for_blocking(
        given["offered_load_erlangs"], max_blocking=given["max_blocking_probability"]
    )
    return {
        "required_servers_count": int(servers),
        "scheduled_agents_count": workforce.scheduled_agents(
            servers, shrinkage=given.get("shrinkage_fraction", 0)
        ),
    }
