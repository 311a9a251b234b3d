"""The published templates: which parts a record has, in order."""

from typing import Any, Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model

__all__ = ["TemplateName", "TemplateParts", "template_parts"]

TemplateName: TypeAlias = Literal["at_risk", "submission", "voice"]


class TemplateParts(Model, frozen=True, extra="forbid"):
    """Parts of a published template.

    Attributes
    ----------
    name : str
    sections : tuple of str
        In order.
    details : dict
        What the source says of its parts: headings, choices, numbers of places.
    source : Source
    """

    name: TemplateName
    sections: tuple[str, ...]
    details: dict[str, Any]
    source: Source


def template_parts(name: TemplateName) -> TemplateParts:
    """Parts of the published template of that name.

    Examples
    --------
    >>> template_parts("at_risk").sections[0]
    'risk indicators'
    """
    row = dict(read_data("feedback", "templates")[name])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return TemplateParts(name=name, sections=row.pop("sections"), details=row, source=source)
