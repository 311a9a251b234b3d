"""From history to forecast: what will come in, how surely, and when on the day."""

from supportops.workforce.forecasting.accuracy import (
    Accuracy,
    IntervalScores,
    approximate_noise_floor,
    forecast_accuracy,
    interval_scores,
    noise_floor,
)
from supportops.workforce.forecasting.automatic import (
    Forecast,
    forecast,
)
from supportops.workforce.forecasting.averages import (
    historical_average,
    moving_average,
    naive_forecast,
    seasonal_mean,
    seasonal_naive,
    weighted_seasonal_mean,
)
from supportops.workforce.forecasting.backtest import (
    Backtest,
    backtest,
)
from supportops.workforce.forecasting.candidates import (
    Candidate,
    DampedHoltWinters,
    Effect,
    LastYear,
    SameWeekday,
    WeekdayRegression,
    standard_candidates,
)
from supportops.workforce.forecasting.decomposition import (
    Decomposition,
    classical_decomposition,
)
from supportops.workforce.forecasting.demand import (
    offered_volume,
)
from supportops.workforce.forecasting.events import (
    Event,
    Outage,
)
from supportops.workforce.forecasting.factors import (
    SeasonalIndex,
    event_factor,
    same_period_last_year,
    seasonal_index,
)
from supportops.workforce.forecasting.fitting import (
    fit_holt_winters,
)
from supportops.workforce.forecasting.history import (
    DailyHistory,
    daily_history,
)
from supportops.workforce.forecasting.intraday import (
    IntradayProfile,
    intraday_profile,
)
from supportops.workforce.forecasting.limits import (
    CountInterval,
    Dispersion,
    SeasonalInterval,
    dispersion,
    gamma_poisson_interval,
    poisson_interval,
    seasonal_naive_interval,
)
from supportops.workforce.forecasting.profiles import (
    interval_load,
    interval_shares,
    largest_remainder,
    mean_interval_shares,
)
from supportops.workforce.forecasting.published import (
    ForecastingMethod,
    forecasting_methods,
)
from supportops.workforce.forecasting.regression import (
    DriverForecast,
    LinearModel,
    PoissonModel,
    linear_regression,
    poisson_regression,
)
from supportops.workforce.forecasting.smoothing import (
    HoltWinters,
    Season,
    Smoothing,
    exponential_smoothing,
    holt_winters,
)
from supportops.workforce.forecasting.stl import (
    stl_decomposition,
)
from supportops.workforce.forecasting.trends import (
    LinearTrend,
    drift_forecast,
    growth_forecast,
    linear_trend,
)

__all__ = [
    "Accuracy",
    "Backtest",
    "Candidate",
    "CountInterval",
    "DailyHistory",
    "DampedHoltWinters",
    "Decomposition",
    "Dispersion",
    "DriverForecast",
    "Effect",
    "Event",
    "Forecast",
    "ForecastingMethod",
    "HoltWinters",
    "IntervalScores",
    "IntradayProfile",
    "LastYear",
    "LinearModel",
    "LinearTrend",
    "Outage",
    "PoissonModel",
    "SameWeekday",
    "Season",
    "SeasonalIndex",
    "SeasonalInterval",
    "Smoothing",
    "WeekdayRegression",
    "approximate_noise_floor",
    "backtest",
    "classical_decomposition",
    "daily_history",
    "dispersion",
    "drift_forecast",
    "event_factor",
    "exponential_smoothing",
    "fit_holt_winters",
    "forecast",
    "forecast_accuracy",
    "forecasting_methods",
    "gamma_poisson_interval",
    "growth_forecast",
    "historical_average",
    "holt_winters",
    "interval_load",
    "interval_scores",
    "interval_shares",
    "intraday_profile",
    "largest_remainder",
    "linear_regression",
    "linear_trend",
    "mean_interval_shares",
    "moving_average",
    "naive_forecast",
    "noise_floor",
    "offered_volume",
    "poisson_interval",
    "poisson_regression",
    "same_period_last_year",
    "seasonal_index",
    "seasonal_mean",
    "seasonal_naive",
    "seasonal_naive_interval",
    "standard_candidates",
    "stl_decomposition",
    "weighted_seasonal_mean",
]
