"""Tables of scores brought into the form that a question takes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["score_matrix", "with_csat"]


def score_matrix(
    scores: "pd.DataFrame", *, columns: Mapping[str, str] | None = None
) -> "pd.DataFrame":
    """Scores of the tickets that several reviewers scored, one row for each reviewer.

    Parameters
    ----------
    scores : DataFrame
        One row a review with reviewer_id, ticket_id and score, as `score_reviews` gives it.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Reviewers by tickets, in order of first appearance [points of 100]; missing where one did
        not score. Tickets of a single reviewer are left out. Give it to `calibration`,
        `rater_effects` or `score_agreement`.

    Raises
    ------
    InputError
        If a reviewer or ticket is missing, or a reviewer scored a ticket twice.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"reviewer_id": ["x", "y", "x"], "ticket_id": [1, 1, 2],
    ...                      "score": [80.0, 84.0, 90.0]})
    >>> score_matrix(rows)[1].tolist()
    [80.0, 84.0]
    """
    rows = read_table(
        scores,
        table("review_scores"),
        needs=("reviewer_id", "ticket_id", "score"),
        columns=columns,
    )
    for name in ("reviewer_id", "ticket_id"):
        if rows[name].isna().any():
            raise InputError(
                f"{name} must be there in every row; got {rows[name].isna().sum()} without"
            )
    twice = rows.duplicated(["reviewer_id", "ticket_id"])
    if twice.any():
        first = rows[twice].iloc[0]
        raise InputError(
            f"a reviewer must score a ticket once; got {shown(first['reviewer_id'])} again "
            f"on {shown(first['ticket_id'])}"
        )
    shared = rows[rows.groupby("ticket_id")["score"].transform("count") > 1]
    wide = shared.pivot_table(
        values="score", index="reviewer_id", columns="ticket_id", aggfunc="first"
    )
    return wide.reindex(
        index=shared["reviewer_id"].unique(), columns=shared["ticket_id"].unique()
    ).rename_axis(index="reviewer_id", columns="ticket_id")


def with_csat(
    scores: "pd.DataFrame",
    surveys: "pd.DataFrame",
    *,
    columns: Mapping[str, str] | None = None,
    survey_columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Table of reviews with the customer's answer on the same ticket.

    Parameters
    ----------
    scores : DataFrame
        One row a review with ticket_id.
    surveys : DataFrame
        One row a survey with ticket_id and score [steps of the scale], missing without an answer.
    columns, survey_columns : mapping of str to str, optional
        The caller's headings of the two tables.

    Returns
    -------
    DataFrame
        A copy of `scores` with a column csat: the mean answer on the ticket, missing where nobody
        answered. Give its columns to `qa_csat`, or the whole to `quality_dashboard`.

    Raises
    ------
    InputError
        If a column is missing or of another kind, or ids are text in one table only.

    Examples
    --------
    >>> import pandas as pd
    >>> reviews = pd.DataFrame({"ticket_id": [1, 2], "score": [80.0, 90.0]})
    >>> answers = pd.DataFrame({"ticket_id": [2, 2, 3], "score": [4, 5, 1]})
    >>> with_csat(reviews, answers)["csat"].tolist()
    [nan, 4.5]
    """
    ids = read_table(scores, table("review_scores"), needs=("ticket_id",), columns=columns)
    answers = read_table(
        surveys, table("surveys"), needs=("ticket_id", "score"), columns=survey_columns
    )
    means = answers.groupby("ticket_id")["score"].mean()
    csat = ids["ticket_id"].map(means).astype("float64")
    kinds = [_text(ids["ticket_id"]), _text(answers["ticket_id"])]
    if csat.isna().all() and None not in kinds and kinds[0] != kinds[1]:
        raise InputError(
            "ticket_id must be of one kind in both tables; got text in one and none in the other; "
            "use astype(str)"
        )
    return scores.assign(csat=csat)


def _text(ids: "pd.Series[Any]") -> bool | None:
    """Whether ids are text; None without any."""
    known = ids.dropna()
    return None if known.empty else isinstance(known.iloc[0], str)
