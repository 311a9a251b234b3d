"""The Python blocks of README and pages are tests, and nobody loses them without a noise."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python$", flags=re.MULTILINE)


def test_every_block_of_a_page_is_collected():
    folders = [ROOT / "docs" / name for name in ("guides", "background", "pitfalls")]
    pages = [ROOT / "README.md", *(p for f in folders if f.exists() for p in f.glob("*.md"))]
    blocks = {p: len(BLOCK.findall(p.read_text(encoding="utf-8"))) for p in pages}
    assert blocks[ROOT / "README.md"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*command, *map(str, pages)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for page, count in blocks.items():
        found = re.findall(
            rf"^{re.escape(page.relative_to(ROOT).as_posix())}::", done.stdout, flags=re.MULTILINE
        )
        # A block of doctests may be collected as several examples, never as none.
        assert len(found) >= count, page.name
