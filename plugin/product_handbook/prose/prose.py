"""Prose: what the Markdown of a strategy file becomes in the page that shows it."""

import posixpath
import re

from product_handbook.prose.escaping import MarkdownText
from product_handbook.prose.inline import inline_html, plain_text
from product_handbook.prose.links import quoted
from product_handbook.prose.markdown.blocks import read_document
from product_handbook.prose.markdown.passages import read_passage
from product_handbook.prose.markdown.source import read_source
from product_handbook.prose.prose_blocks import block_edits
from product_handbook.prose.prose_inline import apply, inline_edits

__all__ = ["first_paragraph", "inline_html", "plain_text", "prose_line", "prose_to_markdown"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ANY_MARKUP = re.compile(r"[<{`#]|~~~|\]\(|\]:|///|^[ >]*(?:=+|-+) *$|^ {0,3}:|\A(?: *\n)*    ", re.MULTILINE)
_SPACE = re.compile(r"[ \n]+")
_TASK = re.compile(r"\[[ xX]\] +")


def prose_to_markdown(text: str, folder: str, page_uri: str, level: int) -> MarkdownText:
    """Markdown for a page out of a piece of prose, to stand at the page's left margin between blank lines.

    Its shallowest heading comes to stand one level under a heading of the level given. Its relative links, which start
    at the folder of its file within the docs folder, start at the page. Links by id stay for `rewrite_links`.

    Raw HTML is shown as text, and so are attribute lists, `{{ }}` (mkdocs-macros) and addresses with a script in them;
    code is left as it is, even to extensions that look into it. A fence is closed; in a list or a quote it becomes
    indented code, since without `pymdownx.superfences` Python-Markdown knows fences at the left margin only.
    """
    source = _clean(text)
    if not _ANY_MARKUP.search(source):
        return MarkdownText(source)
    document = read_document(source, is_prose=True)
    return MarkdownText(apply(source, list(block_edits(document, _way(folder, page_uri), level))).strip("\n"))


def prose_line(text: str, folder: str, page_uri: str) -> MarkdownText:
    """The first paragraph of prose as one line of Markdown, as safe as `prose_to_markdown`, fit for a table's cell."""
    line = first_paragraph(text)
    return MarkdownText(apply(line, list(inline_edits(line, _way(folder, page_uri), in_cell=True))))


def first_paragraph(text: str) -> str:
    """The first paragraph of prose or item of a list in it, as one line of Markdown; empty if it has none."""
    document = read_document(_clean(text), is_prose=True)
    for block in document.blocks:
        if block.kind == "text":
            return _TASK.sub("", _SPACE.sub(" ", read_passage(document.text, block).text).strip(" "), count=1)
    return ""


def _clean(text: str) -> str:
    """A text without tabs, carriage returns and characters that nobody can see."""
    return _CONTROL.sub("", read_source(text).text).strip("\n")


def _way(folder: str, page_uri: str) -> str:
    """The path from a page to where the links of prose start."""
    return quoted(posixpath.relpath(f"/{folder}", posixpath.dirname(f"/{page_uri}")))
