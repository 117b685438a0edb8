"""The MkDocs adapter: reads options, hands plain values to the rooms, and their results to MkDocs."""

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path, PureWindowsPath
from typing import Literal

from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import nest_paths
from mkdocs.utils.templates import TemplateContext

from product_handbook.diagnostics.collector import summarize
from product_handbook.drawing.cards.dot import LayoutError
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.drawing.cards.layout import Engine
from product_handbook.mkdocs_plugin.markdown_extension import HandbookMarkdown
from product_handbook.mkdocs_plugin.markdown_extension import Page as LinkedPage
from product_handbook.model.loading.load import Invalid, load
from product_handbook.site.broken import broken_page
from product_handbook.site.file_links import broken_file_links
from product_handbook.site.navigation import NavItem, listed, navigation
from product_handbook.site.publish import Published, Site, publish
from product_handbook.site.writing.assets import SCRIPT, STYLES
from product_handbook.site.writing.page import Page
from product_handbook.site.writing.today import present_day

log = get_plugin_logger("product-handbook")

LOG_LEVELS = {"error": log.error, "warning": log.warning, "advice": log.info}


class _Day(BaseConfigOption[date | None]):
    """A calendar date, as YAML reads one or as text."""

    def run_validation(self, value: object) -> date | None:
        try:
            if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
                return value
            return date.fromisoformat(str(value))
        except ValueError:
            message = f"Expected a date such as 2026-11-21, found {value!r}."
            raise ValidationError(message) from None


class _Folder(BaseConfigOption[str]):
    """A folder inside `docs_dir`, without slashes around it; empty for `docs_dir` itself."""

    def __init__(self, default: str, *, may_be_empty: bool) -> None:
        super().__init__()
        self.default = default
        self.may_be_empty = may_be_empty

    def run_validation(self, value: object) -> str:
        parts = [part for part in value.split("/") if part not in {"", "."}] if isinstance(value, str) else [".."]
        if ".." in parts or "\\" in "".join(parts) or not (parts or self.may_be_empty):
            message = f"Expected a folder inside docs_dir, such as {self.default!r}, found {value!r}."
            raise ValidationError(message)
        if not self.may_be_empty and isinstance(value, str) and _is_absolute(value):
            message = f"Expected a path from docs_dir on, such as {self.default!r}, found the absolute path {value!r}."
            raise ValidationError(message)
        return "/".join(parts)


def _is_absolute(path: str) -> bool:
    """Whether a path starts at the root of a disk; a slash before a single name is only one too many."""
    return bool(PureWindowsPath(path).drive) or (path.startswith("/") and "/" in path.strip("/"))


class Options(Config):
    """The options of the plugin in `mkdocs.yml`."""

    strategy = _Folder(default="strategy", may_be_empty=False)
    """The folder of the strategy files inside `docs_dir`."""
    base = _Folder(default="handbook", may_be_empty=True)
    """The folder of the generated pages; `""` puts them at the root of the site."""
    engine: config_options.Choice[Literal["wasm", "dot"]] = config_options.Choice(("wasm", "dot"), default="wasm")
    """What lays diagrams out: the Graphviz that comes with the plugin, or the `dot` that is installed."""
    notice: config_options.Optional[str] = config_options.Optional(config_options.Type(str))
    """Markdown of one paragraph that Home begins with, such as that the numbers are made up."""
    today = _Day()
    """The day on which reviews are due and acceptances run out; else SOURCE_DATE_EPOCH, else the clock."""


class ProductHandbook(BasePlugin[Options]):
    """Adds the pages of the handbook to a site."""

    def __init__(self) -> None:
        self.preview = False
        self.markdown = HandbookMarkdown()
        self._begin()

    def _begin(self) -> None:
        self.handbook: Published | None = None
        self.pages: dict[str, Page] = {}
        self.broken = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Keeps in mind whether a broken handbook may be shown as a page rather than stop the build."""
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Adds the style sheet, the script, and the reading of links by id."""
        self._begin()
        config.extra_css.insert(0, STYLES)  # so that the author's own may overrule it
        config.extra_javascript.append(SCRIPT)
        config.markdown_extensions.append(self.markdown)
        return config

    @event_priority(50)  # before plugins that make the navigation
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages, and keeps the strategy files out of the site."""
        for file in files:
            if file.src_uri.startswith(f"{self.config.strategy}/") and file.src_uri.endswith((".yml", ".yaml", ".csv")):
                file.inclusion = InclusionLevel.EXCLUDED
        folder = Path(config.docs_dir, self.config.strategy)
        strategy = load(folder, _shown(folder), Path(config.docs_dir))
        if isinstance(strategy, Invalid):
            return self._report(strategy, files, config)
        try:
            site = _site(self.config, config, [file for file in files if self._is_shown(file)])
            self.handbook = publish(strategy, site, self._engine(config), self._day())
        except LayoutError as error:
            raise PluginError(f"The diagrams could not be laid out: {error}") from error
        for finding in (*summarize(self.handbook.findings.open), *self.handbook.warnings):
            LOG_LEVELS[finding.severity](str(finding))
        self._add(self.handbook, files, config)
        return files

    @event_priority(110)  # before plugins that change the navigation
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Makes the navigation, where neither the author nor another plugin has given one."""
        if self.handbook is None:
            return nav
        # Only now are the files of all plugins there.
        shown = {file.src_uri for file in files if self._is_shown(file)}
        for warning in broken_file_links(self.handbook.addresses.strategy, self.config.strategy, shown):
            log.warning(str(warning))
        if config.nav is not None:
            return nav
        for file in files.documentation_pages():
            file.page = None
        config.nav = _navigation(self.handbook, files)
        try:
            return get_navigation(files, config)
        finally:
            config.nav = None

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Says which page is rendered next; the links by id of a generated page are made already."""
        self.markdown.page = None
        if self.handbook is not None and page.file.src_uri not in self.pages:
            self.markdown.page = LinkedPage(page.file.src_uri, self.handbook.addresses)
        return markdown

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Puts prose, drawings and other pieces of HTML in their places, or says which links of a page lead nowhere."""
        if linked := self.markdown.page:
            for warning in linked.placed_warnings(page.file.content_string):
                log.warning(str(warning))
        generated = self.pages.get(page.file.src_uri)
        return html if generated is None else generated.insert_pieces(html)

    # Material's search reads every tag, those that it passes over too: a quarter of the time of a build.
    @event_priority(100)
    def _leave_out_pictures(self, /, context: TemplateContext, *, page: SitePage, **_: object) -> TemplateContext:
        if generated := self.pages.get(page.file.src_uri):
            page.content = generated.leave_out_pictures(page.content or "")
        return context

    @event_priority(-100)
    def _put_pictures_back(self, /, context: TemplateContext, *, page: SitePage, **_: object) -> TemplateContext:
        if generated := self.pages.get(page.file.src_uri):
            page.content = generated.insert_pieces(page.content or "")
        return context

    on_page_context = CombinedEvent(_leave_out_pictures, _put_pictures_back)
    """Keeps pictures from the search, and from nobody else."""

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """While the strategy is broken, the page that says so stands in for every page that is not there."""
        return self.broken if self.broken and template_name == "404.html" else output_content

    def _day(self) -> date:
        try:
            return self.config.today or present_day()
        except ValueError as error:
            raise PluginError(str(error)) from error

    def _engine(self, config: MkDocsConfig) -> Engine:
        cache = Path(config.config_file_path).parent / ".cache" / "product-handbook"
        return graphviz_engine(self.config.engine, cache)

    def _report(self, invalid: Invalid, files: Files, config: MkDocsConfig) -> Files:
        """The problems in the log, a few of each kind; then the end of the build, or in a preview a page of them."""
        for problem in summarize(invalid.problems):
            log.error(str(problem))
        if not self.preview or config.strict:
            number = len(invalid.problems)
            raise PluginError(f"The strategy files have {number} problem{'s' if number > 1 else ''}, listed above.")
        self.broken = broken_page(invalid.problems)
        for file in [file for file in files if file.dest_uri == "index.html"]:
            files.remove(file)
        files.append(File.generated(config, "index.html", content=self.broken))
        return files

    def _is_shown(self, file: File) -> bool:
        return bool(file.inclusion.is_in_serve() if self.preview else file.inclusion.is_included())

    def _add(self, handbook: Published, files: Files, config: MkDocsConfig) -> None:
        """Adds pages and files, but no page at an address that the author has taken."""
        in_nav = set(listed(_navigation(handbook, files))) if config.nav is None else set()
        for page in handbook.pages:
            if page.uri in handbook.given_way:
                log.info(f'The generated page "{page.title}" gives way to {page.uri}.')  # noqa: G004
                continue
            self.pages[page.uri] = page
            inclusion = InclusionLevel.INCLUDED if page.uri in in_nav else InclusionLevel.NOT_IN_NAV
            _put(_file(page, config, inclusion), files)
        for uri, content in handbook.files.items():
            _put(File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED), files)


def _put(file: File, files: Files) -> None:
    """Adds a file, in the place of one that the author has excluded."""
    if file.src_uri in files.src_uris:
        files.remove(file)
    files.append(file)


def _navigation(handbook: Published, files: Files) -> list[NavItem]:
    """The handbook and the author's own pages, as far as they want to be in a navigation."""
    base = handbook.addresses.base
    ours = {page.uri for page in handbook.pages}
    in_order = sorted(files.documentation_pages(inclusion=InclusionLevel.is_in_nav), key=file_sort_key)
    uris = [file.src_uri for file in in_order if file.src_uri not in ours]
    if not base:
        return navigation(handbook.pages, handbook.addresses, nest_paths(uris), [])
    inside = [uri for uri in uris if uri.startswith(base)]
    return navigation(handbook.pages, handbook.addresses, inside, nest_paths(uri for uri in uris if uri not in inside))


def _file(page: Page, config: MkDocsConfig, inclusion: InclusionLevel) -> File:
    """A generated page as MkDocs takes it, standing for the strategy file that it shows."""
    file = File.generated(config, page.uri, content=page.front_matter + page.markdown, inclusion=inclusion)
    if page.edit_uri is not None:
        file.edit_uri = page.edit_uri
        file.abs_src_path = str(Path(config.docs_dir, file.edit_uri))
        # With a plugin's name here, plugins that ask git for a page's dates and authors would pass it over.
        file.generated_by = None
    return file


def _site(options: Options, config: MkDocsConfig, shown: Iterable[File]) -> Site:
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


def _shown(folder: Path) -> str:
    """A path as it is shown in problems: from the working folder, where it lies below."""
    relative = os.path.relpath(folder)
    return folder.as_posix() if relative.startswith("..") else Path(relative).as_posix()
