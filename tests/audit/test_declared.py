"""Rules that read a declared yes or no."""

import pytest

from supportops.audit import DeclaredRule, rule, rules

case = pytest.param
CASES = [
    case("no-pause-mechanism", False, "warning", marks=pytest.mark.fact("sla-bad-design")),
    case("no-search-analytics", False, "warning", marks=pytest.mark.fact("knowledge-anti-patterns")),
    case("buried-search", False, "warning", marks=pytest.mark.fact("knowledge-bad-design")),
    case("desktop-only", False, "warning", marks=pytest.mark.fact("knowledge-bad-design")),
    case("no-feedback-mechanism", False, "warning", marks=pytest.mark.fact("knowledge-bad-design")),
    case("support-as-gatekeepers", True, "warning",
         marks=pytest.mark.fact("knowledge-anti-patterns")),
    case("siloed-insights", False, "warning", marks=pytest.mark.fact("feedback-anti-patterns")),
    case("vendor-lock-in", False, "warning", marks=pytest.mark.fact("tooling-anti-patterns")),
    case("priority-by-emotion", True, "hint", marks=pytest.mark.fact("tickets-bad-prioritization")),
    case("punitive-qa", True, "hint",
         marks=pytest.mark.fact("quality-bad-practices", "quality-anti-patterns")),
    case("internal-voice", True, "hint",
         marks=pytest.mark.fact("knowledge-bad-design", "knowledge-anti-patterns")),
    case("lost-customer-voice", False, "hint",
         marks=pytest.mark.fact("feedback-bad-practices", "feedback-product-template")),
    case("over-customization", True, "hint", marks=pytest.mark.fact("tooling-anti-patterns")),
    case("shiny-object-syndrome", True, "hint", marks=pytest.mark.fact("tooling-anti-patterns")),
    case("agent-workarounds", True, "hint", marks=pytest.mark.fact("tooling-anti-patterns")),
    case("tribal-knowledge", True, "hint",
         marks=pytest.mark.fact("training-bad-onboarding", "training-anti-patterns")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "trouble", "level"), CASES)
def test_one_answer_is_trouble_the_other_is_not_and_none_is_skipped(seen, code, trouble, level):
    one = rule(code)
    (finding,) = one.check(seen(design={"answers": {code: trouble}})).findings
    assert (finding.level, finding.code, finding.slugs) == (level, code, one.slugs)
    assert finding.statement == one.says
    assert finding.basis.startswith("published: support-operations skill, ")
    assert finding.figure is None
    fine = one.check(seen(design={"answers": {code: not trouble}}))
    assert fine.ran
    assert not fine.findings
    absent = one.check(seen())
    assert not absent.ran
    assert absent.skipped == (f"design.answers['{code}'] is not answered",)


def test_every_row_is_here():
    declared = {one.code for one in rules() if isinstance(one, DeclaredRule)}
    assert declared == {row.values[0] for row in CASES}
    assert sum(one.proxy for one in rules() if isinstance(one, DeclaredRule)) == 8
