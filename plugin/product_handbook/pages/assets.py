"""The style sheet and the script of the pages and their drawings."""

from importlib.resources import files

STYLES = "assets/product-handbook/handbook.css"
SCRIPT = "assets/product-handbook/handbook.js"

_PACKAGE = files("product_handbook")
_STYLES = (
    "diagrams/diagrams.css",
    "diagrams/charts.css",
    "diagrams/rings.css",
    "pages/static/pages.css",
    "pages/static/what_if.css",
    "pages/static/bets.css",
    "pages/static/requests.css",
    "pages/static/orientation.css",
)
_SCRIPTS = (
    "diagrams/diagrams.js",
    "diagrams/web/web.js",
    "pages/static/pages.js",
    # Each needs those before it.
    "pages/static/decimals.js",
    "pages/static/scenario.js",
    "pages/static/short_numbers.js",
    "pages/static/what_if_words.js",
    "pages/static/what_if_page.js",
    "pages/static/what_if.js",
    "pages/static/requests.js",
)

ASSETS = {
    STYLES: "\n".join((_PACKAGE / name).read_text(encoding="utf-8") for name in _STYLES),
    SCRIPT: "\n".join((_PACKAGE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
}
"""The text of each file of the site that the pages need, by its address."""
