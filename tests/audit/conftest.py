"""How cases of an audit are written: columns as counted values, instants as hours.

``"P1*11 P3*89"`` is eleven times P1 and 89 times P3; one value alone fills the column; ``-`` is
missing. Instants count in hours from a Monday midnight in UTC, durations in hours, flags are 1
and 0, and ``#`` numbers the rows. A list is taken as it is.
"""

import math

import pandas as pd
import pytest

from supportops.audit import Design, operation, rule, table

START = pd.Timestamp("2026-03-02", tz="UTC").as_unit("us")


def value(cell, dtype):
    if cell == "-":
        return pd.NA if dtype == "flag" else None
    if dtype == "instant":
        return START + pd.Timedelta(microseconds=round(float(cell) * 3_600_000_000))
    if dtype == "duration":
        return pd.Timedelta(microseconds=round(float(cell) * 3_600_000_000))
    if dtype == "number":
        return float(cell)
    return cell == "1" if dtype == "flag" else cell


def expand(text):
    out = []
    for token in str(text).split():
        name, star, count = token.rpartition("*")
        out += [name] * int(count) if star else [token]
    return out


def column(values, dtype, n):
    if isinstance(values, list):
        return values
    if values == "#":
        return [str(i) for i in range(n)]
    tokens = expand(values)
    tokens = tokens * n if len(tokens) == 1 else tokens
    cells = [value(token, dtype) for token in tokens]
    if dtype == "instant":
        return pd.Series(pd.to_datetime(cells, utc=True)).dt.as_unit("us")
    if dtype == "duration":
        return pd.to_timedelta(cells)
    return pd.array(cells, dtype="boolean") if dtype == "flag" else cells


def frame(name, columns):
    columns = dict(columns)
    lengths = [len(v) if isinstance(v, list) else len(expand(v)) for v in columns.values()]
    n = columns.pop("n", None) or max(lengths)
    return pd.DataFrame(
        {key: column(values, table(name).column(key).dtype, n) for key, values in columns.items()}
    )


def build(now=None, design=None, more=None, **tables):
    return operation(
        {name: frame(name, columns) for name, columns in tables.items()},
        now=None if now is None else START + pd.Timedelta(hours=now),
        design=Design.model_validate(design or {}),
        **(more or {}),
    )


@pytest.fixture(scope="session")
def seen():
    """Operation from a case."""
    return build


def triggers(code, case, limits=None):
    answer = rule(code).check(build(**case), limits=limits)
    return {finding.trigger: finding for finding in answer.findings}, answer


@pytest.fixture(scope="session")
def judge():
    """Whether a case trips the limit of a rule, the near misses do not, and the boundary holds."""

    def check(code, limit, hit, nears):
        found, answer = triggers(code, hit)
        assert limit in found, answer
        finding = found[limit]
        assert finding.code == code
        assert finding.slugs == rule(code).slugs
        assert finding.way_out
        for near in nears:
            found, answer = triggers(code, near)
            assert limit not in found, found
            assert answer.ran, answer
        if finding.figure is None:
            return
        # The boundary: with the limit exactly at the figure, and one step beside it.
        trips = rule(code).limits[limit].trips
        step = math.inf if trips.startswith(">") else -math.inf
        inside = math.nextafter(finding.figure, -step)
        outside = math.nextafter(finding.figure, step)
        at, _ = triggers(code, hit, {limit: finding.figure})
        assert (limit in at) is trips.endswith("=")
        assert limit in triggers(code, hit, {limit: inside})[0]
        if not math.isinf(finding.figure):
            assert limit not in triggers(code, hit, {limit: outside})[0]
        assert triggers(code, hit, {limit: inside})[0][limit].basis == "given"

    return check
