"""The published playbooks as designs: a list that was read and found right."""

import pytest

from supportops.audit import audit_playbook, design_of_playbook
from supportops.playbooks import open_playbook, playbook_from_toml, playbooks

# What each playbook's design shows; what is not stated is not judged.
REVIEWED = {
    # The worked team sends 5 % to the third tier; its structure asks for less than 5 %.
    "support-operations": {"l3-bottleneck.share/L3": 0.05},
    # 109.1 agents are needed, 48 are stated; 8 % of contacts end with engineering.
    "ast": {"over-promised-sla.staffed": 109.0820943762 / 48, "l3-bottleneck.share/tier 3": 0.08},
    # No people, volume or tiers are stated, and promises grow from priority to priority.
    "vivtone": {},
    # One agent for 0.8 to 2.6: it depends on where in their ranges the figures fall.
    "hume": {},
    # 7 to 12 agents for 3.2 to 9.7.
    "itcs": {},
}


@pytest.mark.parametrize("name", playbooks())
def test_the_list_is_the_reviewed_one(name):
    found = audit_playbook(open_playbook(name))
    assert {f.key: f.figure for f in found.report} == pytest.approx(REVIEWED[name])
    assert found.report.clean
    assert found.playbook == name


def test_contradictions_stand_beside_the_findings():
    ours = audit_playbook(open_playbook("support-operations"))
    rows = {row.about: row for row in ours.deviations}
    assert "67.6 %" in rows["deflection_rate"].arithmetic
    assert any(row.about == "L2" and "30 %" in row.stated for row in ours.deviations)
    text = ours.to_markdown()
    assert text.startswith("# Audit of support-operations\n\n1 findings, ")
    assert "## Contradictions\n\n| about | stated | found | arithmetic |" in text
    assert "300 ÷ 444 = 67.6 %" in text
    ast = audit_playbook(open_playbook("ast"))
    assert any("109.1 agents" in row.arithmetic for row in ast.deviations)


def test_a_design_states_what_the_playbook_states():
    design = design_of_playbook(open_playbook("support-operations"))
    assert design.tiers.agents == {"L1": 5, "L2": 2, "L3": 1}
    assert design.tiers.shares == {"L1": 0.65, "L2": 0.3, "L3": 0.05}
    assert [str(span) for span in design.sla.first_response.values()] == ["0:15:00", "1:00:00"]
    assert design.workforce.utilization == 0.8
    assert design.workforce.training_share == 0.05
    assert len(design.sla.severities) == 5
    hume = design_of_playbook(open_playbook("hume")).sla
    assert hume.resolution is None
    assert hume.agents == 1


def test_a_playbook_of_ones_own_that_states_nothing():
    own = playbook_from_toml('name = "own"\ntitle = "Own"\nsource = "us"\nwhere = "here"\n')
    found = audit_playbook(own)
    assert not found.report.findings
    assert found.to_markdown().endswith("## Contradictions\n\nNone.\n")
