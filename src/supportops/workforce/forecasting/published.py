"""Published ways to forecast, and what each is best for."""

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model

__all__ = ["ForecastingMethod", "forecasting_methods"]


class ForecastingMethod(Model, frozen=True, extra="forbid"):
    """A published way to forecast.

    Attributes
    ----------
    name, formula, best_for : str
        How it is called, what it computes, and where it fits.
    function : str
        Function of this room that computes it.
    source : Source
    """

    name: str
    formula: str
    best_for: str
    function: str
    source: Source


# Which function of the room answers a published name.
_FUNCTIONS = {
    "historical_average": "historical_average",
    "trend": "growth_forecast",
    "seasonal": "same_period_last_year",
    "moving_average": "moving_average",
    "regression": "poisson_regression",
}


def forecasting_methods() -> tuple[ForecastingMethod, ...]:
    """Five published ways to forecast, each with the function that computes it.

    Examples
    --------
    >>> [(method.name, method.function) for method in forecasting_methods()][:2]
    [('historical_average', 'historical_average'), ('trend', 'growth_forecast')]
    """
    return tuple(
        ForecastingMethod(
            name=row["name"],
            formula=row["formula"],
            best_for=row["best_for"],
            function=_FUNCTIONS[row["name"]],
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("workforce", "forecasting")["method"]
    )
