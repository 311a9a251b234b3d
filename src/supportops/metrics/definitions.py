"""Definitions: what exactly a metric counts, over what, on which clock, and who says so."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, TypeAlias, get_args

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "Direction",
    "Kind",
    "MetricDefinition",
    "VendorName",
    "definition",
    "definitions",
    "vendors",
]

Direction: TypeAlias = Literal["up", "down", "none"]
Kind: TypeAlias = Literal["share", "net", "mean", "ratio", "time", "count"]
VendorName: TypeAlias = Literal[
    "seeds",
    "zendesk",
    "intercom",
    "metricnet",
    "sqm",
    "hdi",
    "icmi",
    "genesys",
    "cisco",
    "assembled",
    "nicereply",
    "zonka",
    "cys",
    "scorebuddy",
    "library",
]


class MetricDefinition(Model, frozen=True, extra="forbid"):
    """One way to compute one metric.

    Attributes
    ----------
    id : str
        Its name, such as ``"fcr.net"``; every `Estimate` of this room carries one.
    version : str
        Changes when the meaning does.
    metric : str
        What it is a variant of; definitions of one metric can be compared.
    kind : {"share", "net", "mean", "ratio", "time", "count"}
        What is computed: a share of counts, positive less negative answers, a mean of `column`,
        a ratio of sums, a quantile of `column`, or a count.
    numerator, denominator : tuple of str
        Names of tallies that are summed; a leading minus takes one away.
    column : str
        Column of values of a mean or a time.
    clock : str
        ``"calendar"``, ``"business"`` or ``"none"``.
    population : str
        What is counted at all.
    event_date : str
        Whose date decides the period.
    direction : {"up", "down", "none"}
        Which way is better.
    unit : str
        Unit of the figure.
    vendor : str
        Who defines it so: `vendors` lists those of the registry.
    source : Source
    """

    id: str
    version: str = "1"
    metric: str
    kind: Kind
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    column: str = ""
    clock: Literal["calendar", "business", "none"] = "none"
    population: str
    event_date: str
    direction: Direction
    unit: str
    vendor: str
    source: Source

    @model_validator(mode="after")
    def _whole(self) -> "MetricDefinition":
        if "[" in self.id or not self.id.strip():
            raise InputError(f"id must be a name without brackets; got {shown(self.id)}")
        needs = {
            "share": ("numerator", "denominator"),
            "net": ("numerator", "denominator"),
            "ratio": ("numerator", "denominator"),
            "count": ("numerator",),
            "mean": ("column",),
            "time": ("column",),
        }[self.kind]
        for name in needs:
            if not getattr(self, name):
                raise InputError(f"{name} must be there for a {self.kind}; got nothing")
        return self

    @property
    def tallies(self) -> tuple[str, ...]:
        """Names of the counts that it needs, each once."""
        names = (term.removeprefix("-") for term in (*self.numerator, *self.denominator))
        return tuple(dict.fromkeys(names))


@cache
def _registry() -> dict[str, MetricDefinition]:
    data = read_data("metrics", "definitions")
    found = {}
    for row in data["definition"]:
        fields = {**data["defaults"], **row}
        source = Source(source=fields.pop("source"), where=fields.pop("where"))
        found[row["id"]] = MetricDefinition(**fields, source=source)
    return found


def definition(name: str) -> MetricDefinition:
    """Definition of that id; what stands in brackets, as in an `Estimate`, is passed over.

    Parameters
    ----------
    name : str
        An id, or the text that an estimate carries: ``"csat.top_box[4–5 of 1–5]"``.

    Returns
    -------
    MetricDefinition

    Raises
    ------
    InputError
        For an unknown id; the message lists those of the same metric, or the metrics.

    Examples
    --------
    >>> definition("fcr.net").denominator
    ('contacts', '-not_resolvable_at_level1')
    """
    known = _registry()
    wanted = str(name).partition("[")[0]
    if wanted not in known:
        family = wanted.partition(".")[0]
        near = [one for one in known if one.partition(".")[0] == family] or list(known)
        raise InputError(
            f"definition must be the id of a definition; got {shown(name)}; there are {joined(near)}"
        )
    return known[wanted]


def definitions(
    metric: str | None = None, *, vendor: VendorName | None = None
) -> tuple[MetricDefinition, ...]:
    """Definitions in the registry, of one metric, one vendor, or both.

    Parameters
    ----------
    metric : str, optional
        Metric that they define, such as ``"fcr"``; every metric where left out.
    vendor : str, optional
        Who defines them so; everybody where left out.

    Returns
    -------
    tuple of MetricDefinition

    Raises
    ------
    InputError
        For an unknown metric or vendor.

    Examples
    --------
    >>> [one.id for one in definitions("fcr", vendor="metricnet")]
    ['fcr.gross', 'fcr.net']
    >>> [one.id for one in definitions("service_level", vendor="icmi")]
    ['icmi.f1', 'icmi.f2', 'icmi.f3', 'icmi.f4', 'icmi.f5']
    """
    every = _registry().values()
    metrics = dict.fromkeys(one.metric for one in every)
    if metric is not None and metric not in tuple(metrics):
        raise InputError(f"metric must be one of {joined(metrics, 'or')}; got {shown(metric)}")
    if vendor is not None and vendor not in vendors():
        raise InputError(f"vendor must be one of {joined(vendors(), 'or')}; got {shown(vendor)}")
    return tuple(
        one for one in every if metric in (None, one.metric) and vendor in (None, one.vendor)
    )


def vendors() -> tuple[str, ...]:
    """Whose definitions are in the registry: documents, vendors and institutes."""
    return get_args(VendorName)


def chosen(
    wanted: "str | MetricDefinition | Iterable[str | MetricDefinition]",
) -> tuple[MetricDefinition, ...]:
    """Definitions that a metric's name, ids or definitions name."""
    if isinstance(wanted, MetricDefinition):
        return (wanted,)
    if isinstance(wanted, str):
        return definitions(wanted) if "." not in wanted else (definition(wanted),)
    if isinstance(wanted, Mapping) or not isinstance(wanted, Iterable):
        raise InputError(f"definitions must be a metric, ids or definitions; got {shown(wanted)}")
    return tuple(one for item in wanted for one in chosen(item))
