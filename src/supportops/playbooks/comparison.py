"""Playbooks side by side: every measure that several of them state."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from supportops._kit.results import Result
from supportops._kit.text import joined, markdown_table, shown
from supportops.errors import InputError
from supportops.playbooks.figures import playbook_figures
from supportops.playbooks.models import Figure, Playbook

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ComparedMeasure", "Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class ComparedMeasure(Result):
    """What several playbooks state about one measure.

    Attributes
    ----------
    measure, scope : str
        The measure, and the scope that at least two of them name; an empty scope gathers what
        each states about a part of its own, which its words name.
    cells : dict of str to tuple of Figure
        For each playbook its statements; empty where it states none.
    unlike : tuple of str
        Playbooks whose statements differ from those of the first that states any.
    """

    measure: str
    scope: str
    cells: dict[str, tuple[Figure, ...]]
    unlike: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the playbooks that speak do not all state the same."""
        return bool(self.unlike)

    def words(self, playbook: str) -> str | None:
        """Statements of a playbook in words; None where it states none."""
        parts = []
        for figure in self.cells[playbook]:
            own = f"{figure.scope}: " if figure.scope != self.scope else ""
            definition = f" ({figure.definition})" if figure.definition else ""
            parts.append(f"{own}{figure.role} {figure.text}{definition}")
        return "; ".join(dict.fromkeys(parts)) or None


@dataclass(frozen=True, slots=True)
class Comparison(Result):
    """Playbooks side by side.

    Attributes
    ----------
    playbooks : tuple of str
        Their names, in the order asked.
    rows : tuple of ComparedMeasure
        In the order in which the playbooks bring the measures up.
    """

    playbooks: tuple[str, ...]
    rows: tuple[ComparedMeasure, ...]

    def row(self, measure: str, scope: str = "") -> ComparedMeasure:
        """Row of a measure and a scope."""
        for row in self.rows:
            if (row.measure, row.scope) == (measure, scope):
                return row
        known = joined(dict.fromkeys(row.measure for row in self.rows))
        raise InputError(
            f"measure must be one that two of the playbooks state for scope {shown(scope)}; "
            f"got {shown(measure)}; there are {known}"
        )

    def to_frame(self) -> "pd.DataFrame":
        """A row for each measure and scope: a column of words for each playbook, and `differs`."""
        import pandas as pd

        rows = [
            [r.measure, r.scope, *(r.words(name) for name in self.playbooks), r.differs]
            for r in self.rows
        ]
        return pd.DataFrame(rows, columns=["measure", "scope", *self.playbooks, "differs"])

    def to_markdown(self) -> str:
        """Table of the measures; ≠ marks what differs from the first playbook that speaks."""
        rows = []
        for row in self.rows:
            name = f"{row.measure} ({row.scope})" if row.scope else row.measure
            cells = [
                f"≠ {words}" if playbook in row.unlike else words
                for playbook, words in ((p, row.words(p)) for p in self.playbooks)
            ]
            rows.append([name.replace("_", " "), *cells])
        return markdown_table(["measure", *self.playbooks], rows)


def compare(first: Playbook, second: Playbook, *others: Playbook) -> Comparison:
    """Table of every measure that at least two of the playbooks state, with the differences.

    Parameters
    ----------
    first, second, *others : Playbook
        Two or more, with names of their own.

    Returns
    -------
    Comparison

    Raises
    ------
    InputError
        If two playbooks share a name.

    Notes
    -----
    Figures of the rooms' tables take part, as `playbook_figures` reads them. A scope that two
    playbooks name has a row of its own; what is stated about scopes of one playbook alone
    stands together in a row without one, so that nothing is left out and nothing is merged.
    Two playbooks agree when they state the same bounds in the same roles for the same scopes,
    on the same clock and within the same horizon. A price counts with its basis; other
    definitions are shown, and decide nothing.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> names = ("support-operations", "itcs", "vivtone", "hume", "ast")
    >>> table = compare(*(open_playbook(name) for name in names))
    >>> row = table.row("first_response_promise", "priority 1")
    >>> [row.words(name) for name in names]
    ['target at most 15m', 'target at most 15m', 'target at most 30m', 'target at most 1h', 'target at most 4h']
    >>> row.unlike
    ('vivtone', 'hume', 'ast')
    """
    books = (first, second, *others)
    for place, book in enumerate(books):
        if not isinstance(cast("object", book), Playbook):
            raise InputError(
                f"playbooks must be Playbook objects; got {shown(book)} at position {place}; "
                "open_playbook opens one by name"
            )
    names = tuple(book.name for book in books)
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise InputError(f"playbooks must have names of their own; got {joined(twice)} twice")
    stated: dict[str, dict[str, list[Figure]]] = {}
    for book in books:
        for figure in playbook_figures(book):
            stated.setdefault(figure.measure, {}).setdefault(book.name, []).append(figure)
    rows = [
        row
        for measure, by_book in stated.items()
        if len(by_book) > 1
        for row in _rows(measure, by_book, names)
    ]
    return Comparison(names, tuple(rows))


def _rows(
    measure: str, by_book: dict[str, list[Figure]], names: tuple[str, ...]
) -> list[ComparedMeasure]:
    scopes = [scope for figures in by_book.values() for scope in {f.scope: None for f in figures}]
    shared = [s for s in dict.fromkeys(scopes) if scopes.count(s) > 1]
    rows = []
    for scope in dict.fromkeys([*shared, ""]):
        # The row without a scope also gathers every scope that one playbook alone names.
        cells = {
            name: tuple(
                figure
                for figure in by_book.get(name, ())
                if figure.scope == scope or (scope == "" and figure.scope not in shared)
            )
            for name in names
        }
        if any(cells.values()):
            rows.append(ComparedMeasure(measure, scope, cells, _unlike(cells)))
    return rows


def _unlike(cells: dict[str, tuple[Figure, ...]]) -> tuple[str, ...]:
    said = {
        name: {
            (f.scope, f.role, f.bounds, f.clock, f.horizon, f.definition * (f.role == "price"))
            for f in figures
        }
        for name, figures in cells.items()
        if figures
    }
    model = next(iter(said.values()))
    return tuple(name for name, statements in said.items() if statements != model)
