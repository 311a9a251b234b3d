"""Calls: service level by its published formulas, and abandonment."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from supportops._kit.durations import duration
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics.definitions import MetricDefinition, definition
from supportops.metrics.measures import measure
from supportops.statistics import Estimate
from supportops.vocabulary import Column, Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CALLS", "abandonment_rate", "call_tallies", "service_level"]

#: Columns of a table of calls or chats.
CALLS = Table(
    name="calls",
    row="one call or chat offered",
    columns=(
        Column(name="wait", dtype="duration", about="from arrival to the answer, or to hanging up"),
        Column(name="answered", dtype="flag", about="whether it was answered; else abandoned"),
    ),
)


def call_tallies(
    calls: "pd.DataFrame",
    *,
    answer_within: Any,
    short: Any = "5s",
    columns: Mapping[str, str] | None = None,
) -> dict[str, float]:
    """Counts of calls under the names that definitions of the service level use.

    Parameters
    ----------
    calls : DataFrame
        Columns wait (timedelta) and answered.
    answer_within : duration
        The threshold, itself included.
    short : duration
        An abandoned call that waited less is a short abandon; five seconds is our assumption.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    dict of str to float
        answered, abandoned, answered_in, abandoned_in, abandoned_short, late_or_unresolved.

    Raises
    ------
    InputError
        If a wait or an outcome is missing, or a wait is negative.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"wait": pd.to_timedelta([10, 30, 3], unit="s"),
    ...                       "answered": [True, True, False]})
    >>> tallies = call_tallies(table, answer_within="20s")
    >>> tallies["answered_in"], tallies["abandoned_short"]
    (1, 1)
    """
    import pandas as pd

    frame = read_table(calls, CALLS, needs=("wait", "answered"), columns=columns)
    gaps = frame.isna().any(axis=1).to_numpy()
    if gaps.any():
        raise InputError(
            f"calls must have a wait and an outcome; got none at position {int(gaps.argmax())} "
            f"({int(gaps.sum())} of {len(frame)} break this); leave calls out that still wait"
        )
    wait, answered = frame["wait"], frame["answered"].astype(bool)
    if (wait < pd.Timedelta(0)).any():
        raise InputError(f"calls.wait must be zero or more; got {shown(str(wait.min()))}")
    inside = wait <= pd.Timedelta(duration(answer_within, "answer_within"))
    brief = wait < pd.Timedelta(duration(short, "short"))
    return {
        "answered": int(answered.sum()),
        "abandoned": int((~answered).sum()),
        "answered_in": int((answered & inside).sum()),
        "abandoned_in": int((~answered & inside).sum()),
        "abandoned_short": int((~answered & brief).sum()),
        "late_or_unresolved": int((~inside).sum()),
    }


def service_level(tallies: Mapping[str, float], *, formula: str | MetricDefinition) -> Estimate:
    """Share of calls answered within the threshold, by a named formula.

    Parameters
    ----------
    tallies : mapping of str to float
        Counts [calls] such as `call_tallies` gives.
    formula : str or MetricDefinition
        Which formula: ``"icmi.f1"`` to ``"icmi.f5"`` and those of `definitions` of
        ``"service_level"``. There is no default, because they differ by five points on one day.

    Returns
    -------
    Estimate
        A share.

    Raises
    ------
    InputError
        If the definition is of another metric, or a count is not there.

    Examples
    --------
    >>> day = {"answered": 300, "abandoned": 100, "answered_in": 200, "abandoned_short": 50}
    >>> print(service_level(day, formula="service_level.without_short"))
    57.1 % (95 %: 51.9 % to 62.2 %, n = 350)
    """
    return measure(definition_of("service_level", formula), tallies)


def abandonment_rate(
    tallies: Mapping[str, float], *, formula: str | MetricDefinition = "abandonment.of_offered"
) -> Estimate:
    """Share of calls that were abandoned.

    Parameters
    ----------
    tallies : mapping of str to float
        Counts [calls]: answered, abandoned, and abandoned_short where the formula asks for it.
    formula : str or MetricDefinition
        Which formula: of all offered, or with short abandons left out.

    Returns
    -------
    Estimate
        A share.

    Examples
    --------
    >>> abandonment_rate({"answered": 940, "abandoned": 60}).percent
    6.0
    """
    return measure(definition_of("abandonment_rate", formula), tallies)


def definition_of(metric: str, formula: str | MetricDefinition) -> MetricDefinition:
    """Definition that `formula` names, which must be one of the metric."""
    one = formula if isinstance(formula, MetricDefinition) else definition(formula)
    if one.metric != metric:
        raise InputError(
            f"formula must be a definition of {metric}; got {one.id}, one of {one.metric}"
        )
    return one
