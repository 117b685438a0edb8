"""What Home says of the strategy files: what each holds, where to edit it, and how it is written."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from product_handbook.prose.render import markdown_line
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, code, lines, link
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

FILES = (
    ("mission", "The mission, the vision, what we chose and what we are not doing"),
    ("stakeholders", "The three groups, their segments and their jobs"),
    ("north-star", "The North Star, the business metric and the guardrails"),
    ("tree", "The metrics: what they mean, what they are computed from, what moves them"),
    ("values", "The values of the metrics, period by period"),
    ("value-web", "Who gives what to whom around the product"),
    ("impact", "What customers achieve, what that does for the business, and what feeds what"),
    ("bets", "What we bet on, and what each bet does for the three groups"),
    ("requests", "What customers ask for, and what we decided"),
    ("orientation", "How customer-oriented the teams are"),
    ("owners", "Who answers for what"),
    ("glossary", "What our words mean"),
)
_ENDINGS = {"values": ".csv"}
_HEADINGS = (Heading("What it says"), Heading("Edit"), Heading("Reference"))
(_notice,) = html_macros("pages/home/notice.html.jinja", "notice")


def notice(text: str) -> Markup:
    """What readers are told first; nothing for an empty text."""
    return _notice(markdown_line(text)) if text else Markup()


def file_table(draft: Draft) -> Markup:
    """What each strategy file holds, a link to edit it, and its reference."""
    return components.table("Where to start editing", _HEADINGS, list(_rows(draft)))


def _rows(draft: Draft) -> Iterator[tuple[Markup, ...]]:
    found: dict[str, list[str]] = {}
    for path in draft.handbook.strategy.files:
        relative = path.removeprefix(f"{draft.handbook.strategy.folder}/")
        found.setdefault(relative.partition("/")[0].partition(".")[0], []).append(path)
    for name, purpose in FILES:
        if name in found:
            reference = draft.href_of(draft.handbook.addresses.at(f"reference/{name}.md"))
            ending = _ENDINGS.get(name, ".yml")
            yield escape(purpose), _edit_links(draft, found[name]), link(reference, f"{name}{ending}")


def _edit_links(draft: Draft, paths: Sequence[str]) -> Markup:
    return lines(_edit_link(draft, path) for path in paths)


def _edit_link(draft: Draft, path: str) -> Markup:
    url = draft.handbook.edit_url(draft.handbook.docs_uri(path))
    name = code(path.removeprefix(f"{draft.handbook.strategy.folder}/"))
    return name if url is None else link(url, name)
