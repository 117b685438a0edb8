"""From a strategy to all that a site gets: pages, files beside them, findings, and the addresses of everything."""

from datetime import date

from product_handbook.analysis.analysis import Analysis
from product_handbook.drawing.cards.draw import Drawer
from product_handbook.drawing.cards.layout import Engine
from product_handbook.model.strategy import Strategy
from product_handbook.rules.find import find
from product_handbook.site.handbook_json.write import handbook_files, schema_text
from product_handbook.site.published import Published, Site
from product_handbook.site.render import render_pages
from product_handbook.site.static_files import static_files
from product_handbook.site.writing.page import Handbook


def publish(strategy: Strategy, site: Site, engine: Engine, today: date) -> Published:
    """All that a site gets of a strategy as it stands on a day."""
    addresses = site.addresses(strategy)
    analysis = Analysis(strategy, today)
    findings = find(analysis)
    draw = Drawer(engine)
    handbook = Handbook(
        analysis=analysis,
        findings=findings,
        addresses=addresses,
        draw=draw,
        docs_uri=lambda path: f"{site.strategy_uri}{path.removeprefix(strategy.folder)}",
        language=site.language,
        notice=site.notice,
        edit_url=site.edit_url,
        data_schema=schema_text(),
    )
    pages = tuple(render_pages(handbook))
    files = static_files(addresses) | handbook_files(handbook)
    return Published(
        pages=pages,
        given_way=frozenset(site.authors.values()) & {page.uri for page in pages},
        files={uri: text for uri, text in files.items() if uri not in site.authors},
        findings=findings,
        addresses=addresses,
        warnings=tuple(draw.warnings),
    )
