"""Prose on a page: safe whatever is in it, below the page's headings, its links landing."""

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.pages.prose import prose_to_markdown

MKDOCS = ["toc", "tables", "fenced_code"]
MATERIAL = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences", "pymdownx.inlinehilite", "pymdownx.tasklist", "pymdownx.tabbed"),
    *("pymdownx.betterem", "pymdownx.caret", "pymdownx.tilde", "pymdownx.mark", "pymdownx.magiclink", "pymdownx.emoji"),
    *("pymdownx.smartsymbols", "pymdownx.arithmatex", "pymdownx.critic", "pymdownx.keys", "smarty"),
]
SUPERFENCES = ["attr_list", "md_in_html", "tables", "pymdownx.superfences"]
OPTIONS = {"pymdownx.arithmatex": {"generic": True}}


# Whatever prose holds: no element or attribute that it made up, no script, and the page goes on behind it.


class Elements(HTMLParser):
    """The elements of a page, and the text of those at the top."""

    VOID = frozenset({"br", "hr", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.top: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open:
            self.top.append((tag, ""))
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if len(self.open) == 1:
            self.top[-1] = (self.open[0], self.top[-1][1] + data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!--{data}-->")


MADE_UP = {"script", "b", "iframe", "style", "form", "svg", "x", "textarea", "title", "plaintext", "evil"}
HARMFUL = re.compile(r"(?i)(javascript|vbscript|data):")


def is_made_up(tag: str, name: str, value: str) -> bool:
    if name in ("href", "src"):
        return bool(HARMFUL.match(re.sub(r"[\x00-\x20]", "", value)))
    if value.startswith("language-"):
        return False
    return name.startswith("on") or (name not in ("alt", "title", "id") and "evil" in name + value)


def check(prose: str, extensions: list[str], before: str = "") -> None:
    shown = prose_to_markdown(prose, "strategy", "tree/revenue.md", 2)
    source = "\n\n".join(["# Page", "## Section", before, shown, "AFTER", "## Next", "end"])
    page = Elements(markdown.markdown(source, extensions=extensions, extension_configs=OPTIONS))
    assert not MADE_UP & set(page.tags)
    assert [tag for tag in page.tags if tag.startswith("<") and tag != "<!-- -->"] == []
    assert [attribute for attribute in page.attributes if is_made_up(*attribute)] == []
    assert page.top[-3:] == [("p", "AFTER"), ("h2", "Next"), ("p", "end")] or page.top[-1][0] == "div"
    assert ("p", "AFTER") in page.top
    assert page.tags.count("h1") == 1
    assert page.tags.count("h2") == 2


PIECES = [
    *("word", "a b", "1", "é", "*em*", "**bold**", "`", "``", "```", "~~~", "`code`", "`` ` ``", "\\", "\\`", "\\\\"),
    *("<b evil>", "</b>", "<script>alert(1)</script>", "<script", "<img src=x onerror=evil>", "<div evil markdown>"),
    *(
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "<!-- x -->",
        "<?evil ?>",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE evil>",
        "<",
        ">",
        "/>",
    ),
    *("<textarea>", "<style>", "<title>", "<plaintext>", "<a href=javascript:evil()>", "<svg onload=evil>", "\\<b>"),
    *("&lt;b>", "&#60;b>", "&", "&amp;", "{: onclick=evil }", "{ .evil }", "{onclick=evil}", "{", "}", "\\{: .evil }"),
    *("{{ evil }}", "{% evil %}", "{++<b>++}", "{>>", "<<}", "[x](javascript:evil())", "[x](JaVaScRiPt:evil())"),
    *("[x](<javascript:evil()>)", "[x](&#106;avascript:evil())", "[x](java&Tab;script:evil())", "[x](java\nscript:e)"),
    *("[x](java`s`cript:evil())", "[x]([java][r]script:evil())", "[x]( javascript:evil())", "[x](data:text/html,x)"),
    *("[x](javascript&colon;evil())", "[x](\\javascript:evil())", "![x](javascript:evil())", "<javascript://evil>"),
    *("<https://example.org/?a=b>", "<mail@example.org>", "<https:evil>", "<mailto:evil onclick=x>", "https://a.org"),
    *("[r]: javascript:evil()", "[r]: <javascript:evil()>", "[r]: &#106;avascript:evil()", "[r]:\n  javascript:evil()"),
    *(
        "[r]: there.md 'title <b>'",
        "[x][r]",
        "[r]",
        "[r\\]: javascript:evil()",
        "[^1]: javascript:evil()",
        "[^1]",
        "[x][^1]",
    ),
    *(
        "[^<b>]: x",
        "*[word]: <b>",
        "[metric:revenue]",
        "[x][metric:revenue]",
        "[x](there.md)",
        "![x](a.png)",
        "(",
        ")",
        "[",
        "]",
    ),
    *("# H", "## H", "#H", "###### H #", "H\n===", "H\n---", "C#\n===", "---", "***", "===", "--", "!!! note\n    # H"),
    *('!!! note "<b>"', '??? "# H"', '=== "<b>"', "/// html | b", ": x", ":   x", "Term\n:   <b>\n\n        <b>"),
    *(
        "| a | b |",
        "|---|---|",
        "| `a|<b>` | x |",
        "a | b\n--|--\n`<b>` | `x|<b>`",
        "- x",
        "* x",
        "1. x",
        "- - x",
        "> x",
        ">> x",
    ),
    *(
        "```\n<b>\n```",
        "~~~py\n<b>\n~~~",
        "```py\n",
        "```{ .py onclick=evil }\n<b>\n```",
        "``` { .py #evil\n",
        "`<b>\n<b>`",
    ),
    *(
        "    <b>",
        "        <b>",
        "            <b>",
        "  ",
        "    ",
        "\t<b>",
        "\r\n",
        "$x$",
        "$<b>$",
        "++a++",
        "==a==",
        "~a~",
        "^a^",
        ":smile:",
    ),
]
SPACE = st.sampled_from(
    ["", " ", " ", "\n", "\n", "\n\n", "\n\n", "\n    ", "\n\n    ", "\n\n        ", "\n> ", "\n>\n> ", "\n- "]
)
PROSE = st.lists(st.tuples(SPACE, st.sampled_from(PIECES)), max_size=12).map(lambda parts: "".join(map("".join, parts)))


@pytest.mark.parametrize("extensions", [MKDOCS, SUPERFENCES, MATERIAL], ids=["mkdocs", "superfences", "material"])
@pytest.mark.parametrize("before", ["", "- item\n- item", "> quote", "Term\n:   Meaning"])
@given(prose=PROSE)
def test_prose_is_inert_and_the_page_goes_on(extensions: list[str], before: str, prose: str) -> None:
    check(prose, extensions, before)
