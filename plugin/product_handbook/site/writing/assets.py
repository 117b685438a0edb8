"""The style sheet and the scripts of the pages and their drawings."""

from importlib.resources import files
from typing import Final

from markupsafe import Markup

from product_handbook.site.writing.scripts import script
from product_handbook.site.writing.templates import html_macros

_FOLDER: Final = "assets/product-handbook"
STYLES: Final = f"{_FOLDER}/handbook.css"
SCRIPT: Final = f"{_FOLDER}/handbook.js"
"""What every page needs."""
WHAT_IF: Final = f"{_FOLDER}/what-if.js"
REQUESTS: Final = f"{_FOLDER}/requests.js"
JSON: Final = "handbook.json"
"""The handbook for other programs, in the folder of its pages."""
SCHEMA: Final = "handbook.schema.json"

(_script,) = html_macros("writing/marks.html.jinja", "script")
_PACKAGE = files("product_handbook")
_STYLES = (
    "drawing/palette.css",
    "drawing/cards/cards.css",
    "drawing/charts/charts.css",
    "drawing/rings/rings.css",
    "site/writing/pages.css",
    "site/parts/what_if/what_if.css",
    "site/pages/bets/page.css",
    "site/pages/requests/page.css",
    "site/pages/orientation/page.css",
)

ASSETS = {
    STYLES: "\n".join((_PACKAGE / name).read_text(encoding="utf-8") for name in _STYLES),
    SCRIPT: script("site/writing/handbook.js"),
    WHAT_IF: script("site/parts/what_if/what_if.js"),
    REQUESTS: script("site/pages/requests/page.js"),
}
"""The text of each file of the site that the pages need, by its address."""


def script_tag(url: str) -> Markup:
    """What runs a script beside the part of a page that it serves; instant navigation runs it anew with the page.

    No `type="module"`: a browser runs such a script once for all pages that instant navigation shows one after another.
    """
    return _script(url)
