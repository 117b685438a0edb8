"""Small handbooks for tests of pages: the tiny valid one with files over it, and its pages as readers read them."""

import re
from datetime import date
from html import unescape
from pathlib import Path

from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.site.publish import publish
from product_handbook.site.published import Published, Site

BASE = Path(__file__).parents[1] / "data" / "tiny"


def published(folder: Path, files: dict[str, str]) -> Published:
    """The handbook with some of its files written anew."""
    for file in BASE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    strategy = load(folder, "strategy")
    assert isinstance(strategy, Strategy), [
        f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
    ]
    site = Site("", "strategy", directory_urls=True, authors={}, edit_url=lambda _: None)
    return publish(strategy, site, graphviz_engine("wasm", None), date(2026, 5, 20))


def page_of(handbook: Published, uri: str) -> str:
    """A page with its pieces in place."""
    (page,) = (page for page in handbook.pages if page.uri == uri)
    return page.complete


def text_of(handbook: Published, uri: str) -> str:
    """A page as a reader reads it."""
    text = re.sub(r"<(style|script).*?</\1>", "", page_of(handbook, uri), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).replace("\xa0", " ").replace("\u202f", " ").split())
