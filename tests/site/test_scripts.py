"""Scripts: modules in the source, one file an entry in the site, and each on the pages that need it."""

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from product_handbook.site.writing import scripts
from product_handbook.site.writing.assets import ASSETS, REQUESTS, SCRIPT, WHAT_IF

ROOT = Path(__file__).parent.parent.parent
PACKAGE = Path(str(files("product_handbook")))
ENTRIES = (SCRIPT, WHAT_IF, REQUESTS)


def write(folder: Path, modules: dict[str, str]) -> None:
    for name, text in modules.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def joined(text: str) -> list[str]:
    """The modules of an entry, in their order."""
    return re.findall(r'^modules\["(.*)"\] =', text, re.MULTILINE)


def test_every_module_is_in_an_entry():
    found = {
        path for text in map(ASSETS.get, ENTRIES) for path in re.findall(r'^modules\["(.*)"\] =', text, re.MULTILINE)
    }
    written = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.js")}
    assert found == written, "site/writing/assets.py: ASSETS has an entry for each script that no other imports"


def test_a_module_comes_once_and_after_what_it_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    modules = {
        "a/entry.js": 'import { b } from "../b.js"\nimport { c } from "./c.js"\nconsole.log(b, c())\n',
        "a/c.js": 'import {\n  b,\n} from "../b.js"\n/* A comment. */\nexport function c() {\n  return b\n}\n',
        "b.js": "/** @type {number} */\nexport const b = 1\n",
    }
    write(tmp_path, modules)
    monkeypatch.setattr(scripts, "_PACKAGE", tmp_path)
    text = scripts.script("a/entry.js")
    assert joined(text) == ["b.js", "a/c.js", "a/entry.js"]
    assert text.count("return { c }") == 1
    assert 'const {\n  b,\n} = modules["b.js"]' in text
    assert "comment" not in text


@pytest.mark.parametrize("line", ['import b from "./b.js"', "export default 1", "export let b = 1"])
def test_what_cannot_be_joined_is_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, {"entry.js": f"{line}\n"})
    monkeypatch.setattr(scripts, "_PACKAGE", tmp_path)
    with pytest.raises(ValueError, match=re.escape(line)):
        scripts.script("entry.js")


@pytest.mark.slow
@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_page_loads_only_the_scripts_that_it_needs(build_site: Callable, *, directory_urls: bool):
    site = build_site(ROOT, use_directory_urls=directory_urls).site
    loaded: dict[str, set[str]] = {}
    for page in site.rglob("*.html"):
        for source in re.findall(r'<script src="([^"]*product-handbook/[^"]*)"', page.read_text("utf-8")):
            target = (page.parent / source).resolve() if not source.startswith("/") else site / source[1:]
            assert target.is_file(), (page, source)
            name = page.relative_to(site).as_posix().removesuffix("/index.html").removesuffix(".html")
            loaded.setdefault(target.relative_to(site).as_posix(), set()).add(name)
    assert loaded[WHAT_IF] == {"north-star", "tree"}
    assert loaded[REQUESTS] == {"requests"}
    assert len(loaded[SCRIPT]) > 50
