"""Open the pages of example packages in headless Chromium, at desk and phone width.

Fails on an error in the console and on any request that leaves the page; the pictures are left
in the folder given as the first argument, to be looked at.
"""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from supportops.design import design_operation, profile_from_toml

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = {"desk": (1280, 2400), "phone": (500, 2400)}


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    sys.exit(
        "Chromium must be installed to look at pages; got none; on Debian: apt-get install chromium"
    )


def outside(log: Path) -> list[str]:
    """Addresses that the page, and not the browser for itself, asked for and that are no file."""
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    asked = [e.get("params", {}) for e in events]
    return sorted(
        {
            str(request["url"])
            for request in asked
            if "url" in request
            and request.get("initiator", "not an origin") != "not an origin"
            and not str(request["url"]).startswith(("file:", "data:"))
        }
    )


def look(page: Path, label: str, size: tuple[int, int]) -> None:
    picture, log = page.with_name(f"{page.stem}-{label}.png"), page.with_name("net.json")
    done = subprocess.run(
        [
            chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-component-extensions-with-background-pages",
            "--no-first-run", "--enable-logging=stderr", f"--log-net-log={log}",
            f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    if console or not picture.exists():
        sys.exit(f"{page.name} at {label} width: {console or 'no picture'}")
    if asked := outside(log):
        sys.exit(f"{page.name} must ask nobody; got {asked}")
    sys.stdout.write(f"{picture}\n")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "pages").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted((ROOT / "examples/data").glob("*.toml")):
        text = source.read_text(encoding="utf-8")
        if "[given]" not in text:
            continue
        profile = profile_from_toml(text)
        page = folder / f"{source.stem}.html"
        page.write_text(
            design_operation(profile, as_of=date(2026, 11, 23)).to_html(), encoding="utf-8"
        )
        for label, size in WIDTHS.items():
            look(page, label, size)


if __name__ == "__main__":
    main()
