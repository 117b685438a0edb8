"""The MkDocs adapter: reads options, hands plain values to the rooms, and their results to MkDocs."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.templates import TemplateContext

from product_handbook.diagnostics.collector import summarize
from product_handbook.mkdocs_plugin.files import (
    published,
    put_file,
    shown_path,
    site_file,
    uris_in_navigation,
    whole_navigation,
)
from product_handbook.mkdocs_plugin.markdown_extension import HandbookMarkdown
from product_handbook.mkdocs_plugin.markdown_extension import Page as LinkedPage
from product_handbook.mkdocs_plugin.options import Options
from product_handbook.model.loading.load import Invalid, load
from product_handbook.site.broken import broken_page
from product_handbook.site.file_links import broken_file_links
from product_handbook.site.published import Published
from product_handbook.site.writing.assets import SCRIPT, STYLES

log = get_plugin_logger("product-handbook")

LOG_LEVELS = {"error": log.error, "warning": log.warning, "advice": log.info}


class ProductHandbook(BasePlugin[Options]):
    """Adds the pages of the handbook to a site."""

    def __init__(self) -> None:
        self.preview = False
        self.markdown = HandbookMarkdown()
        self._begin()

    def _begin(self) -> None:
        self.handbook: Published | None = None
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
        strategy = load(folder, shown_path(folder), Path(config.docs_dir))
        if isinstance(strategy, Invalid):
            return self._report(strategy, files, config)
        self.handbook = published(strategy, self.config, config, filter(self._is_shown, files))
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
        config.nav = whole_navigation(self.handbook, files)
        try:
            return get_navigation(files, config)
        finally:
            config.nav = None

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Says which page is rendered next; the links by id of a generated page are made already."""
        self.markdown.page = None
        if self.handbook is not None and page.file.src_uri not in self.handbook.shown:
            self.markdown.page = LinkedPage(page.file.src_uri, self.handbook.addresses)
        return markdown

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Puts prose, drawings and other pieces of HTML in their places, or says which links of a page lead nowhere."""
        if linked := self.markdown.page:
            for warning in linked.placed_warnings(page.file.content_string):
                log.warning(str(warning))
        return html if self.handbook is None else self.handbook.insert_pieces(page.file.src_uri, html)

    # Material's search reads every tag, those that it passes over too: a quarter of the time of a build.
    @event_priority(100)
    def _leave_out_pictures(self, /, context: TemplateContext, *, page: SitePage, **_: object) -> TemplateContext:
        if self.handbook is not None:
            page.content = self.handbook.leave_out_pictures(page.file.src_uri, page.content or "")
        return context

    @event_priority(-100)
    def _put_pictures_back(self, /, context: TemplateContext, *, page: SitePage, **_: object) -> TemplateContext:
        if self.handbook is not None:
            page.content = self.handbook.insert_pieces(page.file.src_uri, page.content or "")
        return context

    on_page_context = CombinedEvent(_leave_out_pictures, _put_pictures_back)
    """Keeps pictures from the search, and from nobody else."""

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """While the strategy is broken, the page that says so stands in for every page that is not there."""
        return self.broken if self.broken and template_name == "404.html" else output_content

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
        in_nav = uris_in_navigation(handbook, files) if config.nav is None else set()
        for page in handbook.pages:
            if page.uri in handbook.given_way:
                log.info(f'The generated page "{page.title}" gives way to {page.uri}.')  # noqa: G004
                continue
            inclusion = InclusionLevel.INCLUDED if page.uri in in_nav else InclusionLevel.NOT_IN_NAV
            put_file(site_file(page, config, inclusion), files)
        for uri, content in handbook.files.items():
            put_file(File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED), files)
