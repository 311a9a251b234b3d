"""Whether a rule that waits for time to pass warns in time for the promise it is meant for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from supportops._kit.durations import DurationLike, duration
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.tooling.rule_models import AllOf, AnyOf, Condition, Elapsed, NotOf, Rule

__all__ = ["RuleTiming", "rule_timing"]


@dataclass(frozen=True, slots=True)
class RuleTiming(Result):
    """Where in a promise a rule acts.

    Attributes
    ----------
    rule : str
    target : str
        Name of the promise.
    after : timedelta
        When the rule acts, counted from the same instant.
    consumed : float
        Part of the promise that is gone by then; above 1 it is broken.
    verdict : {"early", "in_time", "late"}
        Before the window in which a warning helps, in it, or after the promise is broken.
    """

    rule: str
    target: str
    after: timedelta
    consumed: float
    verdict: Literal["early", "in_time", "late"]


def rule_timing(
    rule: Rule, targets: Mapping[str, DurationLike], *, warn_from: ShareLike = 0.8
) -> tuple[RuleTiming, ...]:
    """Where in each promise a rule acts that waits for time to pass.

    Parameters
    ----------
    rule : Rule
        The rule; what it does after its wait counts with it.
    targets : mapping of str to duration
        Promises that run from the same instant on the same clock.
    warn_from : share
        Part of a promise from which on a warning says something; 80 % is our assumption, after
        the usual first mark of an escalation.

    Returns
    -------
    tuple of RuleTiming
        One for each time that the rule waits for and each promise; empty where it waits for none.
        A promise of which none is ``"in_time"`` is not what the rule warns of.

    Raises
    ------
    InputError
        For a promise of no length.

    Notes
    -----
    Only ``gt`` and ``ge`` wait for time to pass. The published rule of two hours is late for the
    one-hour response and early for the eight-hour resolution of the same priority.

    Examples
    --------
    >>> from supportops.tooling import preset
    >>> rows = rule_timing(preset("escalation"), {"P2 response": "1h", "P2 resolution": "8h"})
    >>> [(row.target, row.consumed, row.verdict) for row in rows]
    [('P2 response', 2.0, 'late'), ('P2 resolution', 0.25, 'early')]
    """
    start = share(warn_from, "warn_from")
    rows = []
    for leaf in _waits(rule.when, positive=True):
        after = leaf.length + (rule.wait or timedelta())
        for name, target in targets.items():
            length = duration(target, f"targets[{shown(name)}]")
            if not length:
                raise InputError(f"targets[{shown(name)}] must be above zero; got {shown(target)}")
            part = after / length
            late = part > 1 or (part == 1 and leaf.op == "gt")
            verdict: Literal["early", "in_time", "late"] = (
                "late" if late else "early" if part < start else "in_time"
            )
            rows.append(RuleTiming(rule.name, name, after, part, verdict))
    return tuple(rows)


def _waits(when: Condition, *, positive: bool) -> Iterator[Elapsed]:
    if isinstance(when, Elapsed):
        if (when.op in {"gt", "ge"}) == positive:
            yield when
    elif isinstance(when, NotOf):
        yield from _waits(when.of, positive=not positive)
    elif isinstance(when, (AllOf, AnyOf)):
        for part in when.of:
            yield from _waits(part, positive=positive)
