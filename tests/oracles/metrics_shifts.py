"""Cases of metrics.json that shifts answers: names and units, nothing else."""

from supportops import workforce


def answer(op, inputs):
    """Answer of the room to an operation, in the form of its expectation."""
    if op.startswith("roster"):
        raise NotImplementedError("rosters are still to come")
    return OPS[op](inputs)


def _cover(i, cost, *, most=None, **prices):
    shifts = [
        workforce.Shift(name=name, periods=periods, cost=cost(name), most=most)
        for name, periods in i["shifts"].items()
    ]
    return workforce.cover_demand(i["required"], shifts=shifts, **prices)


def _hard(i):
    cover = _cover(i, i["cost"].__getitem__)
    return {
        "status": cover.status,
        "optimum": cover.objective,
        "uncovered_periods": list(cover.uncovered),
    }


def _capped(i):
    cover = _cover(i, i["cost"].__getitem__, most=i["max_per_shift"])
    return {
        "status": cover.status,
        "max_coverage": cover.reachable.tolist(),
        "shortfall": cover.shortfall.tolist(),
    }


def _soft(i):
    cover = _cover(
        i, lambda _: i["shift_cost"], under_cost=i["under_cost"], over_cost=i["over_cost"]
    )
    return {"optimum": cover.objective}


def _breaks(i):
    crew = workforce.Crew(
        name="all",
        agents=i["agents"],
        periods=range(i["periods"]),
        window=i["break_start_window"],
        break_length=i["break_length"],
    )
    plan = workforce.place_breaks(i["required"], crews=[crew])
    return {"min_total_shortfall": plan.total_shortfall, "best_min_slack": plan.least_slack}


OPS = {
    "shift_cover": _hard,
    "shift_cover_absolute": lambda i: {
        "optimum": _cover(i, lambda _: 0, under_cost=1, over_cost=1).objective
    },
    "shift_cover_capped": _capped,
    "shift_cover_soft": _soft,
    "break_placement": _breaks,
}
