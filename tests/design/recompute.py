"""A second reading of every derived figure: its formula, evaluated from its recorded inputs."""

import math
from fractions import Fraction
from pathlib import Path
from runpy import run_path

from scipy.optimize import brentq
from scipy.stats import binom

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
        for k in range(1, servers + 1):
            blocking = load * blocking / (k + load * blocking)
        if servers > load or load == 0:
            wait = servers * blocking / (servers - load * (1 - blocking)) if servers else 0.0
            if 1 - wait * math.exp(-(servers - load) * within / service_time) >= service_level:
                return servers
        servers += 1


def erlang_c_quantile(load, servers, service_time, probability):
    blocking = 1.0
    for k in range(1, int(servers) + 1):
        blocking = load * blocking / (k + load * blocking)
    wait = servers * blocking / (servers - load * (1 - blocking))
    if wait <= 1 - probability:
        return 0.0
    return math.log(wait / (1 - probability)) * service_time / (servers - load)


def needed(target, tickets):
    return math.ceil(Fraction(str(target)) * int(tickets))


def pass_probability(attained, tickets, target):
    return float(binom.sf(needed(target, tickets) - 1, tickets, attained))


def attainment_needed(target, tickets):
    return brentq(lambda p: pass_probability(p, tickets, target) - 0.95, 0.0, 1.0, xtol=1e-15)


FUNCTIONS = {
    "largest_remainder": largest_remainder,
    "erlang_c_servers": erlang_c_servers,
    "erlang_c_quantile": erlang_c_quantile,
    "needed": needed,
    "pass_probability": pass_probability,
    "attainment_needed": attainment_needed,
    "floor": math.floor,
}


def agrees(figure, figures):
    """Whether a derived figure is what its formula gives."""
    values = {name: figures[of].value for name, of in figure.inputs.items()}
    if figure.formula.startswith("calendar_floor"):
        return figure.value > 0  # its own test walks the calendar minute by minute
    answer = eval(figure.formula, {"__builtins__": {}}, {**FUNCTIONS, **values})  # noqa: S307  our own formulas
    if isinstance(answer, set):
        return figure.value in answer
    if isinstance(answer, str):
        return figure.value == answer
    return math.isclose(answer, figure.value, rel_tol=1e-9, abs_tol=1e-12)


FUNCTIONS.update(run_path(str(Path(__file__).with_name("recompute_programs.py")))["PROGRAMS"])
