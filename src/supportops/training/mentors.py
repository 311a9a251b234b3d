"""What mentors do, and who may be one."""

from collections.abc import Collection

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import from_zero
from supportops.training.gate_checks import Gate, GateCheck, gate_check

__all__ = ["MentorProgram", "mentor_eligible", "mentor_program"]


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
