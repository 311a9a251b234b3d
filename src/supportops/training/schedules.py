"""Onboarding plans on the calendar: dates from a start date, and the first day by the clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from supportops._kit.data import Source, read_data
from supportops._kit.instants import localize
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.text import markdown_escape, markdown_table, shown
from supportops.calendars import Calendar, add_business_days, business_day
from supportops.errors import InputError
from supportops.training.plans import OnboardingPlan

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DayItem", "DayOne", "OnboardingDates", "StageDates", "day_one", "onboarding_dates"]


@dataclass(frozen=True, slots=True)
class StageDates(Result):
    """A stage with its days.

    Attributes
    ----------
    focus : str
    first_day, last_day : date
    latest_day : date
        Last day where it may take longer.
    needs : str
        What opens the next stage.
    """

    focus: str
    first_day: date
    last_day: date
    latest_day: date
    needs: str


@dataclass(frozen=True, slots=True)
class OnboardingDates(Result):
    """A plan with its days.

    Attributes
    ----------
    plan : str
    stages : tuple of StageDates
    """

    plan: str
    stages: tuple[StageDates, ...]

    def to_frame(self) -> "pd.DataFrame":
        """One row for each stage."""
        import pandas as pd

        return pd.DataFrame(
            {
                "focus": [s.focus for s in self.stages],
                "first_day": [s.first_day for s in self.stages],
                "last_day": [s.last_day for s in self.stages],
                "latest_day": [s.latest_day for s in self.stages],
                "needs": [s.needs for s in self.stages],
            }
        )

    def to_markdown(self) -> str:
        """The days as a table."""
        rows = [[s.first_day, s.last_day, s.focus, s.needs or None] for s in self.stages]
        table = markdown_table(["from", "to", "focus", "goes on with"], rows)
        return f"## Onboarding: {markdown_escape(self.plan)}\n\n{table}"


class DayItem(Model, frozen=True, extra="forbid"):
    """Item of the first day.

    Attributes
    ----------
    at : time
        On the wall clock.
    item : str
    """

    at: time
    item: str


class DayOne(Model, frozen=True, extra="forbid"):
    """The first day.

    Attributes
    ----------
    before : tuple of str
        What must be there when the newcomer arrives.
    timetable : tuple of DayItem
    source : Source
    """

    before: tuple[str, ...]
    timetable: tuple[DayItem, ...]
    source: Source

    def on(self, day: date, *, timezone: str) -> tuple[tuple[datetime, str], ...]:
        """Items with their instants on a day.

        Parameters
        ----------
        day : date
            The first day.
        timezone : str
            Zone of the wall clock.

        Returns
        -------
        tuple of (datetime, str)
        """
        if type(day) is not date:
            raise InputError(f"day must be a date without a time; got {shown(day)}")
        return tuple(
            (localize(datetime.combine(day, each.at), timezone), each.item)
            for each in self.timetable
        )


def day_one() -> DayOne:
    """Published first day.

    Examples
    --------
    >>> [str(each.at) for each in day_one().timetable][:3]
    ['09:00:00', '09:30:00', '10:30:00']
    """
    row = dict(read_data("training", "onboarding")["day_one"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return DayOne.model_validate({**row, "source": source})


def onboarding_dates(
    plan: OnboardingPlan, *, start: date, calendar: Calendar | None = None
) -> OnboardingDates:
    """Days of each stage of a plan.

    Parameters
    ----------
    plan : OnboardingPlan
        Stages by week.
    start : date
        First day of week 1; later weeks begin on the same weekday.
    calendar : calendar, optional
        Moves the first day of a stage to the next business day, and the last one to the business
        day before; all civil days count where left out.

    Returns
    -------
    OnboardingDates

    Raises
    ------
    InputError
        If the start is no date, or a stage has no business day.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar
    >>> from supportops.training import preset
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> dates = onboarding_dates(preset("support-operations"), start=date(2026, 3, 2), calendar=office)
    >>> str(dates.stages[-1].first_day), str(dates.stages[-1].last_day)
    ('2026-04-13', '2026-04-24')
    """
    if not isinstance(plan, OnboardingPlan):
        raise InputError(f"plan must be an OnboardingPlan; got {shown(plan)}; preset looks one up")
    if type(start) is not date:
        raise InputError(f"start must be a date without a time; got {shown(start)}")
    if start > date.max - timedelta(weeks=plan.stages[-1].end + 1):
        raise InputError(f"start must leave room for the plan; got {start}")
    rows = []
    for stage in plan.stages:
        first = start + timedelta(weeks=stage.first_week - 1)
        ends = [start + timedelta(weeks=week, days=-1) for week in (stage.last_week, stage.end)]
        rows.append(_stage(stage.focus, stage.needs, first, ends, calendar))
    return OnboardingDates(plan.name, tuple(rows))


def _stage(
    focus: str, needs: str, first: date, ends: list[date], calendar: Calendar | None
) -> StageDates:
    if calendar is None:
        return StageDates(focus, first, ends[0], ends[1], needs)
    opens = business_day(first, calendar=calendar)
    last = [_before(day, calendar) for day in ends]
    if opens is None or last[0] is None or last[1] is None or opens > last[0]:
        raise InputError(
            f"calendar must have a business day in every stage; got none from {first} to {ends[0]}"
        )
    return StageDates(focus, opens, last[0], last[1], needs)


def _before(day: date, calendar: Calendar) -> date | None:
    noon = localize(datetime.combine(day + timedelta(days=1), time(12)), calendar.timezone)
    found = add_business_days(noon, -1, calendar=calendar)
    return None if found is None else found.date()
