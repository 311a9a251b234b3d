"""Milliseconds that an import costs over a bare interpreter: the front door, then each room.

Run as a script. It reports medians and judges nothing: the suite holds the budget by asking
which modules are loaded, which no slow machine can change.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

import supportops

GOALS = {"supportops": 50.0}
ROOM_GOAL = 250.0
# What nearly every room needs anyway, in the same run: the floor of its figure.
PEERS = "numpy, pydantic"
# Installed packages have bytecode, so the measurement has it too.
ENVIRONMENT = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}


def seconds(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRONMENT)
    return time.perf_counter() - started


def medians(codes: dict[str, str], rounds: int) -> dict[str, float]:
    """Median seconds of each code, taken in turns so that a busy moment hits all alike."""
    for code in codes.values():
        seconds(code)  # writes the bytecode
    taken: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(rounds):
        for name, code in codes.items():
            taken[name].append(seconds(code))
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Report what imports cost.")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    rooms = [f"supportops.{room}" for room in supportops.__all__]
    codes = {"": "pass", PEERS: f"import {PEERS}"} | {
        name: f"import {name}" for name in ("supportops", *rooms)
    }
    found = medians(codes, rounds)
    bare = found.pop("")
    print(f"bare interpreter {1000 * bare:.0f} ms; on top of it, median of {rounds}:")
    for name, taken in found.items():
        goal = "" if name == PEERS else f"   (goal {GOALS.get(name, ROOM_GOAL):.0f})"
        print(f"{name:32} {1000 * (taken - bare):7.1f} ms{goal}")


if __name__ == "__main__":
    main()
