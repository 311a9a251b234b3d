"""The calibration session as published."""

from datetime import timedelta

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops.vocabulary import Cadence, Range

__all__ = ["CalibrationSession", "calibration_session"]


class CalibrationSession(Model, frozen=True, extra="forbid"):
    """How reviewers keep in step, as published.

    Attributes
    ----------
    every : Cadence
    duration : timedelta
    shared_tickets : int
        Tickets that all score before it [tickets].
    spread : Range
        How far scores of one ticket may lie apart [points].
    steps : tuple of str
    source : Source
    """

    every: Cadence
    duration: timedelta
    shared_tickets: int
    spread: Range
    steps: tuple[str, ...]
    source: Source


def calibration_session() -> CalibrationSession:
    """Published format of a calibration session.

    Examples
    --------
    >>> str(calibration_session().spread)
    'below 5 points'
    """
    row = dict(read_data("quality", "calibration")["support-operations"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    length = timedelta(hours=row.pop("duration_hours"))
    return CalibrationSession.model_validate({**row, "duration": length, "source": source})
