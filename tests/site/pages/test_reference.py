"""The reference pages say all that the records know, and their examples are valid."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from product_handbook.diagnostics.catalogue import codes
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.model.kinds import FILES, FileKind
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.rules.catalogue import RULES
from product_handbook.site.pages.reference.page import record_in
from product_handbook.site.publish import publish
from product_handbook.site.published import Site
from product_handbook.site.writing.page import Page
from product_handbook.site.writing.templates import TEMPLATES

MINIMAL = Path(__file__).parents[2] / "handbooks" / "minimal" / "docs" / "strategy"


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The reference pages of a small handbook, by the names of their files."""
    strategy = load(MINIMAL)
    assert isinstance(strategy, Strategy)
    site = Site(base="", strategy_uri="strategy", directory_urls=True, authors={}, edit_url=lambda _: None)
    found = publish(strategy, site, graphviz_engine("wasm", None), date(2026, 11, 21)).pages
    return {Path(page.uri).stem: page for page in found if page.uri.startswith("reference/")}


@pytest.mark.parametrize("file", [file for file in FILES if record_in(file)], ids=lambda file: file.name)
def test_every_field_of_every_record_is_explained(pages: dict[str, Page], file: FileKind):
    text = pages[file.name].complete
    schema = record_in(file).model_json_schema()
    for record in (schema, *schema.get("$defs", {}).values()):
        for name, field in record.get("properties", {}).items():
            assert f"<code>{name}</code>" in text
            assert field.get("description"), f"{file.name}: {name} has no description"


def test_a_link_to_another_record_leads_to_its_section(pages: dict[str, Page]):
    for page in pages.values():
        anchors = set(re.findall(r'<a name="([^"]+)"', page.complete))
        assert set(re.findall(r'href="#([^"]+)"', page.complete)) <= anchors


def test_every_rule_has_its_section(pages: dict[str, Page]):
    for rule in RULES:
        assert f'<a name="{rule.code}"></a>' in pages["findings"].complete
        assert rule.documentation.splitlines()[0] in pages["findings"].complete


def test_every_code_of_a_problem_has_its_section(pages: dict[str, Page]):
    text = pages["problems"].complete
    for code in codes():
        assert f'<a name="{code.code}"></a>' in text
        for said in (code.what, code.why, f"To fix it, {code.fix}", f"Example: {code.example}"):
            assert said in text


def test_the_overview_leads_to_every_page(pages: dict[str, Page]):
    links = set(re.findall(r"\]\(([\w-]+)\.md", pages["index"].markdown))
    assert links == {name for name in pages if name != "index"}


def example(name: str, language: str = "yaml", number: int = 1) -> str:
    """The YAML in the example of a file, or the first or a later piece in another language."""
    text = (TEMPLATES / "pages" / "reference" / "examples" / f"{name}.md").read_text("utf-8")
    return text.split(f"```{language}\n")[number].partition("```")[0]


def test_the_examples_are_a_handbook(tmp_path: Path):
    for file in FILES:
        if file.ending == ".yml":
            (tmp_path / f"{file.name}.yml").write_text(example(file.name), "utf-8")
    for number in (1, 2):
        (tmp_path / "values").mkdir(exist_ok=True)
        (tmp_path / "values" / f"{number}.csv").write_text(example("values", "csv", number), "utf-8")
    defined = yaml.safe_load(example("tree"))
    named = {"monthly_active_users", "time_to_first_document", "revenue", "support_requests_per_user"}
    units = {"monthly_active_users": "user", "time_to_first_document": "minute"}
    rest = {id: {"unit": units[id], "cadence": "month"} if id in units else {} for id in sorted(named - set(defined))}
    with (tmp_path / "tree.yml").open("a", encoding="utf-8") as tree:
        tree.write(yaml.safe_dump(rest))
    loaded = load(tmp_path)
    assert isinstance(loaded, Strategy), [
        f"{problem.span}: {problem.message}; {problem.help}" for problem in loaded.problems
    ]
