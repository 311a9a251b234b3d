"""Answers the cases of frontier.json that queueing owns: names and units, no more."""

from datetime import timedelta

from supportops import queueing as q
from supportops.workforce import interval_load

SECONDS = 60.0


def answer(section, case, document):
    """`expected` of a published case, `values` of a golden one."""
    given = case["inputs"]
    if section == "published":
        value = QUANTITIES[case["quantity"]](given)
        return 100.0 * value if case["unit"] == "percent" else value
    figures = TOPICS[case["topic"]](given)
    return {name: figures[name] for name in case["values"]}


def time_of(given):
    if "aht_s" in given:
        return given["aht_s"]
    return given.get("talk_s", 0.0) + given.get("wrap_s", 0.0)


def load_of(given):
    if "offered_erlangs" in given:
        return given["offered_erlangs"]
    return load_at(given, time_of(given))


def load_at(given, seconds):
    period = timedelta(minutes=given["period_min"])
    return interval_load(given["calls"], handle_time=timedelta(seconds=seconds), interval=period)


def asked(given):
    more = {"patience": given["patience_s"]} if "patience_s" in given else {}
    return {"service_time": time_of(given)} | more


def on(function):
    return lambda given: function(load_of(given), given["agents"], **asked(given))


def within(function):
    return lambda given: function(
        load_of(given), given["agents"], **asked(given), within=given["target_s"]
    )


def gg1(function, *, arrivals=True):
    def value(given):
        more = {"arrival_scv": given["ca2"]} if arrivals else {}
        time = given["rho"] / given["lam"]
        wait = function(given["rho"], service_time=time, service_scv=given["cs2"], **more)
        return wait * given["lam"]

    return value


def carried(given):
    load = q.load_at_blocking(given["trunks"], max_blocking=given["blocking"])
    return q.carried_load(load, given["trunks"])


def trunk_load(given):
    held = given["talk_s"] + q.mean_wait(load_of(given), given["agents"], **asked(given))
    return load_at(given, held)


def quantile(given):
    share = given["quantile"]
    return q.wait_quantile(load_of(given), given["agents"], **asked(given), probability=share)


def sinusoid(given):
    names = ("mean_rate", "amplitude", "frequency")
    swing = {name: given[name] for name in names}
    return float(q.sinusoidal_load(given["t"], **swing, service_time=1 / given["mu"])[0])


def fluid_queue(given):
    servers = given["lam"] / given["rho"]
    return q.fluid_queue(given["lam"], servers, service_time=1.0, patience=1 / given["theta"])


QUANTITIES = {
    "wait_probability": on(q.wait_probability),
    "immediate_answer": lambda given: 1 - on(q.wait_probability)(given),
    "mean_wait": on(q.mean_wait),
    "mean_wait_if_delayed": lambda given: on(q.mean_waits)(given).delayed,
    "service_level": within(q.service_level),
    "late_probability": within(q.late_probability),
    "occupancy": on(q.occupancy),
    "offered_load": load_of,
    "mean_queue": on(q.mean_queue),
    "abandon_probability": on(q.abandonment),
    "wait_quantile": quantile,
    "carried_load_at_blocking": carried,
    "trunk_load": trunk_load,
    "inflated_handle_time": lambda given: q.concurrent_service_time(
        given["windows"], service_time=given["aht1_s"], think_ratio=given["r"]
    ),
    "effective_concurrency": lambda given: q.effective_concurrency(
        given["windows"], think_ratio=given["r"]
    ),
    "concurrency_limit": lambda given: q.concurrency_limit(given["r"]),
    "gg1_wait_lower_bound": gg1(q.lower_bound, arrivals=False),
    "gg1_wait_heavy_traffic": gg1(q.heavy_traffic_wait),
    "gg1_wait_daley_bound": gg1(q.daley_bound),
    "gg1_wait_kingman_bound": gg1(q.kingman_bound),
    "halfin_whitt_delay": lambda given: q.halfin_whitt_delay(given["beta"]),
    "halfin_whitt_beta": lambda given: q.halfin_whitt_beta(given["alpha"]),
    "infinite_server_mean": sinusoid,
    "fluid_wait": lambda given: q.fluid_wait(given["rho"], 1.0, patience=1 / given["theta"]),
    "fluid_queue": fluid_queue,
    "square_root_agents": lambda given: q.square_root_servers(
        load_of(given), beta=given["coefficient"]
    ),
}


def erlang_a(given):
    queue = (given["lam"] / given["mu"], given["agents"])
    times = {"service_time": 1 / given["mu"], "patience": 1 / given["theta"]}
    figures = {
        "wait_probability": q.wait_probability(*queue, **times),
        "abandon_probability": q.abandonment(*queue, **times),
        "mean_wait": q.mean_wait(*queue, **times),
        "mean_queue": q.mean_queue(*queue, **times),
        "occupancy": q.occupancy(*queue, **times),
    }
    for name in ("virtual", "offered", "answered", "excluding_short_abandons"):
        figures[f"service_level_{name}"] = q.service_level(
            *queue, **times, within=given["T"], definition=name
        )
    return figures


def loads_of(given):
    return [rate / given["mu"] for rate in given["lams"]]


def priority(given):
    waits = q.priority_waits(loads_of(given), given["c"], service_time=1 / given["mu"])
    return {
        "wait_probability": waits.wait_probability,
        "means": list(waits.mean_wait),
        "tails": [list(waits.late_probability(time)) for time in given["t"]],
        "second_moments_if_delayed": list(waits.second_moment),
    }


def ageing(given):
    waits = q.ageing_waits(
        loads_of(given), given["c"], service_time=1 / given["mu"], rates=given["b"]
    )
    return {"means": list(waits)}


def ttr(given):
    desk = q.network(
        [given["lam_per_hour"]],
        [[given["p_return"]]],
        service_times=[given["aht_h"]],
        servers=[given["agents"]],
        delays=given["think_h"],
    )
    paused = desk.counting(delays=[[False]])
    return {
        "clock_runs_h": [desk.quantile(share) for share in given["quantiles"]],
        "clock_paused_h": [paused.quantile(share) for share in given["quantiles"]],
    }


def robust(given):
    hourly = given["aht_s"] / SECONDS**2
    load = given["mean_calls_h"] * hourly
    target = {"service_time": given["aht_s"], "within": given["T_s"]}
    met = target | {"service_level": given["target"]}
    return {
        "lambda_star_per_hour": [
            q.max_load(agents, **met) / hourly for agents in given["lambda_star_agents"]
        ],
        "confidence": [
            q.confidence_of_target(load, agents, **met, cv=given["confidence_cv"])
            for agents in given["confidence_agents"]
        ],
        "mean_service_level": [
            q.expected_service_level(load, given["mean_agents"], **target, cv=cv)
            for cv in given["mean_cv"]
        ],
    }


def feedback(given):
    agents, time = given["agents"], given["aht_h"]
    rates = [q.critical_chase_rate(rho * agents, agents, service_time=time) for rho in given["rho"]]
    return {"kappa_star_per_hour": rates}


def retrial(given):
    found = q.redials(
        given["lam0"] / given["mu"],
        given["agents"],
        service_time=1 / given["mu"],
        patience=1 / given["theta"],
        redial_probability=given["retry"],
    )
    rate = found.total_load * given["mu"]
    return {"effective_rate": rate, "abandon_probability": found.abandonment}


def network(given):
    def solved(routing):
        return q.network(given["gamma_per_hour"], routing, service_times=given["aht_h"])

    moves = [list(row) for row in given["P"]]
    for left, entered in given["bounce_moves"]:
        names = given["stations"]
        moves[names.index(left)][names.index(entered)] = 0
    flow = solved(given["P"])
    return {
        "visit_rates": list(flow.visit_rates),
        "loads": list(flow.loads),
        "touches_per_ticket": flow.visits,
        "load_with_bounce": flow.load,
        "load_without_bounce": solved(moves).load,
    }


def chat(given):
    ratio = given["think_to_work_ratio"]
    times = [
        q.concurrent_service_time(windows, service_time=given["aht1_min"], think_ratio=ratio)
        for windows in range(1, given["max_chats"] + 1)
    ]
    queues = [
        q.chat_queue(
            rate, given["agents"], service_times=times, patience=1 / given["theta_per_min"]
        )
        for rate in given["arrivals_per_min"]
    ]
    return {
        "aht_by_concurrency_min": times,
        "wait_probability": [queue.wait_probability for queue in queues],
        "abandon_probability": [queue.abandonment for queue in queues],
    }


TOPICS = {
    "erlang_a": erlang_a,
    "priority": priority,
    "aging": ageing,
    "ttr": ttr,
    "robust": robust,
    "feedback": feedback,
    "retrial": retrial,
    "network": network,
    "chat": chat,
}
