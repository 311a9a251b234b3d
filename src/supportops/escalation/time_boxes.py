"""Time boxes of the playbooks: by when somebody has to act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Literal, TypeAlias, get_args

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.durations import DurationLike, duration
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Promise

__all__ = ["BoxState", "TimeBox", "TimeBoxName", "box_states", "time_boxes", "unowned_spans"]

TimeBoxName: TypeAlias = Literal[
    "support-operations-summary", "hume", "ast-enterprise", "ast-incident"
]


class TimeBox(Model, frozen=True, extra="forbid"):
    """A span in which somebody has to act.

    Attributes
    ----------
    name, about : str
        Its name, and what has to be done.
    opens : Promise or None
        When it begins, counted from the creation; None where the source does not say.
    within : Promise or None
        By when it has to be done; None where the source names no time.
    to : tuple of str
        Who has to act.
    communication : tuple of str
        Where those concerned hear of it.
    source : Source
    """

    name: str
    about: str
    opens: Promise | None = None
    within: Promise | None = None
    to: tuple[str, ...] = ()
    communication: tuple[str, ...] = ()
    source: Source

    @model_validator(mode="after")
    def _lengths(self) -> "TimeBox":
        for name in ("opens", "within"):
            given: Promise | None = getattr(self, name)
            if given is not None and given.length is None:
                raise InputError(f'{name} must be a length of time such as "4h"; got {given}')
        if self.opens and self.within and self.opens.clock != self.within.clock:
            raise InputError(
                f"opens must be on the clock of within; got {self.opens} and {self.within}"
            )
        opens, within = _length(self.opens), _length(self.within)
        if opens is not None and within is not None and within < opens:
            raise InputError(f"within must not be before opens; got {self.within} and {self.opens}")
        return self


def _length(given: Promise | None) -> timedelta | None:
    return None if given is None else given.length


@dataclass(frozen=True, slots=True)
class BoxState(Result):
    """How a time box stands.

    Attributes
    ----------
    name, about : str
    state : {"not yet", "open", "overdue", "no deadline", "unknown"}
        ``unknown`` where the box runs on business time and that was not given.
    left : timedelta or None
        Time until the deadline on the clock of the box, negative when it is over.
    """

    name: str
    about: str
    state: Literal["not yet", "open", "overdue", "no deadline", "unknown"]
    left: timedelta | None


@cache
def time_boxes(name: TimeBoxName) -> tuple[TimeBox, ...]:
    """Published time boxes of that name.

    Parameters
    ----------
    name : {"support-operations-summary", "hume", "ast-enterprise", "ast-incident"}
        Summary of the severities with outer limits of escalation; levels of the Hume guide;
        checkpoints for enterprise customers and steps of an incident in the AST playbook.

    Returns
    -------
    tuple of TimeBox

    Raises
    ------
    InputError
        For an unknown name; the message lists the known.

    Examples
    --------
    >>> [(box.name, str(box.within)) for box in time_boxes("hume")]
    [('Level 1', '4h'), ('Level 2', '24h'), ('Level 3', '48h')]
    """
    for row in read_data("escalation", "time_boxes")["set"]:
        if row["name"] == name:
            source = Source(source=row["source"], where=row["where"])
            return tuple(TimeBox.model_validate({**box, "source": source}) for box in row["box"])
    known = joined(get_args(TimeBoxName), "or")
    raise InputError(f"name must be one of {known}; got {shown(name)}")


def box_states(
    boxes: Sequence[TimeBox],
    *,
    elapsed: DurationLike,
    business_elapsed: DurationLike | None = None,
) -> tuple[BoxState, ...]:
    """How each time box stands a given time after the creation.

    Parameters
    ----------
    boxes : sequence of TimeBox
    elapsed : duration
        Time since the creation on the wall clock.
    business_elapsed : duration, optional
        Business time since the creation, as `supportops.calendars` counts it, for boxes on the
        business clock.

    Returns
    -------
    tuple of BoxState
        In the order of `boxes`. A box is overdue after its deadline, not at it.

    Raises
    ------
    InputError
        For a bare number or a negative time.

    Examples
    --------
    >>> [row.state for row in box_states(time_boxes("hume"), elapsed="5h")]
    ['overdue', 'not yet', 'open']
    """
    wall = duration(elapsed, "elapsed")
    business = None if business_elapsed is None else duration(business_elapsed, "business_elapsed")
    return tuple(_state(box, wall, business) for box in collected(boxes, "boxes"))


def _state(box: TimeBox, wall: timedelta, business: timedelta | None) -> BoxState:
    if box.within is None:
        return BoxState(box.name, box.about, "no deadline", None)
    on_business = box.within.clock == "business"
    passed = business if on_business else wall
    opens, within = _length(box.opens), _length(box.within)
    if passed is None or within is None:
        return BoxState(box.name, box.about, "unknown", None)
    left = within - passed
    if left < timedelta():
        return BoxState(box.name, box.about, "overdue", left)
    early = opens is not None and passed < opens
    return BoxState(box.name, box.about, "not yet" if early else "open", left)


def unowned_spans(boxes: Sequence[TimeBox]) -> tuple[tuple[timedelta, timedelta], ...]:
    """Spans between a deadline and the opening of the next box, in which nobody has to act.

    Parameters
    ----------
    boxes : sequence of TimeBox
        Of one clock. A box whose opening the source does not say follows on what is before it.

    Returns
    -------
    tuple of pairs of timedelta
        From and to, since the creation.

    Examples
    --------
    The first level of the Hume guide closes at 4 hours, the second opens at 8:

    >>> [(str(a), str(b)) for a, b in unowned_spans(time_boxes("hume"))]
    [('4:00:00', '8:00:00')]
    """
    spans, covered = [], timedelta()
    ends = [(_length(box.opens), _length(box.within)) for box in collected(boxes, "boxes")]
    timed = [(opens, within) for opens, within in ends if within is not None]
    for opens, within in sorted(timed, key=lambda pair: pair[1]):
        if opens is not None and opens > covered:
            spans.append((covered, opens))
        covered = max(covered, within)
    return tuple(spans)
