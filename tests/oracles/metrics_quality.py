"""Cases of metrics.json that quality answers: names and units, nothing else."""

import numpy as np

from supportops.quality import (
    Dimension,
    Rubric,
    Scoring,
    Section,
    calibration,
    compare_raters,
    error_accuracy,
    mean_score,
    pass_rate,
    rating_percent,
    score_review,
    scoring,
)


def answer(op, inputs):
    """Answer of the room to an operation, in the form of its expectation."""
    return OPS[op](inputs)


def _mean(i):
    return {"iqs": mean_score(i["review_scores"]).value}


def _rating(i):
    scale = {"lowest": i["scale_min"], "highest": i["scale_max"]}
    return {"scores": rating_percent(i["selected"], **scale).tolist()}


def _categories(i):
    rows = i["categories"]
    rubric = Rubric(
        name="case",
        dimensions=[
            Dimension(
                name=row["name"],
                highest=100,
                weight=row["weight"],
                critical=row.get("critical", False),
            )
            for row in rows
        ],
        scoring=scoring("zendesk"),
    )
    out = score_review({row["name"]: row["score"] for row in rows}, rubric=rubric)
    return {"score": out.score, "score_without_autofail": out.raw_score}


def _questions(i, scoring_of, bonus=()):
    weights = i.get("section_weight_pct", [])
    rubric = Rubric(
        name="case",
        dimensions=[
            *(
                Dimension(name=str(n), highest=most, section=str(n))
                for n, most in enumerate(i["maximum"])
            ),
            *(Dimension(name="bonus", highest=points, bonus=True) for points in bonus),
        ],
        sections=[Section(name=str(n), weight=weight) for n, weight in enumerate(weights)],
        scoring=scoring_of,
    )
    points = {str(n): earned for n, earned in enumerate(i["earned"])}
    return score_review(
        points | dict(zip(("bonus",), bonus, strict=False)), rubric=rubric
    ).raw_score


def _points(i):
    return {"score": _questions(i, scoring("maestro-total"))}


def _bonus(i):
    given = [i["bonus_earned"]] if i["bonus_earned"] else []
    return {"score": _questions(i, Scoring(name="case", by="points"), given)}


def _sections(i):
    return {
        "weighted": _questions(i, scoring("maestro-sections")),
        "total_points": _questions(i, scoring("maestro-total")),
    }


def _pass(i):
    return {"pass_rate": pass_rate(i["review_scores"], pass_mark=i["threshold"]).value}


def _errors(i):
    classes = ("customer", "business", "compliance", "noncritical")
    counts = {name: [t[name] for t in i["transactions"]] for name in classes}
    out = error_accuracy(**counts, opportunities=i["noncritical_opportunities_per_tx"])
    return {
        "customer_critical_accuracy": out.customer.value,
        "business_critical_accuracy": out.business.value,
        "compliance_critical_accuracy": out.compliance.value,
        "any_critical_accuracy": out.any_critical.value,
        "noncritical_defect_rate_per_opportunity": out.noncritical_rate.value,
    }


def _listed(values):
    return [None if np.isnan(value) else value for value in values.tolist()]


def _calibration(i):
    out = calibration(i["scores"], tolerance=i["tolerance"], gold=i.get("gold"))
    return {
        "rater_bias": _listed(out.rater_bias),
        "rater_mad": _listed(out.rater_deviation),
        "call_range": _listed(out.ranges),
        "calls_within_tol": out.cases_within,
        "pairs_within_tol": out.pairs_within,
        "mean_abs_pair_diff": out.mean_pair_difference,
        "pooled_within_sd": out.within_sd,
        "calibrated": out.calibrated,
    }


def _bland_altman(i):
    out = compare_raters(i["a"], i["b"], limits_multiplier=i["limits_multiplier"])
    return {
        "bias": out.bias,
        "sd": out.sd,
        "loa": None if out.limits is None else list(out.limits),
        "pearson": out.correlation,
        "ccc": out.concordance,
    }


OPS = {
    "mean_review_score": _mean,
    "rating_to_percent": _rating,
    "weighted_category_score": _categories,
    "points_score": _points,
    "points_score_with_bonus": _bonus,
    "section_weighted_score": _sections,
    "pass_rate": _pass,
    "critical_error_accuracy": _errors,
    "calibration_session": _calibration,
    "calibration_to_gold": _calibration,
    "bland_altman": _bland_altman,
}
