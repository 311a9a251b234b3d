"""Rules about promises, deadlines and prices."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from supportops._kit.durations import duration_text
from supportops.playbooks._ground import Deviation, Ground, digits, places
from supportops.vocabulary import Promise

__all__ = ["RULES"]


def _escalation_after_resolution(ground: Ground) -> Iterator[Deviation]:
    """Help that may come when the ticket should be solved already."""
    target = ground.first("resolution_promise", scope="priority 1", role="target")
    if target is None or target.bounds.high is None:
        return
    for deadline in ground.all("escalation_deadline"):
        if deadline.bounds.high is not None and deadline.bounds.high >= target.bounds.high:
            yield Deviation(
                code="escalation-after-resolution",
                about=deadline.label,
                stated=deadline.text,
                found=f"priority 1 is to be resolved within {target.text.removeprefix('at most ')}",
                arithmetic=f"{digits(deadline.bounds.high / 60)} h ≥ {digits(target.bounds.high / 60)} h",
                figure=deadline.bounds.high / 60,
                where=places(deadline, target),
            )


def _wait_and_response(ground: Ground) -> Iterator[Deviation]:
    """A wait for a person beside a later first response of the same channel."""
    wait = ground.first("chat_wait")
    response = ground.first("first_response_promise", scope="chat")
    if wait is None or response is None or wait.bounds.high is None or response.bounds.high is None:
        return
    if wait.bounds.high != response.bounds.high:
        yield Deviation(
            code="wait-beside-response",
            about="chat",
            stated=f"wait {wait.text}",
            found=f"first response {response.text}: two fields, of which the later bounds nothing more",
            arithmetic="",
            figure=response.bounds.high,
            where=places(wait, response),
        )


def _checkpoints(ground: Ground) -> Iterator[Deviation]:
    """Escalation checkpoints that lie before the promised response."""
    response = ground.first("first_response_promise", scope="priority 1")
    if response is None or response.bounds.high is None:
        return
    promised = timedelta(minutes=response.bounds.high)
    for boxes in ground.every("escalation.time_boxes"):
        early = [
            box
            for box in boxes
            if box.about == "escalation checkpoint" and _length(box.within, promised) < promised
        ]
        if early:
            ends = ", ".join(str(box.within) for box in early)
            yield Deviation(
                code="checkpoint-before-response",
                about="first_response_promise (priority 1)",
                stated=f"critical response {response.text}",
                found=f"checkpoints after {ends} lie before it: three fields of their own",
                arithmetic="",
                figure=None,
                where=f"{response.where}; {early[0].source.where}",
            )


def _length(promise: Promise | None, otherwise: timedelta) -> timedelta:
    return otherwise if promise is None or promise.length is None else promise.length


def _unowned(ground: Ground) -> Iterator[Deviation]:
    """Hours between two time boxes in which nobody has to act."""
    from supportops import escalation

    for boxes in ground.every("escalation.time_boxes"):
        opened = [box for box in boxes if box.opens is not None]
        for start, end in escalation.unowned_spans(boxes) if opened else ():
            yield Deviation(
                code="unowned-span",
                about="time boxes",
                stated=" then ".join(
                    f"{box.name} within {box.within}" for box in boxes if box.within is not None
                ),
                found=f"nobody has to act from {duration_text(start)} to {duration_text(end)}",
                arithmetic=f"{duration_text(end)} − {duration_text(start)} = {duration_text(end - start)}",
                figure=(end - start) / timedelta(hours=1),
                where=boxes[0].source.where,
            )


def _no_resolution(ground: Ground) -> Iterator[Deviation]:
    """Priorities that are answered by promise and solved without one."""
    answered = [f for f in ground.all("first_response_promise") if f.scope.startswith("priority")]
    solved = {f.scope for f in ground.all("resolution_promise")}
    bare = [f for f in answered if f.scope not in solved]
    if bare:
        scopes = ", ".join(dict.fromkeys(f.scope for f in bare))
        yield Deviation(
            code="no-resolution-target",
            about="resolution_promise",
            stated=f"a first response for {scopes}",
            found="no figure for its resolution",
            arithmetic="",
            figure=None,
            where=places(*bare),
        )


def _year_of_months(ground: Ground) -> Iterator[Deviation]:
    """A price a year that is not twelve times the price a month."""
    for year in ground.all("price_a_year"):
        month = ground.first("price_a_month", scope=year.scope)
        if month is None or month.bounds.low is None or year.bounds.low is None:
            continue
        total = month.bounds.low * 12
        if total != year.bounds.low:
            yield Deviation(
                code="year-is-not-twelve-months",
                about=year.label,
                stated=year.text,
                found=f"{digits(total)} {month.bounds.unit} by the month",
                arithmetic=f"{digits(month.bounds.low)} × 12 = {digits(total)}",
                figure=total,
                where=places(year, month),
            )


def _multipliers(ground: Ground) -> Iterator[Deviation]:
    """Printed promises of a matrix beside what its own multiplier gives."""
    from supportops import sla

    matrix = ground.table("sla.preset_matrix")
    if matrix is None:
        return
    base = {row.priority: row for row in matrix.base}
    where = sla.preset("customer-tier").where
    for override in matrix.overrides:
        start = getattr(base[override.priority], override.metric)
        by = matrix.multipliers[override.customer_tier]
        exact = sla.scaled_promise(start, by)
        if exact != override.promise:
            yield Deviation(
                code="multiplier-not-kept",
                about=f"{override.metric} ({override.customer_tier}, {override.priority})",
                stated=str(override.promise),
                found=f"{exact} by its multiplier",
                arithmetic=f"{start} × {by} = {exact}",
                figure=None if exact.length is None else exact.length / timedelta(minutes=1),
                where=where,
            )


def _priorities_alike(ground: Ground) -> Iterator[Deviation]:
    """Two priorities of one customer tier with the same first response."""
    from supportops import sla

    matrix = ground.table("sla.preset_matrix")
    if matrix is None:
        return
    rows = sla.matrix_rows(matrix)
    for row, later in pairwise(rows):
        if row.customer_tier == later.customer_tier and row.first_response == later.first_response:
            yield Deviation(
                code="priorities-alike",
                about=f"first_response ({row.customer_tier})",
                stated=f"{row.priority} {row.first_response}, printed",
                found=f"{later.priority} {later.first_response}, by its multiplier",
                arithmetic="",
                figure=None,
                where=sla.preset("customer-tier").where,
            )


RULES = (
    _escalation_after_resolution,
    _wait_and_response,
    _checkpoints,
    _unowned,
    _no_resolution,
    _year_of_months,
    _multipliers,
    _priorities_alike,
)
