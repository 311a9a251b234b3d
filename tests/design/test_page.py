"""The HTML page: structure, links, contrast and escaping, read by Python's own parser."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from supportops.design.document import (
    Flowchart,
    Heading,
    Numbered,
    Paragraph,
    RangeChart,
    Table,
)
from supportops.design.markdown import markdown
from supportops.design.page import page
from supportops.design.pictures import flow_picture, range_picture
from supportops.design.style import COLORS, STYLE

NASTY = '<script>alert("1")</script> & \'q\' "><img src=x onerror=y>'
VOID = {"meta", "img", "br", "link"}
BLOCKS = [
    Heading(NASTY, 1),
    Heading("One"),
    Paragraph(NASTY),
    Heading("Two", 3),
    Table(["a", NASTY], [["x", None], [NASTY, 3]]),
    Numbered([(NASTY, NASTY)]),
    Flowchart({"L1": NASTY, NASTY: ""}, [("L1", NASTY, NASTY), (NASTY, "L1", "")]),
    RangeChart(NASTY, "agents", [(NASTY, 1.0, 3.0), ("one", 2.0, 2.0)], band=(1.0, 2.0)),
]


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, "every element is closed"
    return reader


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", COLORS)
def test_text_stands_apart_from_its_ground(name):
    bright, dark = sorted(map(luminance, COLORS[name]), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5
    assert COLORS[name][0] in STYLE or name == "label"


def test_the_page_is_whole_and_asks_nobody():
    reader = read(page(BLOCKS, title=NASTY))
    assert not {"script", "img", "link", "iframe", "object"} & set(reader.tags)
    for tag, attributes in reader.attributes:
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "a":
            assert attributes["href"].startswith("#")
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert reader.attributes[0] == ("html", {"lang": "en"})
    assert ("meta", {"charset": "utf-8"}) in reader.attributes
    assert any(attributes.get("name") == "viewport" for _, attributes in reader.attributes)
    assert "".join(reader.text).count(NASTY) >= 9


def test_links_reach_headings_and_headings_do_not_skip():
    reader = read(page(BLOCKS, title="t"))
    names = [attributes["id"] for _, attributes in reader.attributes if "id" in attributes]
    links = [attributes["href"][1:] for tag, attributes in reader.attributes if tag == "a"]
    assert len(set(names)) == len(names)
    assert set(links) <= set(names)
    levels = [int(tag[1]) for tag in reader.tags if tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_say_what_they_are():
    reader = read(page(BLOCKS, title="t"))
    assert reader.tags.count("caption") == reader.tags.count("table") == 1
    scopes = [attributes["scope"] for tag, attributes in reader.attributes if tag == "th"]
    assert scopes == ["col", "col", "row", "row"]
    regions = [attributes for _, attributes in reader.attributes if "tabindex" in attributes]
    assert [r["aria-label"] for r in regions] == ["Two"]
    assert "–" in reader.text


@pytest.mark.parametrize("picture", [flow_picture(BLOCKS[6]), range_picture(BLOCKS[7])])
def test_pictures_are_xml_with_words(picture):
    root = ET.fromstring(picture)  # noqa: S314  # our own text
    space = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert root.find(f"{space}title").text
    assert NASTY in root.find(f"{space}desc").text
    high = float(root.attrib["viewBox"].split()[3])
    ends = [float(text.attrib["y"]) for text in root.iter(f"{space}text")]
    assert 0 < min(ends) <= max(ends) <= high


def test_no_two_tables_are_called_alike():
    one, other = Table(["a", "b"], [["x", 1]]), Table(["c"], [["x"]])
    blocks = [Heading("One", 1), Heading("Two"), one, one, one, one, other, Heading("Two"), other]
    html = page(blocks, title="t")
    regions = [attributes for _, attributes in read(html).attributes if "tabindex" in attributes]
    names = [region["aria-label"] for region in regions]
    assert names == [
        "Two", "Two: a and b", "Two: a and b (2)", "Two: a and b (3)", "Two: c", "Two: c (2)",
    ]  # fmt: skip
    assert re.findall("<caption>(.*?)</caption>", html) == names


def test_what_no_reader_sees_is_marked():
    name = "a\0\x1b[1m\u202egnp.\u2066b"
    blocks = [
        Heading(name, 1),
        Paragraph(name),
        Table([name], [[name]]),
        Numbered([(name, name)]),
        Flowchart({name: name}, [(name, name, name)]),
        RangeChart(name, name, [(name, 1.0, 2.0)]),
    ]
    for text in (page(blocks, title=name), markdown(blocks)):
        assert not set("\0\x1b\u202e\u2066") & set(text)
        assert "a\ufffd\ufffd" in text


def test_a_chart_of_nothing_has_a_scale():
    assert "<svg" in range_picture(RangeChart("t", "u", [("none", 0.0, 0.0)]))
    assert "<svg" in range_picture(RangeChart("t", "u", []))


def test_markdown_escapes_the_same_blocks():
    text = markdown(BLOCKS)
    assert "<script>" not in text
    assert "flowchart TD" in text
    assert "t1 --> t0" in text
