"""Jira Service Management SLA pages: cycles as periods."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from supportops._kit.instants import instant
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vendors.periods import VendorPeriod
from supportops.vendors.translated import Leftovers, Translated, inner_list, inner_record, records
from supportops.vendors.words import VendorWords, preset

__all__ = ["jira_periods"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLI = timedelta(milliseconds=1)
_PAGE = ("values", "issueKey")
_METRIC = ("name", "completedCycles", "ongoingCycle")
_CYCLE = (
    "startTime", "stopTime", "breachTime", "breached", "goalDuration", "elapsedTime", "paused",
)  # fmt: skip
_NEEDED = ("startTime", "goalDuration", "elapsedTime", "breached")


def jira_periods(
    payload: Any,
    *,
    issue: str | None = None,
    words: VendorWords | None = None,
    now: datetime | None = None,
) -> Translated[VendorPeriod]:
    """Periods from SLA pages of the Jira Service Management API.

    Parameters
    ----------
    payload : page, or list of pages
        One page or more of the SLA information of requests.
    issue : str, optional
        Key of the request, where the pages do not carry an ``issueKey``.
    words : VendorWords, optional
        Table of words; a goal that it does not have keeps its name as a metric.
    now : datetime, optional
        When the pages were read; without it the figures of ongoing cycles cannot be compared.

    Returns
    -------
    Translated of VendorPeriod
        To the millisecond, completed cycles first.

    Raises
    ------
    InputError
        For a page without a key, and times that are none.

    Notes
    -----
    A cycle's ``breachTime`` is the instant at which the goal would be used up, so it becomes the
    due instant. Whether a goal counts business time is not in the payload: its calendar is.
    """
    table = preset("jira") if words is None else words
    moment = None if now is None else instant(now, "now")
    rest = Leftovers()
    out: list[VendorPeriod] = []
    pages = [payload] if isinstance(payload, Mapping) else payload
    counts: dict[tuple[str, str], int] = {}
    for place, page in enumerate(records(pages, "pages")):
        key = page.get("issueKey", issue)
        if key is None:
            raise InputError(
                f'pages[{place}].issueKey must be there; got nothing; name it with issue="..."'
            )
        rest.keep(str(key), page, known=_PAGE)
        for metric in records(page.get("values") or [], "values"):
            name = str(metric.get("name"))
            rest.keep(f"{key} {name}", metric, known=_METRIC)
            for cycle, is_open in _cycles(metric, f"{key} {name}"):
                ours = table.metrics.get(name, name)
                counts[str(key), ours] = number = counts.get((str(key), ours), 0) + 1
                where = f"{key} {name} {number}"
                rest.keep(where, cycle, known=_CYCLE)
                if lacks := [field for field in _NEEDED if cycle.get(field) is None]:
                    rest.note(where, *lacks)
                out.append(
                    VendorPeriod(
                        ticket=str(key),
                        metric=ours,
                        cycle=number,
                        name=name,
                        started_at=_time(cycle, "startTime", where),
                        ended_at=_time(cycle, "stopTime", where),
                        due_at=_time(cycle, "breachTime", where),
                        target=_length(cycle, "goalDuration", where),
                        elapsed=_length(cycle, "elapsedTime", where),
                        breached=cycle.get("breached"),
                        open=is_open,
                        paused=cycle.get("paused") if is_open else None,
                        now=moment,
                    )
                )
    return rest.with_items(out)


def _cycles(metric: Mapping[str, Any], where: str) -> list[tuple[Mapping[str, Any], bool]]:
    done = [(cycle, False) for cycle in inner_list(metric, "completedCycles", where)]
    ongoing = inner_record(metric, "ongoingCycle", where)
    return [*done, *([(ongoing, True)] if ongoing else [])]


def _millis(cycle: Mapping[str, Any], field: str, key: str, where: str) -> int | None:
    given = cycle.get(field)
    if given is None:
        return None
    millis = given.get(key) if isinstance(given, Mapping) else None
    if type(millis) is not int:
        raise InputError(f"{where}.{field}.{key} must be milliseconds; got {shown(given)}")
    return millis


def _time(cycle: Mapping[str, Any], field: str, where: str) -> datetime | None:
    millis = _millis(cycle, field, "epochMillis", where)
    return None if millis is None else _EPOCH + millis * _MILLI


def _length(cycle: Mapping[str, Any], field: str, where: str) -> timedelta | None:
    millis = _millis(cycle, field, "millis", where)
    return None if millis is None else millis * _MILLI
