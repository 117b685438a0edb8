"""Prose on a page: safe whatever is in it, below the page's headings, its links landing."""

import re
from html import unescape
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from product_handbook.prose.prose import first_paragraph, inline_html, plain_text, prose_line, prose_to_markdown

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
@example(prose="\n    >\n```\n<b>\n```<b evil>")
def test_prose_is_inert_and_the_page_goes_on(extensions: list[str], before: str, prose: str) -> None:
    check(prose, extensions, before)


# What well-formed prose becomes.


def on_page(text: str, level: int = 2) -> str:
    return prose_to_markdown(text, "strategy", "tree/revenue.md", level)


def in_html(text: str, extensions: list[str]) -> str:
    return markdown.markdown(on_page(text), extensions=extensions)


@pytest.mark.parametrize(
    "text",
    [
        "One line.",
        "Two\nlines, *emphasis*, **bold**, a \\* b and 1 \\< 2.".replace("\\<", "&lt;"),
        "- a list\n- of `code`\n\n    and more\n\n1. one\n2. two",
        "> a quote\n> of two lines",
        "| a | b |\n|---|---|\n| `a|b` | c |",
        "```python\nif a < b: {}\n```",
        "    indented < code".replace("    ", "Before it:\n\n    "),
        "Here <https://example.org/a?b=c> and <mail@example.org>, AT&amp;T &copy; R&D",
        "[metric:revenue], [what they pay][metric:revenue] and [this](https://example.org)",
        "[a](/top.md) [b](#part) [c](mailto:x@example.org) [d](?q) ![e](https://example.org/e.png)",
    ],
)
def test_prose_without_anything_odd_stays_as_it_is(text: str) -> None:
    assert on_page(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <b>c</b> < d", "a &lt;b>c&lt;/b> &lt; d"),
        ("<div markdown>\n*a*\n</div>", "&lt;div markdown>\n*a*\n&lt;/div>"),
        ("<!-- a", "&lt;!-- a"),
        ("\\<b>", "&lt;b>"),
        ("a {: .b } {{ c }}", "a &lbrace;: .b } &lbrace;&lbrace; c }}"),
        ("`<b>` and `{a}`", "`<b>` and `{a}`"),
        ("a ` b", "a &grave; b"),
        ("a `b\n  c` d", "a `b c` d"),
        ("[a](javascript:b)", "[a]&lpar;javascript:b)"),
        ("[a](&#106;avascript:b)", "[a]&lpar;&#106;avascript:b)"),
        ("[a]: javascript:b", "[a]: ./javascript:b"),
        ("![a](data:image/png;base64,b)", "![a](data:image/png;base64,b)"),
    ],
)
def test_what_would_be_html_is_text(text: str, shown: str) -> None:
    assert on_page(text) == shown


@pytest.mark.parametrize(
    ("text", "level", "shown"),
    [
        ("# A\n\n## B", 2, "### A\n\n#### B"),
        ("## A\n\n### B\n\n#### C", 2, "### A\n\n#### B\n\n##### C"),
        ("# A\n\n###### B", 3, "#### A\n\n###### B"),
        ("# A", 6, "###### A"),
        ("A\n===\n\nB\n---", 1, "## A\n\n\n### B\n"),
        ("C#\n===", 2, "### C\\#\n"),
        ("- # A\n\n> ## B", 2, "- ### A\n\n> #### B"),
        ("```\n# no heading\n```\n\n    # nor this", 2, "```\n# no heading\n```\n\n    # nor this"),
    ],
)
def test_headings_go_below_that_of_the_page(text: str, level: int, shown: str) -> None:
    assert on_page(text, level) == shown.strip("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a](b.md)", "[a](../strategy/b.md)"),
        ("[a](../b.md#c 'd')", "[a](../b.md#c 'd')"),
        ("[a](./b.md)", "[a](../strategy/b.md)"),
        ("[a](../../b.md)", "[a](../../b.md)"),
        ("[a](../tree/b.md)", "[a](../tree/b.md)"),
        ("![a](img/b.png)", "![a](../strategy/img/b.png)"),
        ("[a](<b c.md>)", "[a](../strategy/b%20c.md)"),
        ("[![a](b.png)](c.md)", "[![a](../strategy/b.png)](../strategy/c.md)"),
        ("[a]: b.md", "[a]: ../strategy/b.md"),
        ("[a]: <../b.md> 'c'", "[a]: ../b.md 'c'"),
        ("`[a](b.md)`", "`[a](b.md)`"),
        ("\\[a](b.md)", "\\[a](../strategy/b.md)"),
    ],
)
def test_links_start_at_the_page(text: str, shown: str) -> None:
    assert on_page(text) == shown


@pytest.mark.parametrize(
    ("folder", "page", "address"),
    [
        ("strategy", "index.md", "strategy/a.md"),
        ("strategy", "strategy/index.md", "./a.md"),
        ("strategy/tree", "handbook/tree/b.md", "../../strategy/tree/a.md"),
        ("", "tree/b.md", "../a.md"),
        ("", "index.md", "./a.md"),
        ("the strategy", "index.md", "the%20strategy/a.md"),
    ],
)
def test_links_start_at_any_page(folder: str, page: str, address: str) -> None:
    assert prose_to_markdown("[a](a.md)", folder, page, 2) == f"[a]({address})"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("```py\na", "```py\na\n```"),
        ("~~~\na\n\n```\nb", "~~~\na\n\n```\nb\n~~~"),
        ('```py title="x"\na\n```', "```py\na\n```"),
        ("- a\n\n    ```py\n    b\n\n      c\n    ```\n\n    d", "- a\n\n        b\n\n          c\n\n    d"),
        ("- a\n  ```\n  b\n  ```\n- c", "- a\n\n        b\n\n- c"),
        ("> ```\n> a\n> ```", ">     a"),
        ("a\n\n    >\n```\nb\n```\n    >", "a\n\n    >\n\n```\nb\n```\n\n    >"),
        ("a\n```\nb\n```\nc", "a\n\n```\nb\n```\n\nc"),
    ],
)
def test_fences_are_closed_and_are_code_on_every_site(text: str, shown: str) -> None:
    assert on_page(text) == shown


CODE = st.lists(
    st.sampled_from(
        ["a < b", "<b>", "{: .a }", "# a", "- a", "[a](b)", "`", "```", "  a", "", "&amp;", "a | b", "> a"]
    ),
    min_size=1,
    max_size=4,
).map(lambda lines: "\n".join(["first", *lines, "last"]))


def indented(text: str, margin: str) -> str:
    return "\n".join((margin + line).rstrip() for line in text.split("\n"))


FORMS = [
    "~~~\n{0}\n~~~",
    "A paragraph:\n\n{4}",
    "- an item\n\n{8}\n\n    more of it\n- another",
    "- an item\n\n    ~~~~ py\n{4}\n    ~~~~\n\n    more of it",
    "1. an item\n\n    - one in it\n\n{12}",
    "> a quote\n>\n{q4}\n>\n> more of it",
    "> ~~~~\n{q}\n> ~~~~",
    "a `` {s} `` b",
    "- a `` {s} `` b",
]


def lines(code: str) -> list[str]:
    """The lines with something in them; superfences, which takes a pair of fences in code apart, adds empty ones."""
    return [line.rstrip() for line in code.split("\n") if line.strip()]


def codes(html: str) -> list[list[str]]:
    """The lines of each piece of code in a page."""
    found = re.findall(r"<code[^>]*>(.*?)</code>", html, re.DOTALL)
    return [lines(unescape(re.sub(r"<[^>]*>", "", code))) for code in found]


@pytest.mark.parametrize("extensions", [["fenced_code", "tables"], SUPERFENCES], ids=["mkdocs", "superfences"])
@given(code=CODE, forms=st.lists(st.sampled_from(FORMS), min_size=1, max_size=3))
def test_code_stays_the_same_code(extensions: list[str], code: str, forms: list[str]) -> None:
    span = " ".join(code.replace("`", "'").split())
    shown = {"0": code, "s": span, "q": indented(code, "> "), "q4": indented(code, ">     ")}
    shown |= {str(width): indented(code, " " * width) for width in (4, 8, 12)}
    text = "\n\nBetween.\n\n".join(re.sub(r"\{(\w+)\}", lambda match: shown[match[1]], form) for form in forms)
    expected = [lines(span if "{s}" in form else code) for form in forms]
    assert codes(in_html(text, extensions)) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One *line*.", "One *line*."),
        ("Two\n  lines.\n\nMore.", "Two lines."),
        ("# Heading\n\nText.", "Text."),
        ("Heading\n===\n\nText.", "Text."),
        ("# Heading\nText.", "Text."),
        ("- one\n  more\n- two", "one more"),
        ("- [x] done", "done"),
        ("1. one", "one"),
        ("> quoted", "quoted"),
        ("```\ncode\n```\n\nText.", "Text."),
        ("    code\n\nText.", "Text."),
        ("[a]: b\n\nText [a].", "Text [a]."),
        ("| a |\n|---|\n| b |\n\nText.", "Text."),
        ("---\n\nText.", "Text."),
        ("## Only\n\n```\ncode\n```", ""),
        ("", ""),
        ("a `b\nc` d", "a `b c` d"),
    ],
)
def test_the_first_paragraph_is_one_line(text: str, first: str) -> None:
    assert first_paragraph(text) == first


def test_a_line_of_prose_fits_a_cell() -> None:
    line = prose_line("# A\n\n- a | b `c|d` <b>\n  [e](f.md)\n\nmore", "strategy", "tree/revenue.md")
    assert line == "a &vert; b <code>c&vert;d</code> &lt;b> [e](../strategy/f.md)"
    html = markdown.markdown(f"| x | y |\n|---|---|\n| {line} | z |", extensions=["tables"])
    assert html.count("<td>") == 2
    assert "<code>c&vert;d</code>" in html


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ("a **b** `<c>` &amp; d", "a <strong>b</strong> <code>&lt;c&gt;</code> &amp; d"),
        ("<b>a</b> <!-- c -->", "&lt;b&gt;a&lt;/b&gt; &lt;!-- c --&gt;"),
        ("# a", "# a"),
        ("1. a", "1. a"),
        ("[a](../b.md#c)", '<a href="/at/../b.md#c">a</a>'),
        ("![a](b.png)", '<img alt="a" src="/at/b.png" />'),
        ("[a](https://example.org/?b&c)", '<a href="https://example.org/?b&amp;c">a</a>'),
        ("[a](#b) [c](/d)", '<a href="#b">a</a> <a href="/d">c</a>'),
        ("[a](javascript:b) [c](&#106;ava&Tab;script:d)", "<span>a</span> <span>c</span>"),
        ("![a](javascript:b)", "<span>a</span>"),
        ('[a](b "c & <d>")', '<a href="/at/b" title="c &amp; &lt;d&gt;">a</a>'),
        ("", ""),
    ],
)
def test_a_line_becomes_html(line: str, html: str) -> None:
    assert inline_html(line, lambda address: f"/at/{address}") == html


def test_prose_made_safe_before_is_the_same_html() -> None:
    text = "a <b> `<c>` {d} ` [e](f.md)"
    line = prose_line(text, "", "index.md")
    assert unescape(inline_html(line, str)) == unescape(inline_html(text, lambda address: f"./{address}"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plain  words.\n\nMore.", "Plain words. More."),
        ("# A *b*\n\n- c `d`\n- [e](f)", "A b c d e"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("```py\na < b\n```", "a < b"),
        ("<b>a</b> &lt; R&amp;D", "<b>a</b> < R&D"),
        ("[MAU][metric:mau] and [metric:monthly_users]", "MAU and monthly users"),
        ("![a chart](b.png)", "a chart"),
        ("2 * 3 and a_b_c", "2 * 3 and a_b_c"),
        ("", ""),
    ],
)
def test_plain_text_is_the_words_alone(text: str, words: str) -> None:
    assert plain_text(text) == words


HOSTILE = {
    "openings": ("<" * 50_000, "&lt;" * 50_000),
    "backticks": ("` " * 25_000, "<code></code> " * 12_500),
    "links": ("[x](" * 12_000, "[x](../strategy/" * 11_999 + "[x]("),
    "braces": ("{" * 50_000, "&lbrace;" * 50_000),
    "fences": ("> ```\n" * 8_000, ">\n" * 7_998 + ">"),
    "empty items": ("-   \n    " * 5_000, "-   \n    " + "### -   \n    \n    " * 2_499 + "-   \n    "),
    "headings": ("H\n===\n" * 8_000, "### H\n\n" * 7_999 + "### H"),
    "code on two lines": ("a `b\nc` d\n" * 5_000, "a `b c` d\n" * 4_999 + "a `b c` d"),
    "footnotes": ("[^1]: a\n" * 6_000, "[^1]: a\n" * 5_999 + "[^1]: a"),
    "climbing": ("[x](" + "../" * 16_000 + ")", "[x](" + "../" * 16_000 + ")"),
    "disguises": ("[x](&Tab;" * 5_000, "[x](../strategy/&Tab;" * 5_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_prose_becomes_what_its_parts_become(name: str) -> None:
    text, shown = HOSTILE[name]
    assert on_page(text) == shown
    assert "\n" not in prose_line(text, "strategy", "tree/revenue.md")
