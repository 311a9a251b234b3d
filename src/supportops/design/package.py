"""The operations package."""

from typing import TYPE_CHECKING

from supportops._kit.text import card
from supportops.design.deliverables import PackageParts
from supportops.design.evidence import Evidence
from supportops.design.frames import frames, rows_frame
from supportops.design.markdown import markdown
from supportops.design.page import page
from supportops.design.sections import document

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OpsPackage"]


class OpsPackage(PackageParts, frozen=True, extra="forbid"):
    """All that a team needs to run its support, with the evidence for every figure.

    A model: it round-trips through JSON, compares by value and never changes.
    """

    def to_markdown(self) -> str:
        """The package as one Markdown document."""
        return markdown(document(self))

    def to_html(self) -> str:
        """The package as one self-contained page: printable, for phones, without a network."""
        return page(document(self), title=f"Operations package, {self.as_of}")

    def to_frame(self) -> "pd.DataFrame":
        """One row a figure: its value, basis and origin, and what is measured of it.

        The columns are ``name``, ``value``, ``unit``, ``basis``, ``origin``, the ends of the 95 %
        interval ``interval_low`` and ``interval_high``, the cases ``n``, and the doubts ``flags``;
        numbers that are not there are NaN.
        """
        frame = rows_frame(self.figures, Evidence)
        frame.insert(4, "origin", [figure.origin() for figure in self.figures])
        return frame[[*frame.columns[:5], "interval_low", "interval_high", "n", "flags"]]

    def to_frames(self) -> "dict[str, pd.DataFrame]":
        """Each list of the package as a table, by name, for the sheets of a spreadsheet."""
        return frames(self)

    def _repr_html_(self) -> str:
        rows = [
            ("as of", self.as_of),
            ("playbook", self.playbook),
            ("figures", len(self.figures)),
            *((f"finding {place}", f.title) for place, f in enumerate(self.findings, start=1)),
            *(
                (f"open question {p}", q.question)
                for p, q in enumerate(self.open_questions, start=1)
            ),
        ]
        return card("Operations package", rows, note="to_markdown() gives the whole document")
