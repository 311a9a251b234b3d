"""Cases of metrics.json that tickets answers: names and units, nothing else."""

import math
from datetime import UTC, datetime, timedelta

import pandas as pd

from supportops import tickets
from supportops.vocabulary import Scale

START = datetime(2026, 1, 5, tzinfo=UTC)


def answer(op, inputs):
    """Answer of the room to an operation, in the form of its expectation."""
    return OPS[op](inputs)


def _instant(hours):
    return START + timedelta(hours=hours)


def _order(rows, policy, now=START):
    """Ids in the order of a policy, and the table of scores."""
    out = tickets.order_queue(pd.DataFrame(rows), policy=policy, now=now)
    return out.sort_values("place")["ticket_id"].tolist(), out.set_index("ticket_id")["score"]


def _matrix(i):
    impacts, urgencies = tuple(i["impact"]), tuple(i["urgency"])
    grid = tickets.strategy("itil")
    names = grid.questions[0].names
    if not set(impacts) | set(urgencies) <= set(names):
        levels = len(impacts) + len(urgencies) - 1
        scale = Scale(label="priority", names=tuple(f"P{k + 1}" for k in range(levels)))
        grid = tickets.rank_grid(impacts, urgencies, scale=scale)
    return {
        "matrix": [
            [tickets.triage({"impact": a, "urgency": u}, strategy=grid).priority for u in urgencies]
            for a in impacts
        ]
    }


def _ageing(i):
    rows = i["tickets"]
    scores = {
        row["id"]: tickets.ageing_score(
            row["base"], rate_per_hour=row["rate_per_h"], wait_hours=row["wait_h"]
        )
        for row in rows
    }
    policy = tickets.LinearAgeing(
        points={row["id"]: row["base"] for row in rows},
        rates_per_hour={row["id"]: row["rate_per_h"] for row in rows},
    )
    queue = [
        {"ticket_id": r["id"], "created_at": _instant(-r["wait_h"]), "priority": r["id"]}
        for r in rows
    ]
    return {"scores": scores, "order": _order(queue, policy)[0]}


def _overtaking(i):
    low, high = i["low"], i["high"]
    hour = tickets.overtaking_hour(
        low["base"],
        high["base"],
        low_rate=low["rate"],
        high_rate=high["rate"],
        low_arrival=low["arrival_h"],
        high_arrival=high["arrival_h"],
    )
    return {"t_h": None if math.isnan(hour) else hour}


def _bound(i):
    bound = tickets.starvation_bound(i["base_low"], i["base_max"], rate_per_hour=i["rate"])
    return {"max_overtaken_wait_h": bound}


def _due_dates(i):
    now = _instant(i["now"])
    queue = [
        {
            "ticket_id": row["id"],
            "created_at": now,
            "due_at": _instant(row["due_h"]),
            "remaining_work": timedelta(hours=row["remaining_work_h"]),
        }
        for row in i["tickets"]
    ]
    edf, _ = _order(queue, tickets.EarliestDue(), now)
    least, slack = _order(queue, tickets.LeastSlack(), now)
    return {"edf": edf, "least_slack": least, "slack": slack.to_dict()}


def _delay_costs(i):
    rows = i["classes"]
    policy = tickets.CostOfDelay(
        cost_per_hour={row["id"]: row["delay_cost"] for row in rows},
        handle_time={row["id"]: timedelta(hours=row["mean_h"]) for row in rows},
    )
    queue = [{"ticket_id": r["id"], "created_at": START, "category": r["id"]} for r in rows]
    index = {
        row["id"]: tickets.delay_cost_index(row["delay_cost"], handle_hours=row["mean_h"])
        for row in rows
    }
    return {"index": index, "order": _order(queue, policy)[0]}


def _least_occupied(i):
    agents = [tickets.Agent.model_validate(agent) for agent in i["agents"]]
    work = tickets.Work(skills=tuple(i["ticket"]["skills"]))
    chosen = tickets.pick_least_loaded(work, agents)
    return {
        "agent": chosen.agent,
        "by_open_count": tickets.pick_fewest_open(work, agents).agent,
        "eligible": list(chosen.eligible),
    }


OPS = {
    "priority_matrix": _matrix,
    "linear_aging_order": _ageing,
    "overtake_time": _overtaking,
    "max_wait_bound": _bound,
    "due_date_orders": _due_dates,
    "cost_of_delay_order": _delay_costs,
    "assignment_cost": lambda i: {"optimum": tickets.cheapest_assignment(i["cost"]).cost},
    "smooth_weighted_round_robin": lambda i: {
        "order": list(tickets.weighted_rotation(i["weights"], i["n"]).order)
    },
    "least_occupied_agent": _least_occupied,
}
