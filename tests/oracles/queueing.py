"""Answers the vectors of queueing.json through the public functions: names and units, no more."""

import importlib.util
from dataclasses import asdict
from pathlib import Path

from supportops import queueing as q

HERE = Path(__file__).parent
SERVICE_LEVELS = {
    "virtual_wait_within_target_probability": "virtual",
    "answered_within_target_of_offered_fraction": "offered",
    "answered_within_target_of_answered_fraction": "answered",
    "answered_within_target_excluding_short_abandons_fraction": "excluding_short_abandons",
}


def answer(section, case, document):
    """Expected keys of a case, from the public API."""
    if case["owner"] != "queueing":
        return room(case["owner"]).answer(section, case, document)
    given = case["inputs"]
    wanted = case["expected"]
    kind = case["kind"]
    if kind == "published":
        kind = published(given)
    figures = KINDS[kind](given, wanted)
    return {name: figures[name] for name in wanted}


def room(owner):
    """Adapter of another room, ``queueing_<owner>.py``."""
    path = HERE / f"queueing_{owner}.py"
    if not path.exists():
        raise NotImplementedError(owner)
    spec = importlib.util.spec_from_file_location(f"oracles_queueing_{owner}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def published(given):
    """Kind of a published case, by the keys of its inputs."""
    if "aht_seconds_by_concurrency" in given:
        return "chat_concurrency"
    if "idle_agents_threshold_count" in given:
        return "blending_threshold"
    if "redial_probability" in given:
        return "erlang_x_redials"
    if "service_level_target_fraction" in given or "max_occupancy_fraction" in given:
        patient = "mean_patience_seconds" not in given
        return "erlang_c_required_agents" if patient else "erlang_a_required_agents"
    if "mean_patience_seconds" in given:
        return "erlang_a"
    if "max_blocking_probability" in given:
        return "erlang_b_required_servers"
    if "blocking_probability" in given:
        return "erlang_b_max_offered_load"
    return "erlang_b" if "servers_count" in given else "erlang_c"


def erlang_b(given, wanted):
    load, servers = given["offered_load_erlangs"], given["servers_count"]
    figures = {
        "blocking_probability": q.blocking_probability(load, servers),
        "carried_load_erlangs": q.carried_load(load, servers),
    }
    if servers:
        figures["occupancy_fraction"] = q.carried_load(load, servers) / servers
    return figures


def erlang_b_required(given, wanted):
    load = given["offered_load_erlangs"]
    servers = q.servers_for_blocking(load, max_blocking=given["max_blocking_probability"])
    return {
        "required_servers_count": servers,
        "blocking_probability_at_required": q.blocking_probability(load, servers),
        "blocking_probability_at_required_minus_one": q.blocking_probability(load, servers - 1),
    }


def erlang_b_load(given, wanted):
    load = q.load_at_blocking(given["servers_count"], max_blocking=given["blocking_probability"])
    return {"offered_load_erlangs": load}


def load_of(given):
    if "offered_load_erlangs" in given:
        return given["offered_load_erlangs"]
    return given["arrival_rate_per_second"] / given["service_rate_per_second"]


def time_of(given):
    if "service_rate_per_second" in given:
        return 1 / given["service_rate_per_second"]
    return given.get("aht_seconds", 1.0)


def erlang_c(given, wanted):
    load, agents, time = load_of(given), given["agents_count"], time_of(given)
    figures = {
        "wait_probability": q.wait_probability(load, agents),
        "asa_seconds": q.mean_wait(load, agents, service_time=time),
        "mean_wait_if_delayed_seconds": q.mean_waits(load, agents, service_time=time).delayed,
        "occupancy_fraction": q.occupancy(load, agents),
        "mean_queue_length_count": q.mean_queue(load, agents),
        "stable": q.stable(load, agents),
    }
    if "answer_target_seconds" in given:
        figures["service_level_fraction"] = q.service_level(
            load, agents, service_time=time, within=given["answer_target_seconds"]
        )
    return figures


def targets_of(given):
    targets = {"service_time": given.get("aht_seconds", 1.0)}
    if "service_level_target_fraction" in given:
        targets["within"] = given["answer_target_seconds"]
        targets["service_level"] = given["service_level_target_fraction"]
    names = {
        "max_occupancy_fraction": "max_occupancy",
        "max_abandon_probability": "max_abandonment",
        "mean_patience_seconds": "patience",
        "asa_target_seconds": "max_wait",
        "max_asa_seconds": "max_wait",
    }
    targets.update({ours: given[theirs] for theirs, ours in names.items() if theirs in given})
    return targets


def level_at(load, servers, targets):
    """Service level at that many servers; None where there is no steady state."""
    if "within" not in targets or servers < 1:
        return None
    patience = targets.get("patience")
    if patience is None and not q.stable(load, servers):
        return None
    return q.service_level(
        load,
        servers,
        service_time=targets["service_time"],
        within=targets["within"],
        patience=patience,
    )


def required(given, wanted):
    load, targets = given["offered_load_erlangs"], targets_of(given)
    servers = q.servers_needed(load, **targets)
    time = targets["service_time"]
    figures = {
        "required_agents_count": servers,
        "service_level_at_required_fraction": level_at(load, servers, targets),
        "service_level_at_required_minus_one_fraction": level_at(load, servers - 1, targets),
        "asa_at_required_seconds": q.mean_wait(load, servers, service_time=time),
    }
    if servers > 0:
        one_less = q.mean_wait(load, servers - 1, service_time=time)
        figures["asa_at_required_minus_one_seconds"] = (
            one_less if q.stable(load, servers - 1) else None
        )
    if "patience" in targets:
        figures["abandon_probability_at_required"] = q.abandonment(
            load, servers, service_time=time, patience=targets["patience"]
        )
    return figures


def fractional(given, wanted):
    load = given["offered_load_erlangs"]
    return {"required_agents_count": q.fractional_servers(load, **targets_of(given))}


def most_load(given, wanted):
    return {"offered_load_erlangs": q.max_load(given["agents_count"], **targets_of(given))}


def erlang_a(given, wanted):
    load, agents = given["offered_load_erlangs"], given["agents_count"]
    asked = {"service_time": given["aht_seconds"], "patience": given["mean_patience_seconds"]}
    figures = impatient(load, agents, asked)
    times = wanted.get("at_target")
    if times is not None:
        figures["at_target"] = [
            {"answer_target_seconds": row["answer_target_seconds"]}
            | at_target(load, agents, asked, row["answer_target_seconds"])
            for row in times
        ]
    if "answer_target_seconds" in given:
        figures |= at_target(load, agents, asked, given["answer_target_seconds"])
    return figures


def impatient(load, agents, asked):
    leave, wait = q.abandonment(load, agents, **asked), q.wait_probability(load, agents, **asked)
    waits = q.mean_waits(load, agents, **asked)
    return {
        "wait_probability": wait,
        "abandon_probability": leave,
        "abandon_probability_given_wait": leave / wait if wait else None,
        "mean_wait_all_seconds": waits.everyone,
        "mean_virtual_wait_seconds": waits.offered,
        "mean_queue_length_count": q.mean_queue(load, agents, **asked),
        "occupancy_fraction": q.occupancy(load, agents, **asked),
    }


def at_target(load, agents, asked, time):
    figures = {
        name: q.service_level(load, agents, **asked, within=time, definition=definition)
        for name, definition in SERVICE_LEVELS.items()
    }
    late = q.late_probability(load, agents, **asked, within=time)
    figures["left_queue_within_target_probability"] = 1 - late
    figures["abandoned_within_target_probability"] = q.abandoned_within(
        load, agents, **asked, within=time
    )
    return figures


def redials(given, wanted):
    load = given.get("fresh_offered_load_erlangs", given.get("offered_load_erlangs"))
    agents, time = given["agents_count"], given["aht_seconds"]
    asked = {"service_time": time, "patience": given["mean_patience_seconds"]}
    lines = given.get("lines_count")
    found = q.redials(
        load, agents, **asked, redial_probability=given["redial_probability"], lines=lines
    )
    total = found.total_load
    target = given["answer_target_seconds"]
    if lines is None:
        figures = impatient(total, agents, asked) | at_target(total, agents, asked, target)
    else:
        figures = of_states(q.limited_queue(total, agents, **asked, lines=lines), target)
        figures["occupancy_fraction"] = figures["slot_occupancy_fraction"]
    figures |= {
        "total_offered_load_erlangs": total,
        "abandon_probability_per_attempt": found.abandonment,
        "redial_rate_per_second": found.redial_rate,
        "lost_for_good_fraction_of_fresh": found.lost,
        "mean_wait_all_attempts_seconds": figures["mean_wait_all_seconds"],
    }
    figures["answered_within_target_of_offered_attempts_fraction"] = figures[
        "answered_within_target_of_offered_fraction"
    ]
    return figures


def of_states(queue, target):
    figures = {
        "wait_probability": queue.wait_probability,
        "abandon_probability": queue.abandonment,
        "mean_wait_all_seconds": queue.mean_wait,
        "mean_virtual_wait_seconds": queue.mean_offered_wait,
        "mean_queue_length_count": queue.mean_queue,
        "slot_occupancy_fraction": queue.slot_occupancy,
        "agent_busy_fraction": queue.busy_servers,
    }
    return figures | {
        name: queue.service_level(target, definition=definition)
        for name, definition in SERVICE_LEVELS.items()
    }


def chat(given, wanted):
    queue = q.chat_queue(
        given["chats_per_hour_count"] / 3600,
        given["agents_count"],
        service_times=given["aht_seconds_by_concurrency"],
        patience=given.get("mean_patience_seconds"),
        lines=given.get("lines_count"),
    )
    return of_states(queue, given["answer_target_seconds"])


def blending(given, wanted):
    found = asdict(
        q.blend(
            given["inbound_offered_load_erlangs"],
            given["agents_count"],
            service_time=given["aht_seconds"],
            keep_idle=given["idle_agents_threshold_count"],
            within=given["answer_target_seconds"],
        )
    )
    return {
        "wait_probability": found["wait_probability"],
        "service_level_fraction": found["service_level"],
        "asa_seconds": found["mean_wait"],
        "occupancy_fraction": found["occupancy"],
        "outbound_rate_per_second": found["outgoing_rate"],
    }


def classes(given):
    return given["class_offered_loads_erlangs"], given["agents_count"]


def priority(given, wanted):
    found = q.priority_waits(*classes(given), service_time=given["aht_seconds"])
    return {
        "wait_probability": found.wait_probability,
        "mean_wait_by_class_seconds": list(found.mean_wait),
    }


def preemptive(given, wanted):
    found = q.preemptive_waits(*classes(given), service_time=given["aht_seconds"])
    return {
        "mean_time_in_system_by_class_seconds": list(found.mean_time),
        "mean_wait_plus_interruptions_by_class_seconds": list(found.mean_delay),
    }


def halfin_whitt(given, wanted):
    return {"delay_probability": q.halfin_whitt_delay(given["beta"])}


def halfin_whitt_inverse(given, wanted):
    return {"beta": q.halfin_whitt_beta(given["delay_probability"])}


def garnett(given, wanted):
    ratio = given["mean_patience_over_aht_ratio"]
    return {"delay_probability": q.garnett_delay(given["beta"], patience_ratio=ratio)}


KINDS = {
    "erlang_b": erlang_b,
    "erlang_b_required_servers": erlang_b_required,
    "erlang_b_max_offered_load": erlang_b_load,
    "erlang_c": erlang_c,
    "erlang_c_required_agents": required,
    "erlang_c_required_agents_for_asa": required,
    "erlang_c_required_agents_fractional": fractional,
    "erlang_c_max_offered_load": most_load,
    "erlang_a": erlang_a,
    "erlang_a_required_agents": required,
    "erlang_x_redials": redials,
    "priority_nonpreemptive": priority,
    "priority_preemptive_resume": preemptive,
    "chat_concurrency": chat,
    "blending_threshold": blending,
    "halfin_whitt_delay_probability": halfin_whitt,
    "halfin_whitt_beta_for_delay_probability": halfin_whitt_inverse,
    "garnett_delay_probability": garnett,
}
