"""A playbook of one's own: read from text, faults named by key path, rendered."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.playbooks import open_playbook, playbook_from_toml, playbook_tables, playbooks

OURS = """
name = "ours"
title = "Our *support*"
source = "handbook"

[uses]
sla = "priority"
tables = ["escalation.time_boxes:hume", "tooling.must_haves"]
calculators = ["feedback.preventable_path"]

[operation]
contacts = "tickets"
handle_time = "aht"
agents = "staff (agents)"

[[chapters]]
name = "goals"
where = "page 3"
figures = [
  { measure = "csat", role = "target", at_least = "92%", printed = "> 92" },
  { measure = "tickets", role = "given", exactly = 900, unit = "tickets a month" },
  { measure = "aht", role = "reported", exactly = "12m" },
  { measure = "staff", scope = "agents", role = "reported", exactly = 2, unit = "people" },
]
lists = [{ name = "report", cadence = "weekly", grade = "high", items = ["CSAT", "a|b"], note = "short" }]
steps = [{ do = "begin", when = "2 weeks", amount = "3 teams" }, { do = "go on" }]

[[doubts]]
name = "two drafts"
where = "page 4"
"""


def changed(old, new):
    assert old in OURS
    return OURS.replace(old, new)


def test_a_playbook_of_ones_own():
    book = playbook_from_toml(OURS)
    assert book.figure("csat").where == "page 3"
    assert list(playbook_tables(book)) == [
        "sla.preset('priority')", "escalation.time_boxes('hume')", "tooling.must_haves()",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"92%"', "92", r"chapters\[0\]\.figures\[0\]\.at_least must say its unit; got 92"),
        ('"92%"', '"920%"', r"chapters\[0\]\.figures\[0\]\.at_least must be a share from 0 to 1"),
        ('role = "target"', 'role = "hope"', r"chapters\[0\]\.figures\[0\]\.role must be valid; got"),
        ('at_least = "92%",', "", r"chapters\[0\]\.figures\[0\]\.bounds must be there; got nothing"),
        ('"csat", role', '"csat", rule', r"chapters\[0\]\.figures\[0\]\.role must be there"),
        ('where = "page 3"', "", r"chapters\[0\]\.where must be there; got nothing"),
        ('"weekly"', '"biweekly"', r"chapters\[0\]\.lists\[0\]\.cadence must be such as"),
        ('"2 weeks"', '"soon"', r"chapters\[0\]\.steps\[0\]\.when must be such as"),
        ('title = "Our', 'titel = "Our', "title must be there; got nothing"),
        ('sla = "priority"', 'sla = "mine"', "uses.sla must be a preset of sla; got 'mine'; there"),
        ('sla = "priority"', "sla = 3", "uses.sla must be text; got 3"),
        (":hume", ":x", r"uses.tables\[0\] must be one of support-operations-summary, hume"),
        ("escalation.time_boxes:hume", "sla.preset", r"uses.tables\[0\] must name a look-up without"),
        ("tooling.must_haves", "tooling.must_haves:a", r"uses.tables\[1\] must name a look-up that t"),
        ("tooling.must_haves", "sla.scaled_promise:a", r"uses.tables\[1\] must name a look-up that t"),
        ("tooling.must_haves", "sla.findings:a", r"uses.tables\[1\] must name a table of sla.findin"),
        ("tooling.must_haves", "os.remove", r"uses.tables\[1\] must name a public look-up of a room"),
        ("tooling.must_haves", "sla._rows", r"uses.tables\[1\] must name a public look-up of a room"),
        ("tooling.must_haves", "sla.SlaPolicy", r"uses.tables\[1\] must name a public look-up of a"),
        ("tooling.must_haves", "metrics.Status", r"uses.tables\[1\] must name a public look-up of a"),
        ("tooling.must_haves", "nothing", r"uses.tables\[1\] must name a public look-up of a room"),
        ("preventable_path", "preventable", r"uses.calculators\[0\] must name a public look-up of a"),
        ('contacts = "tickets"', 'contacts = "calls"', "operation.contacts must be the label of a f"),
        ('contacts = "tickets"', 'contacts = "csat"', "operation.contacts must count something a m"),
        ('time = "aht"', 'time = "tickets"', "operation.handle_time must be a duration; got ticket"),
        ('agents = "staff (agents)"', 'agents = "aht"', "operation.agents must count people; got aht"),
        ("[uses]", "[uses", "text must be TOML; got Expected"),
        ("\n[[doubts]]", '\n[[chapters]]\nname = "goals"\nwhere = ""\n[[doubts]]', "chapters must have n"),
    ],
)  # fmt: skip
def test_faults_are_named_by_their_key_path(old, new, message):
    with pytest.raises(InputError, match=message):
        playbook_from_toml(changed(old, new))


@pytest.mark.parametrize("text", [None, 3, b"name = 'x'", ["name"]])
def test_only_text_is_read(text):
    with pytest.raises(InputError, match="text must be the text of a TOML file; got"):
        playbook_from_toml(text)


@given(st.text(max_size=40))
def test_any_text_is_a_playbook_or_an_input_error(text):
    with pytest.raises(InputError):
        playbook_from_toml(text)


def test_the_librarys_own_files_go_through_the_same_door():
    from importlib.resources import files

    for name in playbooks():
        path = files("supportops") / "playbooks" / "data" / f"{name.replace('-', '_')}.toml"
        text = path.read_text(encoding="utf-8")
        assert playbook_from_toml(text) == open_playbook(name)
        assert tomllib.loads(text)["name"] == name


def test_a_document():
    text = playbook_from_toml(OURS).to_markdown()
    assert text.startswith("# Our \\*support\\*\n\nSource: handbook, whole document.\n")
    assert "| supportops.sla.preset('priority') | SLA by Priority Level |" in text
    assert "| first response promise (priority 1) | target | at most 15m | – | – |" in text
    assert "| csat | target | at least 92 % | \\> 92 | – |" in text
    assert "- **report** (high) weekly: CSAT, a\\|b – short" in text
    assert "1. begin (2 weeks, 3 teams)\n2. go on" in text
    assert text.endswith("## Doubts\n\n- **two drafts**\n")


def test_a_document_of_a_playbook_without_tables():
    text = playbook_from_toml('name = "x"\ntitle = "X"\nsource = "s"').to_markdown()
    assert text == "# X\n\nSource: s, whole document.\n"


@pytest.mark.parametrize("name", playbooks())
def test_every_playbook_renders_with_all_that_it_says(name):
    book = open_playbook(name)
    text = book.to_markdown()
    assert text.count("\n## ") >= len(book.chapters)
    for chapter in book.chapters:
        assert chapter.name in text
        for figure in chapter.figures:
            assert figure.text.replace("+", "\\+") in text.replace("\\~", "~")
