"""A month of a call center: from five-minute counts to shifts, and how surely they will do.

python examples/plan_month.py [calls.csv] [picture.png]

Reads the calls of a bank (columns DateTime and Calls, clocks of New York; the real ones lie in
the shared data of this project), or makes up some of the same shape. The last four weeks are
held back: they are forecast from what came before, staffed, put into shifts, and then the plan
meets the calls that really came. A picture is drawn where matplotlib is installed.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from supportops import queueing, workforce
from supportops.calendars import BusinessCalendar, localize

ZONE = "America/New_York"
OPENING = BusinessCalendar(timezone=ZONE, hours={"mon-fri": [("07:00", "21:30")]})
# Our assumptions: seconds, seconds, share, and how surely a day is to meet it.
HANDLE_TIME, ANSWER_WITHIN, TARGET, CONFIDENCE = 240.0, 20.0, 0.8, 0.8
SHARED = Path(__file__).resolve().parents[1] / "../shared/data/call_volumes/bank_calls_5min.csv"


def main(source: Path = SHARED, picture: Path | None = None) -> "Plan":
    calls = read(source) if source.exists() else made_up()
    print("calls:", f"{source.name}" if source.exists() else "made up; give a file for real ones")
    plan = planned(calls)
    report(plan)
    draw(plan, picture)
    return plan


def read(source: Path) -> pd.Series:
    table = pd.read_csv(source, parse_dates=["DateTime"])
    starts = localize(pd.DatetimeIndex(table["DateTime"]), ZONE)
    return pd.Series(table["Calls"].to_numpy(), index=starts)


def made_up() -> pd.Series:
    """Thirty-four weeks of a bank that nobody has an account with."""
    rng = np.random.default_rng(2003)
    days = pd.bdate_range("2003-03-03", periods=170)
    weekday = np.array([1.13, 1.01, 0.95, 0.95, 0.99])[days.day_of_week]
    starts, volume = [], []
    for day, factor in zip(days, weekday, strict=True):
        clock = pd.date_range(day + pd.Timedelta(hours=7), periods=168, freq="5min", tz=ZONE)
        shape = np.exp(-(((np.arange(168) - 60) / 70) ** 2))
        rate = rng.gamma(400, 32_000 * factor / 400) * shape / shape.sum()
        starts.append(clock)
        volume.append(rng.poisson(rate))
    return pd.Series(np.concatenate(volume), index=starts[0].append(starts[1:]))


@dataclass(frozen=True)
class Plan:
    """Everything that the report and the picture show."""

    forecast: workforce.Forecast
    volume: pd.Series  # expected, by half-hour
    required: pd.Series
    agents: pd.Series
    weeks: list[workforce.Cover]
    days: pd.DataFrame
    month: tuple[float, float]
    actual: pd.Series


def planned(calls: pd.Series) -> Plan:
    """History, forecast, profile, agents, shifts, and the chances of the whole."""
    half_hours = calls.resample("30min").sum()
    half_hours = half_hours[half_hours > 0]
    last = pd.DatetimeIndex(sorted(set(half_hours.index.normalize())))
    begin = (last[-1] - pd.Timedelta(days=28)).normalize() + pd.Timedelta(days=1)
    past, actual = half_hours[half_hours.index < begin], half_hours[half_hours.index >= begin]

    # What comes in: the best candidates of a backtest, spread over the day by the profile.
    history = workforce.daily_history(past, calendar=OPENING, interval="30m")
    days = workforce.forecast(history, horizon=28)
    volume = history.profile.expected(days.mean, timezone=ZONE)

    # Who is needed, half-hour by half-hour, on a day as busy as four in five do not exceed.
    load = workforce.interval_load(volume, handle_time=f"{HANDLE_TIME:g}s", interval="30m")
    required = pd.Series(0.0, index=load.index)
    busy = load > 0
    required[busy] = queueing.servers_needed(
        load[busy].to_numpy() * gamma_quantile(CONFIDENCE, days.rate_cv),
        service_time=HANDLE_TIME,
        within=ANSWER_WITHIN,
        service_level=TARGET,
    )

    # Shifts, a week at a time: full-time with a break that moves, and part-time.
    shapes = [
        *workforce.staggered_shapes(
            ["8h"],
            every="30m",
            earliest="7h",
            latest="13h30m",
            breaks=[workforce.Break(length="30m", earliest="3h", latest="4h30m")],
        ),
        *workforce.staggered_shapes(
            ["4h", "5h"],
            every="30m",
            earliest="7h",
            latest="17h30m",
            contract="part-time",
            cost_per_hour=1.1,
        ),
    ]
    weeks, agents = [], []
    for monday in range(0, len(required), 336):
        week = required.iloc[monday : monday + 336]
        shifts = workforce.shifts_on(week.index, shapes, calendar=OPENING)
        cover = workforce.cover_demand(week, shifts=shifts, time_limit="30s")
        weeks.append(cover)
        agents.append(cover.coverage)
    at_work = pd.concat(agents)
    table, month = chances(load, at_work, days.rate_cv)
    return Plan(days, volume, required, at_work, weeks, table, month, actual)


def gamma_quantile(share: float, cv: float) -> float:
    """Quantile of a gamma law with mean 1."""
    from scipy.stats import gamma

    return float(gamma.ppf(share, 1 / cv**2, scale=cv**2))


def chances(
    load: pd.Series, agents: pd.Series, rate_cv: float
) -> tuple[pd.DataFrame, tuple[float, float]]:
    """Service level expected of each day and of the month, and the confidence in the target.

    A day's volume is its forecast times a gamma factor, common to its hours and independent
    from day to day, with the scatter that the backtest found.
    """
    rng = np.random.default_rng(1)
    draws, by_day = 400, []
    served, came = np.zeros(draws), np.zeros(draws)
    open_now = load > 0
    for day, hours in load[open_now].groupby(load[open_now].index.date):
        factor = rng.gamma(1 / rate_cv**2, rate_cv**2, draws)[:, None]
        here = agents[hours.index].to_numpy()
        level = queueing.service_level(
            hours.to_numpy() * factor, here, within=ANSWER_WITHIN, service_time=HANDLE_TIME
        )
        weight = hours.to_numpy() * factor
        share = (level * weight).sum(axis=1) / weight.sum(axis=1)
        by_day.append(
            {"day": day, "expected": share.mean(), "confidence": (share >= TARGET).mean()}
        )
        served += (level * weight).sum(axis=1)
        came += weight.sum(axis=1)
    month = served / came
    return pd.DataFrame(by_day).set_index("day"), (
        float(month.mean()),
        float((month >= TARGET).mean()),
    )


def came_true(plan: Plan) -> tuple[float, float]:
    """Error of the forecast by day, and the service level that the plan gave the real calls."""
    real = plan.actual[plan.actual.index.isin(plan.agents.index)]
    load = workforce.interval_load(real, handle_time=f"{HANDLE_TIME:g}s", interval="30m")
    level = queueing.service_level(
        load.to_numpy(),
        plan.agents[real.index].to_numpy(),
        within=ANSWER_WITHIN,
        service_time=HANDLE_TIME,
    )
    by_day = real.groupby(real.index.date).sum()
    mean = plan.forecast.mean
    mean.index = mean.index.date
    wape = float(np.abs(mean[by_day.index] - by_day).sum() / by_day.sum())
    return wape, float((level * real).sum() / real.sum())


def report(plan: Plan) -> None:
    days = plan.forecast
    print(f"forecast: {days.total:,.0f} calls in 28 days, by {' and '.join(days.chosen)}")
    print(
        f"  backtest error {days.wape:.1%}, bias {days.bias:+.1%}, limits at {days.confidence:.0%}"
    )
    for flag in days.flags:
        print(f"  mind: {flag}")
    hours = plan.required.sum() / 2
    print(
        f"agents: for days that {CONFIDENCE:.0%} do not exceed, up to {plan.required.max():.0f} at once"
    )
    print(f"  {hours:,.0f} agent hours required")
    for number, cover in enumerate(plan.weeks, start=1):
        paid, gap = cover.cost, 0.0 if cover.gap is None else cover.gap
        print(
            f"  week {number}: {cover.total_heads} shifts, cost of {paid:,.0f} hours, {cover.status},"
            f" gap {gap:.2%}, short of {cover.total_shortfall:.0f} half-hours"
        )
    level, confidence = plan.month
    print(
        f"service level expected in the month: {level:.1%}, confidence in {TARGET:.0%}: {confidence:.0%}"
    )
    worst = plan.days["confidence"].idxmin()
    print(
        f"  a day meets it with {plan.days['confidence'].mean():.0%} on average; least sure is {worst}"
        f" with {plan.days['confidence'][worst]:.0%}"
    )
    wape, met = came_true(plan)
    print(f"what came: forecast off by {wape:.1%} a day, service level {met:.1%}")


def draw(plan: Plan, picture: Path | None) -> None:
    if picture is None:
        print("no picture: give the name of a file as second argument")
        return
    try:
        from matplotlib.figure import Figure
    except ImportError:
        print("no picture: matplotlib is not installed; the extra `plots` brings it")
        return
    figure = Figure(figsize=(11, 8), layout="constrained")
    top, bottom = figure.subplots(2)
    days = plan.forecast.days[plan.forecast.days["kind"] == "open"]
    top.fill_between(days.index, days["lower"], days["upper"], alpha=0.3, label="80 % limits")
    top.plot(days.index, days["mean"], marker="o", label="forecast")
    came = plan.actual.groupby(plan.actual.index.date).sum()
    top.plot(pd.DatetimeIndex(came.index), came, "kx", label="came")
    top.set(title="Calls a day", ylim=(0, None))
    top.legend()
    week = slice(0, 336)
    index = plan.required.index[week].tz_localize(None)
    bottom.step(index, plan.required.iloc[week], where="post", label="required")
    bottom.step(index, plan.agents.iloc[week], where="post", label="on shifts")
    bottom.set(title="Agents in the first week")
    bottom.legend()
    figure.savefig(picture)
    print(f"picture: {picture.name}")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(*given)
