"""Dashboards, reports and hierarchies of metrics, as data that render to Markdown."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import mapped
from supportops._kit.text import joined, markdown_escape, markdown_table, shown
from supportops.errors import InputError
from supportops.vocabulary import Cadence

__all__ = [
    "Dashboard",
    "DashboardName",
    "DashboardRow",
    "MetricLayer",
    "OperationsLevel",
    "Report",
    "dashboard",
    "metric_layers",
    "operations_levels",
    "reports",
]

DashboardName: TypeAlias = Literal["agent", "team"]


class DashboardRow(Model, frozen=True, extra="forbid"):
    """One metric on a dashboard.

    Attributes
    ----------
    metric : str
        Id of the metric.
    label : str
        Its name for people.
    shows : str
        What it shows.
    review : Cadence
        How often one looks at it.
    """

    metric: str
    label: str
    shows: str
    review: Cadence


class Dashboard(Model, frozen=True, extra="forbid"):
    """Metrics that are looked at together.

    Attributes
    ----------
    name, title : str
    rows : tuple of DashboardRow
    source : Source
    """

    name: str
    title: str
    rows: tuple[DashboardRow, ...]
    source: Source

    def to_markdown(self, figures: Mapping[str, object] | None = None) -> str:
        """The dashboard as a Markdown table, with today's figures by metric where given.

        Parameters
        ----------
        figures : mapping of str to object, optional
            Figure of each metric: an `Estimate`, a text, a number. A metric without one shows
            a dash.

        Returns
        -------
        str

        Raises
        ------
        InputError
            For a figure that is not on the dashboard.
        """
        given = mapped({} if figures is None else figures, "figures")
        names = [row.metric for row in self.rows]
        stray = [name for name in given if name not in names]
        if stray:
            raise InputError(
                f"figures must be on the dashboard; got {shown(stray[0])}; there are {joined(names)}"
            )
        heads = ["metric", "what it shows", "review"] + ["today"] * bool(given)
        rows = [
            [r.label, r.shows, r.review] + [given.get(r.metric)] * bool(given) for r in self.rows
        ]
        return f"## {markdown_escape(self.title)}\n\n{markdown_table(heads, rows)}"


class Report(Model, frozen=True, extra="forbid"):
    """A regular report.

    Attributes
    ----------
    name : str
    metrics : tuple of str
        What is in it.
    audience : str
    cadence : Cadence
    source : Source
    """

    name: str
    metrics: tuple[str, ...]
    audience: str
    cadence: Cadence
    source: Source

    def to_markdown(self, figures: Mapping[str, object] | None = None) -> str:
        """The report as a Markdown page: a heading, for whom and how often, and its figures.

        Parameters
        ----------
        figures : mapping of str to object, optional
            Figures by their label: an `Estimate`, a text, a number.

        Returns
        -------
        str
        """
        given = mapped({} if figures is None else figures, "figures")
        head = (
            f"## {markdown_escape(self.name.capitalize())}\n\n"
            f"For {markdown_escape(self.audience)}, {self.cadence}: "
            f"{markdown_escape(joined(self.metrics))}."
        )
        if not given:
            return head
        return f"{head}\n\n{markdown_table(('figure', 'now'), list(given.items()))}"


class MetricLayer(Model, frozen=True, extra="forbid"):
    """A layer of metrics; each rests on the next.

    Attributes
    ----------
    name : str
    metrics : tuple of str
    source : Source
    """

    name: str
    metrics: tuple[str, ...]
    source: Source


class OperationsLevel(Model, frozen=True, extra="forbid"):
    """A level of management with its figures.

    Attributes
    ----------
    name : str
    focus : str
    metrics : tuple of str
    owner : str
    source : Source
    """

    name: str
    focus: str
    metrics: tuple[str, ...]
    owner: str
    source: Source


def _rows(table: str) -> list[dict[str, Any]]:
    data = read_data("metrics", "reporting")
    return [
        {
            **{key: value for key, value in row.items() if key != "where"},
            "source": Source(source=data["source"], where=row["where"]),
        }
        for row in data[table]
    ]


def dashboard(name: DashboardName) -> Dashboard:
    """Published dashboard of that name.

    Examples
    --------
    >>> print(dashboard("team").to_markdown({"backlog": 212}).splitlines()[6])
    | Backlog | capacity health | real time | 212 |
    """
    for row in _rows("dashboard"):
        if row["name"] == name:
            return Dashboard(**row)
    raise InputError(f"name must be {joined(get_args(DashboardName), 'or')}; got {shown(name)}")


def reports() -> tuple[Report, ...]:
    """Published five reports, each with its contents, audience and cadence.

    Examples
    --------
    >>> [(r.audience, str(r.cadence)) for r in reports()][1]
    ('team leads', 'daily')
    """
    return tuple(Report(**row) for row in _rows("report"))


def metric_layers() -> tuple[MetricLayer, ...]:
    """Published four layers of metrics, from business outcomes down to activity.

    Examples
    --------
    >>> [layer.name for layer in metric_layers()]
    ['business outcomes', 'customer experience', 'operational', 'activity']
    """
    return tuple(MetricLayer(**row) for row in _rows("layer"))


def operations_levels() -> tuple[OperationsLevel, ...]:
    """Published five levels of support operations, from tickets up to strategy.

    Examples
    --------
    >>> [(level.name, level.owner) for level in operations_levels()][0]
    ('tickets', 'agents')
    """
    return tuple(OperationsLevel(**row) for row in _rows("level"))
