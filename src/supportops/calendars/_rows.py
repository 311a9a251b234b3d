"""One calendar for all rows, or one for each."""

import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array
from supportops._kit.text import shown
from supportops.calendars._compiled import Compiled, compiled
from supportops.calendars.models import BusinessCalendar, CombinedCalendar
from supportops.errors import InputError, SupportOpsWarning

__all__ = ["by_calendar", "mark_doubt"]


def mark_doubt(one: Compiled, latest: int) -> None:
    """Warn the caller's caller where an answer reaches beyond the known holidays."""
    if one.doubtful_from is not None and latest > one.doubtful_from:
        warnings.warn(
            "the answer must lie within the known holidays to be certain; got one at "
            f"{np.datetime64(latest, 's')}, they are known until "
            f"{np.datetime64(one.doubtful_from, 's')} (UTC); add holidays and move "
            "holidays_known_until",
            SupportOpsWarning,
            stacklevel=3,
        )


def by_calendar(
    calendar: Any,
    shape: tuple[int, ...],
    answer: Callable[[Any, Compiled], npt.NDArray[Any]],
    *reads: Int64Array,
    answers_instants: bool = False,
) -> npt.NDArray[Any]:
    """Answers of all rows, each from the tables of its own calendar.

    Parameters
    ----------
    calendar : calendar, or one per row
        As the public functions take it.
    shape : tuple of int
        Shape of the rows.
    answer : callable
        Gets the rows (an index or ``...`` for all) and the tables of their calendar.
    *reads : ndarray of int64
        Instants that the answers depend on, to tell what is beyond the known holidays.
    answers_instants : bool
        Whether the answers are instants, to be looked at in the same way.
    """
    latest: list[tuple[Compiled, int]] = []

    def answered(rows: Any, one: Compiled) -> npt.NDArray[Any]:
        values = answer(rows, one)
        if one.doubtful_from is not None:
            seen = (*(array[rows] for array in reads), *((values,) if answers_instants else ()))
            latest.append((one, max(int(np.max(s, initial=0)) for s in seen)))
        return values

    if isinstance(calendar, (BusinessCalendar, CombinedCalendar)):
        out = answered(..., compiled(calendar))
    else:
        codes, calendars = _coded(calendar)
        if codes.shape != shape:
            raise InputError(
                f"calendar must be one, or one for each row; got {codes.shape} for {shape}"
            )
        out = np.empty(shape, dtype=np.int64)
        # Rows of one calendar together: a stable sort of small codes is a radix sort.
        few = len(calendars) <= np.iinfo(np.int16).max
        order = np.argsort(codes.astype(np.int16) if few else codes, kind="stable")
        bounds = np.searchsorted(codes[order], np.arange(len(calendars) + 1))
        for place, tables in enumerate(map(compiled, calendars)):
            rows = order[bounds[place] : bounds[place + 1]]
            out[rows] = answered(rows, tables)
    for one, instant in latest:
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
    if isinstance(calendar, (str, bytes, dict)) or not hasattr(calendar, "__len__"):
        raise InputError(f"calendar must be a calendar, or one for each row; got {shown(calendar)}")
    # By identity: comparing calendars by value would cost more than the answers.
    seen: dict[int, tuple[int, Any]] = {}
    pairs = [seen.setdefault(id(one), (len(seen), one)) for one in calendar]
    codes = np.fromiter((code for code, _ in pairs), np.int64, len(pairs))
    return codes, [one for _, one in seen.values()]
