"""Every text of every strategy file is hostile, and every extension of Material's reference is on: nothing happens."""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle, repeat
from pathlib import Path
from typing import get_args

import pytest
import yaml
from built_pages import BuildSite, read_site
from pydantic import PlainValidator

from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.records import reading
from product_handbook.model.records.fields import Record
from product_handbook.prose.document import DEEPEST, excess
from product_handbook.site.writing.assets import ASSETS

pytestmark = pytest.mark.site

BAKERY = Path(__file__).parent.parent / "data" / "handbook_json" / "bakery"
SCRIPTS = {address.rpartition("/")[2] for address in ASSETS}
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


def readers(annotation: object, metadata: Iterable[object] = ()) -> Iterator[object]:
    """The functions that read a field or what it is made of."""
    yield from (part.func for part in metadata if isinstance(part, PlainValidator))
    for part in get_args(annotation):
        yield from readers(part, getattr(part, "__metadata__", ()))


def keys_read_by(*functions: object) -> set[str]:
    """The keys in strategy files that hold a kind of text."""
    return {
        field.alias or name
        for model in subclasses(Record)
        for name, field in model.model_fields.items()
        if set(functions) & set(readers(field.annotation, field.metadata))
    }


PROSE = keys_read_by(reading.prose)
PLAIN = keys_read_by(reading.plain, reading.free_text)


SIGNS = [
    "[",
    "![",
    "- ",
    "1. ",
    "> ",
    "*",
    "_",
    "`",
    "~~",
    "<",
    "<b>",
    "(",
    "{",
    "{{",
    "&",
    "|",
    "\\",
    "!!! ",
    ": ",
    "#",
]
MANY = 10_000
Texts = Mapping[str, Iterator[str]]
"""What is put to the text of a key, the next one each time."""


def poisoned(value: object, texts: Texts, key: str = "") -> object:
    """The same with more in whatever is text; what some records have under the same key is an id or a period."""
    if isinstance(value, dict):
        own = key if key in PLAIN else ""
        return {name: poisoned(found, texts, name if name in texts else own) for name, found in value.items()}
    if isinstance(value, list):
        return [poisoned(found, texts, key) for found in value]
    is_text = isinstance(value, str) and key in texts and not re.fullmatch("[a-z0-9_-]+", value)
    if not is_text:
        return value
    return f"{value}\n\n{next(texts[key])}" if key in PROSE else f"{next(texts[key])} {value}"


def poison(folder: Path, prose: Iterable[str], plain: Iterable[str]) -> None:
    """Puts texts to those of the bakery."""
    shutil.copytree(BAKERY, folder)
    texts = dict.fromkeys(PROSE, iter(prose)) | dict.fromkeys(PLAIN, iter(plain))
    for file in sorted(folder.rglob("*.yml")):
        written = yaml.safe_load(file.read_text("utf-8").replace("team: The rounds", "team: rounds"))
        if file.name == "glossary.yml":
            written = {term: poisoned(text, texts, "definition") for term, text in written.items()}
        file.write_text(yaml.safe_dump(poisoned(written, texts), sort_keys=False), "utf-8")


@pytest.fixture
def hostile_site(tmp_path: Path) -> Path:
    poison(tmp_path / "docs" / "strategy", repeat(HOSTILE), repeat(ONE_LINE))
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
        assert [e.text for e in active if e.attributes.get("src", "").rpartition("/")[2] not in SCRIPTS] == [], (
            page.path
        )
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
    write_config(hostile_site, ["search", *macros, {"product-handbook": {"today": "2026-11-21", "notice": ONE_LINE}}])
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


def test_a_build_does_not_fail_on_what_a_check_lets_pass(tmp_path: Path, build_site: BuildSite):
    deep = [f"{sign * (DEEPEST // 2 - 1)}x" for sign in SIGNS]
    long = [f"{sign} " * (MANY // len(sign)) for sign in SIGNS]
    taken = [text for text in (*deep, *long) if not excess(text)]
    assert len(taken) > len(SIGNS)
    poison(tmp_path / "docs" / "strategy", cycle(taken), cycle(sign * (MANY // len(sign)) for sign in SIGNS))
    write_config(tmp_path, ["search", {"product-handbook": {"today": "2026-11-21"}}])
    found = load(tmp_path / "docs" / "strategy")
    assert list(map(str, found.problems if isinstance(found, Invalid) else ())) == []
    build_site(tmp_path, strict=False)


def test_too_much_nesting_is_said_of_each_text_with_its_place(tmp_path: Path):
    poison(tmp_path / "strategy", cycle(f"{sign * MANY}x" for sign in ("[", "- ", "> ", "1. ")), repeat("a"))
    found = load(tmp_path / "strategy")
    assert isinstance(found, Invalid)
    told = [re.sub(r".*/(\w[\w-]*\.yml):\d+:\d+: ", "", str(problem)) for problem in found.problems]
    assert len(told) > len(PROSE)
    assert [words for words in told if f"more than {DEEPEST} deep" not in words] == []
