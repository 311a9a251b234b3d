"""What changed between two packages, and which input changed it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table
from supportops.design.evidence import Evidence, figure_text
from supportops.design.markdown import markdown
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FigureChange", "PackageDiff", "diff"]

Change: TypeAlias = Literal["added", "removed", "changed"]


class FigureChange(Model, frozen=True, extra="forbid"):
    """One figure that is not what it was.

    Attributes
    ----------
    name : str
        The figure.
    change : {"added", "removed", "changed"}
        What happened to it.
    before, after : float, str or None
        Its value in either package.
    because : tuple of str
        The figures that are derived from nothing and whose change explains it; for one of these
        itself, what it rests on.
    """

    name: str
    change: Change
    before: float | str | None
    after: float | str | None
    because: tuple[str, ...]


class PackageDiff(Model, frozen=True, extra="forbid"):
    """Differences of two packages.

    Attributes
    ----------
    figures : tuple of FigureChange
        In the order of the later package; what was removed stands last.
    findings_gone, findings_new : tuple of str
        Titles of the findings that only one of them has.
    questions_gone, questions_new : tuple of str
        The same of the open questions.
    """

    figures: tuple[FigureChange, ...]
    findings_gone: tuple[str, ...]
    findings_new: tuple[str, ...]
    questions_gone: tuple[str, ...]
    questions_new: tuple[str, ...]

    def to_frame(self) -> "pd.DataFrame":
        """One row a changed figure."""
        import pandas as pd

        rows = [(f.name, f.change, f.before, f.after, joined(f.because)) for f in self.figures]
        return pd.DataFrame(rows, columns=["name", "change", "before", "after", "because"])

    def to_markdown(self) -> str:
        """The differences as a Markdown document."""
        return markdown(_blocks(self))


def diff(before: PackageParts, after: PackageParts) -> PackageDiff:
    """What changed from one package to the next, and why.

    Parameters
    ----------
    before, after : OpsPackage
        Two packages, usually of one team.

    Returns
    -------
    PackageDiff

    Raises
    ------
    InputError
        For anything that is no package.

    Notes
    -----
    A derived figure changes because of the figures that it is computed from; these are followed
    to those that rest on nothing else. A derived figure that changes though none of them did,
    changes by its formula.

    Examples
    --------
    See ``docs/guides/design.md``.
    """
    for name, side in (("before", before), ("after", after)):
        if not isinstance(side, PackageParts):
            raise InputError(
                f"{name} must be an OpsPackage; got {shown(side)}; design_operation makes one"
            )
    old = {figure.name: figure for figure in before.figures}
    new = {figure.name: figure for figure in after.figures}
    changed = {
        name for name in old.keys() & new.keys() if _stands_on(old[name]) != _stands_on(new[name])
    }
    moved = changed | (old.keys() ^ new.keys())
    rows = [
        FigureChange(
            name=name,
            change="changed" if name in changed else "added" if name in new else "removed",
            before=old[name].value if name in old else None,
            after=new[name].value if name in new else None,
            because=tuple(dict.fromkeys(_reasons(name, old, new, moved))),
        )
        for name in (*new, *(name for name in old if name not in new))
        if name in moved
    ]
    return PackageDiff(
        figures=tuple(rows),
        findings_gone=_only([f.title for f in before.findings], [f.title for f in after.findings]),
        findings_new=_only([f.title for f in after.findings], [f.title for f in before.findings]),
        questions_gone=_only(_asked(before), _asked(after)),
        questions_new=_only(_asked(after), _asked(before)),
    )


def _stands_on(figure: Evidence) -> object:
    return figure.value, figure.unit, figure.basis, figure.formula, figure.interval, figure.n


def _reasons(
    name: str, old: dict[str, Evidence], new: dict[str, Evidence], moved: set[str]
) -> Iterator[str]:
    """Roots of a change: the changed figures below it that are not derived."""
    figures = [side[name] for side in (old, new) if name in side]
    inputs = dict.fromkeys(i for figure in figures for i in figure.inputs.values())
    below = [figure for figure in inputs if figure in moved]
    for figure in below:
        yield from _reasons(figure, old, new, moved) if _derived(figure, old, new) else [figure]
    if not below:
        bases = [figure.basis for figure in figures]
        if bases[0] != bases[-1]:
            yield f"{bases[0]} before, {bases[-1]} now"
        else:
            yield "its formula" if bases[0] == "derived" else bases[0]


def _derived(name: str, old: dict[str, Evidence], new: dict[str, Evidence]) -> bool:
    return any(side[name].basis == "derived" for side in (old, new) if name in side)


def _only(these: list[str], those: list[str]) -> tuple[str, ...]:
    return tuple(text for text in these if text not in those)


def _asked(package: PackageParts) -> list[str]:
    return [question.question for question in package.open_questions]


def _blocks(difference: PackageDiff) -> Iterator[Block]:
    yield Heading("What changed", 1)
    yield Paragraph(f"{len(difference.figures)} figures are not what they were.")
    yield Table(
        ["Figure", "Before", "After", "Because of"],
        [
            (f.name, _text(f.before), _text(f.after), joined(f.because) or None)
            for f in difference.figures
        ],
    )
    for title, texts in (
        ("Findings that are gone", difference.findings_gone),
        ("New findings", difference.findings_new),
        ("Questions that are answered", difference.questions_gone),
        ("New questions", difference.questions_new),
    ):
        if texts:
            yield Heading(title)
            yield Table(["Title"], [(text,) for text in texts])


def _text(value: float | str | None) -> str | None:
    return figure_text(value) if isinstance(value, (int, float)) else value
