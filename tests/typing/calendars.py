"""What the checkers must see of the calendars; read by mypy and pyright, never run."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, assert_type

import numpy as np
import numpy.typing as npt

from supportops.calendars import (
    BusinessCalendar,
    CombinedCalendar,
    add_business_days,
    business_days_between,
    compiled,
    due_at,
    elapsed,
    in_zone,
    is_open,
    next_business_day,
    next_close,
    next_open,
    open_seconds_per_week,
    open_spans,
    union,
)

if TYPE_CHECKING:
    import pandas as pd


def scalars(at: datetime, office: BusinessCalendar) -> None:
    assert_type(elapsed(at, at, calendar=office), timedelta)
    assert_type(due_at(at, "4h", calendar=office), datetime | None)
    assert_type(due_at(at, timedelta(hours=4), calendar=office, side="open"), datetime | None)
    assert_type(is_open(at, calendar=office), bool)
    assert_type(next_open(at, calendar=office), datetime | None)
    assert_type(next_close(at, calendar=office), datetime | None)
    assert_type(add_business_days(at, 2, calendar=office), datetime | None)
    assert_type(next_business_day(at, calendar=office), datetime | None)
    assert_type(business_days_between(at, at, calendar=office), int)
    assert_type(open_spans(at, at, calendar=office), tuple[tuple[datetime, datetime], ...])
    assert_type(open_seconds_per_week(office), float)
    assert_type(union(office, office), CombinedCalendar)
    assert_type(in_zone(office, "Asia/Tokyo"), BusinessCalendar)
    assert_type(elapsed(at, at, calendar=union(office, office)), timedelta)
    assert_type(compiled(office).due_us(0, 1), int | None)
    assert_type(compiled(office).elapsed_us(0, 1), int)


def arrays(
    at: npt.NDArray[np.datetime64], budget: npt.NDArray[np.timedelta64], office: BusinessCalendar
) -> None:
    assert_type(elapsed(at, at, calendar=office), npt.NDArray[np.timedelta64])
    assert_type(elapsed(at, at, calendar=[office]), npt.NDArray[np.timedelta64])
    assert_type(due_at(at, "4h", calendar=office), npt.NDArray[np.datetime64])
    assert_type(due_at(at, budget, calendar=office), npt.NDArray[np.datetime64])
    assert_type(is_open(at, calendar=office), npt.NDArray[np.bool_])
    assert_type(next_open(at, calendar=office), npt.NDArray[np.datetime64])
    assert_type(business_days_between(at, at, calendar=office), npt.NDArray[np.float64])


def series(
    at: "pd.Series[pd.Timestamp]", budget: "pd.Series[pd.Timedelta]", office: "pd.Series[Any]"
) -> None:
    assert_type(elapsed(at, at, calendar=office), "pd.Series[pd.Timedelta]")
    assert_type(due_at(at, budget, calendar=office), "pd.Series[pd.Timestamp]")
    assert_type(is_open(at, calendar=office), "pd.Series[bool]")
    assert_type(next_close(at, calendar=office), "pd.Series[pd.Timestamp]")
    assert_type(business_days_between(at, at, calendar=office), "pd.Series[float]")


def refused(at: datetime, office: BusinessCalendar) -> None:
    due_at(at, 4, calendar=office)  # type: ignore[call-overload]  # pyright: ignore  # a bare number
    elapsed(at, at)  # type: ignore[call-overload]  # pyright: ignore  # which calendar?
