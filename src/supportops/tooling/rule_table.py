"""Rules for a whole table: the same conditions, once for each value instead of each row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Int64Array
from supportops._kit.instants import instant
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tooling._texts import Texts
from supportops.tooling.evaluation import ORDERS, compared, contained, elapsed, is_missing
from supportops.tooling.rule_models import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Contains,
    Elapsed,
    Rule,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["matches"]

_KINDS = {int: np.dtype(np.int64), float: np.dtype(np.float64)}
_MICROSECOND = timedelta(microseconds=1)


def matches(
    rules: Sequence[Rule],
    facts: Any,
    *,
    now: datetime,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Which rules hold for which rows of a table.

    Parameters
    ----------
    rules : sequence of Rule
        In order; their names differ.
    facts : DataFrame
        One row for each ticket and a column for each field; a field without a column is missing
        everywhere.
    now : datetime
        The present; aware.
    columns : mapping of str to str, optional
        For a field the heading of its column, where it differs.

    Returns
    -------
    DataFrame
        A column of true and false for each rule, with the index of `facts`. A row that a rule
        stops is false for all later ones.

    Raises
    ------
    InputError
        For two rules of one name, a heading that is not there, or a naive instant in a field
        that time is counted from.

    Notes
    -----
    Each condition is asked once for each different value of its column by the functions that
    `holds` uses, and once altogether if several rules share it.
    """
    import pandas as pd

    if not isinstance(facts, pd.DataFrame):
        raise InputError(f"facts must be a DataFrame; got {shown(type(facts).__name__)}")
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"rules must have different names; got {shown(name)} twice")
    table = _Facts(facts, columns or {}, instant(now, "now"))
    going = np.ones(len(facts), dtype=bool)
    answers: dict[str, BoolArray] = {}
    for rule in rules:
        answers[rule.name] = table.holds(rule.when) & going
        if rule.stops:
            going &= ~answers[rule.name]
    return pd.DataFrame(answers, index=facts.index, columns=names, dtype=bool)


class _Facts:
    """The columns of a table, read when they are first asked for."""

    def __init__(self, frame: "pd.DataFrame", headings: Mapping[str, str], now: datetime) -> None:
        for field, heading in headings.items():
            if heading not in frame.columns:
                raise InputError(
                    f"columns[{shown(field)}] must be a heading of facts; got {shown(heading)}; "
                    f"there are {joined(frame.columns)}"
                )
        self._frame = frame
        self._headings = headings
        self._now = now
        self._values: dict[str, tuple[Int64Array, list[Any]]] = {}
        self._texts: dict[str, tuple[BoolArray, Texts]] = {}
        self._passed: dict[str, tuple[Int64Array, BoolArray]] = {}
        self._known: dict[str, BoolArray] = {}

    def holds(self, when: Condition) -> BoolArray:
        # By its text: as models, conditions on 1 and on true would be one.
        key = when.model_dump_json()
        if key not in self._known:
            self._known[key] = self._ask(when)
        return self._known[key]

    def _ask(self, when: Condition) -> BoolArray:
        n = len(self._frame)
        if isinstance(when, Compare):
            return self._compare(when)
        if isinstance(when, Contains):
            return self._contains(when)
        if isinstance(when, Elapsed):
            return self._elapsed(when)
        if isinstance(when, AllOf):
            every: BoolArray = np.ones(n, dtype=bool)
            for part in when.of:
                every = every & self.holds(part)
            return every
        if isinstance(when, AnyOf):
            some: BoolArray = np.zeros(n, dtype=bool)
            for part in when.of:
                some = some | self.holds(part)
            return some
        return ~self.holds(when.of)

    def _column(self, field: str) -> Any:
        heading = self._headings.get(field, field)
        if heading not in self._frame.columns:
            return None
        column = self._frame[heading]
        if getattr(column, "ndim", 1) != 1:
            raise InputError(f"facts must have one column {shown(heading)}; got several")
        return column

    def _compare(self, when: Compare) -> BoolArray:
        column = self._column(when.field)
        # Numbers of one kind compare as an array; a mixture could round, so it goes one by one.
        kind = _KINDS.get(type(when.value))
        ordered = when.op in ORDERS and kind is not None
        if ordered and column is not None and column.dtype == kind:
            return np.asarray(ORDERS[when.op](column.to_numpy(), when.value), dtype=bool)
        return self._each(when.field, lambda value: compared(when, value))

    def _contains(self, when: Contains) -> BoolArray:
        places, values = self._distinct(when.field)
        if when.field not in self._texts:
            where = np.array([isinstance(value, str) for value in values], dtype=bool)
            texts = Texts([value for value in values if isinstance(value, str)])
            self._texts[when.field] = where, texts
        where, texts = self._texts[when.field]
        found = np.zeros(len(values), dtype=bool)
        found[where] = texts.holding(when.value) == (when.op == "contains")
        for place in np.flatnonzero(~where):
            found[place] = contained(when, values[place])
        return _spread(found, places)

    def _elapsed(self, when: Elapsed) -> BoolArray:
        import pandas as pd

        column = self._column(when.since)
        if column is not None and isinstance(column.dtype, pd.DatetimeTZDtype):
            if when.since not in self._passed:
                passed = pd.Timestamp(self._now).as_unit("us") - column.dt.as_unit("us")
                micros = passed.to_numpy().astype("timedelta64[us]").astype(np.int64)
                self._passed[when.since] = micros, np.asarray(column.notna(), dtype=bool)
            micros, known = self._passed[when.since]
            limit = when.length // _MICROSECOND
            gone: BoolArray = known & ORDERS[when.op](micros, limit)
            return gone
        if column is not None and column.dtype.kind == "M":
            raise InputError(
                f"facts[{shown(when.since)}] must be timezone-aware; got {column.dtype}; "
                "give it a zone with supportops.calendars.localize(values, zone)"
            )
        return self._each(when.since, lambda value: elapsed(when, value, self._now))

    def _each(self, field: str, ask: Callable[[Any], bool]) -> BoolArray:
        places, values = self._distinct(field)
        return _spread([ask(value) for value in values], places)

    def _distinct(self, field: str) -> tuple[Int64Array, list[Any]]:
        if field not in self._values:
            self._values[field] = _factorized(self._column(field), len(self._frame))
        return self._values[field]


def _spread(answers: Sequence[bool] | BoolArray, places: Int64Array) -> BoolArray:
    spread: BoolArray = np.array(answers, dtype=bool)[places]
    return spread


def _factorized(column: Any, n: int) -> tuple[Int64Array, list[Any]]:
    import pandas as pd

    if column is None:
        return np.zeros(n, dtype=np.int64), [None]
    given = column.to_numpy(dtype=object)
    if pd.api.types.infer_dtype(given, skipna=True) == "string":
        codes, texts = pd.factorize(given)
        # A missing value has the code -1, which is the last place.
        return codes.astype(np.int64), [*texts, None]
    seen: dict[Any, int] = {}
    values: list[Any] = []
    places = np.empty(n, dtype=np.int64)
    for k, value in enumerate(given):
        # The type belongs to the key: 1, 1.0 and True are one key to a dictionary.
        key: Any = None if is_missing(value) else (type(value), _key(value))
        place = seen.get(key)
        if place is None:
            place = seen[key] = len(values)
            values.append(None if key is None else value)
        places[k] = place
    return places, values or [None]


def _key(value: Any) -> Any:
    if isinstance(value, (list, set)):
        value = tuple(value)
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value
