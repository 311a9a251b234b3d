"""What changed between two packages, and which input changed it."""

from collections.abc import Iterator
from itertools import chain
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
# Why a figure comes or goes that no input is seen to bring.
NEEDED, NOT_NEEDED = "the plan needs it now", "the plan no longer needs it"
_BESIDES = {
    "source": "its source",
    "replaced_by": "what would replace it",
    "n": "its cases",
    "interval": "its interval",
    "flags": "its doubts",
}


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
        itself, what it rests on, or what besides its value is not the same.
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
    changes by its formula. A figure that comes or goes with none of them is due to the input that
    changed, if only one did; otherwise the plan needs it now, or no longer needs it. A figure of
    which only the source, the cases, the interval or the doubts changed is a change too.

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
    traced = _Traced(old, new, stated=_changed_facts(before.profile, after.profile))
    rows = []
    for name in (*new, *(name for name in old if name not in new)):
        sides = [side[name] for side in (old, new) if name in side]
        if sides[0] == sides[-1] and len(sides) == 2:
            continue
        one_sided = "added" if name in new else "removed"
        rows.append(
            FigureChange(
                name=name,
                change="changed" if len(sides) == 2 else one_sided,
                before=old[name].value if name in old else None,
                after=new[name].value if name in new else None,
                because=traced.reasons(name),
            )
        )
    return PackageDiff(
        figures=tuple(rows),
        findings_gone=_only([f.title for f in before.findings], [f.title for f in after.findings]),
        findings_new=_only([f.title for f in after.findings], [f.title for f in before.findings]),
        questions_gone=_only(_asked(before), _asked(after)),
        questions_new=_only(_asked(after), _asked(before)),
    )


class _Traced:
    """Both sides of a difference, with the roots of each figure that moved."""

    def __init__(self, old: dict[str, Evidence], new: dict[str, Evidence], *, stated: int) -> None:
        self.old, self.new, self.stated = old, new, stated
        self.moved = {name for name in {**old, **new} if self._moved(name)}
        self.known: dict[str, tuple[str, ...]] = {}
        #: What was put in otherwise: what a plan takes besides is not the team's doing.
        self.put_in = [
            name
            for name in {**new, **old}
            if name in self.moved
            and not self._derived(name)
            and (len(self.sides(name)) == 2 or self.sides(name)[0].basis != "published")
        ]

    def sides(self, name: str) -> list[Evidence]:
        return [side[name] for side in (self.old, self.new) if name in side]

    def _derived(self, name: str) -> bool:
        return any(side.basis == "derived" for side in self.sides(name))

    def _moved(self, name: str) -> bool:
        """Whether what follows from a figure follows differently; its source does not matter."""
        sides = self.sides(name)
        first, last = sides[0], sides[-1]
        return len(sides) == 1 or (first.value, first.unit) != (last.value, last.unit)

    def roots(self, name: str) -> tuple[str, ...]:
        """Figures that moved below a figure, and are not derived; itself if it is none."""
        if name not in self.known:
            inputs = dict.fromkeys(i for side in self.sides(name) for i in side.inputs.values())
            below = [self.roots(i) for i in inputs if i in self.moved]
            own = () if self._derived(name) else (name,)
            self.known[name] = tuple(dict.fromkeys(chain(own, *below)))
        return self.known[name]

    def reasons(self, name: str) -> tuple[str, ...]:
        """Why a figure is not what it was."""
        first, last = self.sides(name)[0], self.sides(name)[-1]
        roots = tuple(root for root in self.roots(name) if root != name)
        if roots:
            return roots
        if first.basis != last.basis:
            return (f"{first.basis} before, {last.basis} now",)
        if len(self.sides(name)) == 1:
            return self._one_sided(name, first)
        if first.basis == "derived":
            return ("its formula",)
        return (first.basis,) if name in self.moved else _besides(first, last)

    def _one_sided(self, name: str, figure: Evidence) -> tuple[str, ...]:
        if name in self.put_in:
            return (figure.basis,)
        if len(self.put_in) == 1 and self.stated <= 1:  # nothing else can have done it
            return tuple(self.put_in)
        return (NEEDED if name in self.new else NOT_NEEDED,)


def _changed_facts(before: Model, after: Model) -> int:
    """How many facts of two profiles are not the same."""
    sides = [dict(_facts(profile.to_dict(), "")) for profile in (before, after)]
    return sum(sides[0].get(path) != sides[1].get(path) for path in {**sides[0], **sides[1]})


def _facts(part: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from _facts(inner, f"{path}.{name}")
    else:
        yield path, part


def _besides(first: Evidence, last: Evidence) -> tuple[str, ...]:
    """What else is not the same of a figure whose value is."""
    return tuple(
        words for field, words in _BESIDES.items() if getattr(first, field) != getattr(last, field)
    )


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
