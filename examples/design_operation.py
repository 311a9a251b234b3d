"""From a team's current state to its operations package.

    python examples/design_operation.py
    python examples/design_operation.py --profile my_team.toml --out package.md
    python examples/design_operation.py --html package.html
    python examples/design_operation.py --log tickets.csv --log-map my_log.toml

Prints the package as Markdown, and writes it where --out says; --html writes it as one printable
page. With --log, volume and first response are measured from a log of ticket events instead of
taken from the profile. Bad input gives one sentence and exit status 2.
"""

import argparse
import csv
import io
import sys
import tempfile
import tomllib
import warnings
from pathlib import Path

import pandas as pd

from supportops.calendars import localize
from supportops.design import OpsPackage, design_operation, profile_from_toml
from supportops.errors import InputError
from supportops.tickets import History, read_history

HERE = Path(__file__).resolve().parent
TEXT_KEYS = ("timezone", "timestamp_format", "ambiguous", "nonexistent")
MAP_KEYS = {"columns", "meanings", *TEXT_KEYS}
COLUMN_KEYS = {"case": "ticket_id", "activity": "kind", "timestamp": "at"}


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} must be a readable text file; got {error}") from error


def read_map(path: Path) -> dict:
    """The map of a log, checked key by key."""
    try:
        log_map = tomllib.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} must be TOML; got a fault: {error}") from error
    for key in log_map:
        if key not in MAP_KEYS:
            raise InputError(
                f"{path}: {key} must be one of {', '.join(sorted(MAP_KEYS))}; got {key!r}"
            )
    for table, needed in (("columns", COLUMN_KEYS), ("meanings", ("first_response", "resolved"))):
        rows = log_map.get(table, {})
        if not isinstance(rows, dict):
            raise InputError(f"{path}: {table} must be a table; got {rows!r}")
        for key in needed:
            if key not in rows:
                raise InputError(f"{path}: {table}.{key} must be there; got nothing")
    words = {f"columns.{key}": value for key, value in log_map["columns"].items()}
    words |= {key: log_map[key] for key in TEXT_KEYS if key in log_map}
    for key, value in words.items():
        if not isinstance(value, str):
            raise InputError(f"{path}: {key} must be text; got {value!r}")
    for key, value in log_map["meanings"].items():
        if not (isinstance(value, list) and all(isinstance(word, str) for word in value)):
            raise InputError(f"{path}: meanings.{key} must be a list of activities; got {value!r}")
    headings = list(log_map["columns"].values())
    if len(set(headings)) < len(headings):
        raise InputError(f"{path}: columns must name a heading each; got {', '.join(headings)}")
    return log_map


def read_log(path: Path, map_path: Path) -> History:
    """The tickets of a log, and what is doubtful about it."""
    log_map = read_map(map_path)
    headings = log_map["columns"]
    log = read_csv(path)
    for key, heading in headings.items():
        if list(log.columns).count(heading) > 1:
            raise InputError(f"{path} must have one column {heading!r}; got several")
        if heading not in log.columns:
            raise InputError(
                f"{path} must have the column {heading!r}, which {map_path} names as columns.{key}; "
                f"got {', '.join(map(repr, log.columns))}"
            )
    if log.empty:
        raise InputError(f"{path} must have at least one event; got none")
    texts = log[headings["timestamp"]]
    try:
        events = pd.DataFrame(
            {
                "ticket_id": log[headings["case"]],
                "kind": log[headings["activity"]],
                "at": read_timestamps(texts, log_map, path, map_path),
            }
        )
        return read_history(events, meanings=log_map["meanings"])
    except InputError as error:
        message = str(error)
        raise InputError(message if str(path) in message else f"{path}: {message}") from error


def read_csv(path: Path) -> pd.DataFrame:
    """Cells of a CSV as text, an empty one missing; a ragged or twice-named table is refused."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading = next(csv.reader(file), [])
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            log = pd.read_csv(
                path,
                dtype=str,
                index_col=False,
                keep_default_na=False,
                na_values=[""],
                encoding="utf-8-sig",
            )
    except (
        OSError,
        ValueError,
        csv.Error,
        pd.errors.ParserError,
        pd.errors.ParserWarning,
    ) as error:
        raise InputError(f"{path} must be a CSV file with a heading; got {error}") from error
    return log if len(set(heading)) == len(heading) else with_unique_headings(log, heading)


def with_unique_headings(log: pd.DataFrame, heading: list[str]) -> pd.DataFrame:
    """The table under its own heading, where repeated names stay repeated and can be told apart."""
    log.columns = pd.Index(heading)
    return log


def read_timestamps(texts: pd.Series, log_map: dict, path: Path, map_path: Path) -> pd.Series:
    """Aware instants from the texts of a log; the first that cannot be read is named."""
    form = log_map.get("timestamp_format", "ISO8601")
    zoned = texts.str.contains(r"\d{2}:\d{2}.*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)\s*$", na=False)
    if form != "ISO8601":  # a stated form says by itself whether there is a zone
        zoned = texts.notna() & ("%z" in form)
    naive = ~zoned & texts.notna()
    if naive.any() and ("timezone" not in log_map or zoned.any()):
        line = int(naive.to_numpy().argmax()) + 2
        raise InputError(
            f"{path} must have timestamps that all say their zone, or none of which does and {map_path} "
            f"names their timezone; got {texts.iloc[line - 2]!r} in line {line}"
        )
    try:
        parsed = pd.to_datetime(texts, format=form, errors="coerce", utc=bool(zoned.any()))
    except ValueError as error:
        raise InputError(
            f"{map_path}: timestamp_format must be a form of dates; got {form!r}"
        ) from error
    bad = parsed.isna().to_numpy()
    if bad.any():
        line = int(bad.argmax()) + 2
        raise InputError(
            f"{path} must have timestamps of the form {form}; got {texts.iloc[line - 2]!r} in line "
            f"{line} ({int(bad.sum())} of {len(bad)} break this)"
        )
    if zoned.any():
        return parsed
    choices = {key: log_map[key] for key in ("ambiguous", "nonexistent") if key in log_map}
    return localize(parsed, log_map["timezone"], **choices)


def history_markdown(history: History) -> str:
    """What the log says about itself."""
    lines = [
        "## The log",
        "",
        f"{len(history.tickets):,} tickets from {history.first:%Y-%m-%d} to {history.last:%Y-%m-%d}.",
        "",
        *(
            f"- {check.code}: {check.count:,} of {check.of:,} {check.about}"
            for check in history.checks
        ),
    ]
    return "\n".join(lines)


def make(arguments: argparse.Namespace) -> tuple[OpsPackage, str]:
    """The package, and the document to print."""
    text = read_text(arguments.profile)
    try:
        profile = profile_from_toml(text)
    except InputError as error:
        raise InputError(f"{arguments.profile}: {error}") from error
    as_of = profile.assumed.as_of.value
    history = None if arguments.log is None else read_log(arguments.log, arguments.log_map)
    try:
        if history is None:
            package = design_operation(profile, as_of=as_of)
            return package, package.to_markdown()
        package = design_operation(profile, as_of=as_of, history=history.tickets, now=history.last)
    except InputError as error:
        raise InputError(f"{arguments.profile}: {error}") from error
    return package, f"{package.to_markdown()}\n{history_markdown(history)}\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--profile", type=Path, default=HERE / "data" / "team.toml")
    parser.add_argument("--log", type=Path, help="CSV of ticket events")
    parser.add_argument("--log-map", type=Path, default=HERE / "data" / "helpdesk.toml")
    parser.add_argument("--out", type=Path, help="file to write the Markdown to")
    parser.add_argument("--html", type=Path, help="file to write the printable page to")
    arguments = parser.parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        package, document = make(arguments)
        if arguments.out is not None:
            write(arguments.out, document)
        if arguments.html is not None:
            write(arguments.html, package.to_html())
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(document)
    return 0


def write(path: Path, document: str) -> None:
    """Write the document whole or not at all: a reader never finds half a package."""
    partial = None
    try:
        if not path.name or path.is_dir():
            raise IsADirectoryError(0, "a folder")
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            partial = Path(file.name)
            file.write(document)
        partial.replace(path)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        raise InputError(
            f"{path} must be a file that can be written; got {error.strerror}"
        ) from error


if __name__ == "__main__":
    sys.exit(main())
