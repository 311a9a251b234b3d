import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from supportops._kit.text import (
    card,
    html_escape,
    joined,
    markdown_escape,
    markdown_table,
    mermaid_escape,
    shown,
)

NASTY = [
    "<script>alert(1)</script>", "a | b", "*bold* _it_ `code`", "[x](javascript:y)", "![i](x)", "&lt;", "$x$ #1 ~~no~~",
    "- item", "+ item", "1. item", "2) item", "===", "---", "# head", "> quote", "\\", "line\nbreak", "名前 Ünïcode", "=", "-",
]  # fmt: skip


def read_back(markdown):
    """Text that a reader sees, or None where it is not one plain paragraph."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    if [t.type for t in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    inline = tokens[1].children
    return (
        "".join(t.content for t in inline)
        if {t.type for t in inline} <= {"text", "text_special"}
        else None
    )


@pytest.mark.parametrize("text", NASTY)
def test_markdown_reads_as_itself(text):
    assert read_back(markdown_escape(text)) == " ".join(text.split())


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs", "Cf"]), min_size=1
    )
)
def test_any_markdown_reads_as_itself(text):
    assert read_back(markdown_escape(text)) == text


@given(
    st.lists(st.one_of(st.none(), st.sampled_from(NASTY)), min_size=2, max_size=2),
    st.sampled_from(NASTY),
)
def test_a_table_keeps_its_cells_apart(row, heading):
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown_table([heading, "b"], [row]))
    kinds = [t.type for t in tokens]
    assert kinds.count("th_open") == 2
    assert kinds.count("td_open") == 2
    cells = ["".join(c.content for c in t.children) for t in tokens if t.type == "inline"]
    assert cells == [" ".join(str("–" if c is None else c).split()) for c in [heading, "b", *row]]


def seen(text):
    """Text with a mark for what no reader sees, written slowly."""
    turning = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return "".join(
        "\ufffd" if (c < "\x20" and c not in "\n\t") or c == "\x7f" or ord(c) in turning else c
        for c in text.replace("\r\n", "\n")
    )


@given(st.text(st.sampled_from("a\0\r\n\t\x1f\x7f\u2029\u202a\u202e\u202f\u2066\u2069\u206a")))
@example("\u202egnp.exe\0")
def test_what_no_reader_sees_is_marked(text):
    assert html_escape(text) == seen(text)
    assert markdown_escape(text) == " ".join(seen(text).split())
    assert "\0" not in card(text, [(text, text)])


@given(st.text())
def test_html_reads_as_itself(text):
    escaped = html_escape(text)
    assert html.unescape(escaped) == html.unescape(html.escape(seen(text)))
    assert not set("<>\"'") & set(escaped)


@given(st.text())
def test_a_mermaid_label_holds_nothing_but_harmless_characters(text):
    escaped = mermaid_escape(text)
    assert not re.search(r"[\"\[\]{}<>|;`\\]", re.sub(r"#\d+;", "", escaped))
    decoded = re.sub(r"#(\d+);", lambda m: chr(int(m[1])), escaped)
    assert decoded == " ".join(seen(text).split())


@pytest.mark.parametrize("text", ["1. one", "12) two", "- three", "+ four"])
def test_a_mermaid_label_never_begins_a_list(text):
    assert not re.match(r"(\d+[.)]|[-+]) ", mermaid_escape(text))


def test_a_card_escapes_everything():
    shown_card = card("<b>", [("<n>", '"v"')], note="<i>")
    assert "<n>" not in shown_card
    assert "&lt;b&gt;" in shown_card
    assert "&quot;v&quot;" in shown_card
    assert "<small>&lt;i&gt;</small>" in shown_card
    assert "<small>" not in card("t", [])


@pytest.mark.parametrize(
    ("names", "last", "text"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "or", "a or b"),
        (["a", "b", 3], "and", "a, b and 3"),
    ],
)
def test_names_in_one_phrase(names, last, text):
    assert joined(iter(names), last) == text


def test_values_are_shown_as_messages_want_them():
    import numpy as np

    assert shown(np.float64(1.5)) == "1.5"
    assert shown(np.array(2)) == "2"
    assert shown("P1") == "'P1'"
    assert shown(list(range(99))).endswith("…")
    assert len(shown("x" * 500)) == 80
