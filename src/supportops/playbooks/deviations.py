"""Where a playbook does not agree with itself, with the arithmetic."""

from datetime import timedelta
from itertools import chain

from supportops._kit.durations import DurationLike, duration
from supportops._kit.shares import ShareLike
from supportops.playbooks import _deviations_metrics, _deviations_promises, _deviations_work
from supportops.playbooks._ground import Deviation, Ground
from supportops.playbooks.feasibility import feasibility
from supportops.playbooks.figures import playbook_figures
from supportops.playbooks.models import Playbook
from supportops.playbooks.uses import playbook_tables

__all__ = ["Deviation", "deviations"]

_DAYS_A_YEAR = 260  # 52 weeks of 5 days


def deviations(
    playbook: Playbook,
    *,
    occupancy: ShareLike = "85%",
    shrinkage: ShareLike = "30%",
    hours: DurationLike = "2080h",
) -> tuple[Deviation, ...]:
    """Places where a playbook does not agree with itself, each with its arithmetic.

    Parameters
    ----------
    playbook : Playbook
        Published, or one of your own: the rules ask for figures by measure and scope, and a
        rule whose figures are not there stays silent.
    occupancy : share
        As in `feasibility`.
    shrinkage : share
        As in `feasibility`.
    hours : duration
        Paid time of one agent in a year; a working day is its 260th part.

    Returns
    -------
    tuple of Deviation
        People and cost first, then metrics, then promises, and last the `doubts` that the
        playbook declares, which are a matter of words. Nothing is put right: a preset keeps
        what is printed.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> for deviation in deviations(open_playbook("hume")):
    ...     print(deviation.code)
    staffing-depends
    stated-twice
    stated-twice
    unowned-span
    no-resolution-target
    doubt
    """
    ground = Ground(
        playbook,
        playbook_figures(playbook),
        playbook_tables(playbook),
        feasibility(playbook, occupancy=occupancy, shrinkage=shrinkage, hours=hours),
        duration(hours, "hours") / timedelta(hours=_DAYS_A_YEAR),
    )
    rules = (
        *_deviations_work.RULES,
        *_deviations_metrics.RULES,
        *_deviations_promises.RULES,
    )
    found = chain.from_iterable(rule(ground) for rule in rules)
    doubts = (
        Deviation("doubt", d.name, "; ".join(d.items), d.note, "", None, d.where)
        for d in playbook.doubts
    )
    return (*found, *doubts)
