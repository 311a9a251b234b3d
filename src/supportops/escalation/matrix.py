"""How bad it is: severity from impairment and users, and what wins over it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.escalation.presets import preset
from supportops.vocabulary import Scale

__all__ = ["SeverityCall", "SeverityMatrix", "classify_incident", "severity", "severity_matrix"]


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").replace("-", " ").casefold().split())


class SeverityMatrix(Model, frozen=True, extra="forbid"):
    """Severity for each impairment and circle of users, and flags that win over the cells.

    Attributes
    ----------
    impairments, users : dict of str to tuple of str
        Names of the two axes, each with other words for it; capitals, hyphens and underscores
        do not count.
    cells : dict of str to dict of str to str
        Severity by impairment and users; every cell is there.
    flags : dict of str to str
        Severity at least where the flag is up.
    scale : Scale
        Severities, the worst first.
    source : Source
    """

    impairments: dict[str, tuple[str, ...]]
    users: dict[str, tuple[str, ...]]
    cells: dict[str, dict[str, str]]
    flags: dict[str, str] = {}
    scale: Scale
    source: Source

    @model_validator(mode="after")
    def _whole(self) -> "SeverityMatrix":
        for impairment in self.impairments:
            row = self.cells.get(impairment, {})
            if set(row) != set(self.users) or len(self.cells) != len(self.impairments):
                raise InputError(f"cells must be there for all users of {impairment}; got {row}")
        for name in (
            *(n for row in self.cells.values() for n in row.values()),
            *self.flags.values(),
        ):
            self.scale.rank(name)
        for axis, words in (("impairments", self.impairments), ("users", self.users)):
            plain = [
                _plain(w)
                for name, more in words.items()
                for w in {_plain(name), *map(_plain, more)}
            ]
            if len(set(plain)) < len(plain):
                raise InputError(f"{axis} must share no word; got {shown(words)}")
        return self

    def impairment(self, word: str) -> str:
        """Name of the impairment that `word` means; an unknown word is an error."""
        return _named("impairment", word, self.impairments)

    def circle(self, word: str) -> str:
        """Name of the circle of users that `word` means; an unknown word is an error."""
        return _named("users", word, self.users)

    def flag(self, word: str) -> str:
        """Name of the flag that `word` means; an unknown word is an error."""
        return _named("flags", word, dict.fromkeys(self.flags, ()))


def _named(axis: str, word: Any, words: dict[str, tuple[str, ...]]) -> str:
    if isinstance(word, str):
        for name, more in words.items():
            if _plain(word) in {_plain(name), *map(_plain, more)}:
                return name
    raise InputError(f"{axis} must be one of {joined(words, 'or')}; got {shown(word)}")


@cache
def severity_matrix() -> SeverityMatrix:
    """Published matrix of the support-operations skill: three impairments by three circles."""
    row = read_data("escalation", "matrix")["matrix"]
    return SeverityMatrix(
        **{k: row[k] for k in ("impairments", "users", "cells", "flags")},
        scale=preset("support-operations").scale,
        source=Source(source=row["source"], where=row["where"]),
    )


def severity(impairment: str, *, users: str, matrix: SeverityMatrix | None = None) -> str:
    """Severity of an incident by what is impaired, and for whom.

    Parameters
    ----------
    impairment : str
        ``"complete block"``, ``"major impairment"`` or ``"minor impairment"``.
    users : str
        ``"one"``, ``"multiple"`` or ``"all"``.
    matrix : SeverityMatrix, optional
        The published one by default.

    Returns
    -------
    str
        Name on the matrix's scale, as `engaged` takes it.

    Raises
    ------
    InputError
        For another word; the message lists the known.

    Notes
    -----
    In the published matrix the level is ``1 + impairment + users``, both counted from the worst
    as 0, 1, 2. It cannot see loss of data or a breach of security; `classify_incident` can.

    Examples
    --------
    >>> severity("major impairment", users="multiple")
    'SEV3'
    >>> severity("complete block", users="all")
    'SEV1'
    """
    rules = severity_matrix() if matrix is None else matrix
    return rules.cells[rules.impairment(impairment)][rules.circle(users)]


@dataclass(frozen=True, slots=True)
class SeverityCall(Result):
    """Severity of an incident, and what made it.

    Attributes
    ----------
    severity : str or None
        None where neither the matrix nor a flag says one.
    by_matrix : str or None
        What the matrix alone says; None where impairment or users are not known.
    reasons : tuple of str
        The rules that give this severity, or what is not known.
    """

    severity: str | None
    by_matrix: str | None
    reasons: tuple[str, ...]


def classify_incident(
    impairment: str | None = None,
    *,
    users: str | None = None,
    flags: Collection[str] = (),
    matrix: SeverityMatrix | None = None,
) -> SeverityCall:
    """Severity of an incident by the matrix and by the flags that win over it.

    Parameters
    ----------
    impairment, users : str, optional
        As in `severity`; None is not known.
    flags : collection of str
        Which of ``"data loss"`` and ``"security breach"`` hold.
    matrix : SeverityMatrix, optional
        The published one by default.

    Returns
    -------
    SeverityCall

    Raises
    ------
    InputError
        For an unknown word.

    Examples
    --------
    >>> call = classify_incident("minor", users="one", flags=["security breach"])
    >>> call.severity, call.by_matrix, call.reasons
    ('SEV1', 'SEV5', ('security_breach',))
    """
    rules = severity_matrix() if matrix is None else matrix
    up = {name: rules.flags[name] for name in map(rules.flag, collected(flags, "flags"))}
    row = None if impairment is None else rules.impairment(impairment)
    column = None if users is None else rules.circle(users)
    cell = None if row is None or column is None else rules.cells[row][column]
    found = {f"{row} for {column}": cell, **up} if cell else dict(up)
    if not found:
        gaps = [n for n, given in (("impairment", row), ("users", column)) if given is None]
        return SeverityCall(None, None, (f"{joined(gaps)} not known",))
    worst = min(found.values(), key=rules.scale.rank)
    return SeverityCall(worst, cell, tuple(why for why, name in found.items() if name == worst))
