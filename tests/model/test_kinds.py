"""Every kind of object and every page of the registry is served by every room; what is forgotten is said here."""

import json
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.model.kinds import FILES, OBJECTS, PAGES, FileKind, ObjectKind, PageKind, objects_of
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import PartialStrategy, Strategy
from product_handbook.prose.id_links import KINDS
from product_handbook.site.handbook_json.document import HandbookJson
from product_handbook.site.navigation import listed, navigation
from product_handbook.site.publish import publish
from product_handbook.site.published import Published, Site
from product_handbook.site.render import RENDERED

BAKERY = Path(__file__).parents[1] / "data" / "handbook_json" / "bakery"
"""A handbook with every file of the format, and an object of every kind."""


@pytest.fixture(scope="module")
def strategy(tmp_path_factory: pytest.TempPathFactory) -> Strategy:
    """The bakery, with a link by id to an object of every kind and to every page in its vision."""
    known = {(FileKind, file.name) for file in FILES} | {(PageKind, page.id) for page in PAGES}
    named = {(FileKind, kind.file) for kind in (*OBJECTS, *PAGES) if kind.file}
    named |= {(PageKind, kind.page) for kind in (*OBJECTS, *FILES)}
    assert named <= known, f"model/kinds.py: FILES or PAGES lacks {[name for _, name in named - known]}"
    for model in (PartialStrategy, Strategy):
        missing = [file.field for file in FILES if file.field not in {field.name for field in fields(model)}]
        assert missing == [], f"model/strategy.py: {model.__name__} has no field {missing} for what the files say"
    folder = tmp_path_factory.mktemp("kinds") / "strategy"
    shutil.copytree(BAKERY, folder)
    before = load(folder)
    assert isinstance(before, Strategy)
    links = [f"[page:{page.id}]" for page in PAGES]
    links += [f"[{kind.id}:{id}]" for kind in OBJECTS for id in ids(before, kind)[:1]]
    mission = folder / "mission.yml"
    lines = [line for line in mission.read_text("utf-8").splitlines() if not line.startswith("vision:")]
    mission.write_text("\n".join([*lines, f"vision: See {', '.join(links)}."]) + "\n", "utf-8")
    found = load(folder, "strategy")
    assert isinstance(found, Strategy), [problem.message for problem in found.problems]
    return found


@pytest.fixture(scope="module")
def site(strategy: Strategy) -> Published:
    missing = [page.id for page in PAGES if page.id not in RENDERED]
    assert missing == [], f"site/render.py: RENDERED has no function for the pages {missing} of model/kinds.py"
    missing = [kind.key for kind in OBJECTS if kind.key not in HandbookJson.model_fields]
    assert missing == [], f"site/handbook_json/document.py: HandbookJson has no field {missing} of model/kinds.py"
    about = Site("", "strategy", directory_urls=True, authors={}, edit_url=lambda _: None)
    return publish(strategy, about, graphviz_engine("wasm", None), date(2026, 11, 21))


def ids(strategy: Strategy, kind: ObjectKind) -> list[str]:
    """The ids of a kind, by the way that the registry names."""
    return [found.id for found in objects_of(strategy, kind)]


def name_of(kind: ObjectKind | PageKind) -> str:
    return kind.id


each_object = pytest.mark.parametrize("kind", OBJECTS, ids=name_of)
each_page = pytest.mark.parametrize("kind", PAGES, ids=name_of)


@each_object
def test_objects_of_every_kind_are_read(kind: ObjectKind, strategy: Strategy):
    assert ids(strategy, kind), f"the loader reads no {kind.id} from {kind.file}, or {BAKERY} has none: add one there"


@each_object
def test_objects_of_every_kind_are_linked(kind: ObjectKind, strategy: Strategy, site: Published):
    assert kind.id in KINDS, f"prose/id_links.py: Kind has no {kind.id}, so that [{kind.id}:id] is text"
    id = ids(strategy, kind)[0]
    target = site.addresses.target(kind.id, id)
    assert target is not None, f"addresses/addresses.py gives no address to a {kind.id}"
    assert target.name, f"a {kind.id} has no title for links to show"
    uri, _, anchor = target.uri.partition("#")
    pages = {page.uri: page.complete for page in site.pages}
    assert uri in pages, f"no page is made at {uri}, where a {kind.id} has its address: see site/render.py"
    if anchor:
        is_there = any(f'{attribute}="{anchor}"' in pages[uri] for attribute in ("name", "id"))
        assert is_there, f"{uri} has no place {anchor}, where a {kind.id} has its address"


def test_prose_knows_no_other_kinds():
    assert set(KINDS) == {kind.id for kind in OBJECTS} | {"page"}, "prose/id_links.py: Kind, and OBJECTS differ"


@each_object
def test_objects_of_every_kind_are_in_the_data(kind: ObjectKind, strategy: Strategy, site: Published):
    document = json.loads(site.files["handbook.json"])
    missing = set(ids(strategy, kind)) - {found["id"] for found in document[kind.key]}
    assert not missing, f"site/handbook_json: {kind.key} lacks {missing}"
    assert kind.key in json.loads(site.files["handbook.schema.json"])["properties"]


@each_page
def test_every_page_is_made(kind: PageKind, site: Published):
    made = {page.uri for page in site.pages}
    assert kind.path in made, f"site/render.py: what RENDERED has for {kind.id} makes no page at {kind.path}"


@each_page
def test_every_page_is_in_the_navigation_and_linked(kind: PageKind, site: Published):
    shown = set(listed(navigation(site.pages, site.addresses, [], [])))
    assert kind.path in shown, f"site/navigation.py shows no section {kind.section}, in which {kind.id} stands"
    target = site.addresses.target("page", kind.id)
    assert target is not None, f"addresses/addresses.py gives no address to the page {kind.id}"
    assert (target.uri, target.name) == (kind.path, kind.title)


def test_no_other_page_is_made():
    assert set(RENDERED) == {page.id for page in PAGES}, "site/render.py: RENDERED, and PAGES of model/kinds.py differ"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_is_explained(file: FileKind, site: Published):
    assert file.page in {page.id for page in PAGES}, f"model/kinds.py: {file.name} is shown on no page {file.page}"
    assert f"reference/{file.name}.md" in {page.uri for page in site.pages}
    (overview,) = (page.complete for page in site.pages if page.uri == "reference/index.md")
    assert f"`{file.name}{file.ending}`" in overview


def test_the_reference_names_every_kind_and_page(site: Published):
    (overview,) = (page.complete for page in site.pages if page.uri == "reference/index.md")
    (section,) = (part for part in overview.split("\n## ") if part.startswith("Links by id"))
    missing = [
        kind.id for kind in (*OBJECTS, *PAGES) if f"`{kind.id}`" not in section and f"[{kind.id}:" not in section
    ]
    assert missing == [], f"site/pages/reference/page.md.jinja: the section on links by id lacks {missing}"
