import pytest

from supportops._kit.text import sentence_count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("  ", 0),
        ("...", 0),
        ("One", 1),
        ("One. Two", 2),
        ("One... Two?!", 2),
        ("v2.1 at a.example", 1),
        ("一。二。", 2),
    ],
)
def test_sentences(text, number):
    assert sentence_count(text) == number
