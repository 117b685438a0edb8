"""The style sheet and the script of the pages and their drawings."""

from importlib.resources import files

STYLES = "assets/product-handbook/handbook.css"
SCRIPT = "assets/product-handbook/handbook.js"

_PACKAGE = files("product_handbook")
_STYLES = (
    "drawing/cards/cards.css",
    "drawing/charts/charts.css",
    "drawing/rings/rings.css",
    "site/writing/pages.css",
    "site/parts/what_if/what_if.css",
    "site/pages/bets/page.css",
    "site/pages/requests/page.css",
    "site/pages/orientation/page.css",
)
_SCRIPTS = (
    "drawing/cards/cards.js",
    "drawing/rings/web.js",
    "site/writing/pages.js",
    # Each needs those before it.
    "site/parts/what_if/decimals.js",
    "site/parts/what_if/scenario.js",
    "site/parts/what_if/short_numbers.js",
    "site/parts/what_if/what_if_words.js",
    "site/parts/what_if/what_if_page.js",
    "site/parts/what_if/what_if.js",
    "site/pages/requests/page.js",
)

ASSETS = {
    STYLES: "\n".join((_PACKAGE / name).read_text(encoding="utf-8") for name in _STYLES),
    SCRIPT: "\n".join((_PACKAGE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
}
"""The text of each file of the site that the pages need, by its address."""
