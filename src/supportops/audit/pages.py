"""Pages of the documentation, written from the rules themselves: one page an area."""

from inspect import getdoc

from supportops._kit.text import markdown_escape, markdown_table
from supportops.audit.catalog import AnyRule, rules, self_assessment
from supportops.audit.declared import DeclaredRule
from supportops.audit.rules import Part, Rule

__all__ = ["rule_page"]


def _cells(one: Rule) -> list[list[object]]:
    return [
        [
            limit.name,
            str(limit),
            limit.says or "used in the computation",
            limit.level if limit.trips else None,
            limit.basis,
        ]
        for limit in one.limits.values()
    ]


def _part(part: Part) -> str:
    needs = ", ".join(f"`{need}`" for need in part.needs)
    return f"- {markdown_escape(getdoc(part.look) or '')} Needs {needs}."


def _rule(one: AnyRule) -> list[str]:
    names = ", ".join(f"`{slug}`" for slug in one.slugs)
    parts = [f"## {markdown_escape(one.title)}"]
    parts.append(f"Rule `{one.code}`, from {one.detection}. Answers to {names}.")
    if isinstance(one, DeclaredRule):
        answer = "yes" if one.trouble else "no"
        kind = "A hint, where" if one.proxy else "A finding, where"
        parts.append(f"{kind} the answer is *{answer}*: {markdown_escape(one.question)}")
    else:
        parts.append("\n".join(_part(part) for part in one.parts))
        if one.limits:
            heads = ["limit", "figure", "of what", "level", "basis"]
            parts.append(markdown_table(heads, _cells(one)))
    parts.append(f"Way out: {markdown_escape(one.way_out)}")
    where = markdown_escape(f"{one.source}, {one.where}")
    parts.append(f"Named in: {where}.")
    return parts


def rule_page(area: str) -> str:
    """Page of an area in Markdown: its rules with limits, needs, and a case and near miss.

    Examples
    --------
    >>> print(rule_page("sla").splitlines()[0])
    # Anti-patterns: sla
    """
    parts = [f"# Anti-patterns: {area}"]
    parts.append(
        "This page is written from the rules by `supportops.audit.rule_page`; a test keeps it equal."
    )
    for one in rules(area):
        parts += _rule(one)
    questions = [one for one in self_assessment() if one.area == area]
    if questions:
        parts.append("## Questions that no rule answers")
        parts.append(
            "\n".join(f"- `{one.slug}`: {markdown_escape(one.question)}" for one in questions)
        )
    return "\n\n".join(parts) + "\n"
