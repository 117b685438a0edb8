"""Links by id: which are found, and that Python-Markdown agrees about what is code."""

import re
from html.parser import HTMLParser
from itertools import count

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.prose.id_links import KINDS, IdLink, find_id_links, find_mistyped_links, is_surely

MKDOCS = ("toc", "tables", "fenced_code")
MATERIAL = (
    "toc",
    "tables",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.superfences",
)


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(link.kind, link.id, link.text) for link in find_id_links(text)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_in_both_forms(kind: str) -> None:
    assert found(f"[{kind}:mau] and [MAU][{kind}:mau]") == [(kind, "mau", None), (kind, "mau", "MAU")]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[`a[0]` of *b*][metric:mau]", [("metric", "mau", "`a[0]` of *b*")]),
        ("[a [b] c][metric:mau]", [("metric", "mau", "a [b] c")]),
        ("[see [metric:mau], too]", [("metric", "mau", None)]),
        ("[a\nb][metric:mau]", [("metric", "mau", "a b")]),
        ("> [a\n> b][metric:mau]", [("metric", "mau", "a b")]),
        ("[][metric:mau]", [("metric", "mau", None)]),
        ("[metric:mau][]", [("metric", "mau", None)]),
        ("[metric:mau][metric:arr]", [("metric", "arr", "metric:mau")]),
        ("[metric:mau] [metric:arr]", [("metric", "mau", None), ("metric", "arr", None)]),
        ("[text](there.md)[metric:mau]", [("metric", "mau", None)]),
        ("note[^1][metric:mau]", [("metric", "mau", None)]),
        ("[metric:mau] (see below)", [("metric", "mau", None)]),
        ("[a][metric:mau][b](c)", [("metric", "mau", "a")]),
        ("- [ ] [metric:mau]", [("metric", "mau", None)]),
        ("| a |\n|---|\n| [metric:mau] |", [("metric", "mau", None)]),
        ('!!! note "[metric:mau]"\n    [metric:arr]', [("metric", "mau", None), ("metric", "arr", None)]),
        ("# [metric:mau]\n\n[metric:arr]\n===", [("metric", "mau", None), ("metric", "arr", None)]),
        ("- a\n\n    [metric:mau]", [("metric", "mau", None)]),
        ("\\![metric:mau]", [("metric", "mau", None)]),
        ("``` unclosed\n[metric:mau]", [("metric", "mau", None)]),
        ("<div markdown>\n[metric:mau]\n</div>", [("metric", "mau", None)]),
    ],
)
def test_links_are_found_within_other_markup(text: str, links: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == links


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("[metric: mau ]", "mau"),
        ("[metric:\nmau]", "mau"),
        ("[metric:Monthly-Active]", "Monthly-Active"),
        ("[metric:monthly\\_active]", "monthly_active"),
        ("[term:active user]", "active user"),
        ("[metric:]", ""),
        ("[owner: TBD]", "TBD"),
    ],
)
def test_any_id_is_taken_so_that_an_unknown_one_is_reported(text: str, id: str) -> None:
    assert [link.id for link in find_id_links(text)] == [id]


@pytest.mark.parametrize(
    "text",
    [
        "`[metric:mau]`",
        "`` ` [metric:mau] ``",
        "```\n[metric:mau]\n```",
        "~~~ py\n\n[metric:mau]\n\n~~~",
        "- a\n\n    ```\n    [metric:mau]\n    ```",
        "> ```\n> [metric:mau]\n> ```",
        "    [metric:mau]",
        "- a\n\n        [metric:mau]",
        "<!-- [metric:mau] -->",
        "a <!-- [metric:mau] --> b",
        "<div>\n[metric:mau]\n</div>",
        '<b title="[metric:mau]">b</b>',
        "<https://example.org/[metric:mau]>",
        "\\[metric:mau]",
        "![metric:mau]",
        "![alt][metric:mau]",
        "![alt [metric:mau]](a.png)",
        "[metric:mau](there.md)",
        "[a](there.md 'about [metric:mau]')",
        "[metric:mau]: there.md",
        "[metric:mau]: there.md\n\n[metric:mau] and [MAU][metric:mau]",
        "[a [metric:mau] b](there.md)",
        "[^metric:mau]",
        "*[metric:mau]: what it stands for",
        "[Metric:mau]",
        "[metrics:mau]",
        "[owner: to be decided]",
        "metric:mau",
    ],
)
def test_what_is_no_link_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_text_of_a_link_hides_the_links_in_it() -> None:
    assert found("[a [metric:mau] b][metric:arr]") == [("metric", "arr", "a [metric:mau] b")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_offsets_are_those_of_the_text_as_written(line_end: str) -> None:
    text = line_end.join(["a\tb", "", ">\t[metric:mau] and [x][metric:arr]", "", "1.\t[term:y]"])
    links = find_id_links(text)
    assert [text[link.start : link.end] for link in links] == ["[metric:mau]", "[x][metric:arr]", "[term:y]"]


def test_a_link_is_a_value() -> None:
    assert find_id_links("a [b][page:mission]") == (IdLink("page", "mission", "b", 2, 19),)


HOSTILE = {
    "brackets": "[" * 50_000,
    "backticks": "`" * 50_000,
    "runs of backticks": " ".join("`" * length for length in range(1, 300)),
    "unclosed links": "[metric:" * 8_000,
    "unclosed tags": "<a '" * 12_000,
    "unclosed comments": "<!--" * 12_000,
    "unclosed fences": "```a\n" * 10_000,
    "indented fences": "  ~~~a\n" * 8_000,
    "quotes": ">" * 50_000,
    "lists": "* 1. " * 10_000,
    "deeper and deeper": "\n\n".join(" " * 4 * level + "- a" for level in range(150)),
    "headings": "# h\n" * 12_000,
    "rules": "***\n" * 12_000,
    "items": "- a\n" * 12_000,
    "quoted paragraphs": "> a\n\n" * 10_000,
    "definitions": "a\n: b\n" * 8_000,
    "addresses": "[x]: y\n" * 7_000,
    "tables": "|a|b|\n|-|-|\n" * 4_000,
    "tabs": "\t" * 50_000,
    "backslashes": "\\" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_one_link_behind_a_hostile_text_is_found(name: str) -> None:
    start = len(HOSTILE[name]) + 2
    assert find_id_links(HOSTILE[name] + "\n\n[metric:x]") == (IdLink("metric", "x", None, start, start + 10),)


def test_links_before_parentheses_that_nothing_closes_are_found() -> None:
    assert found("[metric:x](" * 5_000) == [("metric", "x", None)] * 5_000


def test_nothing_is_found_in_elements_that_nothing_closes() -> None:
    assert found("<div>" + "<b>" * 10_000 + "</i>" * 10_000 + "\n\n[metric:x]") == []


# What Python-Markdown says: every `[metric:mN]` is to become a link, if it is not in code; no `[metric:xN]` is.


class Rendered(HTMLParser):
    """The addresses of a page's links, its code, and its other text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.code, self.text = "", ""
        self.depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in ("code", "pre")
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.code += data
        else:
            self.text += data


def rewritten(text: str) -> str:
    pieces, end = [], 0
    for link in find_id_links(text):
        pieces += [text[end : link.start], f"[{link.text or link.id.upper()}](to-{link.id}.md)"]
        end = link.end
    return "".join(pieces) + text[end:]


def numbered(text: str) -> str:
    numbers = count()
    return re.sub("@", lambda _: str(next(numbers)), text)


def check(text: str, extensions: tuple[str, ...]) -> None:
    page = Rendered(markdown.markdown(rewritten(text), extensions=[*extensions]))
    for shown in (page.code, page.text):
        assert "](to-" not in shown
    assert not re.search(r"\[metric: ?m|metric: ?m\d+\]", page.text)
    in_code = set(re.findall(r"metric: ?(m\d+)", page.code))
    linked = {
        address.removeprefix("to-").removesuffix(".md") for address in page.addresses if address.startswith("to-")
    }
    written = set(re.findall(r"metric: ?(m\d+)", text))
    assert linked == written - in_code
    assert not linked & in_code


WORD = st.sampled_from(["word", "a", "b c", "2 * 3", "f(x)", "c_d", "e.g.", "é", "`", "\\", "\\`", "``", "]", "* "])
LINK = st.sampled_from(
    [
        "[metric:m@]",
        "[metric: m@]",
        "[metric:m@][]",
        "[text][metric:m@]",
        "[`co[de`][metric:m@]",
        "[a [b] c][metric:m@]",
        "**[metric:m@]**",
        "*[t][metric:m@]*",
        "([metric:m@])",
        "[plain [metric:m@] brackets]",
        "![alt](a.png)[metric:m@]",
        "[metric:m@] [metric:m@], [metric:m@]",
        "[text](there.md)[metric:m@]",
    ]
)
NO_LINK = st.sampled_from(
    [
        "`[metric:m@]`",
        "`` ` [metric:m@] ``",
        "`[t][metric:m@]`",
        "\\[metric:x@]",
        "![metric:x@](a.png)",
        "![alt][metric:x@]",
        "[metric:x@](elsewhere.md)",
        "[a [metric:x@] b](elsewhere.md)",
        '<span title="[metric:x@]">span</span>',
        "<!-- [metric:x@] -->",
        "<https://example.org/?[metric:x@]>",
        "[Metric:x@]",
        "[metrics:x@]",
    ]
)
INLINE = st.lists(st.one_of(WORD, LINK, NO_LINK), min_size=1, max_size=5).map(" ".join)


def joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks)


def indented(text: str, margin: str = "    ") -> str:
    return "\n".join(margin + line if line else line for line in text.split("\n"))


PARAGRAPH = st.lists(INLINE, min_size=1, max_size=3).map("\n".join)
HEADING = st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), INLINE)
UNDERLINED = st.builds("Heading {}\n{}".format, INLINE, st.sampled_from(["===", "---", "-"]))
CODE = st.lists(st.one_of(INLINE, st.just("")), min_size=1, max_size=4).map("\n".join)
INDENTED_CODE = CODE.map(lambda code: indented("code\n" + code + "\ncode"))
FENCED = st.builds(
    "{0}{1}\n{2}\n{0}".format, st.sampled_from(["```", "~~~", "`````"]), st.sampled_from(["", "python", " sql"]), CODE
)
TABLE = st.builds("| {} | b |\n|---|:-:|\n| {} | {} |".format, INLINE, INLINE, INLINE)
HTML = st.sampled_from(
    [
        "<div>\n[metric:x@]\n\n[metric:x@]\n</div>",
        '<p title="[metric:x@]">[metric:x@]</p>',
        "<!-- [metric:x@]\n\n[metric:x@] -->",
        "<pre>\n[metric:x@] <b>\n</pre>",
    ]
)
LEAF = st.one_of(PARAGRAPH, PARAGRAPH, HEADING, UNDERLINED, INDENTED_CODE, TABLE, st.just("* * *"))


def listed(items: list[str], markers: str) -> str:
    space = "\n\n" if any("\n\n" in item for item in items) else "\n"
    return space.join(markers + indented(item).removeprefix("    ") for item in items)


def contained(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(joined)
    item = st.builds(lambda first, rest: joined([first, *rest]), PARAGRAPH, st.lists(inner, max_size=2))
    return st.one_of(
        st.builds(listed, st.lists(item, min_size=1, max_size=3), st.sampled_from(["-   ", "*   ", "1.  "])),
        blocks.map(lambda text: indented(text.replace("\n\n", "\n \n"), "> ")),
    )


BLOCK = st.recursive(LEAF, contained, max_leaves=6)
MKDOCS_PAGE = st.lists(st.one_of(BLOCK, BLOCK, FENCED, HTML), min_size=1, max_size=5).map(joined).map(numbered)


@given(MKDOCS_PAGE)
def test_python_markdown_agrees_about_what_is_code(page: str) -> None:
    check(page, MKDOCS)


def boxed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(joined)
    heads = st.sampled_from(['!!! note "Title [metric:m@]"\n', "??? tip\n", "!!! danger\n\n"])
    return st.one_of(contained(inner), st.builds("{}{}".format, heads, blocks.map(indented)))


BOX = st.recursive(st.one_of(LEAF, LEAF, FENCED), boxed, max_leaves=6)
DEFINITION = st.builds("Term {}\n\n:   Meaning\n\n{}".format, INLINE, BOX.map(indented))
IN_HTML = st.builds(
    "<div {}>\n\n{}\n\n</div>".format, st.sampled_from(["markdown", 'class="a" markdown="1"', "markdown=block"]), BOX
)
MATERIAL_PAGE = (
    st.lists(st.one_of(BOX, BOX, DEFINITION, HTML, IN_HTML), min_size=1, max_size=5).map(joined).map(numbered)
)


@given(MATERIAL_PAGE)
def test_python_markdown_agrees_with_nested_fences_and_boxes(page: str) -> None:
    check(page, MATERIAL)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[metrics:mau]", "metric"),
        ("[Metric:mau]", "metric"),
        ("[metirc:mau-2]", "metric"),
        ("[MAU][metrics:mau]", "metric"),
        ("[parties:labels]", "party"),
        ("a [terms:user], b", "term"),
        ("> - [pages:mission]", "page"),
    ],
)
def test_a_mistyped_kind_is_found_with_the_one_that_is_meant(text: str, meant: str) -> None:
    ((link, kind),) = find_mistyped_links(text)
    assert kind == meant
    assert is_surely(link.kind, kind)
    assert text[link.start : link.end].startswith("[")
    assert find_id_links(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[note: see]",
        "[see:me]",
        "[metric:mau]",
        "[metrics: mau]",
        "[metrics:1]",
        "[metrics:MAU]",
        "[metrics:mau](there.md)",
        "[metrics:mau][there]",
        "[metrics:mau][metric:mau]",
        "`[metrics:mau]`",
        "    [metrics:mau]",
        "![metrics:mau]",
        "[metrics:mau]\n\n[metrics:mau]: there.md",
        "metrics:mau",
    ],
)
def test_what_only_looks_like_a_mistyped_kind_is_left_alone(text: str) -> None:
    assert find_mistyped_links(text) == ()


@pytest.mark.parametrize(("word", "kind"), [("team", "term"), ("parts", "party"), ("lower", "owner"), ("best", "bet")])
def test_a_short_word_may_mean_something_else(word: str, kind: str) -> None:
    ((link, meant),) = find_mistyped_links(f"[{word}:growth]")
    assert (link.kind, meant) == (word, kind)
    assert not is_surely(word, kind)
