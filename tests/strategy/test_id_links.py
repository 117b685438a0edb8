"""Links by id: which are found, and that Python-Markdown agrees about what is code."""

import re
from html.parser import HTMLParser
from itertools import count

import markdown
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.strategy.id_links import find_id_links

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
