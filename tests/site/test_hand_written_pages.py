"""What authors write by hand beside the generated pages: their pages win, and their links by id work."""

import pytest
from built_pages import BuildSite, WriteSite, dead_links, read_site

from product_handbook.prose.hand_written import links_in_page

BY_HAND = "# By hand\n\nOnly a person writes like this. [The tree][page:tree], [metric:loaves_delivered].\n"


@pytest.mark.parametrize(
    ("base", "file", "published"),
    [
        ("handbook", "handbook/tree/loaves-delivered.md", "handbook/tree/loaves-delivered/index.html"),
        ("handbook", "handbook/tree/loaves-delivered/index.md", "handbook/tree/loaves-delivered/index.html"),
        ("handbook", "handbook/tree/loaves-delivered/README.md", "handbook/tree/loaves-delivered/index.html"),
        ("handbook", "handbook/tree/README.md", "handbook/tree/index.html"),
        ("handbook", "handbook/mission.markdown", "handbook/mission/index.html"),
        ("handbook", "handbook/stakeholders/company/index.md", "handbook/stakeholders/company/index.html"),
        ("handbook", "handbook/reference/tree/index.md", "handbook/reference/tree/index.html"),
        ("handbook", "handbook/reference/findings/index.md", "handbook/reference/findings/index.html"),
        ("handbook", "handbook/README.md", "handbook/index.html"),
        ("", "index.md", "index.html"),
        ("", "README.md", "index.html"),
        ("", "glossary/README.md", "glossary/index.html"),
    ],
)
def test_a_page_written_by_hand_wins(
    build_site: BuildSite, write_site: WriteSite, base: str, file: str, published: str
):
    gone = {"index.md": None} if file == "README.md" else {}
    folder = write_site(gone | {file: BY_HAND + '<a id="formulas"></a>\n'}, {"base": base})
    built = build_site(folder, validation={"links": {"anchors": "ignore"}})
    assert "Only a person writes like this" in read_site(built.site)[published].text
    assert any(f"gives way to {file}" in line for line in built.log)
    assert [link for link in dead_links(built.site) if "#" not in link] == []


def test_a_file_that_the_author_has_excluded_does_not_win(build_site: BuildSite, write_site: WriteSite):
    files = {"handbook/mission.md": BY_HAND, "handbook/glossary.md": BY_HAND}
    built = build_site(write_site(files), exclude_docs="/handbook/mission.md", draft_docs="/handbook/glossary.md")
    for page in ("mission", "glossary"):
        assert "Only a person" not in read_site(built.site)[f"handbook/{page}/index.html"].text
    assert list(dead_links(built.site)) == []


def test_strategy_files_that_the_author_has_excluded_are_read_all_the_same(
    build_site: BuildSite, write_site: WriteSite
):
    built = build_site(write_site(), exclude_docs="/strategy/")
    assert "Bring bread" in read_site(built.site)["handbook/mission/index.html"].text


def test_what_lies_beside_the_strategy_files_is_published_and_they_are_not(
    build_site: BuildSite, write_site: WriteSite
):
    files = {
        "strategy/bread.png": b"\x89PNG",
        "strategy/notes.md": "# Notes\n\n[metric:revenue]\n",
        "strategy/values.csv": "period,revenue\n2026-10,12\n",
        "other/data.csv": "a,b\n",
        "other/settings.yml": "a: b\n",
    }
    built = build_site(write_site(files))
    published = {file.relative_to(built.site).as_posix() for file in built.site.rglob("*") if file.is_file()}
    assert {"strategy/bread.png", "strategy/notes/index.html", "other/data.csv", "other/settings.yml"} <= published
    assert {path for path in published if path.startswith("strategy/")} == {
        "strategy/bread.png",
        "strategy/notes/index.html",
    }


def test_links_by_id_lead_from_pages_at_any_depth(build_site: BuildSite, write_site: WriteSite):
    links = "[metric:orders] [our orders][metric:orders] [group:company] [page:home] [owner:rounds]\n"
    files = {"index.md": f"# Start\n\n{links}", "a/b/c.md": f"# Deep\n\n{links}", "handbook/own.md": f"# In\n\n{links}"}
    for directory_urls in (True, False):
        built = build_site(write_site(files), use_directory_urls=directory_urls)
        for path in ("index", "a/b/c/index", "handbook/own/index"):
            page = (
                read_site(built.site)[f"{path if directory_urls else path.removesuffix('c/index') + 'c'}.html"]
                if (path == "a/b/c/index")
                else read_site(built.site)[f"{path if directory_urls else path.removesuffix('/index')}.html"]
            )
            assert [link.text for link in page.all("p")[0:1]] == ["Orders our orders Company Home rounds"]
        assert list(dead_links(built.site)) == []


def test_an_unknown_id_is_a_warning_with_its_place_and_what_was_meant(build_site: BuildSite, write_site: WriteSite):
    page = (
        "---\ntitle: Title\ndescription: |\n  of two lines\n---\n\n# Heading\n\nText, [metric:ordres] and [page:x].\n"
    )
    built = build_site(write_site({"guide.md": page}), may_fail=True)
    assert built.failure
    assert [line.partition(": ")[2] for line in built.log if line.startswith("WARNING")] == [
        "guide.md:9:7: warning: there is no metric `ordres`; did you mean `[metric:orders]`? [unknown_id]",
        "guide.md:9:27: warning: there is no page `x`; correct the id, or define it [unknown_id]",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[metric:x]\n", 1),
        ("\n\n\n[metric:x]\n", 4),
        ("\ufeff---\ntitle: T\n---\n[metric:x]\n", 4),
        ("---\r\ntitle: T\r\n---\r\n\r\n# T\r\n\r\n[metric:x]\r\n", 7),
        ("---\ntitle: T\n---\n\n\n\n[metric:x]\n", 7),
        ("Title: Of the old kind\n\n[metric:x]\n", 3),
        ("[metric:x]\n\n---\n\n[metric:x]\n", 1),
        ("`[metric:x]`\n\n    [metric:x]\n\nA\n\n[metric:x]\n", 7),
    ],
)
def test_the_line_is_the_one_that_an_editor_shows(build_site: BuildSite, write_site: WriteSite, text: str, line: int):
    built = build_site(write_site({"guide.md": text.encode()}), may_fail=True)
    warnings = [entry for entry in built.log if entry.startswith("WARNING") and "guide.md:" in entry]
    assert f"guide.md:{line}:1: warning: there is no metric `x`" in warnings[0]


def test_code_stays_as_it_is(build_site: BuildSite, write_site: WriteSite):
    page = "# Code\n\n`[metric:nowhere]`\n\n```yaml\nbecause: '[metric:nowhere]'\n```\n\n    [metric:nowhere]\n"
    built = build_site(write_site({"guide.md": page}))
    assert read_site(built.site)["guide/index.html"].text.count("[metric:nowhere]") == 3


def test_the_style_sheet_of_the_author_comes_after_ours(build_site: BuildSite, write_site: WriteSite):
    built = build_site(write_site({"own.css": "h1 { color: red }\n"}, extra_css=["own.css"]))
    styles = [e.attributes["href"] for e in read_site(built.site)["index.html"].elements if e.tag == "link"]
    assert styles.index("own.css") > styles.index("assets/product-handbook/handbook.css")


def test_an_empty_page_is_no_trouble(build_site: BuildSite, write_site: WriteSite):
    built = build_site(write_site({"empty.md": "", "blank.md": "\n\n", "only-front-matter.md": "---\ntitle: T\n---\n"}))
    assert {"empty/index.html", "blank/index.html", "only-front-matter/index.html"} <= set(read_site(built.site))


EVERYWHERE = """# Everywhere

**[metric:orders]** *[of a text][metric:orders]*[^1]

| cell |
|------|
| [metric:orders] |

!!! note
    [metric:orders]

=== "Tab"

    [metric:orders]

Term
:   [metric:orders]

--8<-- "shared.txt"

[^1]: [metric:orders]
"""
NOWHERE = """
`[metric:x]` ![metric:x](img.png) $a[metric:x]$ \\[metric:x] [metric:x](img.png)

$$
[metric:x]
$$

```
[metric:x]
```

    [metric:x]
"""
HOOK = 'def on_page_markdown(markdown, **_):\n    return markdown + "\\n\\n[metric:orders]\\n"\n'


def test_links_by_id_are_right_in_whatever_the_site_makes_of_markdown(build_site: BuildSite, write_site: WriteSite):
    extensions = ["admonition", "def_list", "footnotes", "pymdownx.superfences", {"pymdownx.tabbed": {}}]
    extensions += [{"pymdownx.arithmatex": {"generic": True}}, {"pymdownx.snippets": {"base_path": ["$config"]}}]
    files = {"guide.md": EVERYWHERE + NOWHERE, "img.png": b"\x89PNG"}
    folder = write_site(files, markdown_extensions=extensions, hooks=["hook.py"])
    (folder / "hook.py").write_text(HOOK, "utf-8")
    (folder / "shared.txt").write_text("[from a snippet][metric:orders]", "utf-8")
    config = (folder / "mkdocs.yml").read_text("utf-8").replace("$config", str(folder))
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    built = build_site(folder)
    page = read_site(built.site)["guide/index.html"]
    led = [link.text for link in page.all("a") if link.attributes.get("href", "").endswith("tree/orders/")]
    assert led == ["Orders", "of a text", *["Orders"] * 4, "from a snippet", "Orders", "Orders"]
    assert page.text.count("[metric:x]") == 6
    in_an_export = [text[link.start : link.end] for text in [EVERYWHERE + NOWHERE] for link in links_in_page(text)]
    assert in_an_export == ["[metric:orders]", "[of a text][metric:orders]", *["[metric:orders]"] * 5]
    assert list(dead_links(built.site)) == []
