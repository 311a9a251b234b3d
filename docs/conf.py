"""Sphinx: MyST pages, executed tutorials, docstrings as reference; nothing from the network."""

project = "supportops"
author = "The supportops developers"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "supportops"
exclude_patterns = ["_build", "jupyter_execute"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120

napoleon_google_docstring = False
napoleon_numpy_docstring = True
napoleon_use_ivar = True
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

# Without the network there is nothing to look other projects' names up in, and parameter texts name
# kinds ("duration", "share") that docs/terms.md explains.
nitpick_ignore_regex = [("py:.*", ".*")]
# Rooms are strangers, and two of them may use one word: a bare name in a type can then mean both.
suppress_warnings = ["mystnb.unknown_mime_type", "ref.python"]
