"""Triage of whole tables: the same rules, one pass of arrays for each condition."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import BoolArray, hold
from supportops._kit.tables import Column, Table, read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.strategies import Question, TriageCondition, TriageRule, TriageStrategy
from supportops.tickets.triage_single import comparable, default_strategies
from supportops.vocabulary import Money

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["compare_triage_table", "triage_table"]

_DTYPES: dict[str, Any] = {"flag": "flag", "name": "text", "number": "number", "money": "number"}


def triage_table(
    frame: "pd.DataFrame",
    *,
    strategy: TriageStrategy | None = None,
    columns: Mapping[str, str] | None = None,
    currency: str | None = None,
) -> "pd.DataFrame":
    """Priority, rule and route of every ticket of a table.

    Parameters
    ----------
    frame : DataFrame
        One row a ticket, one column for each question of the strategy: flags, names, counts,
        and amounts of money as numbers [of `currency`]. A missing value is not known.
    strategy : TriageStrategy, optional
        The tree unless told.
    columns : mapping of str to str, optional
        The caller's headings.
    currency : str, optional
        Of the amounts; needed where the strategy asks about money.

    Returns
    -------
    DataFrame
        Index of `frame`; priority, rule, route and unknown (the rule that could not be decided
        for want of a fact), all text or None.

    Raises
    ------
    InputError
        For a missing column, a name that the strategy does not know, or another currency.

    Notes
    -----
    Row by row the answer is that of `triage`.

    Examples
    --------
    >>> import pandas as pd
    >>> asked = pd.DataFrame({"impact": ["single user"], "urgency": ["partial block"]})
    >>> from supportops import tickets
    >>> triage_table(asked, strategy=tickets.strategy("impact-urgency"))["priority"].tolist()
    ['P3']
    """
    import pandas as pd

    chosen = default_strategies()[0] if strategy is None else strategy
    fired, unknown = _fired(frame, chosen, columns=columns, currency=currency)
    rules = chosen.rules
    return pd.DataFrame(
        {
            "priority": _texts(fired, [rule.priority for rule in rules], frame.index),
            "rule": _texts(fired, [rule.name for rule in rules], frame.index),
            "route": _texts(fired, [rule.route for rule in rules], frame.index),
            "unknown": _texts(unknown, [rule.name for rule in rules], frame.index),
        },
        index=frame.index,
    )


def compare_triage_table(
    frame: "pd.DataFrame",
    *,
    strategies: Sequence[TriageStrategy],
    columns: Mapping[str, str] | None = None,
    currency: str | None = None,
) -> "pd.DataFrame":
    """Priority of every ticket under several strategies, and whether they agree.

    Parameters
    ----------
    frame : DataFrame
        One column for each question of all strategies.
    strategies : sequence of TriageStrategy
        On one scale.
    columns, currency
        As in `triage_table`.

    Returns
    -------
    DataFrame
        A column of priorities for each strategy under its name, and ``agrees``: whether all
        that give a priority give the same.

    Raises
    ------
    InputError
        As `triage_table`, and for priorities of different scales.
    """
    import pandas as pd

    chosen = comparable(strategies)
    longest = max((each.scale for each in chosen), key=len)
    out: dict[str, Any] = {}
    low = np.full(len(frame), len(longest), dtype=np.int64)
    high = np.full(len(frame), -1, dtype=np.int64)
    asked = {question.name for each in chosen for question in each.questions}
    for heading in columns or {}:
        if heading not in asked:
            raise InputError(
                f"columns must name questions of the strategies; got {shown(heading)}; "
                f"there are {joined(sorted(asked))}"
            )
    for each in chosen:
        own = {question.name for question in each.questions}
        mine = {name: heading for name, heading in (columns or {}).items() if name in own}
        fired, _ = _fired(frame, each, columns=mine, currency=currency)
        out[each.name] = _texts(fired, [rule.priority for rule in each.rules], frame.index)
        ranks = np.array([longest.rank(rule.priority) for rule in each.rules])[fired]
        low = np.where(fired >= 0, np.minimum(low, ranks), low)
        high = np.where(fired >= 0, np.maximum(high, ranks), high)
    return pd.DataFrame({**out, "agrees": low >= high}, index=frame.index)


def _texts(codes: npt.NDArray[np.int64], names: Sequence[str], index: Any) -> "pd.Series[Any]":
    import pandas as pd

    words = np.array([*names, None], dtype=object)  # -1 takes the last
    return pd.Series(words[codes], index=index, dtype=object)


def _fired(
    frame: "pd.DataFrame",
    strategy: TriageStrategy,
    *,
    columns: Mapping[str, str] | None,
    currency: str | None,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Number of the rule that fired, and of the rule that could not be decided; -1 for none."""
    for rule in strategy.rules:
        for condition in (c for group in rule.any_of for c in group):
            if isinstance(condition.above, Money) and condition.above.currency != currency:
                raise InputError(
                    f"currency must be {condition.above.currency}, of which {strategy.name} "
                    f"speaks; got {shown(currency)}; convert the amounts first"
                )
    facts = Table(
        name="tickets",
        row="one ticket",
        columns=tuple(
            Column(name=q.name, dtype=_DTYPES[q.kind], about=q.about) for q in strategy.questions
        ),
    )
    names = [question.name for question in strategy.questions]
    table = read_table(frame, facts, needs=names, columns=columns)
    answers = {question.name: _arrays(question, table) for question in strategy.questions}
    fired = np.full(len(table), -1, dtype=np.int64)
    undecided = fired.copy()
    for number, rule in enumerate(strategy.rules):
        yes, open_ = _rule(rule, strategy, answers, len(table))
        free = (fired < 0) & (undecided < 0)
        fired[free & yes] = number
        undecided[free & open_] = number
    return fired, undecided


def _arrays(question: Question, table: "pd.DataFrame") -> tuple[npt.NDArray[Any], BoolArray]:
    """Answers and where they are known."""
    import pandas as pd

    values = table[question.name]
    known = values.notna().to_numpy()
    if question.kind == "flag":
        return values.to_numpy(dtype=bool, na_value=False), known
    if question.kind == "name":
        codes, uniques = pd.factorize(values)
        for name in uniques:
            if name not in question.names:
                raise InputError(
                    f"{question.name} must be one of {joined(question.names, 'or')}; "
                    f"got {shown(name)}"
                )
        place = np.array([*(question.names.index(name) for name in uniques), -1])
        return place[codes], known
    numbers = values.to_numpy()
    if question.kind == "number":
        hold(~(numbers < 0), f"{question.name} must be zero or more", numbers)
    return numbers, known


def _rule(
    rule: TriageRule,
    strategy: TriageStrategy,
    answers: Mapping[str, tuple[npt.NDArray[Any], BoolArray]],
    n: int,
) -> tuple[BoolArray, BoolArray]:
    """Where the rule fires, and where facts that are not known leave it open."""
    if not rule.any_of:
        return np.ones(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_)
    yes, open_ = np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_)
    for group in rule.any_of:
        possible, sure = np.ones(n, dtype=np.bool_), np.ones(n, dtype=np.bool_)
        for condition in group:
            values, known = answers[condition.fact]
            holds = _holds(condition, strategy.question(condition.fact), values)
            possible &= holds | ~known
            sure &= holds & known
        yes |= sure
        open_ |= possible & ~sure
    return yes, open_ & ~yes


def _holds(
    condition: TriageCondition, question: Question, values: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    if condition.equals is not None:
        return np.asarray(values == question.names.index(condition.equals))
    if condition.above is None:
        return values
    limit = condition.above.amount if isinstance(condition.above, Money) else condition.above
    return np.asarray(values > float(limit))
