"""What the tests ask of a page in the browser."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (320, 390, 768, 1440)
PALETTES = ("default", "slate")

BLUE_KINDS = (
    "",
    "mission/",
    "stakeholders/",
    "stakeholders/future-customer/",
    "north-star/",
    "tree/",
    "tree/documents-created/",
    "tree/documents-per-user/",
    "tree/offline-edits-kept/",
    "value-web/",
    "impact/",
    "bets/",
    "bets/offline-editing/",
    "requests/",
    "orientation/",
    "owners/",
    "glossary/",
    "health/",
    "editing/",
    "reference/",
    "reference/tree/",
    "reference/findings/",
    "reference/data/",
    "reference/numbers/",
    "reference/impact-drivers/",
    "404.html",
)
"""One page of each kind, and the most different ones among the metrics."""


@dataclass(frozen=True)
class Site:
    """A site that is being served."""

    address: str
    """Without a slash at its end."""
    folder: Path

    def url(self, path: str) -> str:
        return f"{self.address}/{path}"

    def pages(self, under: str = "") -> list[str]:
        """The paths of its pages below a folder, sorted, without those that only lead to another."""
        found = [file for file in (self.folder / under).rglob("*.html") if not is_redirect(file)]
        return sorted(file.relative_to(self.folder).as_posix().removesuffix("index.html") for file in found)


def is_redirect(file: Path) -> bool:
    return 'http-equiv="refresh"' in file.read_text("utf-8")


def hold_still(page: Page) -> None:
    """Lets what Material glides to for a quarter of a second be there at once."""
    page.add_style_tag(content="* { transition: none !important }")


def wear(page: Page, palette: str) -> None:
    """Puts a palette on as Material's toggle does, at once."""
    hold_still(page)
    page.evaluate("(name) => document.body.setAttribute('data-md-color-scheme', name)", palette)
