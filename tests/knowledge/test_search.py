import pandas as pd
import pytest

from supportops.errors import InputError
from supportops.knowledge import search_practices, search_report, search_signals

LOG = pd.DataFrame(
    {
        "query": ["Reset  Password", "reset password", "SSO", "sso", None],
        "results": [3.0, 2.0, 0.0, 0.0, None],
        "clicked": [True, False, False, False, None],
        "left": [True, False, True, False, None],
        "ticket": [False, False, True, None, None],
    }
)


@pytest.mark.fact("knowledge-search-optimization")
def test_six_practices_and_five_signals():
    assert search_practices() == (
        "customer language", "synonyms", "misspellings", "related-topic tags",
        "search-friendly titles", "question titles",
    )  # fmt: skip
    assert [(s.name, s.reveals) for s in search_signals()] == [
        ("top_searches", "coverage check"),
        ("zero_result_searches", "content gap"),
        ("search_refinements", "poor first results"),
        ("exit_after_search", "no answer found"),
        ("ticket_after_search", "deflection failure"),
    ]


def test_signals_of_a_log():
    before = LOG.copy(deep=True)
    report = search_report(LOG)
    pd.testing.assert_frame_equal(LOG, before)
    assert report.top == (("reset password", 2), ("sso", 2))
    assert report.top_without_result == (("sso", 2),)
    assert (report.success.value, report.success.n, report.success.missing) == (0.25, 4, 1)
    assert report.zero_results.value == 0.5
    # Leaving after a click is no exit: the answer may have been there.
    assert report.exits.value == 0.25
    assert (report.tickets.value, report.tickets.missing) == (1 / 3, 2)
    assert report.refinements.reason == "no observations"
    assert search_report(LOG, top=1).top == (("reset password", 2),)


def test_an_empty_log_and_other_headings():
    empty = search_report(LOG.iloc[:0])
    assert (empty.top, empty.success.value) == ((), None)
    words = LOG.rename(columns={"query": "q"})
    assert search_report(words, columns={"query": "q"}).top == search_report(LOG).top
    with pytest.raises(InputError, match="searches must have a column query"):
        search_report(words)
    with pytest.raises(InputError, match=r"searches.clicked must hold true and false"):
        search_report(LOG.assign(clicked=5))
