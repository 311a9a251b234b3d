"""How a page looks: one style sheet, whose colors stand apart enough to be read."""

__all__ = ["COLORS", "STYLE"]

#: Text and ground of everything that is read, by its place on the page.
COLORS = {
    "text": ("#1c2430", "#ffffff"),
    "quiet": ("#4a5563", "#ffffff"),
    "link": ("#0a4d8c", "#ffffff"),
    "heading": ("#1c2430", "#e9eef5"),
    "label": ("#1c2430", "#dbe7f3"),
}

_TEXT, _GROUND = COLORS["text"]
_QUIET, _ = COLORS["quiet"]
_LINK, _ = COLORS["link"]
_, _HEADING = COLORS["heading"]

STYLE = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; padding: 1rem; max-width: 64rem; color: {_TEXT}; background: {_GROUND};
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; margin: .5rem 0; }}
h2 {{ font-size: 1.4rem; margin: 2.2rem 0 .6rem; border-bottom: 2px solid {_HEADING}; }}
h3 {{ font-size: 1.1rem; margin: 1.4rem 0 .4rem; }}
a {{ color: {_LINK}; }}
a:focus, .scroll:focus {{ outline: 3px solid {_LINK}; outline-offset: 2px; }}
.skip {{ position: absolute; left: -999rem; }}
.skip:focus {{ position: static; }}
nav ul {{ list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }}
.scroll {{ overflow-x: auto; margin: .6rem 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }}
/* The heading above says it; the caption is for those who go from table to table. */
caption {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #cfd8e3; }}
thead th {{ background: {_HEADING}; white-space: nowrap; }}
tbody th {{ font-weight: 600; }}
.day {{ white-space: nowrap; }}
li {{ margin: .35rem 0; }}
figure {{ margin: 1rem 0; }}
figure svg {{ max-width: 100%; height: auto; }}
figcaption {{ color: {_QUIET}; font-size: .85rem; }}
@media print {{
  nav, .skip {{ display: none; }}
  body {{ max-width: none; padding: 0; font-size: 11px; }}
  .scroll {{ overflow: visible; }}
  thead {{ display: table-header-group; }}
  tr, figure, li {{ break-inside: avoid; }}
  h2, h3 {{ break-after: avoid; }}
}}
"""
