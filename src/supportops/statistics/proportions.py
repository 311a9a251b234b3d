"""A share from counts, or from answers of which some are missing."""

from dataclasses import replace

import numpy as np

from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics._doors import Sample, finite_sample, whole
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import CountEvidence

__all__ = ["proportion", "share_true"]


def proportion(
    successes: int,
    n: int,
    *,
    missing: int = 0,
    definition: str = "share",
    small_below: int = 30,
) -> Estimate:
    """Share of successes among `n`, with Wilson's interval at any confidence.

    Parameters
    ----------
    successes : int
        Hits [count].
    n : int
        Trials [count].
    missing : int
        Trials without an answer [count], which are not among `n`.
    definition : str
        What the share says.
    small_below : int
        Under this `n` [count] the answer is flagged ``"small_n"``; our assumption.

    Returns
    -------
    Estimate
        A share; undefined at ``n = 0``, with the reason.

    Raises
    ------
    InputError
        If a count is negative or not whole, or successes exceed n.

    Notes
    -----
    Other intervals of the same counts: `jeffreys`, `clopper_pearson`, `agresti_coull`.

    Examples
    --------
    >>> print(proportion(92, 100, missing=12))
    92 % (95 %: 85 % to 95.9 %, n = 100, 12 missing)
    >>> print(proportion(0, 0))
    undefined: no observations (n = 0)
    """
    hits, trials = whole(successes, "successes"), whole(n, "n")
    unseen = whole(missing, "missing")
    if hits > trials:
        raise InputError(f"successes must be at most n, {trials}; got {shown(successes)}")
    empty = Estimate(None, 0, unseen, definition=definition, unit="share", reason="no observations")
    if not trials:
        return empty
    flags = ("small_n",) if trials < small_below else ()
    return replace(
        empty,
        value=hits / trials,
        n=trials,
        flags=flags,
        reason=None,
        evidence=CountEvidence(hits, trials),
    )


def share_true(answers: Sample, *, definition: str = "share", small_below: int = 30) -> Estimate:
    """Share of true answers among those observed.

    Parameters
    ----------
    answers : array-like or Series
        True or false (or 1 and 0) [flag]; None, NaN and NA are missing, left out and counted.
    definition, small_below
        As in `proportion`.

    Returns
    -------
    Estimate
        A share.

    Raises
    ------
    InputError
        If an answer is neither true nor false.

    Examples
    --------
    >>> print(share_true([True, True, False, None]))
    66.7 % (95 %: 20.8 % to 93.9 %, n = 3, 1 missing)
    """
    observed, missing = finite_sample(answers, "answers")
    wrong = observed[(observed != 0) & (observed != 1)]
    if wrong.size:
        raise InputError(f"answers must be true or false; got {wrong[0]:g}")
    return proportion(
        int(np.sum(observed)),
        observed.size,
        missing=missing,
        definition=definition,
        small_below=small_below,
    )
