"""Whole tables of incidents: severity, and who is engaged."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._kit.tables import Column, Table, read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.escalation.matrix import SeverityMatrix, classify_incident, severity_matrix
from supportops.escalation.models import EscalationPolicy
from supportops.escalation.presets import preset

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["engagement_table", "severity_table"]

_NAT = np.iinfo(np.int64).min


def _coded(values: "pd.Series[Any]") -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Code of each value, and the values; a missing one has the code of None, the last."""
    import pandas as pd

    codes, names = pd.factorize(values)
    return np.where(codes < 0, len(names), codes), [*names, None]


def severity_table(
    incidents: "pd.DataFrame",
    *,
    matrix: SeverityMatrix | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Severity of every incident of a table, and what made it.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with columns impairment and users, and a column of true and false
        for each flag of the matrix where the caller has one; missing is not known, a missing
        flag is not up.
    matrix : SeverityMatrix, optional
        The published one by default.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `incidents`; severity, by_matrix and reasons (joined with ``"; "``), text or
        None. Row by row the answer is that of `classify_incident`.

    Raises
    ------
    InputError
        For a missing column or an unknown word.

    Examples
    --------
    >>> import pandas as pd
    >>> asked = pd.DataFrame({"impairment": ["minor"] * 2, "users": ["one"] * 2,
    ...                       "data_loss": [False, True]})
    >>> severity_table(asked)["severity"].tolist()
    ['SEV5', 'SEV1']
    """
    import pandas as pd

    rules = severity_matrix() if matrix is None else matrix
    flags = list(rules.flags)
    table = Table(
        name="incidents",
        row="one incident",
        columns=(
            Column(name="impairment", dtype="text", about="what is impaired"),
            Column(name="users", dtype="text", about="for whom"),
            *(Column(name=flag, dtype="flag", about="whether it holds") for flag in flags),
        ),
    )
    frame = read_table(incidents, table, needs=("impairment", "users"), uses=flags, columns=columns)
    kinds, impairments = _coded(frame["impairment"])
    circles, users = _coded(frame["users"])
    up = [flag for flag in flags if flag in frame]
    # One number for each combination; there are few of them, however many rows.
    key = kinds * len(users) + circles
    for flag in up:
        key = key * 2 + frame[flag].fillna(value=False).to_numpy(dtype=np.int64)
    combinations, place = np.unique(key, return_inverse=True)
    answers = []
    for combination in combinations.tolist():
        rest, held = combination, []
        for flag in reversed(up):
            rest, bit = divmod(rest, 2)
            held += [flag] * bit
        kind, circle = divmod(rest, len(users))
        call = classify_incident(
            impairments[kind], users=users[circle], flags=held[::-1], matrix=rules
        )
        answers.append((call.severity, call.by_matrix, "; ".join(call.reasons)))
    out: dict[str, Any] = {}
    for n, name in enumerate(("severity", "by_matrix", "reasons")):
        words = np.array([answer[n] for answer in answers], dtype=object)
        out[name] = words[place]
    return pd.DataFrame(out, index=incidents.index, dtype=object)


_ENGAGED = Table(
    name="incidents",
    row="one incident at one moment",
    columns=(
        Column(name="severity", dtype="text", about="name in the policy"),
        Column(name="elapsed", dtype="duration", about="time since the first response"),
    ),
)


def engagement_table(
    incidents: "pd.DataFrame",
    *,
    policy: EscalationPolicy | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Who is engaged for every row of a table, and who is next.

    Parameters
    ----------
    incidents : DataFrame
        Columns severity and elapsed, the time since the first response (timedelta).
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `incidents`; role and next_role (text or None), next_in (timedelta). A missing
        severity or time has neither. Row by row the answer is that of `engagement`.

    Raises
    ------
    InputError
        For a missing column, an undeclared severity or a negative time.

    Examples
    --------
    >>> import pandas as pd
    >>> asked = pd.DataFrame({"severity": ["SEV3"], "elapsed": [pd.Timedelta("70m")]})
    >>> engagement_table(asked)["role"].tolist()
    ['engineering manager']
    """
    import pandas as pd

    rules = preset("support-operations") if policy is None else policy
    frame = read_table(incidents, _ENGAGED, needs=("severity", "elapsed"), columns=columns)
    levels, names = _coded(frame["severity"])
    elapsed = frame["elapsed"].to_numpy(dtype="timedelta64[us]")
    missing = np.isnat(elapsed)
    micros = np.where(missing, 0, elapsed.astype(np.int64))
    if (micros < 0).any():
        place = int(np.flatnonzero(micros < 0)[0])
        raise InputError(
            f"elapsed must be zero or more; got {shown(str(frame['elapsed'].iloc[place]))} "
            f"at position {place} ({int((micros < 0).sum())} of {len(micros)} break this)"
        )
    marks = np.array(
        [mark // pd.Timedelta(1, "us") for mark in map(pd.Timedelta, rules.checkpoints)]
    )
    reached = np.searchsorted(marks, micros, side="right") - 1
    # One row for each severity, one column for each checkpoint, with one more for what follows.
    paths = [() if name is None else rules.severity(name).path for name in names]
    roles = np.full((len(paths), len(marks) + 1), None, dtype=object)
    last = np.zeros(len(paths), dtype=np.int64)
    for row, path in enumerate(paths):
        roles[row, : len(path)] = path
        last[row] = max(len(path) - 1, 0)
    # What is not known is engaged in the row of None, which has no roles.
    levels = np.where(missing, len(names) - 1, levels)
    at = np.minimum(reached, last[levels])
    following = at < last[levels]
    due = np.where(following, np.append(marks, 0)[at + 1] - micros, _NAT)
    role: Any = roles[levels, at]
    next_role: Any = roles[levels, at + 1]
    return pd.DataFrame(
        {
            "role": pd.Series(role, index=incidents.index, dtype=object),
            "next_role": pd.Series(next_role, index=incidents.index, dtype=object),
            "next_in": pd.Series(due.view("timedelta64[us]"), index=incidents.index),
        },
        index=incidents.index,
    )
