"""Rules that read a declared yes or no, and questions that no rule can answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.audit.findings import Check, Finding
from supportops.audit.operation import Operation
from supportops.errors import InputError

__all__ = ["DeclaredRule", "SelfAssessment"]


@dataclass(frozen=True, slots=True)
class DeclaredRule(Result):
    """A row of the table of declared rules.

    Attributes
    ----------
    code : str
        Its stable name.
    title : str
        What it looks for, in a line.
    area : str
        Area of support.
    slugs : tuple of str
        Published names of the anti-pattern.
    question : str
        What is to be answered with yes or no.
    trouble : bool
        The answer that is a finding.
    says : str
        The finding in words.
    way_out : str
        What to do about it.
    source, where : str
        The document and the list in it that name the anti-pattern.
    proxy : bool
        Whether the answer only points at a habit that no figure shows.
    """

    code: str
    title: str
    area: str
    slugs: tuple[str, ...]
    question: str
    trouble: bool
    says: str
    way_out: str
    source: str
    where: str
    proxy: bool = False

    @property
    def detection(self) -> str:
        """What it shows itself in: ``design``, or a ``proxy``."""
        return "proxy" if self.proxy else "design"

    @property
    def needs(self) -> tuple[str, ...]:
        """The answer that it reads."""
        return (f"design.answers[{self.code!r}]",)

    def check(
        self,
        seen: Operation,
        *,
        minimum: int = 20,  # noqa: ARG002  one verb for all rules
        limits: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Check:
        """Finding where the declared answer is the one that means trouble.

        Parameters
        ----------
        seen : Operation
            What is audited.
        minimum : int
            Not used: an answer is no sample [cases].
        limits : mapping, optional
            Not used: an answer has no limit.

        Returns
        -------
        Check
        """
        if not isinstance(seen, Operation):
            raise InputError(
                f"seen must be an Operation; got {shown(type(seen).__name__)}; "
                "make one with supportops.audit.operation"
            )
        names = (self.code, *self.slugs)
        answer = next((v for k, v in seen.design.answers.items() if k in names), None)
        if answer is None:
            return Check(self.code, skipped=(f"{self.needs[0]} is not answered",), ran=False)
        if answer is not self.trouble:
            return Check(self.code)
        finding = Finding(
            code=self.code,
            title=self.title,
            area=self.area,
            slugs=self.slugs,
            level="hint" if self.proxy else "warning",
            subject="",
            statement=self.says,
            figure=None,
            limit=None,
            unit="",
            basis=f"published: {self.source}, {self.where}",
            n=0,
            evidence=(),
            cost=None,
            way_out=self.way_out,
            trigger="declared",
        )
        return Check(self.code, (finding,))


@dataclass(frozen=True, slots=True)
class SelfAssessment(Result):
    """An anti-pattern of culture or intent, which no rule can find.

    Attributes
    ----------
    slug : str
        Its published name.
    area : str
        Area of support.
    question : str
        What to ask oneself.
    source, where : str
        The document and the list in it that name the anti-pattern.
    """

    slug: str
    area: str
    question: str
    source: str
    where: str
