"""The style sheet and the script of the pages and their drawings."""

from importlib.resources import files

STYLES = "assets/product-handbook/handbook.css"
SCRIPT = "assets/product-handbook/handbook.js"

_PACKAGE = files("product_handbook")
_STYLES = ("diagrams/diagrams.css", "pages/static/pages.css")
_SCRIPTS = ("diagrams/diagrams.js", "pages/static/pages.js")

ASSETS = {
    STYLES: "\n".join((_PACKAGE / name).read_text(encoding="utf-8") for name in _STYLES),
    SCRIPT: "\n".join((_PACKAGE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
}
"""The text of each file of the site that the pages need, by its address."""
