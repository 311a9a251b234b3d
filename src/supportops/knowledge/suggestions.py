"""How good suggestions and automatic triage are, and from where on to trust them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Estimate, proportion

__all__ = [
    "HandOff",
    "LabelQuality",
    "SuggestionQuality",
    "TriageQuality",
    "handoff_threshold",
    "suggestion_quality",
    "triage_quality",
]


@dataclass(frozen=True, slots=True)
class SuggestionQuality(Result):
    """Precision and recall of suggestions.

    Attributes
    ----------
    precision : Estimate
        Right ones among those suggested [share].
    recall : Estimate
        Right ones among those that there were [share].
    """

    precision: Estimate
    recall: Estimate


@dataclass(frozen=True, slots=True)
class LabelQuality(Result):
    """Precision and recall of one label of a triage."""

    label: str
    precision: Estimate
    recall: Estimate


@dataclass(frozen=True, slots=True)
class TriageQuality(Result):
    """Agreement of an automatic triage with people.

    Attributes
    ----------
    accuracy : Estimate
        Tickets with the right label [share].
    labels : tuple of LabelQuality
        Each label that occurs, in order of first appearance.
    """

    accuracy: Estimate
    labels: tuple[LabelQuality, ...]


@dataclass(frozen=True, slots=True)
class HandOff(Result):
    """From how sure on to let the machine answer.

    Attributes
    ----------
    threshold : float or None
        Answer at this confidence and above; None: never.
    cost_per_ticket : Money
        What the choice costs on the sample [currency/ticket].
    answered : Estimate
        Tickets that the machine answers [share].
    wrong : Estimate
        Wrong ones among those [share of answered].
    always, never : Money
        What answering all, and answering none, would cost [currency/ticket].
    """

    threshold: float | None
    cost_per_ticket: Money
    answered: Estimate
    wrong: Estimate
    always: Money
    never: Money


def suggestion_quality(right: int, *, suggested: int, relevant: int) -> SuggestionQuality:
    """Precision and recall of suggested articles or answers.

    Parameters
    ----------
    right : int
        Suggestions that were right [count].
    suggested : int
        Suggestions made [count].
    relevant : int
        Cases that had a right answer, suggested or not [count].

    Returns
    -------
    SuggestionQuality

    Raises
    ------
    InputError
        If a count is negative or not whole, or `right` exceeds one of the others.

    Examples
    --------
    >>> quality = suggestion_quality(180, suggested=240, relevant=300)
    >>> print(quality.precision)
    75 % (95 %: 69.2 % to 80.1 %, n = 240)
    >>> quality.recall.value
    0.6
    """
    hits = whole(right, "right")
    for name, n in (("suggested", suggested), ("relevant", relevant)):
        if hits > whole(n, name):
            raise InputError(f"right must be at most {name}, {n}; got {shown(right)}")
    return SuggestionQuality(
        proportion(hits, suggested, definition="right among suggested"),
        proportion(hits, relevant, definition="suggested among right"),
    )


def triage_quality(predicted: Sequence[Any], *, actual: Sequence[Any]) -> TriageQuality:
    """Precision and recall of an automatic triage, label by label.

    Parameters
    ----------
    predicted : sequence
        Label that the machine gave each ticket; None where it gave none.
    actual : sequence
        Label that people gave in the end, same length; None is unknown and left out.

    Returns
    -------
    TriageQuality

    Raises
    ------
    InputError
        If the two differ in length.

    Examples
    --------
    >>> quality = triage_quality(["a", "a", "b", None], actual=["a", "b", "b", "b"])
    >>> quality.accuracy.value
    0.5
    >>> [(row.label, row.precision.value, round(row.recall.value, 2)) for row in quality.labels]
    [('a', 0.5, 1.0), ('b', 1.0, 0.33)]
    """
    given, true = list(predicted), list(actual)
    if len(given) != len(true):
        raise InputError(f"actual must be as long as predicted, {len(given)}; got {len(true)}")
    pairs = [(p, a) for p, a in zip(given, true, strict=True) if not _missing(a)]
    pairs = [(None if _missing(p) else p, a) for p, a in pairs]
    missing = len(given) - len(pairs)
    labels = dict.fromkeys(label for _, label in pairs)
    labels |= dict.fromkeys(label for label, _ in pairs if label is not None)
    rows = []
    for label in labels:
        hits = sum(p == label and a == label for p, a in pairs)
        said, meant = (sum(pair[k] == label for pair in pairs) for k in (0, 1))
        rows.append(
            LabelQuality(
                str(label),
                proportion(hits, said, definition=f"right among {label}"),
                proportion(hits, meant, definition=f"found among {label}"),
            )
        )
    right = sum(p == a for p, a in pairs)
    accuracy = proportion(right, len(pairs), missing=missing, definition="right labels")
    return TriageQuality(accuracy, tuple(rows))


def handoff_threshold(
    confidence: Sequence[float],
    *,
    correct: Sequence[bool],
    cost_wrong: MoneyLike,
    cost_handoff: MoneyLike,
    cost_right: MoneyLike | None = None,
) -> HandOff:
    """Confidence from which on letting the machine answer is cheapest.

    Parameters
    ----------
    confidence : sequence of float
        How sure the machine was of each ticket [share].
    correct : sequence of bool
        Whether its answer was right, same length.
    cost_wrong : money
        What a wrong answer costs, the agent's work afterwards included.
    cost_handoff : money
        What a ticket costs that goes to an agent.
    cost_right : money, optional
        What a right answer costs; nothing if left out.

    Returns
    -------
    HandOff
        Of equal costs the highest threshold, which answers least.

    Raises
    ------
    InputError
        Without tickets, for unequal lengths, or two currencies.

    Notes
    -----
    Found on the sample that it is judged on, so it looks better than it will be: keep a part of
    the tickets away and ask for the cost there.

    Examples
    --------
    >>> choice = handoff_threshold([0.95, 0.9, 0.7, 0.5], correct=[True, True, False, False],
    ...                            cost_wrong="20 USD", cost_handoff="8 USD")
    >>> choice.threshold, str(choice.cost_per_ticket), str(choice.always)
    (0.9, '4 USD', '10 USD')
    """
    sure = [share(value, f"confidence[{k}]") for k, value in enumerate(confidence)]
    good = [bool(value) for value in correct]
    if not sure or len(sure) != len(good):
        raise InputError(
            f"correct must be as long as confidence, one or more; got {len(good)} and {len(sure)}"
        )
    handed = money(cost_handoff, "cost_handoff")
    wrong = money(cost_wrong, "cost_wrong")
    right = handed * 0 if cost_right is None else money(cost_right, "cost_right")
    n = len(sure)
    never = handed * n
    best: tuple[Money, float | None, int, int] = (never, None, 0, 0)
    total, answered, errors = never, 0, 0
    ranked = sorted(zip(sure, good, strict=True), key=lambda pair: -pair[0])
    for k, (level, hit) in enumerate(ranked):
        total = total - handed + (right if hit else wrong)
        answered, errors = answered + 1, errors + (not hit)
        last_of_level = k + 1 == n or ranked[k + 1][0] < level
        if last_of_level and total < best[0]:
            best = (total, level, answered, errors)
    cost, threshold, count, bad = best
    return HandOff(
        threshold,
        cost / n,
        proportion(count, n, definition="answered by the machine"),
        proportion(bad, count, definition="wrong among answered"),
        total / n,
        handed,
    )


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)  # noqa: PLR0124  NaN
