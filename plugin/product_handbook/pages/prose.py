"""Prose of the strategy files, made fit for a page."""

import re
from collections.abc import Callable

import markdown


def prose_to_markdown(text: str, folder: str, page_uri: str, level: int) -> str:
    """Interim."""
    return text


def first_paragraph(text: str) -> str:
    """Interim."""
    return " ".join(text.strip().split("\n\n")[0].split())


def inline_html(line: str, href: Callable[[str], str]) -> str:
    """Interim."""
    return re.sub(r"^<p>|</p>$", "", markdown.markdown(line))
