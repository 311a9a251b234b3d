"""Whether what reviewers like is what customers like."""

from dataclasses import dataclass
from typing import Any

from supportops._kit.arrays import shared_index
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Correlation, disattenuated, pearson, spearman, within_between

__all__ = ["QaCsat", "qa_csat"]


@dataclass(frozen=True, slots=True)
class QaCsat(Result):
    """Correlation of review scores with customers' answers.

    Attributes
    ----------
    rank : Correlation
        Spearman's, for answers on a scale of few steps.
    linear : Correlation
        Pearson's.
    within : float or None
        Pearson's of the deviations from each agent's means [correlation]: does a better review
        go with a happier customer of the same agent?
    between : float or None
        Pearson's of the agents' means [correlation]: it can be strong without the other.
    agents : int or None
        Agents with a pair [agents]; None where no agents were given.
    corrected : float or None
        `linear` freed of the noise of both measures [correlation]; None where no reliability was
        given. Beyond 1 the reliabilities are too low to be true.
    """

    rank: Correlation
    linear: Correlation
    within: float | None = None
    between: float | None = None
    agents: int | None = None
    corrected: float | None = None


def qa_csat(
    scores: Any,
    csat: Any,
    *,
    group: Any = None,
    reliability_qa: float | None = None,
    reliability_csat: float = 1.0,
) -> QaCsat:
    """Correlation of review scores with CSAT of the same tickets, also within and between agents.

    Parameters
    ----------
    scores : array-like or Series
        Review score of each ticket [points of 100].
    csat : array-like or Series
        Answer of its customer [steps of the scale]; a ticket without one is left out and counted.
    group : array-like or Series, optional
        Agent of each ticket [label].
    reliability_qa : float, optional
        How far two reviewers agree [correlation], such as ICC(A,1); 0 excluded, at most 1.
    reliability_csat : float
        The same of the survey [correlation]; 1 corrects for reviewers only.

    Returns
    -------
    QaCsat

    Raises
    ------
    InputError
        If lengths or indexes differ, a value is infinite, a ticket has no agent or a reliability is out of
        bounds.

    Notes
    -----
    Noise in either measure weakens a correlation: two reviewers who agree at 0.5 cannot see more
    than 0.71 of it. The customers who answer are not all customers.

    Examples
    --------
    Agents with better reviews have happier customers, but not ticket by ticket:

    >>> answer = qa_csat([60, 62, 90, 92], [3, 2, 5, 4], group=["a", "a", "b", "b"])
    >>> answer.within, answer.between
    (-1.0, 1.0)
    """
    shared_index({"scores": scores, "csat": csat, "group": group})
    for name, reliability in (
        ("reliability_qa", 1.0 if reliability_qa is None else reliability_qa),
        ("reliability_csat", reliability_csat),
    ):
        if not is_real(reliability) or not 0 < reliability <= 1:
            raise InputError(f"{name} must be above 0 and at most 1; got {shown(reliability)}")
    linear = pearson(scores, csat)
    corrected = None
    if reliability_qa is not None:
        factor = disattenuated(1.0, reliability_x=reliability_qa, reliability_y=reliability_csat)
        corrected = None if linear.value is None else linear.value * factor
    rank = spearman(scores, csat)
    if group is None:
        return QaCsat(rank, linear, corrected=corrected)
    parts = within_between(scores, csat, group)
    return QaCsat(rank, linear, parts.within, parts.between, parts.groups, corrected)
