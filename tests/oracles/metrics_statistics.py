"""Answers of the statistics room to the cases of metrics.json."""

import math
from typing import Any

from supportops import statistics as st

INTERVALS = {
    "wilson": st.wilson,
    "wilson_cc": st.wilson_corrected,
    "wilsoncc": st.wilson_corrected,
    "clopper_pearson": st.clopper_pearson,
    "exact": st.clopper_pearson,
    "beta": st.clopper_pearson,
    "jeffreys": st.jeffreys,
    "agresti_coull": st.agresti_coull,
}


def answer(op: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Answer to one case, by its operation."""
    return OPS[op](**{f"{key}_": value for key, value in inputs.items()})


def _pairs(x1_, n1_, x2_, n2_):
    return (x1_, n1_), (x2_, n2_)


def proportion_interval(successes_, n_, confidence_, method_):
    if method_ not in INTERVALS:
        raise NotImplementedError(f"statistics has no interval of the name {method_}")
    interval = INTERVALS[method_](successes_, n_, confidence=confidence_)
    return {
        "estimate": st.proportion(successes_, n_).value,
        "low": _null(interval.low),
        "high": _null(interval.high),
    }


def two_proportion_difference(x1_, n1_, x2_, n2_, confidence_, method_, compare_):
    answer = st.proportion_difference(*_pairs(x1_, n1_, x2_, n2_))
    interval = answer.interval(confidence_)
    return {"diff": answer.value, "low": interval.low, "high": interval.high}


def two_proportion_score_interval(x1_, n1_, x2_, n2_, confidence_, method_):
    a, b = _pairs(x1_, n1_, x2_, n2_)
    mn = st.miettinen_nurminen(a, b, confidence=confidence_)
    mee = st.mee(a, b, confidence=confidence_)
    return {"low": mn.low, "high": mn.high, "mee_low": mee.low, "mee_high": mee.high}


def two_proportion_z_test(x1_, n1_, x2_, n2_, test_):
    tested = st.pooled_z_test(*_pairs(x1_, n1_, x2_, n2_))
    return {"z": tested.statistic, "p_value": tested.p_value}


def fisher_exact_test(x1_, n1_, x2_, n2_, test_):
    tested = st.fisher_test(*_pairs(x1_, n1_, x2_, n2_))
    return {"p_value": tested.p_value, "odds_ratio": _inf(tested.effect)}


def mcnemar_exact_test(b_, c_, test_):
    return {"p_value": st.mcnemar_test(b_, c_).p_value}


def sample_size_proportion(margin_, p_, confidence_, population_):
    size = st.proportion_size(margin_, p=p_, confidence=confidence_, population=population_)
    return {"n0": size.unlimited, "n_exact": size.exact, "n": size.n}


def sample_size_finite_population(population_, margin_, p_, chi2_, method_):
    size = st.krejcie_morgan_size(population_, margin=margin_, p=p_, chi2=chi2_)
    return {"n_exact": size.exact, "n_rounded": round(size.exact)}


def sample_size_clustered(n_srs_, cluster_size_, icc_):
    return {
        "deff": st.design_effect(cluster_size_, icc=icc_),
        "n": st.clustered_size(n_srs_, cluster_size=cluster_size_, icc=icc_),
    }


def sample_size_detect_defect(defect_rate_, confidence_):
    return {"n": st.discovery_size(defect_rate_, confidence=confidence_)}


def sample_size_two_proportions(p1_, p2_, alpha_, power_, method_, ratio_):
    size = st.two_proportion_size(p1_, p2_, power=power_, alpha=alpha_, ratio=ratio_)
    return {"n_per_arm_exact": size.exact, "n_per_arm": size.n}


def percentile(values_, q_):
    kinds = {
        "linear": "linear",
        "nearest_rank": "nearest rank",
        "hazen": "hazen",
        "median_unbiased": "median unbiased",
    }
    level = f"{q_}%"
    return {key: st.quantile(values_, level, kind=kind).value for key, kind in kinds.items()}


def percentile_interval(n_, p_, confidence_):
    ranks = st.quantile_ranks(n_, p_, confidence=confidence_)
    return {
        "lower_rank": ranks.lower_rank,
        "upper_rank": ranks.upper_rank,
        "coverage": ranks.coverage,
        "unbounded": ranks.upper_rank is None,
    }


def survival_curve(durations_, closed_, quantile_levels_, rmst_tau_, confidence_):
    curve = st.survival_curve(durations_, closed_)
    median = curve.quantile(0.5).interval(confidence_)
    return {
        "table": _table(curve, se="greenwood_se"),
        "quantiles": [curve.quantile(level).value for level in quantile_levels_],
        "rmst": curve.restricted_mean(rmst_tau_).value,
        "median_interval": [median.low, median.high],
    }


def survival_curve_delayed_entry(durations_, closed_, entry_):
    curve = st.survival_curve(durations_, closed_, entry=entry_)
    return {"table": _table(curve), "median": curve.quantile(0.5).value}


def cumulative_incidence(durations_, event_, codes_):
    ended = st.cumulative_incidence(durations_, [code or None for code in event_])
    table = {
        code: [
            {"time": time, "cif": value}
            for time, value in zip(
                ended.times.tolist(),
                ended.curves.get(int(code), 0 * ended.times).tolist(),
                strict=True,
            )
        ]
        for code in codes_
        if int(code)
    }
    return {"cif": table}


def logrank_test(t1_, e1_, t2_, e2_):
    tested = st.log_rank_test((t1_, e1_), (t2_, e2_))
    return {"chi2": tested.statistic, "p_value": tested.p_value}


def correlation(x_, y_, confidence_):
    linear = st.pearson(x_, y_)
    interval = linear.interval(confidence_)
    return {
        "pearson": linear.value,
        "p_value": linear.p_value,
        "fisher_interval": [interval.low, interval.high],
        "spearman": st.spearman(x_, y_).value,
        "kendall_tau_b": st.kendall(x_, y_).value,
    }


def point_biserial(binary_, x_):
    linear = st.pearson(binary_, x_)
    return {"r": linear.value, "p_value": linear.p_value}


def disattenuated_correlation(r_observed_, reliability_x_, reliability_y_):
    r = st.disattenuated(r_observed_, reliability_x=reliability_x_, reliability_y=reliability_y_)
    return {"r_corrected": r}


def within_between_correlation(x_, y_, group_):
    apart = st.within_between(x_, y_, group_)
    return {"within": apart.within, "between": apart.between}


def krippendorff_alpha(ratings_, level_):
    alpha = st.krippendorff_alpha(ratings_, level=level_)
    return {"alpha": alpha.value, "n_pairable": alpha.pairable, "n_units_used": alpha.n}


def cohen_kappa(table_, weights_, confidence_):
    kappa = st.cohen_kappa(table_, weights=weights_ or "identity")
    interval = kappa.interval(confidence_)
    return {
        "kappa": kappa.value,
        "percent_agreement": st.percent_agreement(table_).value,
        "std": kappa.se,
        "interval": [interval.low, interval.high],
        "max_kappa": st.kappa_maximum(table_),
    }


def weighted_kappa(table_, weights_):
    return {
        "kappa": st.cohen_kappa(table_, weights=weights_ or "identity").value,
        "percent_agreement": st.percent_agreement(table_).value,
    }


def fleiss_kappa(counts_):
    return {"kappa": st.fleiss_kappa(counts_).value}


def gwet_ac(table_, weights_):
    counts = st.table_counts(table_)
    return {
        "ac1": st.gwet_ac(counts, weights=weights_).value,
        "brennan_prediger": st.brennan_prediger(counts, weights=weights_).value,
        "percent_agreement": st.percent_agreement(table_).value,
    }


def agreement_coefficients(ratings_, weights_):
    counts = st.rating_counts(ratings_)
    return {
        "ac1": st.gwet_ac(counts, weights=weights_).value,
        "fleiss": st.fleiss_kappa(counts, weights=weights_).value,
        "conger": st.conger_kappa(ratings_, weights=weights_).value,
        "bp": st.brennan_prediger(counts, weights=weights_).value,
        "krippendorff": st.weighted_alpha(counts, weights=weights_).value,
    }


def icc(ratings_):
    found = st.intraclass(list(zip(*ratings_, strict=True)))
    squares = found.mean_squares
    return {
        "icc1_1": found.one_way.value,
        "icc2_1": found.agreement.value,
        "icc3_1": found.consistency.value,
        "icc1_k": found.one_way_mean.value,
        "icc2_k": found.agreement_mean.value,
        "icc3_k": found.consistency_mean.value,
        "mean_squares": {
            "MSR": squares.units,
            "MSC": squares.raters,
            "MSE": squares.error,
            "MSW": squares.within,
        }
        if squares
        else None,
    }


def _table(curve, **more):
    columns = {"times": "time", "at_risk": "at_risk", "events": "events", "survival": "survival"}
    rows = curve.to_frame().rename(columns={**columns, **more})
    return rows[[*columns.values(), *more.values()]].to_dict("records")


def _null(value):
    return None if math.isnan(value) else value


def _inf(value):
    return "inf" if value is not None and math.isinf(value) else value


OPS = {
    function.__name__: function
    for function in (
        proportion_interval,
        two_proportion_difference,
        two_proportion_score_interval,
        two_proportion_z_test,
        fisher_exact_test,
        mcnemar_exact_test,
        sample_size_proportion,
        sample_size_finite_population,
        sample_size_clustered,
        sample_size_detect_defect,
        sample_size_two_proportions,
        percentile,
        percentile_interval,
        survival_curve,
        survival_curve_delayed_entry,
        cumulative_incidence,
        logrank_test,
        correlation,
        point_biserial,
        disattenuated_correlation,
        within_between_correlation,
        krippendorff_alpha,
        cohen_kappa,
        weighted_kappa,
        fleiss_kappa,
        gwet_ac,
        agreement_coefficients,
        icc,
    )
}
