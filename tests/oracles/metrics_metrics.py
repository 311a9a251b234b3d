"""Answers of the metrics room to the cases of metrics.json: names and units, nothing else."""

from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from supportops import metrics, statistics
from supportops.calendars import localize

DAY = 86_400


def answer(op: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Answer to one case, by its operation."""
    return _plain(OPS[op](**{f"{key}_": value for key, value in inputs.items()}))


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return None if value != value else value  # noqa: PLR0124  NaN


def _scores(counts):
    return [float(score) for score, count in counts.items() for _ in range(count)]


def _ends(interval, factor=1.0):
    return [None if end is None else end * factor for end in (interval.low, interval.high)]


def _counts(triple):
    return dict(zip(("promoters", "passives", "detractors"), triple, strict=True))


def nps_interval(promoters_, passives_, detractors_, confidence_):
    counts = (promoters_, passives_, detractors_)
    wald, adjusted = statistics.net_wald(*counts), statistics.net_adjusted(*counts)
    score = metrics.nps_from_counts(*counts)
    return {
        "n": score.n,
        "nps": score.value,
        "variance": wald.variance * 100**2,
        "se": wald.se * 100,
        "wald": _ends(wald.interval(confidence_), 100),
        "adj_nps": adjusted.center * 100,
        "adj_se": adjusted.se * 100,
        "adjusted_wald": _ends(score.interval(confidence_)),
    }


def nps_from_scores(scores_):
    found = metrics.nps_answers(scores_)
    score = metrics.nps(scores_)
    return {
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "n": score.n,
        "nps": score.value,
    }


def nps_difference(a_, b_):
    a, b = metrics.NpsAnswers(**_counts(a_)), metrics.NpsAnswers(**_counts(b_))
    adjusted = metrics.nps_difference(a, b)
    plain = statistics.net_difference_test(*(statistics.net_wald(*side) for side in (a_, b_)))
    return {
        "diff": plain.effect * 100,
        "se": plain.se * 100,
        "z": plain.statistic,
        "p_value": plain.p_value,
        "adj_diff": adjusted.effect * 100,
        "adj_se": adjusted.se * 100,
        "adj_z": adjusted.statistic,
        "adj_p_value": adjusted.p_value,
    }


def nps_sample_size(sd_, diff_, confidence_, power_):
    size = metrics.nps_size(diff_, sd=sd_, power=power_, alpha=1 - confidence_)
    return {"n_exact": size.exact, "n": size.n}


def nps_posterior(promoters_, passives_, detractors_, prior_):
    found = statistics.net_posterior(promoters_, passives_, detractors_, prior=tuple(prior_))
    return {"mean": found.center * 100, "sd": found.se * 100}


def csat_distribution(counts_, scale_):
    found = metrics.csat_variants(_scores(counts_), scale=tuple(scale_))
    return {
        "n": found.mean.n,
        "top2box_pct": found.top_two.percent,
        "top1box_pct": found.top_one.percent,
        "mean": found.mean.value,
        "mean_sd": found.sd,
        "mean_rescaled_pct": found.rescaled.percent,
        "mean_over_max_pct": found.of_maximum.percent,
        "bottom2box_pct": found.bottom_two.percent,
        "net_pct": found.net.percent,
    }


def csat_rating(ratings_, scale_max_):
    tallies = metrics.rating_tallies(ratings_, points=scale_max_)
    score = metrics.csat_good_rated(ratings_, points=scale_max_)
    return {
        "good": int(tallies["good"]),
        "bad": int(tallies["bad"]),
        "satisfaction_pct": score.percent,
    }


def csat_response_bounds(offered_, responded_, good_):
    found = metrics.csat_bounds(offered_, responded=responded_, satisfied=good_)
    low, high = found.possible.low, found.possible.high
    return {
        "response_rate": found.response_rate.value,
        "csat_pct": found.csat.percent,
        "offered_good_pct": found.of_offered.percent,
        "manski_low_pct": None if low is None else low * 100,
        "manski_high_pct": None if high is None else high * 100,
    }


def csat_weighted_by_segment(segments_):
    rows = {s["name"]: (s["population"], s["responded"], s["good"]) for s in segments_}
    raw = metrics.csat_bounds(
        sum(row[0] for row in rows.values()),
        responded=sum(row[1] for row in rows.values()),
        satisfied=sum(row[2] for row in rows.values()),
    )
    return {"raw_pct": raw.csat.percent, "weighted_pct": metrics.csat_by_segment(rows).percent}


def csat_score_changes(history_):
    found = metrics.rating_changes({row["ticket"]: row["scores"] for row in history_})
    return {
        "good_to_bad": list(found.good_to_bad),
        "bad_to_good": list(found.bad_to_good),
        "first": {str(k): v for k, v in found.first.items()},
        "latest": {str(k): v for k, v in found.latest.items()},
        "surveyed": found.surveyed,
        "rated": found.rated,
        "satisfaction_latest": found.satisfaction.value,
    }


def ces(counts_, scale_):
    scores, scale = _scores(counts_), tuple(scale_)
    mean = metrics.ces_mean(scores, scale=scale)
    return {
        "n": mean.n,
        "mean": mean.value,
        "top3box_pct": metrics.ces_top_three(scores, scale=scale).percent,
        "index": metrics.ces_index(scores, scale=scale).value,
    }


def ces_effort_split(counts_, scale_, direction_):
    scores, scale = _scores(counts_), tuple(scale_)
    ends = {
        "lower_is_better": (metrics.ces_low_effort, metrics.ces_high_effort),
        "higher_is_better": (metrics.ces_high_effort, metrics.ces_low_effort),
    }[direction_]
    low, high = (share(scores, scale=scale) for share in ends)
    mean = metrics.ces_effort_mean(scores, scale=scale)
    return {
        "n": mean.n,
        "mean": mean.value,
        "low_effort_pct": low.percent,
        "high_effort_pct": high.percent,
    }


def fcr_gross_net(contacts_, resolved_first_, not_resolvable_at_level1_):
    net = metrics.fcr_net(
        resolved_first_, contacts_, not_resolvable_at_level1=not_resolvable_at_level1_
    )
    return {"gross": metrics.fcr(resolved_first_, contacts_).value, "net": net.value}


def fcr_rate(contacts_, resolved_first_):
    return {"fcr": metrics.fcr(resolved_first_, contacts_).value}


def _touches(tickets):
    headings = {"ticket_id": "id", "agent_replies": "agent_public_replies"}
    names = ["id", "status", "agent_public_replies"]
    return metrics.fcr_touches(pd.DataFrame(tickets, columns=names), columns=headings)


def fcr_one_touch(tickets_):
    found = _touches(tickets_)
    return {
        "solved": found.solved,
        "one_touch": len(found.zero) + len(found.one),
        "one_touch_rate": found.one_touch.value,
        "one_touch_strict": len(found.one),
        "one_touch_strict_rate": found.one_touch_strict.value,
        "two_touch": len(found.two),
    }


def fcr_touch_buckets(tickets_):
    found = _touches(tickets_)
    return {
        "zero_touch": list(found.zero),
        "one_touch": list(found.one),
        "two_touch": list(found.two),
        "multi_touch": list(found.more),
        "unreplied": found.unreplied,
        "unreplied_unsolved": found.unreplied_unsolved,
    }


def _utc(text):
    return localize(datetime.fromisoformat(text), "UTC")


def fcr_repeat_window(contacts_, window_days_, as_of_, same_reason_, boundary_):
    frame = pd.DataFrame(contacts_, columns=["customer", "reason", "at"])
    frame["at"] = pd.to_datetime(frame["at"], utc=True)
    found = metrics.repeat_contacts(
        frame,
        window=timedelta(days=window_days_),
        now=_utc(as_of_),
        same_reason=same_reason_,
        boundary=boundary_,
        columns={"customer_id": "customer"},
    )
    return {
        "contacts": found.contacts,
        "mature": found.mature,
        "immature": found.immature,
        "repeat": found.repeat,
        "fcr": found.fcr.value,
    }


def backlog_age(open_age_days_, edges_):
    found = metrics.backlog_age(
        [age * DAY for age in open_age_days_], edges=[timedelta(days=edge) for edge in edges_]
    )
    return {
        "counts": [bucket.count for bucket in found.buckets],
        "median": _per_day(found.median.value),
        "p90": _per_day(found.p90.value),
        "mean": _per_day(found.mean.value),
        "oldest": _per_day(found.oldest),
    }


def _per_day(seconds):
    return None if seconds is None else seconds / DAY


def backlog_flow(arrivals_per_day_, avg_resolution_days_, open_, throughput_per_day_):
    found = metrics.backlog_flow(
        arrivals_per_day=arrivals_per_day_,
        resolution=timedelta(days=avg_resolution_days_),
        open_tickets=open_,
        resolved_per_day=throughput_per_day_,
    )
    return {
        "expected_open": found.expected_open,
        "days_of_backlog": found.days_of_backlog,
        "net_growth_per_day": found.net_growth,
    }


def backlog_length_bias(durations_days_):
    found = metrics.length_bias(durations_days_)
    return {
        "mean_ttr": found.mean_duration,
        "mean_duration_of_open_ticket": found.mean_duration_of_open,
        "mean_age_of_open_ticket": found.mean_age_of_open,
    }


def handle_time(talk_s_, hold_s_, wrap_s_, contacts_):
    talk, hold, wrap = (timedelta(seconds=x) for x in (talk_s_, hold_s_, wrap_s_))
    found = metrics.handle_time(talk=talk, on_hold=hold, wrap=wrap, contacts=contacts_)
    return {"aht_s": found.value}


def occupancy_and_utilization(handle_h_, available_h_, paid_h_):
    handle, free, paid = (timedelta(hours=x) for x in (handle_h_, available_h_, paid_h_))
    available = metrics.utilization_available(handle=handle, available=free, paid=paid)
    return {
        "occupancy": metrics.occupancy(handle=handle, available=free).value,
        "utilization_available_of_paid": available.value,
        "utilization_handle_of_paid": metrics.utilization_handle(handle=handle, paid=paid).value,
    }


def occupancy(handle_, staffed_, unit_):
    handle, staffed = (timedelta(**{unit_: x}) for x in (handle_, staffed_))
    return {"occupancy": metrics.occupancy(handle=handle, available=staffed - handle).value}


def reopen_rate_interval(resolved_, reopened_, confidence_, method_):
    counts = {"tickets_reopened": reopened_, "tickets_solved": resolved_}
    rate = metrics.measure("reopen.by_ticket", counts)
    interval = METHODS[method_](reopened_, resolved_, confidence=confidence_)
    return {"rate": rate.value, "low": interval.low, "high": interval.high}


METHODS = {
    "wilson": statistics.wilson,
    "exact": statistics.clopper_pearson,
    "beta": statistics.clopper_pearson,
    "wilsoncc": statistics.wilson_corrected,
    "clopper_pearson": statistics.clopper_pearson,
    "jeffreys": statistics.jeffreys,
    "agresti_coull": statistics.agresti_coull,
    "wilson_cc": statistics.wilson_corrected,
}


def reopen_rate_variants(solved_tickets_, tickets_reopened_, reopen_events_, solve_events_):
    found = metrics.reopen_rates(
        tickets_solved=solved_tickets_,
        tickets_reopened=tickets_reopened_,
        reopen_events=reopen_events_,
        solve_events=solve_events_,
    )
    return {
        "by_ticket": found.by_ticket.value,
        "events_per_ticket": found.events_per_ticket.value,
        "by_solve_event": found.by_solve_event.value,
    }


def reopens_from_solves(solved_count_per_ticket_):
    reopens = metrics.reopens_from_solves(solved_count_per_ticket_)
    return {"reopens": reopens.tolist(), "tickets_reopened": int((reopens > 0).sum())}


def service_level_variants(**inputs):
    tallies = {key.rstrip("_"): value for key, value in inputs.items()}
    names = {
        "abandon_positive": "icmi.f1",
        "answered_only": "icmi.f2",
        "abandon_negative": "icmi.f3",
        "short_abandon_excluded": "icmi.f4",
        "short_call_positive": "icmi.f5",
    }
    return {key: metrics.service_level(tallies, formula=name).value for key, name in names.items()}


def service_level_excluding_short_abandons(**inputs):
    tallies = {key.rstrip("_"): value for key, value in inputs.items()}
    return {"sl": metrics.service_level(tallies, formula="service_level.without_short").value}


def service_level_by_abandon_policy(**inputs):
    tallies = {key.rstrip("_"): value for key, value in inputs.items()}
    return {
        name: metrics.service_level(tallies, formula=f"service_level.abandons_{name}").value
        for name in ("ignored", "negative", "positive")
    }


def rolling_rate(daily_, window_days_, as_of_):
    frame = pd.DataFrame(daily_, columns=["date", "responses", "good"])
    frame = frame.rename(columns={"responses": "n", "good": "successes"})
    row = metrics.rolling_share(frame, window=timedelta(days=window_days_), at=[as_of_]).iloc[0]
    return {
        "responses": int(row["n"]),
        "good": int(row["successes"]),
        "pooled": float(row["value"]),
        "days_in_window": int(row["days"]),
        "complete": bool(row["complete"]),
    }


def cohort_rates(cohorts_):
    found = metrics.cohort_triangle(
        [c["solved"] for c in cohorts_], [c["reopened_in_month_k"] for c in cohorts_]
    )
    return {
        "cumulative": [list(row) for row in found.cumulative],
        "pooled_cumulative": [p.value for p in found.pooled],
        "pooled_hazard": [h.value for h in found.hazards],
        "developed_ultimate_rate": found.ultimate,
    }


def _card(items):
    return metrics.scorecard([metrics.ScoreItem(**item) for item in items])


def scorecard(items_):
    found = _card(items_)
    return {"parts": {part.name: part.points for part in found.parts}, "total": found.total}


def scorecard_with_missing(items_):
    found = _card(items_)
    return {"total": found.total, "coverage": found.coverage}


def band_score(bands_, actual_):
    return {"score": metrics.band_score(actual_, bands_)}


STATUS = {"on_target": "ok", "watch": "warn", "warning": "breach", "unknown": None}


def target_status(metrics_):
    found = []
    for row in metrics_:
        target = metrics.Target(
            metric=row["name"],
            target=row["target"],
            watch=row["warn"],
            direction=row["direction"],
        )
        found.append(STATUS[metrics.grade(row["value"], target.band)])
    return {"status": found}


def target_status_with_interval(value_, target_, warn_, confidence_):
    target = metrics.Target(metric="share", target=target_, watch=warn_)
    estimate = statistics.proportion(value_["successes"], value_["n"])
    found = metrics.band_status(estimate, target.band, confidence=confidence_)
    return {
        "point_status": STATUS[found.status],
        "interval": _ends(estimate.interval(confidence_)),
        "certain": found.certain,
    }


def welch_t_test(a_, b_, confidence_):
    found = statistics.welch_test(a_, b_)
    return {
        "diff": found.effect,
        "t": found.statistic,
        "df": found.df,
        "p_value": found.p_value,
        "interval": _ends(found.interval(confidence_)),
    }


def mann_whitney_test(a_, b_):
    found = statistics.rank_test(a_, b_)
    return {
        "u": found.u,
        "p_asymptotic_cc": found.p_value,
        "p_exact": found.p_exact,
        "prob_superiority": found.superiority,
        "hodges_lehmann": found.shift,
    }


def ratio_difference(a_, b_):
    a, b = (statistics.ratio(arm["handle_s"], arm["contacts"], unit="s") for arm in (a_, b_))
    found = statistics.difference_test(a, b)
    return {
        "ratio_a": a.value,
        "se_a": a.se,
        "ratio_b": b.value,
        "se_b": b.se,
        "diff": found.effect,
        "se": found.se,
        "z": found.statistic,
    }


def cuped(pre_, post_):
    found = statistics.cuped(pre_, post_)
    return {
        "theta": found.theta,
        "adjusted_mean": found.mean.value,
        "adjusted_var": found.variance,
        "variance_reduction": found.variance_reduction,
    }


def sample_ratio_mismatch(counts_, expected_share_, alpha_):
    found = statistics.sample_ratio(counts_, expected=expected_share_, alpha=alpha_)
    return {"chi2": found.chi2, "p_value": found.p_value, "srm": found.mismatch}


def group_sequential_bounds(looks_, alpha_, sides_, equally_spaced_):
    if not equally_spaced_:
        raise NotImplementedError("bounds of looks that are not equally spaced")
    return {
        "pocock": float(statistics.pocock_bounds(looks_, alpha=alpha_, sides=sides_)[0]),
        "obrien_fleming": statistics.obrien_fleming_bounds(
            looks_, alpha=alpha_, sides=sides_
        ).tolist(),
    }


def peeking_inflation(looks_, alpha_):
    return {"true_size": metrics.sequential_plan(looks_, alpha=alpha_).careless_size}


def xmr_chart(values_):
    found = metrics.mean_alerts(values_)
    return {
        "mean": found.chart.center,
        "mr_bar": found.chart.moving_range,
        "lower": float(found.chart.lower[0]),
        "upper": float(found.chart.upper[0]),
        "signals": list(found.signals),
    }


def p_chart(n_, successes_):
    found = metrics.share_alerts(successes_, n_)
    return {
        "p_bar": found.chart.center,
        "lower": found.chart.lower.tolist(),
        "upper": found.chart.upper.tolist(),
        "signals": list(found.signals),
    }


ADJUSTMENTS = {
    "bonferroni": statistics.bonferroni,
    "holm": statistics.holm,
    "benjamini_hochberg": statistics.benjamini_hochberg,
    "benjamini_yekutieli": statistics.benjamini_yekutieli,
}


def adjust_p_values(p_values_, alpha_, method_):
    adjusted = ADJUSTMENTS[method_](p_values_)
    return {"adjusted": adjusted.tolist(), "n_rejected": int((adjusted <= alpha_).sum())}


def stratified_comparison(strata_):
    a, b = (
        tuple(list(column) for column in zip(*(row[side] for row in strata_), strict=True))
        for side in ("a", "b")
    )
    found = statistics.stratified_comparison(a, b)
    return {
        "crude_a": found.crude_a,
        "crude_b": found.crude_b,
        "crude_diff": found.crude_difference,
        "stratum_diffs": found.differences.tolist(),
        "mh_odds_ratio": found.odds_ratio,
        "mh_risk_difference": found.risk_difference,
        "reversal": found.reversal,
        "std_rate_a": found.standardized_a.value,
        "std_rate_b": found.standardized_b.value,
    }


OPS = {
    name: thing
    for name, thing in list(globals().items())
    if callable(thing) and not name.startswith("_") and name not in {"answer", "localize"}
}
