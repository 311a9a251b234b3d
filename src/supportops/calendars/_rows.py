"""One calendar for all rows, or one for each."""

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.text import shown
from supportops.calendars._compiled import Compiled, compiled
from supportops.calendars.models import BusinessCalendar, CombinedCalendar
from supportops.errors import InputError

__all__ = ["by_calendar", "checked"]


def checked(calendar: Any) -> Any:
    """The calendar, if it is one."""
    if not isinstance(calendar, (BusinessCalendar, CombinedCalendar)):
        raise InputError(f"calendar must be a calendar; got {shown(calendar)}")
    return calendar


def by_calendar(
    calendar: Any, shape: tuple[int, ...], answer: Callable[[Any, Compiled], Int64Array]
) -> Int64Array:
    """Answers of all rows, each from the tables of its own calendar.

    `answer` gets the rows (an index or ``...`` for all) and the tables of their calendar.
    """
    if isinstance(calendar, (BusinessCalendar, CombinedCalendar)):
        return answer(..., compiled(calendar))
    codes, calendars = _coded(calendar)
    if codes.shape != shape:
        raise InputError(
            f"calendar must be one, or one for each row; got {codes.shape} for {shape}"
        )
    out = np.empty(shape, dtype=np.int64)
    # Rows of one calendar together: a stable sort of small codes is a radix sort.
    order = (
        np.argsort(codes.astype(np.int16), kind="stable")
        if len(calendars) < 32_768
        else np.argsort(codes)
    )
    bounds = np.searchsorted(codes[order], np.arange(len(calendars) + 1))
    for place, one in enumerate(calendars):
        rows = order[bounds[place] : bounds[place + 1]]
        if rows.size:
            out[rows] = answer(rows, compiled(one))
    return out


def _coded(calendar: Any) -> tuple[Any, list[Any]]:
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(calendar, pandas.Series):
        if isinstance(calendar.dtype, pandas.CategoricalDtype):
            codes = calendar.cat.codes.to_numpy()
            if (codes < 0).any():
                raise InputError("calendar must be there in every row; got a missing one")
            return codes, [checked(one) for one in calendar.cat.categories]
        calendar = calendar.to_numpy()
    if isinstance(calendar, (str, bytes)) or not hasattr(calendar, "__len__"):
        raise InputError(f"calendar must be a calendar, or one for each row; got {shown(calendar)}")
    seen: dict[int, int] = {}
    codes = np.fromiter(
        (seen.setdefault(id(one), len(seen)) for one in calendar), np.int64, len(calendar)
    )
    # The first row of each code holds its calendar.
    _, firsts = np.unique(codes, return_index=True)
    return codes, [checked(calendar[int(place)]) for place in firsts]
