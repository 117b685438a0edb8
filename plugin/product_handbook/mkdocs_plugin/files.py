"""Pages and files of the handbook as MkDocs takes them, and what the site says of itself."""

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import nest_paths

from product_handbook.drawing.cards.dot import LayoutError
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.mkdocs_plugin.options import Options
from product_handbook.model.strategy import Strategy
from product_handbook.site.navigation import NavItem, listed, navigation
from product_handbook.site.publish import publish
from product_handbook.site.published import Published, Site
from product_handbook.site.writing.page import Page


def put_file(file: File, files: Files) -> None:
    """Adds a file, in the place of one that the author has excluded."""
    if file.src_uri in files.src_uris:
        files.remove(file)
    files.append(file)


def whole_navigation(handbook: Published, files: Files) -> list[NavItem]:
    """The handbook and the author's own pages, as far as they want to be in a navigation."""
    base = handbook.addresses.base
    ours = {page.uri for page in handbook.pages}
    in_order = sorted(files.documentation_pages(inclusion=InclusionLevel.is_in_nav), key=file_sort_key)
    uris = [file.src_uri for file in in_order if file.src_uri not in ours]
    if not base:
        return navigation(handbook.pages, handbook.addresses, nest_paths(uris), [])
    inside = [uri for uri in uris if uri.startswith(base)]
    return navigation(handbook.pages, handbook.addresses, inside, nest_paths(uri for uri in uris if uri not in inside))


def uris_in_navigation(handbook: Published, files: Files) -> set[str]:
    """The addresses of all pages in that navigation."""
    return set(listed(whole_navigation(handbook, files)))


def published(strategy: Strategy, options: Options, config: MkDocsConfig, shown: Iterable[File]) -> Published:
    """All that the site gets of a strategy; `shown` are the author's own files that it has."""
    cache = Path(config.config_file_path).parent / ".cache" / "product-handbook"
    try:
        site = _site_of(options, config, shown)
        return publish(strategy, site, graphviz_engine(options.engine, cache), options.day)
    except LayoutError as error:
        raise PluginError(f"The diagrams could not be laid out: {error}") from error


def site_file(page: Page, config: MkDocsConfig, inclusion: InclusionLevel) -> File:
    """A generated page as MkDocs takes it, standing for the strategy file that it shows."""
    file = File.generated(config, page.uri, content=page.front_matter + page.markdown, inclusion=inclusion)
    if page.edit_uri is not None:
        file.edit_uri = page.edit_uri
        file.abs_src_path = str(Path(config.docs_dir, file.edit_uri))
        # With a plugin's name here, plugins that ask git for a page's dates and authors would pass it over.
        file.generated_by = None
    return file


def _site_of(options: Options, config: MkDocsConfig, shown: Iterable[File]) -> Site:
    """What the pages need to know of the site."""
    return Site(
        base=f"{options.base}/" if options.base else "",
        strategy_uri=options.strategy,
        directory_urls=config.use_directory_urls,
        authors={file.dest_uri: file.src_uri for file in shown},
        edit_url=lambda uri: _edit_url(uri, config),
        language=str(config.theme.get("language") or config.theme.locale),
        notice=options.notice or "",
    )


def _edit_url(uri: str, config: MkDocsConfig) -> str | None:
    """Where MkDocs would send the reader to edit a file of `docs_dir`."""
    file = File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)
    return SitePage(None, file, config).edit_url


def shown_path(folder: Path) -> str:
    """A path as it is shown in problems: from the working folder, where it lies below."""
    relative = os.path.relpath(folder)
    return folder.as_posix() if relative.startswith("..") else Path(relative).as_posix()
