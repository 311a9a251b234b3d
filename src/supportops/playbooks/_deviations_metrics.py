"""Rules about metrics: what the same playbook says of them elsewhere."""

from collections.abc import Iterator
from math import isclose

from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.playbooks._bounds import bounds_text
from supportops.playbooks._ground import Deviation, Ground, digits, places
from supportops.playbooks.models import Figure

__all__ = ["RULES"]

_ASKED = ("target", "baseline", "stretch")


def _stated_twice(ground: Ground) -> Iterator[Deviation]:
    """One measure of one scope with two figures that are both asked for."""
    asked: dict[str, list[Figure]] = {}
    for figure in ground.figures:
        if figure.role in _ASKED:
            asked.setdefault(figure.label, []).append(figure)
    for label, figures in asked.items():
        first = figures[0]
        for other in figures[1:]:
            if (other.bounds, other.clock) == (first.bounds, first.clock):
                continue
            yield Deviation(
                code="stated-twice",
                about=label,
                stated=_said(first),
                found=_said(other),
                arithmetic="",
                figure=None,
                where=places(first, other),
            )


def _said(figure: Figure) -> str:
    definition = f" ({figure.definition})" if figure.definition else ""
    return f"{figure.role} {figure.text}{definition}"


def _mean_and_percent(ground: Ground) -> Iterator[Deviation]:
    """A mean score printed as a percentage: over the highest score, or rescaled from the lowest."""
    mean = ground.first("csat_mean")
    percent = ground.first("csat", role="reported")
    if mean is None or percent is None or not mean.bounds.unit.startswith("of "):
        return
    top, score = float(mean.bounds.unit.removeprefix("of ")), mean.bounds.low or 0.0
    ratio, rescaled = score / top, (score - 1) / (top - 1)
    if not isclose(ratio, rescaled):
        yield Deviation(
            code="mean-as-percent",
            about="csat",
            stated=f"{digits(score)} of {digits(top)} is {percent.text}",
            found=f"{percent_text(rescaled, 2)} from the lowest score, and neither is a share of satisfied answers",
            arithmetic=(
                f"{digits(score)} ÷ {digits(top)} = {percent_text(ratio, 2)}; "
                f"({digits(score)} − 1) ÷ ({digits(top)} − 1) = {percent_text(rescaled, 2)}"
            ),
            figure=rescaled,
            where=places(mean, percent),
        )


def _transfers(ground: Ground) -> Iterator[Deviation]:
    """Fewer transfers than contacts beyond the first tier."""
    limit = ground.first("transfer_rate")
    beyond = list(ground.all("share_of_contacts"))[1:]  # the first tier stands first
    if limit is None or limit.bounds.high is None or not beyond:
        return
    total = sum(f.bounds.low or 0.0 for f in beyond)
    if total > limit.bounds.high:
        yield Deviation(
            code="transfers-below-tiers",
            about="transfer_rate",
            stated=limit.text,
            found=f"{percent_text(total)} of contacts end beyond the first tier: most must be routed there directly",
            arithmetic=" + ".join(percent_text(f.bounds.low or 0.0) for f in beyond),
            figure=total,
            where=places(limit, *beyond),
        )


def _first_contact(ground: Ground) -> Iterator[Deviation]:
    """First contact resolution that the first tier can bring about by itself."""
    share = ground.first("share_of_contacts")  # the first tier stands first
    tier = None if share is None else share.scope
    simple = next((f for f in ground.all("fcr") if tier and f.scope.endswith(tier)), None)
    whole = [f for f in ground.all("fcr") if not f.scope and f.bounds.low is not None]
    if share is None or simple is None or not whole:
        return
    possible = (share.bounds.low or 0.0) * (simple.bounds.low or 0.0)
    if possible < min(f.bounds.low or 0.0 for f in whole):
        yield Deviation(
            code="fcr-beyond-tier",
            about="fcr",
            stated=", ".join(f"{f.role} {f.text}" for f in whole),
            found=f"{percent_text(possible)} if only {share.scope} counts",
            arithmetic=f"{share.text} × {percent_text(simple.bounds.low or 0.0)} = {percent_text(possible)}",
            figure=possible,
            where=places(*whole, share, simple),
        )


def _downtime(ground: Ground) -> Iterator[Deviation]:
    """Downtime printed beside an uptime, and uptime demanded of vendors beside one's own."""
    own = ground.first("uptime")
    if own is None or own.bounds.low is None:
        return
    exact = (1 - own.bounds.low) * 8760
    printed = ground.first("downtime_a_year", scope=own.scope)
    if printed is not None and printed.bounds.high is not None:
        hours = printed.bounds.high / 60
        if not isclose(hours, exact, rel_tol=1e-6):
            yield Deviation(
                code="downtime-rounded",
                about=printed.label,
                stated=f"{digits(hours)} h beside {percent_text(own.bounds.low, 3)}",
                found=f"{digits(exact)} h in 365 days",
                arithmetic=f"(1 − {percent_text(own.bounds.low, 3)}) × 8,760 h = {digits(exact)} h",
                figure=exact,
                where=places(own, printed),
            )
    vendors = ground.table("tooling.must_haves")
    if vendors is not None and float(vendors.uptime) > own.bounds.low:
        theirs = float(1 - vendors.uptime) * 8760
        yield Deviation(
            code="uptime-below-vendors",
            about=own.label,
            stated=f"{own.text}, {digits(exact)} h down a year",
            found=f"vendors must give {percent_text(float(vendors.uptime), 3)}, {digits(theirs)} h down a year",
            arithmetic=f"{digits(exact)} ÷ {digits(theirs)} = {digits(exact / theirs)} times as long",
            figure=exact / theirs,
            where=f"{own.where}; {vendors.source.where}",
        )


def _goals_outside_bands(ground: Ground) -> Iterator[Deviation]:
    """Goals that, once reached, still miss the playbook's own band."""
    goals, bands = ground.table("metrics.goals"), ground.table("metrics.preset")
    for goal in goals or ():
        for band in bands or ():
            if band.metric == goal.metric and goal.target not in band.target:
                stated = next(
                    f
                    for f in ground.all(goal.metric)
                    if f.scope == "worked example" and f.role == "target"
                )
                yield Deviation(
                    code="goal-outside-band",
                    about=goal.metric,
                    stated=f"goal {stated.text}",
                    found=f"the metric is on target {bounds_text(band.target)}",
                    arithmetic="",
                    figure=goal.target,
                    where=f"{stated.where}; {band.source.where}",
                )


def _deflection_focus(ground: Ground) -> Iterator[Deviation]:
    """Share of the tickets in focus that a deflection goal really needs."""
    from supportops import knowledge

    volume = ground.first("tickets")
    for goal in ground.table("metrics.goals") or ():
        focus = [
            f
            for f in ground.all("share_of_tickets")
            if any(f.scope.startswith(word) for word in goal.focus)
        ]
        if goal.metric != "deflection_rate" or volume is None or not focus:
            continue
        part = sum(f.bounds.low or 0.0 for f in focus)
        tickets = volume.bounds.low or 0.0
        need = knowledge.deflection_needed(tickets, focus=part, target=goal.target)
        if need.share_of_focus is not None:
            yield Deviation(
                code="deflection-of-focus",
                about="deflection_rate",
                stated=f"{percent_text(goal.target)} of all tickets, worked on in {' and '.join(goal.focus)}",
                found=f"{percent_text(need.share_of_focus)} of those tickets must be deflected",
                arithmetic=(
                    f"{digits(need.tickets)} ÷ {digits(need.focus_tickets)} = "
                    f"{percent_text(need.share_of_focus)}"
                ),
                figure=need.share_of_focus,
                where=places(volume, *focus),
            )


def _tier_shares(ground: Ground) -> Iterator[Deviation]:
    """A split of tickets outside the bands of the tier structure."""
    from supportops import tiers

    structure, split = ground.table("tiers.preset"), ground.table("tiers.tier_split")
    if structure is None or split is None:
        return
    for row in tiers.check_shares(split.resolves, structure=structure):
        if row.status in {"below", "above"} and row.band is not None:
            yield Deviation(
                code="tier-share-outside-band",
                about=row.tier,
                stated=f"{percent_text(row.share)} of tickets",
                found=f"the structure has {_band(row.band.low, row.band.high, row.band.high_open)}",
                arithmetic="",
                figure=row.share,
                where=f"{split.source.where}; {structure.tiers[0].source.where}",
            )


def _band(low: float | None, high: float | None, high_open: bool) -> str:  # noqa: FBT001  a private helper
    if low is None:
        return f"{'below' if high_open else 'at most'} {percent_text(high or 0.0)}"
    return f"{percent_text(low)} to {percent_text(high or 1.0)}"


def _throughput(ground: Ground) -> Iterator[Deviation]:
    """Tickets a day that the tier's own handle time does not allow."""
    from datetime import timedelta

    from supportops import tiers

    structure, busy = ground.table("tiers.preset"), ground.first("agent_utilization")
    if structure is None or busy is None or busy.bounds.high is None:
        return
    productive = timedelta(hours=ground.day * busy.bounds.high)
    for tier in structure.tiers:
        if tier.handle_time is None:
            continue
        card = tiers.tier_scorecard(tier.name)
        answer = tiers.check_throughput(card, productive=productive)
        if not answer.fits:
            yield Deviation(
                code="throughput-beyond-day",
                about=tier.name,
                stated=f"{answer.target} at {tier.handle_time}",
                found=f"{duration_text(answer.least_time)} of work at the shortest handle time",
                arithmetic=(
                    f"{digits(answer.target.high or 0.0)} × {digits(tier.handle_time.low or 0.0)} m = "
                    f"{duration_text(answer.least_time)}; {digits(ground.day)} h × "
                    f"{percent_text(busy.bounds.high)} = {duration_text(productive)}"
                ),
                figure=answer.least_time / timedelta(hours=1),
                where=card.source.where,
            )


RULES = (
    _stated_twice,
    _mean_and_percent,
    _transfers,
    _first_contact,
    _downtime,
    _goals_outside_bands,
    _deflection_focus,
    _tier_shares,
    _throughput,
)
