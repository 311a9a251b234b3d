"""One calendar for all rows, or one for each."""

import sys
import warnings
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array
from supportops._kit.text import shown
from supportops.calendars._compiled import Compiled, compiled
from supportops.calendars.models import BusinessCalendar, CombinedCalendar
from supportops.errors import InputError, SupportOpsWarning

__all__ = ["by_calendar", "mark_doubt"]

Answer: TypeAlias = Callable[..., npt.NDArray[Any]]

# Rows that are sorted by calendar at a time: few enough for the cache, many for each calendar.
_BLOCK = 262_144


def mark_doubt(one: Compiled, latest: int) -> None:
    """Warn at the user's line where an answer reaches beyond the known holidays."""
    if one.doubtful_from is None or latest <= one.doubtful_from:
        return
    level, frame = 1, sys._getframe()  # noqa: SLF001  the documented way to one's callers
    while frame.f_back and frame.f_globals["__name__"].startswith("supportops."):
        level, frame = level + 1, frame.f_back
    known = np.datetime64(one.doubtful_from, "us").astype("datetime64[s]")
    warnings.warn(
        "the answer must lie within the known holidays to be certain; got one at "
        f"{np.datetime64(latest, 'us').astype('datetime64[s]')}, they are known until {known} (UTC); "
        "add holidays and move holidays_known_until",
        SupportOpsWarning,
        stacklevel=level,
    )


def by_calendar(
    calendar: Any, answer: Answer, *rows: Int64Array, dates_answers: bool = False
) -> npt.NDArray[Any]:
    """Answers of all rows, each from the tables of its own calendar.

    Parameters
    ----------
    calendar : calendar, or one per row
        As the public functions take it.
    answer : callable
        Gets the tables of a calendar and what its rows hold.
    *rows : ndarray of int64
        What the rows hold, of one shape; the first are instants.
    dates_answers : bool
        Whether the answers are instants too. None of them should lie beyond the known holidays.
    """
    shape = rows[0].shape
    latest: dict[int, tuple[Compiled, int]] = {}

    def answered(one: Compiled, *given: Int64Array) -> npt.NDArray[Any]:
        values = answer(one, *given)
        if one.doubtful_from is not None:
            seen = (values, given[0]) if dates_answers else given
            last = max(int(np.max(s, initial=0)) for s in seen)
            latest[id(one)] = one, max(last, latest.get(id(one), (one, 0))[1])
        return values

    if isinstance(calendar, (BusinessCalendar, CombinedCalendar)):
        out = answered(compiled(calendar), *rows)
    else:
        codes, calendars = _coded(calendar)
        if codes.shape != shape:
            raise InputError(
                f"calendar must be one, or one for each row; got {codes.shape} for {shape}"
            )
        tables = [compiled(one) for one in calendars]
        # The sort of small codes is a radix sort.
        codes = codes.astype(np.min_scalar_type(-len(tables)))
        out = np.empty(shape, dtype=np.int64)
        for at in range(0, len(codes), _BLOCK):
            part = slice(at, at + _BLOCK)
            order = np.argsort(codes[part], kind="stable")
            bounds = np.searchsorted(codes[part].take(order), np.arange(len(tables) + 1))
            sorted_rows = [row[part].take(order) for row in rows]
            values = np.empty(len(order), dtype=np.int64)
            for one, low, high in zip(tables, bounds[:-1], bounds[1:], strict=True):
                if low < high:
                    values[low:high] = answered(one, *(row[low:high] for row in sorted_rows))
            out[part][order] = values
    for one, instant in latest.values():
        mark_doubt(one, instant)
    return out


def _coded(calendar: Any) -> tuple[npt.NDArray[Any], list[Any]]:
    """For each row a code, and the calendars that the codes mean."""
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(calendar, pandas.Series):
        if isinstance(calendar.dtype, pandas.CategoricalDtype):
            codes = calendar.cat.codes.to_numpy()
            if (codes < 0).any():
                raise InputError("calendar must be there in every row; got a missing one")
            return codes, list(calendar.cat.categories)
        calendar = calendar.to_numpy()
    # Rows have an order: no sets, no mappings, no lone array of no dimension.
    rows = hasattr(calendar, "__getitem__") and getattr(calendar, "ndim", 1) == 1
    if isinstance(calendar, (str, bytes, dict)) or not rows:
        raise InputError(f"calendar must be a calendar, or one for each row; got {shown(calendar)}")
    # By identity: comparing calendars by value would cost more than the answers.
    seen: dict[int, tuple[int, Any]] = {}
    pairs = [seen.setdefault(id(one), (len(seen), one)) for one in calendar]
    codes = np.fromiter((code for code, _ in pairs), np.int64, len(pairs))
    return codes, [one for _, one in seen.values()]
