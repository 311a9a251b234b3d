"""From a team's current state to its operations package.

    python examples/design_operation.py
    python examples/design_operation.py --profile my_team.toml --out package.md
    python examples/design_operation.py --log tickets.csv --log-map my_log.toml

Prints the package as Markdown, and writes it where --out says. With --log, volume and first
response are measured from a log of ticket events instead of taken from the profile. Bad input
gives one sentence and exit status 2.
"""

import argparse
import sys
import tomllib
from pathlib import Path

import pandas as pd

from supportops.calendars import localize
from supportops.design import OpsPackage, design_operation, profile_from_toml
from supportops.errors import InputError
from supportops.tickets import History, read_history

HERE = Path(__file__).resolve().parent
MAP_KEYS = {"columns", "meanings", "timezone", "timestamp_format"}
COLUMN_KEYS = {"case": "ticket_id", "activity": "kind", "timestamp": "at"}


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} must be a readable text file; got {error}") from error


def read_map(path: Path) -> dict:
    """The map of a log, checked key by key."""
    try:
        log_map = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} must be TOML; got a fault: {error}") from error
    for key in log_map:
        if key not in MAP_KEYS:
            raise InputError(
                f"{path}: {key} must be one of {', '.join(sorted(MAP_KEYS))}; got {key!r}"
            )
    for table, needed in (("columns", COLUMN_KEYS), ("meanings", ("first_response", "resolved"))):
        for key in needed:
            if key not in log_map.get(table, {}):
                raise InputError(f"{path}: {table}.{key} must be there; got nothing")
    return log_map


def read_log(path: Path, map_path: Path) -> History:
    """The tickets of a log, and what is doubtful about it."""
    log_map = read_map(map_path)
    headings = log_map["columns"]
    try:
        log = pd.read_csv(path, dtype=str)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError(f"{path} must be a CSV file with a heading; got {error}") from error
    for key, heading in headings.items():
        if heading not in log.columns:
            raise InputError(
                f"{path} must have the column {heading!r}, which {map_path} names as columns.{key}; "
                f"got {', '.join(map(repr, log.columns))}"
            )
    if log.empty:
        raise InputError(f"{path} must have at least one event; got none")
    log["at"] = read_timestamps(log[headings["timestamp"]], log_map, path, map_path)
    return read_history(
        log,
        meanings=log_map["meanings"],
        columns={"ticket_id": headings["case"], "kind": headings["activity"]},
    )


def read_timestamps(texts: pd.Series, log_map: dict, path: Path, map_path: Path) -> pd.Series:
    """Aware instants from the texts of a log; the first that cannot be read is named."""
    form = log_map.get("timestamp_format", "ISO8601")
    zoned = texts.str.contains(r"(?:Z|[+-]\d{2}:?\d{2})$", na=False)
    naive = ~zoned & texts.notna()
    if naive.any() and ("timezone" not in log_map or zoned.any()):
        line = int(naive.to_numpy().argmax()) + 2
        raise InputError(
            f"{path} must have timestamps that all say their zone, or none of which does and {map_path} "
            f"names their timezone; got {texts.iloc[line - 2]!r} in line {line}"
        )
    parsed = pd.to_datetime(texts, format=form, errors="coerce", utc=bool(zoned.any()))
    bad = parsed.isna().to_numpy()
    if bad.any():
        line = int(bad.argmax()) + 2
        raise InputError(
            f"{path} must have timestamps of the form {form}; got {texts.iloc[line - 2]!r} in line "
            f"{line} ({int(bad.sum())} of {len(bad)} break this)"
        )
    return parsed if zoned.any() else localize(parsed, log_map["timezone"])


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
    if arguments.log is None:
        package = design_operation(profile, as_of=as_of)
        return package, package.to_markdown()
    history = read_log(arguments.log, arguments.log_map)
    package = design_operation(profile, as_of=as_of, history=history.tickets, now=history.last)
    return package, f"{package.to_markdown()}\n{history_markdown(history)}\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--profile", type=Path, default=HERE / "data" / "team.toml")
    parser.add_argument("--log", type=Path, help="CSV of ticket events")
    parser.add_argument("--log-map", type=Path, default=HERE / "data" / "helpdesk.toml")
    parser.add_argument("--out", type=Path, help="file to write the Markdown to")
    arguments = parser.parse_args(argv)
    try:
        _, document = make(arguments)
        if arguments.out is not None:
            write(arguments.out, document)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(document)
    return 0


def write(path: Path, document: str) -> None:
    partial = path.with_name(f"{path.name}.part")
    try:
        # Whole or not at all: a reader never finds half a package.
        partial.write_text(document, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise InputError(f"{path} must be a file that can be written; got {error}") from error


if __name__ == "__main__":
    sys.exit(main())
