"""Who looks at which figures how often, and what is an alert."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from supportops import metrics, statistics
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.deliverables import Scorecard
from supportops.design.evidence import Finding, Ledger, OpenQuestion, figure_text
from supportops.design.notes import note_assumption, note_days, table_source
from supportops.design.profile import TeamProfile
from supportops.design.programs import (
    AlertLimit,
    AudienceMetric,
    AudienceReport,
    ChanceLimit,
    ReportingPlan,
)
from supportops.playbooks import Playbook
from supportops.vocabulary import Range

__all__ = ["plan_reporting", "reporting_findings", "reporting_questions"]

_WEEKS_A_MONTH = 365.25 / 12 / 7
# Whom the source does not name: who reads the team's dashboard, and who owns the strategy.
_READERS = {"team_dashboard": "team leads", "strategy": "executives"}
# Today's figures beside those of the scorecard, where they are known.
_KNOWN = {
    "csat": "team.csat",
    "first_response_time": "team.first_response_time",
    "fcr": "team.fcr",
    "deflection_rate": "team.knowledge_base",
    "reopen_rate": "history.reopen_rate",
    "backlog": "history.backlog",
    "cost_per_ticket": "staffing.cost_per_ticket",
}


@dataclass(frozen=True, slots=True)
class _Today:
    """Today's figures by metric, in the units of the bands, with their evidence."""

    bands: Mapping[str, metrics.Band]
    values: Mapping[str, float | None]
    texts: Mapping[str, str]
    figures: Mapping[str, str]

    def status(self, metric: str) -> metrics.Status:
        band = self.bands.get(metric)
        return "unknown" if band is None else metrics.grade(self.values.get(metric), band)

    def name(self, word: str) -> str:
        """Metric that a source calls by that word."""
        plain = _plain(word)
        for band in self.bands.values():
            if plain in {_plain(band.metric), _plain(band.label)}:
                return band.metric
        return plain.replace(" ", "_")


def plan_reporting(
    profile: TeamProfile,
    book: Playbook,
    base: Baseline,
    *,
    card: Scorecard,
    as_of: date,
    ledger: Ledger,
) -> ReportingPlan:
    """Reports and scorecards by audience; alerts by band, by dip and by chance."""
    for name, reader in _READERS.items():
        ledger.assumed(
            f"reporting.reader.{name}",
            reader,
            source="assumption: the source names no reader of that name",
            replaced_by="who looks at it",
        )
    today = _today(book, card, ledger)
    bands = tuple(_limit(band, today, card, ledger) for band in today.bands.values())
    reports = metrics.reports()
    days = note_days(
        "reporting",
        {report.name: report.cadence for report in reports},
        as_of=as_of,
        source=reports[0].source,
        ledger=ledger,
    )
    owners = _owners()
    chance = tuple(_chance(profile, today, base, ledger))
    return ReportingPlan(
        reports=tuple(
            AudienceReport(
                audience=r.audience,
                report=r.name,
                contents=r.metrics,
                focus=owners[r.audience].focus,
                every=str(r.cadence),
                next_day=days[r.name],
            )
            for r in reports
        ),
        metrics=tuple(row for report in reports for row in _rows(report, owners, today)),
        bands=bands,
        chance=chance,
        **_dip(profile, base, ledger),
    )


def _owners() -> dict[str, metrics.OperationsLevel]:
    levels = metrics.operations_levels()
    named = {level.owner: level for level in levels}
    return named | {_READERS[level.name]: level for level in levels if level.name in _READERS}


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").casefold().split())


def _today(book: Playbook, card: Scorecard, ledger: Ledger) -> _Today:
    bands = {b.metric: b for b in metrics.preset(book.uses.bands)}  # type: ignore[arg-type]  # its own reference
    rows = {row.name: row for row in ledger}
    values: dict[str, float | None] = {row.metric: row.today for row in card.rows}
    texts, figures = {}, {}
    # A share that was stated tells more than whether there is a knowledge base.
    known = dict(_KNOWN)
    if "team.deflection" in rows:
        known["deflection_rate"] = "team.deflection"
    for metric, figure in known.items():
        found = rows.get(figure)
        if found is None:
            continue
        if metric not in values:
            values[metric] = ledger.number(figure) if found.value is not None else None
        value = values[metric]
        if value is not None:
            unit = bands[metric].target.unit if metric in bands else found.unit
            texts[metric], figures[metric] = _figure(value, unit), figure
    return _Today(bands, values, texts, figures)


def _limit(band: metrics.Band, today: _Today, card: Scorecard, ledger: Ledger) -> AlertLimit:
    target, warning = _text(band.target), " or ".join(map(_text, band.warnings))
    # The scorecard has noted those of its goals.
    if band.metric not in {row.metric for row in card.rows}:
        ledger.published(f"reporting.{band.metric}.on_target", target, source=band.source)
        ledger.published(f"reporting.{band.metric}.warning", warning or None, source=band.source)
    return AlertLimit(
        metric=band.metric,
        label=band.label,
        today=today.texts.get(band.metric),
        target=target,
        warning=warning,
        status=today.status(band.metric),
    )


def _rows(
    report: metrics.Report, owners: Mapping[str, metrics.OperationsLevel], today: _Today
) -> Iterator[AudienceMetric]:
    """Metrics of an audience: of its dashboard, of its level, and those that its report names."""
    audience, seen = report.audience, set()
    boards = {"agents": "agent", _READERS["team_dashboard"]: "team"}
    entries = []
    if audience in boards:
        board = metrics.dashboard(boards[audience])  # type: ignore[arg-type]  # the two that there are
        entries += [(row.metric, row.label, row.shows, str(row.review)) for row in board.rows]
    level = owners[audience]
    entries += [(today.name(w), w, level.focus, str(report.cadence)) for w in level.metrics]
    entries += [
        (today.name(word), word, report.name, str(report.cadence))
        for word in report.metrics
        if today.name(word) in today.bands
    ]
    for metric, label, shows, review in entries:
        if metric in seen:
            continue
        seen.add(metric)
        band = today.bands.get(metric)
        yield AudienceMetric(
            audience=audience,
            metric=label,
            shows=shows,
            review=review,
            # What the team stands at is the yardstick of each agent.
            today=_of_team(today.texts.get(metric))
            if audience == "agents"
            else today.texts.get(metric),
            figure=today.figures.get(metric, ""),
            status=today.status(metric),
            alert="" if band is None else " or ".join(map(_text, band.warnings)),
        )


def _of_team(text: str | None) -> str | None:
    return None if text is None else f"{text} (team)"


def _chance(
    profile: TeamProfile, today: _Today, base: Baseline, ledger: Ledger
) -> Iterator[ChanceLimit]:
    """Limits of a week's share, by how many cases it holds."""
    ledger.assumed(
        "reporting.sigmas",
        3,
        "standard errors",
        source="convention of control charts",
        replaced_by="how many false alarms the team accepts",
    )
    response = profile.assumed.survey_response
    if response is not None:
        note_assumption("assumed.survey_response", response, ledger=ledger)
    for metric in ("csat", "fcr"):
        value = today.values.get(metric)
        if value is None or not 0 < value < 1:
            continue
        inputs = {"volume": "team.tickets_per_month"}
        cases, formula, note = base.volume / _WEEKS_A_MONTH, "volume / (365.25 / 12 / 7)", ""
        if metric == "csat" and response is None:
            note = "if every customer answered; wider in truth"
        elif metric == "csat" and response is not None:
            cases, formula = cases * response.value, f"{formula} * response"
            inputs["response"] = "assumed.survey_response"
        chart = metrics.share_alerts([value * cases], [cases]).chart
        lower, upper = float(chart.lower[0]), float(chart.upper[0])
        name = f"reporting.{metric}"
        ledger.derived(f"{name}.cases_a_week", cases, "cases/week", formula=formula, inputs=inputs)
        spread = "sigmas * (p * (1 - p) / n) ** 0.5"
        of = {"p": _KNOWN[metric], "n": f"{name}.cases_a_week", "sigmas": "reporting.sigmas"}
        ledger.derived(f"{name}.lower", lower, formula=f"max(p - {spread}, 0)", inputs=of)
        ledger.derived(f"{name}.upper", upper, formula=f"min(p + {spread}, 1)", inputs=of)
        yield ChanceLimit(
            metric=today.bands[metric].label,
            period="week",
            cases=cases,
            today=value,
            lower=lower,
            upper=upper,
            note=note,
        )


def _dip(profile: TeamProfile, base: Baseline, ledger: Ledger) -> dict[str, Any]:
    """The published trigger, and what a drop of that size says at so many answers a month."""
    csat, response = profile.given.csat, profile.assumed.survey_response
    dip = metrics.csat_dip(csat, csat).limit
    ledger.published(
        "reporting.csat_dip",
        dip,
        "percentage points",
        source=table_source("metrics", "windows", "csat_dip"),
    )
    inputs = {"volume": "team.tickets_per_month"}
    if response is not None:
        inputs["response"] = "assumed.survey_response"
    answers = base.volume * (1.0 if response is None else response.value)
    ledger.derived(
        "reporting.csat_dip.answers",
        answers,
        "answers/month",
        formula=" * ".join(inputs),
        inputs=inputs,
    )
    low = high = needed = None
    after = csat - dip / 100
    if after > 0 and csat < 1:  # at an end nothing varies
        ends = statistics.newcombe((csat * answers, answers), (after * answers, answers))
        low, high = 100 * float(ends.low), 100 * float(ends.high)
        needed = statistics.two_proportion_size(csat, after).n
        of = {"p": "team.csat", "dip": "reporting.csat_dip"}
        for end, value in (("low", low), ("high", high)):
            ledger.derived(
                f"reporting.csat_dip.{end}",
                value,
                "percentage points",
                formula=f"100 * newcombe_{end}(p, p - dip / 100, n)",
                inputs={**of, "n": "reporting.csat_dip.answers"},
            )
        ledger.derived(
            "reporting.csat_dip.answers_needed",
            needed,
            "answers/month",
            formula="two_proportion_size(p, p - dip / 100, 0.8, 0.05)",
            inputs=of,
        )
    return {
        "dip": dip,
        "dip_answers": answers,
        "dip_low": low,
        "dip_high": high,
        "dip_answers_needed": needed,
    }


def reporting_findings(plan: ReportingPlan, profile: TeamProfile) -> tuple[Finding, ...]:
    """A trigger that noise alone sets off."""
    if plan.dip_low is None or plan.dip_high is None or plan.dip_low > 0:
        return ()
    csat = profile.given.csat
    most = "" if profile.assumed.survey_response is not None else "at most "
    return (
        Finding(
            code="dip-within-noise",
            title=f"A CSAT dip of {plan.dip:g} points is not news by itself",
            arithmetic=(
                f"{percent_text(csat)} to {percent_text(csat - plan.dip / 100)} on {most}"
                f"{plan.dip_answers:,.0f} answers each month is a drop of {plan.dip_low:.1f} to "
                f"{plan.dip_high:.1f} points (95 %); {plan.dip_answers_needed:,} answers would show it in 4 of 5 cases"
            ),
            figures=tuple(
                f"reporting.csat_dip{part}" for part in ("", ".answers", ".low", ".answers_needed")
            ),
            way_out="Look into a dip at once; act on one that leaves the control limits or lasts two months.",
        ),
    )


def reporting_questions(profile: TeamProfile, plan: ReportingPlan) -> tuple[OpenQuestion, ...]:
    """Answers to the survey, and metrics that an audience wants and nobody has."""
    questions = []
    if profile.assumed.survey_response is None:
        questions.append(
            OpenQuestion(
                name="assumed.survey_response",
                question="Which share of customers answers the satisfaction survey?",
                changes="how far CSAT moves by chance, and so which change is an alert",
            )
        )
    # No input has all of them: retention, say, is known to others than support.
    missing = dict.fromkeys(row.metric for row in plan.metrics if row.today is None)
    questions.append(
        OpenQuestion(
            name="metrics_today",
            question=f"What are today's figures of {joined(missing)}?",
            changes="the scorecards that show them, and whether they are an alert",
        )
    )
    return tuple(questions)


def _text(limits: Range) -> str:
    return str(limits if limits.unit else limits.scaled(100, "%"))


def _figure(value: float, unit: str) -> str:
    if unit == "minutes":
        return duration_text(timedelta(minutes=round(value)))
    return f"{figure_text(value)} {unit}" if unit else percent_text(value)
