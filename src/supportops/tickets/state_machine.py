"""The lifecycle of a ticket as a state machine: which move is allowed, and who says so."""

from collections import deque
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import model_validator

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.text import joined, mermaid_escape, shown
from supportops.errors import InputError

__all__ = [
    "EdgeKind",
    "Lifecycle",
    "LifecycleEdge",
    "LifecycleName",
    "Move",
    "can_move",
    "explain_move",
    "lifecycle",
    "lifecycle_chart",
    "lifecycles",
]

EdgeKind: TypeAlias = Literal["published", "inferred", "extension"]
LifecycleName: TypeAlias = Literal["support-operations"]


class LifecycleEdge(Model, frozen=True, extra="forbid"):
    """One allowed move.

    Attributes
    ----------
    start, end : str
        States.
    kind : {"published", "inferred", "extension"}
        Drawn by the source; read into its drawing; or needed by its other rules, and ours.
    about : str
        Why an inferred or an extension edge is there.
    """

    start: str
    end: str
    kind: EdgeKind = "published"
    about: str = ""


class Lifecycle(Model, frozen=True, extra="forbid"):
    """States of a ticket and the moves between them.

    Attributes
    ----------
    name : str
    states : tuple of str
        Open names; the first is where a ticket begins.
    main_path : tuple of str
        The way without a detour.
    edges : tuple of LifecycleEdge
    source : Source or None
    """

    name: str
    states: tuple[str, ...]
    main_path: tuple[str, ...] = ()
    edges: tuple[LifecycleEdge, ...]
    source: Source | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Lifecycle":
        if not self.states or len(set(self.states)) < len(self.states):
            raise InputError(f"states must be one or more, none twice; got {shown(self.states)}")
        for name in self.main_path:
            self.known(name)
        seen = set()
        for edge in self.edges:
            self.known(edge.start)
            self.known(edge.end)
            if edge.start == edge.end or (edge.start, edge.end) in seen:
                raise InputError(
                    f"edges must lead elsewhere, none twice; got {edge.start} to {edge.end}"
                )
            seen.add((edge.start, edge.end))
        return self

    def known(self, state: str) -> str:
        """The state itself; an undeclared one is an error that lists the declared."""
        if state not in self.states:
            raise InputError(
                f"state must be one of {joined(self.states, 'or')}; got {shown(state)}"
            )
        return state

    def edge(self, start: str, end: str) -> LifecycleEdge | None:
        """Edge between two states; None where there is none."""
        self.known(start)
        self.known(end)
        for edge in self.edges:
            if (edge.start, edge.end) == (start, end):
                return edge
        return None

    def after(self, state: str) -> tuple[str, ...]:
        """States that a ticket may move to from `state`."""
        self.known(state)
        return tuple(edge.end for edge in self.edges if edge.start == state)


@dataclass(frozen=True, slots=True)
class Move(Result):
    """Whether a ticket may go from one state to another.

    Attributes
    ----------
    start, end : str
    allowed : bool
    kind : str or None
        Of the edge; None where there is none.
    reason : str
    way : tuple of str
        The shortest allowed way, both ends included; empty where there is none.
    """

    start: str
    end: str
    allowed: bool
    kind: EdgeKind | None
    reason: str
    way: tuple[str, ...]


def can_move(start: str, end: str, *, lifecycle: Lifecycle, extensions: bool = True) -> bool:
    """Whether a ticket may move from one state straight to another.

    Parameters
    ----------
    start, end : str
        States of `lifecycle`.
    lifecycle : Lifecycle
    extensions : bool
        Whether extension edges count; without them only what the source draws, or what is
        read into its drawing.

    Returns
    -------
    bool

    Raises
    ------
    InputError
        For an undeclared state.

    Examples
    --------
    >>> from supportops import tickets
    >>> drawn = tickets.lifecycle("support-operations")
    >>> can_move("new", "triaged", lifecycle=drawn), can_move("new", "resolved", lifecycle=drawn)
    (True, False)
    """
    return explain_move(start, end, lifecycle=lifecycle, extensions=extensions).allowed


def explain_move(start: str, end: str, *, lifecycle: Lifecycle, extensions: bool = True) -> Move:
    """Whether a move is allowed, why, and which way there is otherwise.

    Parameters
    ----------
    start, end : str
    lifecycle : Lifecycle
    extensions : bool
        As in `can_move`.

    Returns
    -------
    Move

    Raises
    ------
    InputError
        For an undeclared state.

    Examples
    --------
    >>> from supportops import tickets
    >>> drawn = tickets.lifecycle("support-operations")
    >>> explain_move("new", "assigned", lifecycle=drawn).reason
    'new leads to triaged; the way to assigned is new, triaged and assigned'
    """
    edge = lifecycle.edge(start, end)
    way = _way(start, end, lifecycle, extensions=extensions)
    if edge is not None and (extensions or edge.kind != "extension"):
        words = {
            "published": "the source draws it",
            "inferred": "read into the drawing of the source",
            "extension": "an extension of the drawing",
        }[edge.kind]
        reason = f"{words}: {edge.about}" if edge.about else words
        return Move(start, end, allowed=True, kind=edge.kind, reason=reason, way=(start, end))
    if start == end:
        already = f"the ticket is in {start} already"
        return Move(start, end, allowed=False, kind=None, reason=already, way=(start,))
    nexts = [e.end for e in _edges(lifecycle, extensions=extensions) if e.start == start]
    known = f"{start} leads to {joined(nexts, 'or')}" if nexts else f"{start} is an end"
    rest = f"the way to {end} is {joined(way)}" if way else f"no way leads to {end}"
    return Move(start, end, allowed=False, kind=None, reason=f"{known}; {rest}", way=way)


def _edges(lifecycle: Lifecycle, *, extensions: bool) -> tuple[LifecycleEdge, ...]:
    return tuple(e for e in lifecycle.edges if extensions or e.kind != "extension")


def _way(start: str, end: str, lifecycle: Lifecycle, *, extensions: bool) -> tuple[str, ...]:
    """Shortest way, found breadth first; among equals the edge that is declared first."""
    edges = _edges(lifecycle, extensions=extensions)
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for edge in edges:
            if edge.start == here and edge.end not in ways:
                ways[edge.end] = (*ways[here], edge.end)
                waiting.append(edge.end)
    return ways.get(end, ())


def lifecycle_chart(lifecycle: Lifecycle) -> str:
    """Mermaid text of a lifecycle; what the source does not draw is dotted.

    Parameters
    ----------
    lifecycle : Lifecycle

    Returns
    -------
    str
    """
    number = {state: f"s{k}" for k, state in enumerate(lifecycle.states)}
    lines = ["flowchart LR"]
    lines += [f'    {number[s]}["{mermaid_escape(s)}"]' for s in lifecycle.states]
    lines += [
        f"    {number[e.start]} {'-->' if e.kind == 'published' else '-.->'} {number[e.end]}"
        for e in lifecycle.edges
    ]
    return "\n".join(lines)


def _published() -> Lifecycle:
    row = read_data("tickets", "lifecycle")
    return Lifecycle(
        name="support-operations",
        states=tuple(row["states"]),
        main_path=tuple(row["main_path"]),
        edges=tuple(LifecycleEdge.model_validate(edge) for edge in row["edges"]),
        source=Source(source=row["source"], where=row["where"]),
    )


_SHELF: Shelf[Lifecycle] = Shelf("tickets lifecycles", {"support-operations": _published})


def lifecycle(name: LifecycleName) -> Lifecycle:
    """Published lifecycle of that name; `lifecycles` lists them.

    Examples
    --------
    >>> lifecycle("support-operations").main_path[-1]
    'resolved'
    """
    return _SHELF.take(name)


def lifecycles() -> tuple[str, ...]:
    """Names of the published lifecycles."""
    return _SHELF.names()
