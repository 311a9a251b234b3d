"""A second reading of every derived figure: its formula, evaluated from its recorded inputs."""

import math
from fractions import Fraction

import pandas as pd

# What a formula may say besides arithmetic. Each is written here anew, and slowly.


def largest_remainder(heads, part, parts):
    whole = sum(parts)
    floors = [int(heads * p // whole) for p in parts]
    rest = [
        Fraction(int(heads * p)) / int(whole) - floor
        for p, floor in zip(parts, floors, strict=True)
    ]
    order = sorted(range(len(parts)), key=lambda i: -rest[i])
    for i in order[: int(heads) - sum(floors)]:
        floors[i] += 1
    # Equal parts have equal remainders: the answer must be one of theirs.
    return {floors[i] for i, p in enumerate(parts) if p == part}


def erlang_c_servers(load, service_time, within, service_level):
    servers = 0
    while True:
        blocking = 1.0
        for k in range(1, int(servers) + 1):
            blocking = load * blocking / (k + load * blocking)
        if servers > load or load == 0:
            wait = servers * blocking / (servers - load * (1 - blocking)) if servers else 0.0
            if 1 - wait * math.exp(-(servers - load) * within / service_time) >= service_level:
                return servers
        servers += 1


def erlang_c_level(servers, load, service_time, within):
    if not load:
        return 1.0
    if servers <= load:
        return 0.0
    blocking = 1.0
    for k in range(1, int(servers) + 1):
        blocking = load * blocking / (k + load * blocking)
    wait = servers * blocking / (servers - load * (1 - blocking))
    return 1 - wait * math.exp(-(servers - load) * within / service_time)


def day(text):
    return pd.Timestamp(text)


def text_of(stamp):
    return str(stamp.date())


FUNCTIONS = {
    "largest_remainder": largest_remainder,
    "erlang_c_servers": erlang_c_servers,
    "erlang_c_level": erlang_c_level,
    "days_after": lambda as_of, n: text_of(day(as_of) + pd.DateOffset(days=n)),
    "weeks_after": lambda as_of, n: text_of(day(as_of) + pd.DateOffset(weeks=n)),
    "months_after": lambda as_of, n: text_of(day(as_of) + pd.DateOffset(months=n)),
    "between": lambda first, last: (day(last) - day(first)).days,
    "abs": abs, "ceil": math.ceil, "floor": math.floor, "max": max, "min": min, "round": round,
}  # fmt: skip
ELSEWHERE = (
    "calendar_floor",
    "cheapest_cover",
    "fewest_hires",
    "onboarding_dates",
)  # have slow tests of their own


def agrees(figure, figures):
    """Whether a derived figure is what its formula gives."""
    values = {name: figures[of].value for name, of in figure.inputs.items()}
    if figure.formula.startswith(ELSEWHERE):
        return isinstance(figure.value, str) or figure.value >= 0
    answer = eval(figure.formula, {"__builtins__": {}}, {**FUNCTIONS, **values})  # noqa: S307  our own formulas
    if isinstance(answer, set):
        return figure.value in answer
    if isinstance(answer, str):
        return figure.value == answer
    return math.isclose(answer, figure.value, rel_tol=1e-9, abs_tol=1e-12)
