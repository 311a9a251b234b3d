"""The stack against what is published, and what the help desk costs."""

from datetime import date
from pathlib import Path

import pytest

from supportops.design import design_operation, profile_from_toml

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")


def made(tools, integrations=None):
    text = TEXT.replace('tools = ["Zendesk"]', f"tools = {tools}")
    if integrations is not None:
        text = text.replace("[given]\n", f"[given]\nintegrations = {integrations}\n")
    return design_operation(profile_from_toml(text), as_of=date(2026, 11, 23))


def status(package):
    return {row.part: (row.status, row.filled_by) for row in package.tools.rows}


def test_what_the_worked_team_states_and_what_it_does_not():
    package = made('["Zendesk"]')
    rows = status(package)
    assert rows["help desk core"] == ("there", "Zendesk")
    assert rows["knowledge"] == ("in the help desk", "zendesk: excellent")
    assert rows["analytics bi"] == ("in the help desk", "zendesk: excellent")
    assert rows["phone"] == ("not stated", "")
    assert rows["crm"] == ("not stated", "")
    assert package.tools.help_desk == "zendesk ($$$, large teams)"
    finding = next(f for f in package.findings if f.code == "integrations-not-stated")
    assert finding.arithmetic.startswith("crm (critical), product app (critical), billing (high)")
    parts = next(f for f in package.findings if f.code == "stack-parts-not-stated")
    assert parts.arithmetic == "customer data, communication, phone and quality"
    assert "given.integrations" in {q.name for q in package.open_questions}
    # Eight licences of 49 to 199 dollars; middleware once, and training for each of eight.
    ends = [
        package.figure(f"tools.{what}.{end}").value
        for what in ("licences", "roll_out")
        for end in ("low", "high")
    ]
    assert ends == [392, 1592, 9000, 37000]
    assert package.figure("tools.licences.low").unit == "USD/month"
    text = package.to_markdown()
    assert "Zendesk Support Suite for 8: 392 USD to 1,592 USD a month" in text


def test_names_are_matched_by_whole_words():
    package = made(
        '["HubSpot", "Zen", "Klaus", "Playvox", "  "]', '["Jira bridge", "billing", "CRM"]'
    )
    rows = status(package)
    assert rows["quality"] == ("there", "Klaus and Playvox")
    assert rows["customer data"] == ("there", "HubSpot")
    assert rows["crm"] == ("there", "CRM")
    assert rows["billing"] == ("there", "billing")
    assert rows["identity"] == ("not stated", "")
    assert package.tools.help_desk.startswith("hubspot service")
    assert package.tools.unknown == ("Zen", "  ")
    assert package.tools.licences == ""
    assert "In no published list: Zen" in package.to_markdown()
    assert "given.integrations" not in {q.name for q in package.open_questions}


def test_without_tools_everything_is_a_gap():
    package = made("[]")
    assert {row.status for row in package.tools.rows} == {"not stated"}
    assert package.tools.help_desk == ""


def test_a_full_stack_is_no_finding():
    tools = (
        '["Zendesk", "Looker", "Salesforce", "Twilio", "Aircall", "Notion", "Zapier", "Klaus", '
        '"Drift"]'
    )
    package = made(
        tools, '["crm", "product app", "billing", "identity", "Slack", "engineering tools"]'
    )
    codes = {f.code for f in package.findings}
    assert not codes & {"integrations-not-stated", "stack-parts-not-stated"}
    assert package.figure("tools.price.middleware once.low").value == pytest.approx(5000)
