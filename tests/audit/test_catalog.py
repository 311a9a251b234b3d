"""The rules as a whole: every published slug once, every limit with a basis and a case."""

import importlib.util
import json
import re
from collections import Counter
from inspect import getdoc
from pathlib import Path

import pytest

from supportops.audit import Rule, areas, rule, rule_page, rules, self_assessment
from supportops.audit.limits import Limit, figure_text, read_limit
from supportops.errors import InputError

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs" / "audit"


def cases():
    for area in areas():
        path = HERE / f"test_{area}.py"
        spec = importlib.util.spec_from_file_location(f"audit_cases_{area}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from (case.values[:2] for case in module.CASES)


def test_every_limit_that_trips_has_a_case_and_every_case_a_limit():
    tripping = {
        (one.code, limit.name)
        for one in rules()
        if isinstance(one, Rule)
        for limit in one.limits.values()
        if limit.trips
    }
    tried = set(cases())
    assert not tripping - tried
    assert {name for _, name in tried - tripping} == {"declared"}


def test_every_part_documents_a_case_and_a_near_miss():
    for one in rules():
        if isinstance(one, Rule):
            assert one.__doc__.startswith(one.title)
            for part in one.parts:
                words = " ".join(getdoc(part.look).split())
                assert "Triggers: " in words, part.look
                assert "Near miss: " in words, part.look
                assert part.needs


def test_every_limit_is_published_or_says_why_we_took_it():
    for one in rules():
        if isinstance(one, Rule):
            for limit in one.limits.values():
                assert bool(limit.where) is not bool(limit.assumed), (one.code, limit.name)
                assert limit.basis.startswith(("published: ", "assumed: "))
                assert limit.says or not limit.trips


def test_every_published_slug_has_one_place_and_one_way_to_be_found():
    slugs = Counter(slug for one in rules() for slug in one.slugs)
    slugs.update(question.slug for question in self_assessment())
    assert len(slugs) == 164
    assert set(slugs.values()) == {1}
    found = Counter()
    for one in rules():
        found[one.detection] += len(one.slugs)
    assert found == {"data": 76, "design": 59, "proxy": 14, "data and design": 9}
    assert len(self_assessment()) == 6


def test_codes_are_unique_and_no_slug_names_another_rule():
    codes = [one.code for one in rules()]
    assert len(codes) == len(set(codes))
    for one in rules():
        assert rule(one.code) is one
        assert all(rule(slug) is one for slug in one.slugs)


def test_an_unknown_rule_or_area_is_refused():
    with pytest.raises(InputError, match="name must be a rule or a slug; got 'p1'; supportops"):
        rule("p1")
    with pytest.raises(InputError, match=r"name must be a rule or a slug; got \[\]"):
        rule([])
    with pytest.raises(InputError, match="area must be an area of support; got 'x'; there are tic"):
        rules("x")


@pytest.mark.parametrize("area", areas())
def test_pages_are_what_the_rules_say(area):
    # To write them anew: python examples/write_audit_pages.py
    assert (PAGES / f"{area}.md").read_text(encoding="utf-8") == rule_page(area)


def test_pages_name_everything_once():
    text = "".join(rule_page(area) for area in areas())
    for one in rules():
        assert text.count(f"Rule `{one.code}`,") == 1
    for question in self_assessment():
        assert f"- `{question.slug}`: " in text
    assert not re.search(r"(?<!\\)<", text.replace("\\<", ""))


def test_a_limit_reads_and_says_its_figure():
    limit = read_limit("warning", {"trips": "> 0.10", "says": "of x", "where": "Somewhere"})
    assert str(limit) == "> 10 %"
    assert limit.basis == "published: support-operations skill, Somewhere"
    assert [limit.reached(value) for value in (0.1, 0.11, float("nan"))] == [False, True, False]
    plain = read_limit("hours", {"value": 24, "unit": "hours", "assumed": "a day"})
    assert str(plain) == "24 hours"
    assert plain.basis == "assumed: a day"
    assert not plain.reached(100)
    assert Limit(name="x", value=1).basis == "given"
    assert figure_text(1234.5, "EUR") == "1,234.5 EUR"
    with pytest.raises(InputError, match='trips must be a comparison such as "> 0.10"; got'):
        read_limit("x", {"trips": "above 3"})


def test_rules_and_questions_are_plain_values():
    for one in (*rules(), *self_assessment()):
        assert json.dumps(one.to_dict())
    assert rule("priority-inflation").needs == ("tickets.priority",)
    assert rule("no-pause-mechanism").needs == ("design.answers['no-pause-mechanism']",)


def test_the_script_writes_every_page(tmp_path, capsys):
    path = HERE.parents[1] / "examples" / "write_audit_pages.py"
    spec = importlib.util.spec_from_file_location("write_audit_pages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    assert {page.stem for page in tmp_path.iterdir()} == set(areas())
    assert capsys.readouterr().out.startswith("113 rules on 11 pages")
