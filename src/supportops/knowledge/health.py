"""Rates of a knowledge base from counts, and one score for its health."""

from collections.abc import Mapping
from dataclasses import dataclass

from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.statistics import Estimate, proportion

__all__ = ["KnowledgeHealth", "KnowledgeRates", "knowledge_health", "knowledge_rates"]


@dataclass(frozen=True, slots=True)
class KnowledgeRates(Result):
    """Five rates of a knowledge base and how sure they are; each undefined without its cases.

    Attributes
    ----------
    link_rate : Estimate
        Cases with an article linked [share of cases].
    link_accuracy : Estimate
        Of those, the right article [share of linked cases].
    freshness : Estimate
        Articles reviewed in time [share of articles].
    zero_result_rate : Estimate
        Searches without a result [share of searches].
    helpful_rate : Estimate
        Yes votes [share of votes].
    """

    link_rate: Estimate
    link_accuracy: Estimate
    freshness: Estimate
    zero_result_rate: Estimate
    helpful_rate: Estimate


@dataclass(frozen=True, slots=True)
class KnowledgeHealth(Result):
    """Score of several dimensions.

    Attributes
    ----------
    score : float
        0 to 100 [points].
    weakest : str
        Dimension that costs the most points.
    lost : dict of str to float
        Points that each dimension is short of its share [points].
    """

    score: float
    weakest: str
    lost: dict[str, float]


def knowledge_rates(
    *,
    cases: int = 0,
    linked: int = 0,
    accurate: int = 0,
    articles: int = 0,
    current: int = 0,
    searches: int = 0,
    zero_results: int = 0,
    votes: int = 0,
    helpful: int = 0,
) -> KnowledgeRates:
    """Link rate, link accuracy, freshness, zero results and helpfulness from counts.

    Parameters
    ----------
    cases, linked, accurate : int
        Cases closed, those with an article linked, and those whose link was right [cases].
    articles, current : int
        Articles, and those reviewed in time [articles].
    searches, zero_results : int
        Searches, and those without a result [searches].
    votes, helpful : int
        Votes on articles, and yes votes [votes].

    Returns
    -------
    KnowledgeRates

    Raises
    ------
    InputError
        If a count is negative or not whole, or a part exceeds its whole.

    Examples
    --------
    >>> rates = knowledge_rates(cases=400, linked=260, accurate=221, votes=1000, helpful=840)
    >>> rates.link_rate.value, rates.link_accuracy.value
    (0.65, 0.85)
    >>> round(rates.helpful_rate.interval().low, 3)
    0.816
    >>> rates.freshness.reason
    'no observations'

    References
    ----------
    KCS v6 Practices Guide, Measurement Matters.
    """
    rows = (
        ("linked", linked, "cases", cases, "cases with an article"),
        ("accurate", accurate, "linked", linked, "links to the right article"),
        ("current", current, "articles", articles, "articles reviewed in time"),
        ("zero_results", zero_results, "searches", searches, "searches without a result"),
        ("helpful", helpful, "votes", votes, "yes votes"),
    )
    for part, count, whole, n, _ in rows:
        if count > n:
            raise InputError(f"{part} must be at most {whole}, {n}; got {shown(count)}")
    return KnowledgeRates(*(proportion(x, n, definition=about) for _, x, _, n, about in rows))


def knowledge_health(
    dimensions: Mapping[str, ShareLike], *, weights: Mapping[str, float]
) -> KnowledgeHealth:
    """Weighted mean of several dimensions, in points of 100.

    Parameters
    ----------
    dimensions : mapping of str to share
        How good each one is.
    weights : mapping of str to float
        Weight of each, zero or more; they need not sum to 100.

    Returns
    -------
    KnowledgeHealth

    Raises
    ------
    InputError
        If the two do not name the same dimensions, or no weight is above zero.

    Notes
    -----
    One number hides which part is ill: `lost` says it. The weights are a choice, not a finding.

    Examples
    --------
    >>> health = knowledge_health({"coverage": 0.9, "quality": 0.84, "freshness": 0.82, "adoption": 0.6},
    ...                           weights={"coverage": 25, "quality": 25, "freshness": 25, "adoption": 25})
    >>> health.score, health.weakest
    (79.0, 'adoption')
    """
    if set(dimensions) != set(weights):
        raise InputError(
            f"weights must name the dimensions, {joined(dimensions)}; got {joined(weights) or 'none'}"
        )
    heavy = {name: from_zero(w, f"weights[{shown(name)}]") for name, w in weights.items()}
    total = sum(heavy.values())
    if not total:
        raise InputError("weights must have one above zero; got none")
    good = {name: share(value, f"dimensions[{shown(name)}]") for name, value in dimensions.items()}
    lost = {name: 100 * heavy[name] * (1 - good[name]) / total for name in good}
    score = 100 * sum(heavy[name] * good[name] for name in good) / total
    return KnowledgeHealth(score, max(lost, key=lambda name: lost[name]), lost)
