"""The strategy files as Home lists them: what each holds, where to edit it, and its reference."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from product_handbook.model.kinds import FILES_AS_READ
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, code, lines, link
from product_handbook.site.writing.draft import Draft

_HEADINGS = (Heading("What it says"), Heading("Edit"), Heading("Reference"))


def file_table(draft: Draft) -> Markup:
    """What each strategy file holds, a link to edit it, and its reference."""
    return components.table("Where to start editing", _HEADINGS, list(_rows(draft)))


def _rows(draft: Draft) -> Iterator[tuple[Markup, ...]]:
    found: dict[str, list[str]] = {}
    for path in draft.handbook.strategy.files:
        relative = path.removeprefix(f"{draft.handbook.strategy.folder}/")
        found.setdefault(relative.partition("/")[0].partition(".")[0], []).append(path)
    for file in FILES_AS_READ:
        if file.name in found:
            reference = draft.href_of(draft.handbook.addresses.at(f"reference/{file.name}.md"))
            yield escape(file.holds), _edit_links(draft, found[file.name]), link(reference, f"{file.name}{file.ending}")


def _edit_links(draft: Draft, paths: Sequence[str]) -> Markup:
    return lines(_edit_link(draft, path) for path in paths)


def _edit_link(draft: Draft, path: str) -> Markup:
    url = draft.handbook.edit_url(draft.handbook.docs_uri(path))
    name = code(path.removeprefix(f"{draft.handbook.strategy.folder}/"))
    return name if url is None else link(url, name)
