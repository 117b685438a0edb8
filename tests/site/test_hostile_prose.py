"""Every text of every strategy file is hostile, and every extension of Material's reference is on: nothing happens."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml
from built_pages import BuildSite, read_site

from product_handbook.model.records.fields import Record
from product_handbook.model.records.reading import Prose

pytestmark = pytest.mark.site

BAKERY = Path(__file__).parent.parent / "data" / "handbook_json" / "bakery"
SCRIPTS = "../assets/product-handbook/"
"""Where the scripts of the handbook lie."""
SECRET = "the-secret-of-the-bakery"
EVIL = "evil()"
RAN = "ran_by:a_macro"
"""What a macro would print; nobody has written it in one piece."""
MACRO = "{{ self.__init__.__globals__.__builtins__.__import__('os').popen('echo ran_by'~':a_macro').read() }}"
EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "smarty"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.html"),
    *("pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite"),
    *("pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.tabbed"),
    *("pymdownx.superfences", "pymdownx.tasklist", "pymdownx.tilde", "pymdownx.emoji"),
    {"pymdownx.snippets": {"base_path": ["."], "check_paths": False}},
    {"toc": {"permalink": True}},
]
ONE_LINE = (
    f'{MACRO} {{% include "secret.md" %}} <script>{EVIL}</script> ;--8<-- "secret.md" [x](javascript:{EVIL}) ${{x}}$'
)
HOSTILE = "\n\n".join(
    [
        ONE_LINE,
        '--8<-- "secret.md"',
        "--8<--\nsecret.md\n--8<--",
        f'```\n--8<-- "secret.md"\n{MACRO}\n```',
        f'    --8<-- "secret.md"\n    {MACRO}',
        f'- ```\n  --8<-- "secret.md"\n  ```\n- `{MACRO}`',
        f'!!! note "{MACRO}"\n    --8<-- "secret.md"',
        f"/// html | script\n{EVIL}\n///",
        f"<img src=x onerror={EVIL}> <svg onload={EVIL}></svg> <textarea>",
        f"word {{: onclick={EVIL} }} ![x](data:text/html,{EVIL}) [x](//elsewhere.example)",
        f"``` {{ .py onclick={EVIL} }}\nx\n```",
        "<!--hb:0--> <!-- a",
    ]
)


def subclasses(model: type) -> Iterator[type[Record]]:
    for found in model.__subclasses__():
        yield found
        yield from subclasses(found)


PROSE = {
    field.alias or name
    for model in subclasses(Record)
    for name, field in model.model_fields.items()
    if field.annotation is Prose or Prose in get_args(field.annotation)
}
PLAIN = {"name", "who", "promise", "mission", "title", "asked_by", "unit_note"}


def poisoned(value: object, key: str = "") -> object:
    """The same with hostile text behind whatever is prose or plain text."""
    if isinstance(value, dict):
        return {name: poisoned(found, str(name)) for name, found in value.items()}
    if isinstance(value, list):
        return [poisoned(found, key) for found in value]
    if isinstance(value, str) and key in PROSE:
        return f"{value}\n\n{HOSTILE}"
    return f"{value} {ONE_LINE}" if isinstance(value, str) and key in PLAIN else value


@pytest.fixture
def hostile_site(tmp_path: Path) -> Path:
    strategy = tmp_path / "docs" / "strategy"
    shutil.copytree(BAKERY, strategy)
    for file in strategy.rglob("*.yml"):
        if file.name not in {"glossary.yml", "owners.yml"}:
            file.write_text(yaml.safe_dump(poisoned(yaml.safe_load(file.read_text("utf-8"))), sort_keys=False), "utf-8")
    terms = yaml.safe_load((strategy / "glossary.yml").read_text("utf-8"))
    (strategy / "glossary.yml").write_text(yaml.safe_dump(dict.fromkeys(terms, HOSTILE)), "utf-8")
    (tmp_path / "secret.md").write_text(f"{SECRET}\n\n```\n\n<script>{EVIL}</script>\n", "utf-8")
    return tmp_path


def write_config(folder: Path, plugins: list[object]) -> None:
    config = {
        "site_name": "Hostile",
        "theme": {"name": "material", "font": False},
        "plugins": plugins,
        "markdown_extensions": EXTENSIONS,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")


def assert_harmless(site: Path) -> None:
    for page in read_site(site).values():
        content = [element for element in page.elements if element.in_content]
        active = [e for e in content if e.tag in {"script", "iframe", "textarea", "style"}]
        assert [e.text for e in active if SCRIPTS not in e.attributes.get("src", "")] == [], page.path
        handlers = [name for e in page.elements for name in e.attributes if name.startswith("on")]
        assert handlers == [], page.path
        addresses = [address.strip().lower() for e in content for address in e.addresses]
        assert [a for a in addresses if re.match(r"javascript:|data:|vbscript:|//", a)] == [], page.path
    for file in site.rglob("*"):
        if file.suffix in {".html", ".json", ".xml"}:
            text = file.read_text("utf-8")
            assert SECRET not in text, file
            assert RAN not in text, file


@pytest.mark.parametrize("macros", [[], ["macros"]], ids=["without macros", "with macros"])
def test_nothing_in_any_text_is_run_or_published(hostile_site: Path, build_site: BuildSite, macros: list[str]):
    write_config(hostile_site, ["search", *macros, {"product-handbook": {"today": "2026-11-21"}}])
    built = build_site(hostile_site, strict=False)
    assert_harmless(built.site)
    mission = (built.site / "handbook" / "mission" / "index.html").read_text("utf-8")
    assert "popen(" in mission, "the text is shown as it is written"


def test_nothing_in_an_export_is_run_or_published_either(
    hostile_site: Path, build_site: BuildSite, tmp_path_factory: pytest.TempPathFactory
):
    exported = tmp_path_factory.mktemp("exported") / "docs"
    from product_handbook.cli.main import main  # noqa: PLC0415 - click is heavy, and only this test asks for it

    main(
        ["export", str(exported), "--docs", str(hostile_site / "docs"), "--today", "2026-11-21"],
        standalone_mode=False,
    )
    write_config(exported.parent, ["search", "macros"])
    shutil.copy(hostile_site / "secret.md", exported.parent)
    built = build_site(exported.parent, strict=False)
    assert [line for line in built.log if "Macro" in line] == []
    assert_harmless(built.site)
