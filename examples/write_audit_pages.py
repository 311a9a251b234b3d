"""Which anti-patterns does the audit look for, and from which figure on? Write the pages anew.

Usage: python examples/write_audit_pages.py [FOLDER]
The folder is docs/audit if not given. A test holds the pages equal to the rules.
"""

import sys
from pathlib import Path

from supportops.audit import areas, rule_page, rules


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for area in areas():
        (folder / f"{area}.md").write_text(rule_page(area), encoding="utf-8")
    print(f"{len(rules())} rules on {len(areas())} pages in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/audit"))
