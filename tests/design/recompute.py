"""A second reading of every derived figure: its formula, evaluated from its recorded inputs."""

import math
from datetime import date, timedelta
from fractions import Fraction
from statistics import NormalDist

import pandas as pd
from scipy.optimize import brentq
from scipy.special import gammaincc
from scipy.stats import binom, chi2

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


def next_day(as_of, every):
    """The day that many days, or that many months, later, counted one by one."""
    start = date.fromisoformat(as_of)
    words = {"daily": "every 1 days", "weekly": "every 1 weeks", "monthly": "every 1 months",
             "quarterly": "every 3 months", "yearly": "every 12 months"}  # fmt: skip
    _, count, unit = words.get(every, every).split()
    days = {"days": 1, "weeks": 7}.get(unit)
    if days is not None:
        return (start + timedelta(days=int(count) * days)).isoformat()
    day = start.replace(day=1)
    for _ in range(int(count)):
        day = (day + timedelta(days=31)).replace(day=1)
    last = ((day + timedelta(days=31)).replace(day=1) - timedelta(days=1)).day
    return day.replace(day=min(start.day, last)).isoformat()


def count_and_share(n, share, limit, side):
    """Cases removed at one end: the count's error and the share's, squared and added."""
    alpha = 0.05
    if side == "low":
        end = chi2.ppf(alpha / 2, 2 * n) / 2 if n else 0.0
        return max(n * share - math.hypot((n - end) * share, n * (share - limit)), 0.0)
    end = chi2.ppf(1 - alpha / 2, 2 * n + 2) / 2
    return n * share + math.hypot((end - n) * share, n * (limit - share))


def wilson(p, n):
    z = NormalDist().inv_cdf(0.975)
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def newcombe(before, after, n):
    """Ends of the difference of two shares of n cases each."""
    (low_1, high_1), (low_2, high_2) = wilson(before, n), wilson(after, n)
    drop = before - after
    return (
        drop - math.hypot(before - low_1, high_2 - after),
        drop + math.hypot(high_1 - before, after - low_2),
    )


def two_proportion_size(before, after, power, alpha):
    """Cases on each side that tell two shares apart: from the pooled test, rounded up."""
    a, b = NormalDist().inv_cdf(1 - alpha / 2), NormalDist().inv_cdf(power)
    mean = (before + after) / 2
    root = a * math.sqrt(2 * mean * (1 - mean)) + b * math.sqrt(
        before * (1 - before) + after * (1 - after)
    )
    return math.ceil((root / (before - after)) ** 2 - 1e-9)


def reviews_without_fail(rate, confidence):
    """How many reviews in a row without a fail leave that little doubt."""
    n, hidden = 0, 1.0
    while 1 - hidden < confidence:
        n, hidden = n + 1, hidden * (1 - rate)
    return n


def day_after(as_of, days):
    return (date.fromisoformat(as_of) + timedelta(days=days)).isoformat()


def must_wait(load, servers):
    """Erlang C for any real number of servers: the loss formula by the incomplete gamma function."""
    if servers <= load:
        return 1.0
    full = math.exp(servers * math.log(load) - load - math.lgamma(servers + 1))
    blocking = full / gammaincc(servers + 1, load)
    return servers * blocking / (servers - load * (1 - blocking))


def erlang_c_level(servers, load, service_time, within):
    if not load:
        return 1.0
    wait = must_wait(load, servers)
    return 1 - wait * math.exp(-max(servers - load, 0.0) * within / service_time)


def erlang_c_quantile(load, servers, service_time, probability):
    wait = must_wait(load, servers)
    if wait <= 1 - probability:
        return 0.0
    return math.log(wait / (1 - probability)) * service_time / (servers - load)


def needed(target, tickets):
    return math.ceil(Fraction(str(target)) * int(tickets))


def pass_probability(attained, tickets, target):
    return float(binom.sf(needed(target, tickets) - 1, tickets, attained))


def attainment_needed(target, tickets):
    return brentq(lambda p: pass_probability(p, tickets, target) - 0.95, 0.0, 1.0, xtol=1e-15)


def count_needed(kept, tickets):
    return brentq(lambda p: binom.sf(kept - 1, tickets, p) - 0.95, 0.0, 1.0, xtol=1e-15)


def day(text):
    return pd.Timestamp(text)


def text_of(stamp):
    return str(stamp.date())


FUNCTIONS = {
    "day_after": day_after,
    "ceil": math.ceil,
    "z": NormalDist().inv_cdf,
    "reviews_without_fail": reviews_without_fail,
    "max": max,
    "min": min,
    "newcombe_low": lambda *a: newcombe(*a)[0],
    "newcombe_high": lambda *a: newcombe(*a)[1],
    "two_proportion_size": two_proportion_size,
    "largest_remainder": largest_remainder,
    "erlang_c_servers": erlang_c_servers,
    "next_day": next_day,
    "round": round,
    "count_and_share_low": lambda n, share, limit: count_and_share(n, share, limit, "low"),
    "count_and_share_high": lambda n, share, limit: count_and_share(n, share, limit, "high"),
    "erlang_c_quantile": erlang_c_quantile,
    "erlang_c_level": erlang_c_level,
    "needed": needed,
    "count_needed": count_needed,
    "pass_probability": pass_probability,
    "attainment_needed": attainment_needed,
    "floor": math.floor,
    "days_after": lambda as_of, n: text_of(day(as_of) + pd.DateOffset(days=n)),
    "weeks_after": lambda as_of, n: text_of(day(as_of) + pd.DateOffset(weeks=n)),
    "months_after": lambda as_of, n: text_of(day(as_of) + pd.DateOffset(months=n)),
    "between": lambda first, last: (day(last) - day(first)).days,
    "abs": abs,
}
# These have slow tests of their own.
ELSEWHERE = ("calendar_floor", "cheapest_cover", "fewest_hires", "onboarding_dates")


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
