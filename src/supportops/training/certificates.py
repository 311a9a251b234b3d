"""Certificates: who has shown enough for which level."""

from collections.abc import Collection

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import from_zero
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.training.gate_checks import Gate, GateCheck, gate_check
from supportops.vocabulary import Range

__all__ = ["CertificationLevel", "certification", "certification_levels"]


class CertificationLevel(Model, frozen=True, extra="forbid"):
    """A level of certification.

    Attributes
    ----------
    level : int
        1 is the first [levels].
    name : str
    at : Range
        When it is taken, in the unit that it names.
    topics : tuple of str
    gates : tuple of Gate
        Marks that pass.
    evidence : tuple of str
        What else must be shown.
    source : Source
    """

    level: int
    name: str
    at: Range
    topics: tuple[str, ...]
    gates: tuple[Gate, ...] = ()
    evidence: tuple[str, ...] = ()
    source: Source


def certification_levels() -> tuple[CertificationLevel, ...]:
    """Published levels, the first first."""
    data = read_data("training", "programs")["certification"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(CertificationLevel.model_validate({**r, "source": source}) for r in data["rows"])


def certification(
    level: int,
    *,
    quiz: ShareLike | None = None,
    qa: float | None = None,
    evidence: Collection[str] = (),
) -> GateCheck:
    """Whether marks are enough for a published level.

    Parameters
    ----------
    level : int
        1 to 4 [levels].
    quiz : share, optional
        Result of the quiz.
    qa : float, optional
        Quality score [points of 100].
    evidence : collection of str
        What was shown: "case study", "presentation", "peer review", "manager recommendation".

    Returns
    -------
    GateCheck

    Raises
    ------
    InputError
        For an unknown level, evidence that it does not ask for, a quiz that is no share, or a
        quality score below zero.

    Notes
    -----
    Level 4 has no marks; those that are given are not looked at. The mark of level 1, 75 points,
    lies below the gate of the week in which it is taken, 80; both are as published.

    Examples
    --------
    >>> certification(1, quiz="79%", qa=90).failed
    ('quiz at least 80 %',)
    >>> certification(2, quiz=0.9, qa=90).unknown
    ('case study',)
    """
    known = {each.level: each for each in certification_levels()}
    if isinstance(level, bool) or level not in tuple(known):
        raise InputError(f"level must be {joined(known, 'or')}; got {shown(level)}")
    row = known[level]
    marks = {
        "quiz": None if quiz is None else share(quiz, "quiz"),
        "qa": None if qa is None else from_zero(qa, "qa"),
    }
    wanted = {gate.metric: marks[gate.metric] for gate in row.gates}
    return gate_check(row.gates, marks=wanted, needed=row.evidence, evidence=evidence)
