"""Priority rules as data: what a source asks of a ticket, and what each answer leads to."""

from functools import partial
from itertools import product
from typing import Literal, TypeAlias, get_args

from pydantic import FiniteFloat, model_validator

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Money, Scale

__all__ = [
    "Question",
    "StrategyName",
    "TriageCondition",
    "TriageRule",
    "TriageStrategy",
    "onto",
    "rank_grid",
    "strategies",
    "strategy",
]

StrategyName: TypeAlias = Literal[
    "tree", "impact-urgency", "matrix", "itil", "template", "ast", "hume"
]


class Question(Model, frozen=True, extra="forbid"):
    """One thing that a strategy asks about a ticket.

    Attributes
    ----------
    name : str
        Name of the fact: ``"system_wide_outage"``.
    kind : {"flag", "name", "number", "money"}
        Yes or no, one of `names`, a count, or an amount of money.
    names : tuple of str
        The answers that the source knows; of a name.
    about : str
        The question in words.
    """

    name: str
    kind: Literal["flag", "name", "number", "money"] = "flag"
    names: tuple[str, ...] = ()
    about: str = ""


class TriageCondition(Model, frozen=True, extra="forbid"):
    """Something that holds for a ticket: a flag, a name, or a figure above a limit.

    Attributes
    ----------
    fact : str
        Name of the question.
    equals : str or None
        The answer wanted; of a name.
    above : float, Money or None
        The limit, itself outside; of a number or money.
    """

    fact: str
    equals: str | None = None
    above: FiniteFloat | Money | None = None


class TriageRule(Model, frozen=True, extra="forbid"):
    """A priority, and when it is given.

    Attributes
    ----------
    name : str
        What the answer shows as the rule that fired.
    priority : str
        Name on the scale of the strategy.
    label, route : str
        The source's word for it and where the ticket goes; empty where it says nothing.
    any_of : tuple of tuple of TriageCondition
        The rule fires when all conditions of one group hold; without a group it always does.
    """

    name: str
    priority: str
    label: str = ""
    route: str = ""
    any_of: tuple[tuple[TriageCondition, ...], ...] = ()


class TriageStrategy(Model, frozen=True, extra="forbid"):
    """Rules in order, of which the first that fires gives the priority.

    Attributes
    ----------
    name : str
    scale : Scale
        The priorities that the source speaks of, in its own words.
    questions : tuple of Question
    rules : tuple of TriageRule
        Where none fires there is no priority.
    source : Source or None
    notes : tuple of str
        What the source leaves open.
    """

    name: str
    scale: Scale
    questions: tuple[Question, ...]
    rules: tuple[TriageRule, ...]
    source: Source | None = None
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "TriageStrategy":
        names = [question.name for question in self.questions]
        if len(set(names)) < len(names):
            raise InputError(f"questions must differ in their names; got {shown(tuple(names))}")
        for rule in self.rules:
            self.scale.rank(rule.priority)
            for condition in (c for group in rule.any_of for c in group):
                self._fits(condition, rule)
        return self

    def _fits(self, condition: TriageCondition, rule: TriageRule) -> None:
        question = self.question(condition.fact)
        money = isinstance(condition.above, Money)
        wants = {
            "flag": condition.equals is None and condition.above is None,
            "name": condition.above is None and condition.equals in question.names,
            "number": condition.equals is None and condition.above is not None and not money,
            "money": condition.equals is None and money,
        }
        if not wants[question.kind]:
            rule_of = {
                "flag": "have neither equals nor above",
                "name": f"equal one of {joined(question.names, 'or')}",
                "number": "have a number as its limit above",
                "money": "have an amount of money as its limit above",
            }[question.kind]
            raise InputError(
                f"condition must {rule_of}, since {condition.fact} is a {question.kind}; "
                f"got {shown(condition.to_dict())} in rule {rule.name}"
            )

    def question(self, name: str) -> Question:
        """Question of that name; an undeclared one is an error that lists the declared."""
        for question in self.questions:
            if question.name == name:
                return question
        raise InputError(
            f"fact must be a question of {self.name}; got {shown(name)}; "
            f"there are {joined(q.name for q in self.questions)}"
        )


def onto(
    strategy: TriageStrategy, scale: Scale, *, names: dict[str, str] | None = None
) -> TriageStrategy:
    """Strategy that gives the priorities of another scale.

    Parameters
    ----------
    strategy : TriageStrategy
    scale : Scale
        The organization's own words.
    names : dict of str to str, optional
        For each name of the strategy's scale one of `scale`. Without it the two scales must be
        of one length, and rank goes to rank.

    Returns
    -------
    TriageStrategy

    Raises
    ------
    InputError
        Where a name is left without a counterpart, or the more urgent becomes less urgent.

    Examples
    --------
    >>> from supportops.vocabulary import Scale
    >>> words = Scale(label="priority", names=("urgent", "high", "normal", "low"))
    >>> ours = onto(strategy("template"), words)
    >>> [rule.priority for rule in ours.rules]
    ['urgent', 'high', 'normal', 'low']
    """
    if names is None:
        if len(scale) != len(strategy.scale):
            raise InputError(
                f"scale must have {len(strategy.scale)} names like that of {strategy.name}; "
                f"got {len(scale)}; give names= to say which becomes which"
            )
        names = dict(zip(strategy.scale, scale, strict=True))
    for theirs in names:
        strategy.scale.rank(theirs)
    missing = [name for name in strategy.scale if name not in names]
    if missing:
        raise InputError(
            f"names must cover the scale of {strategy.name}; got none for {missing[0]}"
        )
    ranks = [scale.rank(names[name]) for name in strategy.scale]
    if ranks != sorted(ranks):
        raise InputError(
            f"names must keep the order of urgency; got {shown([names[n] for n in strategy.scale])}"
        )
    rules = tuple(
        rule.model_copy(update={"priority": names[rule.priority]}) for rule in strategy.rules
    )
    return strategy.model_copy(update={"scale": scale, "rules": rules})


def rank_grid(
    impacts: tuple[str, ...], urgencies: tuple[str, ...], *, scale: Scale, name: str = "rank-grid"
) -> TriageStrategy:
    """Full impact × urgency grid in which the priority is the sum of the two ranks.

    Parameters
    ----------
    impacts, urgencies : tuple of str
        Names from the greatest to the least.
    scale : Scale
        Priorities; one is needed for each possible sum.
    name : str

    Returns
    -------
    TriageStrategy

    Raises
    ------
    InputError
        If a name stands twice or the scale is too short.

    Notes
    -----
    With ranks from 1 the priority is number *impact + urgency − 1* of the scale, the usual
    grid of ITIL tools.

    Examples
    --------
    >>> from supportops.vocabulary import preset
    >>> grid = rank_grid(("high", "low"), ("high", "low"), scale=preset("p1-p5"))
    >>> [rule.priority for rule in grid.rules]
    ['P1', 'P2', 'P2', 'P3']
    """
    for label, names in (("impacts", impacts), ("urgencies", urgencies)):
        if not names or len(set(names)) < len(names):
            raise InputError(f"{label} must be one or more names, none twice; got {shown(names)}")
    need = len(impacts) + len(urgencies) - 1
    if len(scale) < need:
        raise InputError(f"scale must have {need} names or more for this grid; got {len(scale)}")
    cells = product(enumerate(impacts), enumerate(urgencies))
    return TriageStrategy(
        name=name,
        scale=scale,
        questions=(
            Question(name="impact", kind="name", names=impacts),
            Question(name="urgency", kind="name", names=urgencies),
        ),
        rules=tuple(
            TriageRule(
                name=f"{impact} × {urgency}",
                priority=scale.names[i + u],
                any_of=(
                    (
                        TriageCondition(fact="impact", equals=impact),
                        TriageCondition(fact="urgency", equals=urgency),
                    ),
                ),
            )
            for (i, impact), (u, urgency) in cells
        ),
    )


def _published(name: str) -> TriageStrategy:
    row = read_data("tickets", "strategies")[name]
    source = Source(source=row["source"], where=row["where"])
    scale = Scale(label="priority", names=tuple(row["priorities"]))
    if "grid" in row:
        grid = rank_grid(tuple(row["grid"]), tuple(row["grid"]), scale=scale, name=name)
        return grid.model_copy(update={"source": source})
    return TriageStrategy(
        name=name,
        scale=scale,
        questions=row["questions"],
        rules=row["rules"],
        source=source,
        notes=tuple(row.get("notes", ())),
    )


_SHELF: Shelf[TriageStrategy] = Shelf(
    "tickets strategies", {name: partial(_published, name) for name in get_args(StrategyName)}
)


def strategy(name: StrategyName) -> TriageStrategy:
    """Published strategy of that name; `strategies` lists them.

    Parameters
    ----------
    name : str
        ``"tree"`` (four questions in order), ``"impact-urgency"`` (five cells),
        ``"matrix"`` (business impact), ``"template"``, ``"itil"`` (the full 3 × 3 grid), or a
        company: ``"ast"``, ``"hume"``.

    Returns
    -------
    TriageStrategy

    Raises
    ------
    InputError
        For an unknown name.
    """
    return _SHELF.take(name)


def strategies() -> tuple[str, ...]:
    """Names of the published strategies."""
    return _SHELF.names()
