"""Cases of metrics.json that forecasting answers: names and units, nothing else."""

import math

import numpy as np

from supportops import workforce


def answer(op, inputs):
    """Answer of the room to an operation, in the form of its expectation."""
    return OPS[op](inputs)


def _numbers(values):
    return [None if math.isnan(v) else v for v in np.asarray(values, dtype=float).tolist()]


def _accuracy(i):
    found = workforce.forecast_accuracy(
        i["actual"], i["forecast"], train=i["train"], season_length=i["season_length"]
    ).to_dict()
    return {name: value for name, value in found.items() if name not in {"n", "missing"}}


def _floor(i):
    return {
        "min_wape_exact": workforce.noise_floor(i["lam"]),
        "min_wape_approx": workforce.approximate_noise_floor(i["lam"]),
    }


def _scores(i):
    scores = workforce.interval_scores(
        i["actual"], i["lower"], i["upper"], confidence=i["level"]
    ).to_dict()
    return {name: value for name, value in scores.items() if name != "n"}


def _seasonal(function, i, **more):
    found = function(i["history"], season_length=i["season_length"], horizon=i["horizon"], **more)
    return {"forecast": _numbers(found)}


def _plain(function, i, **more):
    return {"forecast": _numbers(function(i["history"], horizon=i["horizon"], **more))}


def _linear_trend(i):
    line = workforce.linear_trend(i["history"], horizon=i["horizon"], confidence=i["confidence"])
    return line.to_dict()


def _smoothing(i):
    if i["init"] != "first_value":
        raise NotImplementedError(f"forecasting starts at the first value, not at {i['init']}")
    smooth = workforce.exponential_smoothing(i["history"], alpha=i["alpha"])
    return smooth.to_dict()


def _holt_winters(i):
    given = (
        "history season_length seasonal alpha beta gamma "
        "initial_level initial_trend initial_seasonal"
    )
    damping = {} if i["phi"] is None else {"phi": i["phi"]}
    model = workforce.holt_winters(**{name: i[name] for name in given.split()}, **damping)
    return {
        "forecast": _numbers(model.forecast(i["horizon"])),
        "fitted_last": _numbers(model.fitted)[len(model.fitted) - i["fitted_last"] :],
        "level": model.level,
        "trend": model.trend,
        "sse": model.sse,
    }


def _seasonal_index(i):
    index = workforce.seasonal_index(i["day_avgs"], total=i["base_week_total"])
    return {
        "indices": _numbers(index.indices),
        "forecast": _numbers(index.spread(i["next_week_total"])),
    }


def _drivers(i):
    model = workforce.linear_regression(i["response"], drivers=i["drivers"])
    ahead = model.forecast(i["new_drivers"], confidence=i["confidence"])
    return {
        "coef": list(model.coefficients.values()),
        "se": list(model.standard_errors.values()),
        "r2": model.r_squared,
        "sigma": model.sigma,
        "forecast": _numbers(ahead.mean),
        "lower": _numbers(ahead.lower),
        "upper": _numbers(ahead.upper),
    }


def _holiday(i):
    factor = workforce.event_factor(i["actual_on_holiday"], i["baseline"])
    return {
        "factor": factor,
        "forecast": None if factor is None else factor * i["next_baseline"],
    }


def _poisson(i):
    found = workforce.poisson_interval(i["mean"], confidence=i["level"])
    return {"lower": found.lower, "upper": found.upper, "coverage": found.coverage}


def _gamma_poisson(i):
    found = workforce.gamma_poisson_interval(
        i["mean"], rate_cv=i["rate_cv"], confidence=i["level"]
    ).to_dict()
    return {name: value for name, value in found.items() if name != "coverage"}


def _dispersion(i):
    found = workforce.dispersion(i["counts"])
    return {
        "index_of_dispersion": found.index_of_dispersion,
        "chi2": found.chi_square,
        "p_value": found.p_value,
    }


def _seasonal_interval(i):
    found = workforce.seasonal_naive_interval(
        i["residual_sd"],
        steps_ahead=i["horizon"],
        season_length=i["season_length"],
        confidence=i["level"],
    )
    return {"sd": _numbers(found.sd), "half_width": _numbers(found.half_width)}


def _classical(i):
    parts = workforce.classical_decomposition(
        i["values"], season_length=i["period"], seasonal=i["model"]
    )
    return {"seasonal": _numbers(parts.season), "trend": _numbers(parts.trend)}


def _stl(i):
    windows = {
        f"{name}_window": i[name]
        for name in ("trend", "low_pass")
        if i[name] not in {None, "default"}
    }
    if i["seasonal"] not in {None, "default"}:
        windows["season_window"] = i["seasonal"]
    parts = workforce.stl_decomposition(
        i["values"], season_length=i["period"], robust=i["robust"], **windows
    )
    return {
        "seasonal": _numbers(parts.seasonal),
        "trend": _numbers(parts.trend),
        "resid": _numbers(parts.rest),
        "seasonal_strength": parts.seasonal_strength,
        "trend_strength": parts.trend_strength,
    }


def _profile(i):
    shares = workforce.interval_shares(i["intervals_by_day"])
    return {
        "ratio_of_sums": _numbers(shares),
        "mean_of_shares": _numbers(workforce.mean_interval_shares(i["intervals_by_day"])),
        "allocation": workforce.largest_remainder(i["total"], shares).tolist(),
    }


def _load(i):
    erlangs = workforce.interval_load(
        i["calls"], handle_time=i["aht_s"], interval=f"{i['interval_min']}m"
    )
    return {"erlangs": _numbers(erlangs)}


OPS = {
    "forecast_accuracy": _accuracy,
    "poisson_wape_floor": _floor,
    "interval_forecast_scores": _scores,
    "naive_forecast": lambda i: _plain(workforce.naive_forecast, i),
    "drift_forecast": lambda i: _plain(workforce.drift_forecast, i),
    "moving_average": lambda i: _plain(workforce.moving_average, i, window=i["window"]),
    "seasonal_naive": lambda i: _seasonal(workforce.seasonal_naive, i),
    "seasonal_mean": lambda i: _seasonal(workforce.seasonal_mean, i, seasons=i["seasons"]),
    "seasonal_weighted_mean": lambda i: _seasonal(
        workforce.weighted_seasonal_mean, i, weights=i["weights"]
    ),
    "linear_trend": _linear_trend,
    "exponential_smoothing": _smoothing,
    "holt_winters": _holt_winters,
    "seasonal_index": _seasonal_index,
    "driver_regression": _drivers,
    "holiday_factor": _holiday,
    "poisson_prediction_interval": _poisson,
    "gamma_poisson_prediction_interval": _gamma_poisson,
    "dispersion_test": _dispersion,
    "seasonal_naive_interval": _seasonal_interval,
    "classical_decomposition": _classical,
    "stl_decomposition": _stl,
    "intraday_profile": _profile,
    "largest_remainder": lambda i: {
        "allocation": workforce.largest_remainder(i["total"], i["shares"]).tolist()
    },
    "interval_load": _load,
}
