"""Tags: the facets that a set of tags should have, and the tags to refuse."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.published import table_source

__all__ = ["Facet", "TagFinding", "TagPlan", "published_tag_plan", "tag_findings"]


class Facet(Model, frozen=True, extra="forbid"):
    """One side of a ticket that tags describe.

    Attributes
    ----------
    name : str
        ``root_cause``.
    examples : tuple of str
        Tags of it; in a plan of your own, all that are allowed.
    """

    name: str
    examples: tuple[str, ...]


class TagPlan(Model, frozen=True, extra="forbid"):
    """Facets that tags should cover, and what is refused.

    Attributes
    ----------
    facets : tuple of Facet
    refused : tuple of str
        Kinds of tag to refuse, in words.
    source : Source or None
    """

    facets: tuple[Facet, ...]
    refused: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class TagFinding(Result):
    """Something about a set of tags.

    Attributes
    ----------
    code : str
        ``agent-name``, ``single-use``, ``overlap``, ``uncontrolled``, ``too-fine`` or
        ``facet-unused``.
    tags : tuple of str
        Those concerned; for ``facet-unused`` the facets.
    about : str
    """

    code: str
    tags: tuple[str, ...]
    about: str


def published_tag_plan() -> TagPlan:
    """Five facets with examples, and five kinds of tag to refuse.

    Examples
    --------
    >>> [facet.name for facet in published_tag_plan().facets][2]
    'root_cause'
    """
    row = read_data("tickets", "tables")["tags"]
    return TagPlan(facets=row["facets"], refused=tuple(row["refused"]), source=table_source("tags"))


def tag_findings(
    counts: Mapping[str, int],
    *,
    plan: TagPlan | None = None,
    agents: Sequence[str] = (),
    rare_below: int | None = None,
    many: int | None = None,
) -> tuple[TagFinding, ...]:
    """What is wrong with a set of tags.

    Parameters
    ----------
    counts : mapping of str to int
        For each tag how many tickets have it, zero or more.
    plan : TagPlan, optional
        With the allowed tags; without it neither wording nor facets are checked.
    agents : sequence of str
        Names of agents.
    rare_below : int, optional
        A tag with fewer tickets is rare; with `many` it is looked for too fine a grain.
    many : int, optional
        From how many rare tags on it is a finding; the source says hundreds.

    Returns
    -------
    tuple of TagFinding

    Raises
    ------
    InputError
        For a count below zero, or one of `rare_below` and `many` without the other.

    Notes
    -----
    Two tags overlap when they differ only in case, separators, or an *s* at the end of a word.
    A tag is named after an agent when the agent's name, so compared, is one of its parts.

    Examples
    --------
    >>> found = tag_findings({"billing": 40, "Billings": 3, "ask-ann": 1}, agents=["Ann"])
    >>> [(f.code, f.tags) for f in found]
    [('agent-name', ('ask-ann',)), ('single-use', ('ask-ann',)), ('overlap', ('Billings', 'billing'))]
    """
    if not isinstance(counts, Mapping):
        raise InputError(f"counts must be a mapping from tag to tickets; got {shown(counts)}")
    given: Mapping[str, Any] = counts
    for tag, count in given.items():
        if isinstance(count, bool) or not isinstance(count, Real) or not count >= 0:
            raise InputError(f"counts must be zero or more; got {shown(count)} for {shown(tag)}")
    if (rare_below is None) != (many is None):
        raise InputError(
            f"rare_below and many must stand together; got {shown(rare_below)} and {shown(many)}"
        )
    tags = sorted(counts)
    people = [_parts(name) for name in agents if _parts(name)]
    alike: dict[tuple[str, ...], list[str]] = {}
    for tag in tags:
        alike.setdefault(_parts(tag), []).append(tag)
    found = [
        TagFinding("agent-name", tuple(t for t in tags if _named(t, people)),
                   "tags named after agents"),
        TagFinding("single-use", tuple(t for t in tags if counts[t] == 1), "tags used once only"),
        *(TagFinding("overlap", tuple(group), f"{joined(group)} say the same")
          for group in alike.values() if len(group) > 1),
    ]  # fmt: skip
    if plan is not None:
        allowed = {_parts(tag) for facet in plan.facets for tag in facet.examples}
        used = {_parts(tag) for tag in tags if counts[tag]}
        loose = tuple(tag for tag in tags if _parts(tag) not in allowed)
        bare = tuple(f.name for f in plan.facets if not used & set(map(_parts, f.examples)))
        found += [
            TagFinding("uncontrolled", loose, "tags that the plan does not allow"),
            TagFinding("facet-unused", bare, "facets that no tag in use describes"),
        ]
    if rare_below is not None and many is not None:
        rare = tuple(tag for tag in tags if counts[tag] < rare_below)
        words = f"{len(rare)} of {len(tags)} tags have fewer than {rare_below} tickets"
        found.append(TagFinding("too-fine", rare if len(rare) >= many else (), words))
    return tuple(finding for finding in found if finding.tags)


def _parts(text: str) -> tuple[str, ...]:
    words = re.split(r"[\W_]+", text.casefold())
    return tuple(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words if w)


def _named(tag: str, people: Sequence[tuple[str, ...]]) -> bool:
    parts = _parts(tag)
    return any(parts[k : k + len(name)] == name for name in people for k in range(len(parts)))
