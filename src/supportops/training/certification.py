"""Certificates, mentors and the ramp: who has shown enough for what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from supportops._kit.data import Source, read_data
from supportops._kit.durations import DurationLike, duration, duration_text
from supportops._kit.models import Model
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.training.gates import Gate, GateCheck, gate_check
from supportops.training.plans import preset
from supportops.vocabulary import Range

__all__ = [
    "CertificationLevel",
    "MentorProgram",
    "RampCheck",
    "certification",
    "certification_levels",
    "mentor_eligible",
    "mentor_program",
    "ramp_gate",
]


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


class MentorProgram(Model, frozen=True, extra="forbid"):
    """What a mentor does, and who may be one.

    Attributes
    ----------
    tickets_together : int
        First tickets that mentor and newcomer go through together [tickets].
    gates : tuple of Gate
        Tenure and quality score.
    evidence : tuple of str
        What a person, not a figure, has to confirm.
    duties : tuple of str
    source : Source
    """

    tickets_together: int
    gates: tuple[Gate, ...]
    evidence: tuple[str, ...]
    duties: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class RampCheck(Result):
    """Whether a newcomer may work alone.

    Attributes
    ----------
    passed : bool
    handle_time : timedelta
    target : timedelta
    deviation : float
        Handle time over target less one [share, plus or minus].
    csat : float
        Satisfaction [share].
    failed : tuple of str
        What speaks against it.
    """

    passed: bool
    handle_time: timedelta
    target: timedelta
    deviation: float
    csat: float
    failed: tuple[str, ...]


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
        For an unknown level, evidence that it does not ask for, or marks out of bounds.

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
    if isinstance(level, bool) or level not in known:
        raise InputError(f"level must be {joined(known, 'or')}; got {shown(level)}")
    row = known[level]
    marks = {
        "quiz": None if quiz is None else share(quiz, "quiz"),
        "qa": None if qa is None else from_zero(qa, "qa"),
    }
    wanted = {gate.metric: marks[gate.metric] for gate in row.gates}
    return gate_check(row.gates, marks=wanted, needed=row.evidence, evidence=evidence)


def mentor_program() -> MentorProgram:
    """Published mentor program.

    Examples
    --------
    >>> mentor_program().tickets_together
    20
    """
    row = dict(read_data("training", "programs")["mentors"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return MentorProgram.model_validate({**row, "source": source})


def mentor_eligible(
    *,
    tenure: float | None = None,
    qa: float | None = None,
    evidence: Collection[str] = (),
) -> GateCheck:
    """Whether an agent may be a mentor, by the published rule.

    Parameters
    ----------
    tenure : float, optional
        Time in the job [months].
    qa : float, optional
        Quality score [points of 100].
    evidence : collection of str
        What was confirmed, of `mentor_program().evidence`.

    Returns
    -------
    GateCheck

    Raises
    ------
    InputError
        If a number is negative, or evidence is none of the program's.

    Examples
    --------
    >>> mentor_eligible(tenure=6, qa=84).failed
    ('qa at least 85 points',)
    """
    program = mentor_program()
    marks = {
        "tenure": None if tenure is None else from_zero(tenure, "tenure"),
        "qa": None if qa is None else from_zero(qa, "qa"),
    }
    return gate_check(program.gates, marks=marks, needed=program.evidence, evidence=evidence)


def ramp_gate(handle_time: DurationLike, *, target: DurationLike, csat: ShareLike) -> RampCheck:
    """Whether a newcomer may work alone, by VIVtone's rule.

    Parameters
    ----------
    handle_time : duration
        Mean handle time of the newcomer.
    target : duration
        Handle time that is aimed at, above zero.
    csat : share
        Satisfied customers of those who answered.

    Returns
    -------
    RampCheck

    Raises
    ------
    InputError
        If a duration has no unit, or the target is zero.

    Notes
    -----
    "Within 10 % of target" is read to both sides, the ends included: somebody who is much
    faster rushes, or was given the easy ones.

    Examples
    --------
    >>> ramp_gate("5m30s", target="5m", csat="80%").passed
    True
    >>> ramp_gate("5m31s", target="5m", csat="79%").failed
    ('handle time of 5m31s is 10.3 % over target', 'CSAT of 79 % is below 80 %')
    """
    spent, aim = duration(handle_time, "handle_time"), duration(target, "target")
    if not aim:
        raise InputError(f"target must be above zero; got {duration_text(aim)}")
    good = share(csat, "csat")
    gates = {gate.metric: gate.limits for s in preset("vivtone").stages for gate in s.gates}
    # Exact, because 5m30s against 5m lies on the very edge.
    off = Fraction(spent // timedelta(microseconds=1), aim // timedelta(microseconds=1)) - 1
    deviation = float(off)
    failed = []
    if deviation not in gates["aht_deviation"]:
        side = "over" if off > 0 else "under"
        failed.append(
            f"handle time of {duration_text(spent)} is {percent_text(abs(deviation))} {side} target"
        )
    if good not in gates["csat"]:
        least = percent_text(gates["csat"].low or 0)
        failed.append(f"CSAT of {percent_text(good)} is below {least}")
    return RampCheck(not failed, spent, aim, deviation, good, tuple(failed))
