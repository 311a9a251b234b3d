"""Figures from tallies: any definition, computed from counts by name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from supportops._kit.names import mapped
from supportops._kit.reals import from_zero
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.metrics._scores import finite
from supportops.metrics.definitions import MetricDefinition, chosen, definition
from supportops.statistics import Estimate, StudentEvidence, net_share, proportion

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["compare_definitions", "measure"]


_OWN = "times come from the table, by their own function"


def measure(
    formula: str | MetricDefinition,
    tallies: Mapping[str, float],
    *,
    missing: int = 0,
    missing_label: str = "missing",
    small_below: int = 30,
) -> Estimate:
    """Figure of a definition from counts.

    Parameters
    ----------
    formula : str or MetricDefinition
        The definition or its id.
    tallies : mapping of str to float
        Counts under the names of the definition [count]. A mean needs ``<column>.n``,
        ``<column>.mean`` and ``<column>.sd``.
    missing : int
        What was not observed [count].
    missing_label : str
        How the missing are called.
    small_below : int
        Under this `n` [count] the answer is flagged ``"small_n"``; our assumption.

    Returns
    -------
    Estimate
        In the unit of the definition, whose id it carries. A ratio or a count of totals has no
        interval. Undefined where the denominator is zero.

    Raises
    ------
    InputError
        If a tally is not there, or below zero where it is no mean, or the numerator exceeds the denominator of a
        share.

    Examples
    --------
    >>> calls = {"answered": 1000, "abandoned": 60, "answered_in": 860, "abandoned_in": 20}
    >>> print(measure("icmi.f3", calls))
    81.1 % (95 %: 78.7 % to 83.4 %, n = 1,060)
    """
    one = formula if isinstance(formula, MetricDefinition) else definition(formula)
    given = mapped(tallies, "tallies")
    common: dict[str, Any] = {"missing": missing, "small_below": small_below}
    if one.kind == "time":
        raise InputError(f"formula must be no quantile of times; got {one.id}; {_OWN}")
    if one.kind == "mean":
        answer = _mean(one, given, **common)
    elif one.kind == "count":
        value = _total(one, one.numerator, given, "numerator")
        answer = Estimate(value, int(value), missing, definition=one.id, unit=one.unit)
    elif one.kind == "net":
        answer = _net(one, given, **common)
    else:
        answer = _fraction(one, given, **common)
    return replace(answer, missing_label=missing_label)


def _tally(
    one: MetricDefinition, name: str, given: Mapping[str, float], *, signed: bool = False
) -> float:
    if name not in given:
        raise InputError(
            f"tallies must have {name} for {one.id}; got {joined(given) or 'none'}; "
            f"it needs {joined(one.tallies) or one.column}"
        )
    door = finite if signed else from_zero
    return door(given[name], f"tallies[{shown(name)}]")


def _total(
    one: MetricDefinition, terms: tuple[str, ...], given: Mapping[str, float], side: str
) -> float:
    total = sum(
        -_tally(one, term[1:], given) if term.startswith("-") else _tally(one, term, given)
        for term in terms
    )
    if total < 0:
        raise InputError(
            f"{side} of {one.id} must be zero or more; got {total:g} from {joined(terms)}"
        )
    return total


def _fraction(
    one: MetricDefinition, given: Mapping[str, float], *, missing: int, small_below: int
) -> Estimate:
    hits = _total(one, one.numerator, given, "numerator")
    base = _total(one, one.denominator, given, "denominator")
    if one.kind == "share":
        if hits > base:
            raise InputError(
                f"the numerator of {one.id} must be at most its denominator; got {hits:g} of {base:g}"
            )
        whole = {"successes": int(hits), "n": int(base)}
        if (whole["successes"], whole["n"]) != (hits, base):
            raise InputError(f"tallies of {one.id} must be whole; got {hits:g} of {base:g}")
        return proportion(**whole, missing=missing, definition=one.id, small_below=small_below)
    n = int(base) if base == int(base) else 1
    if not base:
        reason = "the denominator is zero"
        return Estimate(None, 0, missing, definition=one.id, unit=one.unit, reason=reason)
    return Estimate(hits / base, n, missing, definition=one.id, unit=one.unit)


def _net(
    one: MetricDefinition, given: Mapping[str, float], *, missing: int, small_below: int
) -> Estimate:
    up = _total(one, tuple(t for t in one.numerator if t[0] != "-"), given, "numerator")
    down = _total(one, tuple(t[1:] for t in one.numerator if t[0] == "-"), given, "numerator")
    answers = _total(one, one.denominator, given, "denominator")
    if up + down > answers:
        raise InputError(
            f"tallies of {one.id} must be parts of {answers:g} answers; got {up:g} and {down:g}"
        )
    counts = (int(up), int(answers - up - down), int(down))
    if sum(counts) != answers:
        raise InputError(f"tallies of {one.id} must be whole; got {up:g}, {down:g} of {answers:g}")
    net = net_share(*counts, missing=missing, definition=one.id, small_below=small_below)
    return net.scaled(100, "points") if one.unit == "points" else net


def _mean(
    one: MetricDefinition, given: Mapping[str, float], *, missing: int, small_below: int
) -> Estimate:
    n = int(_tally(one, f"{one.column}.n", given))
    if not n:
        return Estimate(
            None, 0, missing, definition=one.id, unit=one.unit, reason="no observations"
        )
    center = _tally(one, f"{one.column}.mean", given, signed=True)
    evidence = None
    if n > 1:
        se = _tally(one, f"{one.column}.sd", given) / n**0.5
        evidence = StudentEvidence(center, se, n - 1)
    flags = ("small_n",) if n < small_below else ()
    return Estimate(
        center, n, missing, definition=one.id, unit=one.unit, flags=flags, evidence=evidence
    )


def compare_definitions(
    wanted: "str | MetricDefinition | Iterable[str | MetricDefinition]",
    tallies: Mapping[str, float],
    *,
    missing: int = 0,
) -> "pd.DataFrame":
    """Every variant of a metric on one set of data.

    Parameters
    ----------
    wanted : str, MetricDefinition or iterable of them
        A metric such as ``"service_level"`` for all its definitions, or ids and definitions,
        your own among them.
    tallies : mapping of str to float
        Counts by name [count], as `survey_tallies`, `ticket_tallies` and `call_tallies` give them.
    missing : int
        What was not observed [count].

    Returns
    -------
    DataFrame
        One row for each definition, in order: definition, version, vendor, value, low, high
        (95 %), n, unit, numerator, denominator, population, flags, reason. A definition whose
        tallies are not there has no value, and the reason names them.

    Raises
    ------
    InputError
        For an unknown metric or definition, or tallies that contradict each other.

    Examples
    --------
    The same day of calls, by five published formulas:

    >>> day = {"answered": 1000, "abandoned": 60, "answered_in": 860, "abandoned_in": 20,
    ...        "abandoned_short": 10}
    >>> from supportops.metrics import definitions
    >>> table = compare_definitions(definitions("service_level", vendor="icmi"), day)
    >>> [round(100 * value, 1) for value in table["value"]]
    [83.0, 86.0, 81.1, 82.7, 82.1]
    """
    import pandas as pd

    given = mapped(tallies, "tallies")
    rows = []
    for one in chosen(wanted):
        parts = ("n", "mean", "sd") if given.get(f"{one.column}.n") != 0 else ("n",)
        needs = tuple(f"{one.column}.{p}" for p in parts) if one.kind == "mean" else one.tallies
        absent = [name for name in needs if name not in given]
        if absent or one.kind == "time":
            reason = _OWN if one.kind == "time" else f"needs {joined(absent)}"
            answer = Estimate(None, 0, missing, definition=one.id, unit=one.unit, reason=reason)
        else:
            answer = measure(one, given, missing=missing)
        interval = answer.interval()
        rows.append(
            {
                "definition": one.id,
                "version": one.version,
                "vendor": one.vendor,
                "value": float(answer),
                "low": interval.low,
                "high": interval.high,
                "n": answer.n,
                "unit": one.unit,
                "numerator": " + ".join(one.numerator).replace("+ -", "− ") or one.column,
                "denominator": " + ".join(one.denominator).replace("+ -", "− "),
                "population": one.population,
                "flags": joined(answer.flags),
                "reason": answer.reason,
            }
        )
    numbers = {"value": "float64", "low": "float64", "high": "float64", "n": "int64"}
    names = (
        "definition version vendor value low high n unit numerator denominator population flags "
        "reason"
    )
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], dtype=numbers.get(name, "object"))
            for name in names.split()
        }
    )
