"""Prose as HTML: what a reader expects, and nothing that runs, whatever is in it."""

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import grows_less
from product_handbook.prose.document import DEEPEST, LONGEST, Document, excess
from product_handbook.prose.render import Leads, for_markdown, line_html, prose_html, words

NAMES = {("metric", "mau"): ("../mau/", "Monthly *active* <users>")}
LEADS = Leads(lambda kind, id: NAMES.get((kind, id)), lambda address: f"/at/{address}", "0-")


def shown(text: str, level: int = 2) -> str:
    html = prose_html(Document(text), LEADS, level)
    return html.removeprefix('<div class="hb-prose tex2jax_ignore mathjax_ignore">\n').removesuffix("\n</div>")


def line(text: str) -> str:
    return line_html(Document(text), LEADS)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One line.", "<p>One line.</p>"),
        ("a *b* **c** `d` ~~e~~", "<p>a <em>b</em> <strong>c</strong> <code>d</code> <s>e</s></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("```py\na < b\n```", '<pre><code class="language-py">a &lt; b\n</code></pre>'),
        ("```{ .py onclick=evil }\na\n```", "<pre><code>a\n</code></pre>"),
        ("x:\n\n    a < b", "<p>x:</p>\n<pre><code>a &lt; b\n</code></pre>"),
        (
            "https://example.org/a?b=c&d",
            '<p><a href="https://example.org/a?b=c&amp;d">https://example.org/a?b=c&amp;d</a></p>',
        ),
        ("<mail@example.org>", '<p><a href="mailto:mail@example.org">mail@example.org</a></p>'),
        ("mail@example.org", '<p><a href="mailto:mail@example.org">mail@example.org</a></p>'),
        ("R&D &copy; AT&amp;T", "<p>R&amp;D © AT&amp;T</p>"),
        ("[a](b.md#c 'd')", '<p><a href="/at/b.md#c" title="d">a</a></p>'),
        ("![a *b*](c.png)", '<p><img src="/at/c.png" alt="a b"></p>'),
        ("[a](#b) [c](/d) [e](?f)", '<p><a href="#b">a</a> <a href="/d">c</a> <a href="?f">e</a></p>'),
        ("[metric:mau]", '<p><a href="../mau/">Monthly *active* &lt;users&gt;</a></p>'),
        ("[*they*][metric:mau]", '<p><a href="../mau/"><em>they</em></a></p>'),
        ('!!! tip "T"\n    a', '<div class="admonition tip">\n<p class="admonition-title">T</p>\n<p>a</p>\n</div>'),
        ("T\n: a", "<dl>\n<dt>T</dt>\n<dd>a</dd>\n</dl>"),
        ("", ""),
    ],
)
def test_prose_is_what_a_reader_expects(text: str, html: str) -> None:
    assert shown(text) == html


def test_tasks_tables_and_footnotes_are_there() -> None:
    html = shown("- [x] a\n- [ ] b\n\n| c |\n|--:|\n| d |\n\ne[^f]\n\n[^f]: g")
    assert html.count('type="checkbox"') == 2
    assert '<td style="text-align:right">d</td>' in html
    assert re.findall(r'(?:id|href)="([^"]+)"', html) == ["fnref-0-1", "#fn-0-1", "fn-0-1", "#fnref-0-1"]


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [
        ("# A\n\n## B", 2, ["h3", "h4"]),
        ("## A\n\n### B\n\n#### C", 2, ["h3", "h4", "h5"]),
        ("# A\n\n###### B", 3, ["h4", "h6"]),
        ("# A", 6, ["h6"]),
        ("A\n===\n\nB\n---", 1, ["h2", "h3"]),
        ("- # A\n\n> ## B", 2, ["h3", "h4"]),
        ("```\n# no heading\n```", 2, []),
    ],
)
def test_headings_go_below_that_of_the_page(text: str, level: int, tags: list[str]) -> None:
    assert re.findall(r"<(h\d)", shown(text, level)) == tags


def test_headings_have_ids_of_their_own_and_the_text_may_link_to_them() -> None:
    html = shown("# Why *so*?\n\n## Why so\n\n### Why so 1\n\n#\n\n## Grün\n\n[a](#why-so-1) [b](#gr%C3%BCn) [c](#d)")
    assert re.findall(r'id="([^"]*)"', html) == ["0-why-so", "0-why-so-1", "0-why-so-1-1", "0-section", "0-grün"]
    assert re.findall(r'href="([^"]*)"', html) == ["#0-why-so-1", "#0-gr%C3%BCn", "#d"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b>c</b> < d", "a &lt;b&gt;c&lt;/b&gt; &lt; d"),
        ("<!-- a", "&lt;!-- a"),
        ("<!--hb:0-->", "&lt;!--hb:0--&gt;"),
        ("a {: .b } {{ c }}", "a &#123;: .b &#125; &#123;&#123; c &#125;&#125;"),
        ("`{% x %}` ~", "<code>&#123;% x %&#125;</code> &#126;"),
        ("$a$ and $5", "<span>$</span>a<span>$</span> and <span>$</span>5"),
        ("only $5", "only $5"),
        ("[a](javascript:b)", "[a](javascript:b)"),
        ("[a](JaVaScRiPt:b)", "[a](JaVaScRiPt:b)"),
        ("[a](&#106;avascript:b)", "[a](javascript:b)"),
        ("![a](data:image/png;base64,b)", "![a](data:image/png;base64,b)"),
        ("[a](//evil.example)", "[a](//evil.example)"),
        ("[a](<\\\\evil.example>)", '<a href="/at/%5Cevil.example">a</a>'),
        ("<javascript:b>", "&lt;javascript:b&gt;"),
        ("a\x01b", "ab"),
    ],
)
def test_what_would_be_active_is_text(text: str, html: str) -> None:
    assert line(text) == html


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One *line*.", "One <em>line</em>."),
        ("Two\n  lines.\n\nMore.", "Two lines."),
        ("Two  \nlines.", "Two lines."),
        ("# Heading\n\nText.", "Text."),
        ("- one\n  more\n- two", "one more"),
        ("- [x] done", " done".strip()),
        ("1. one", "one"),
        ("> quoted", "quoted"),
        ("```\ncode\n```\n\nText.", "Text."),
        ("[a]: b\n\nText [a].", 'Text <a href="/at/b">a</a>.'),
        ("| a |\n|---|\n| b |\n\nText.", "Text."),
        ("a[^1]\n\n[^1]: b", "a"),
        ("## Only\n\n```\ncode\n```", ""),
        ("", ""),
    ],
)
def test_the_first_paragraph_is_one_line(text: str, first: str) -> None:
    assert line(text) == first


def test_words_are_the_text_alone_with_things_by_their_names() -> None:
    text = "A *b* `c < d` [e](f) ![g](h.png) <i> [metric:mau] [x][metric:mau]"
    assert words(Document(text), lambda kind, id: f"{kind} {id}") == "A b c < d e g <i> metric mau x"


# Whatever prose holds: no element, attribute or address of its own, on any site and in an export.


class Elements(HTMLParser):
    """What a browser would make of HTML: elements and attributes, and how the elements nest."""

    VOID = frozenset({"br", "hr", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!--{data}-->")


ALLOWED = {
    *("a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "img", "input"),
    *("li", "ol", "p", "pre", "s", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"alt", "checked", "class", "disabled", "href", "id", "src", "start", "style", "title", "type"}
HARMFUL = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data|file):|[\x00-\x20]*[/\\\\]{2}", re.IGNORECASE)
PIECES = [
    *("word", "a b", "1", "é", "*em*", "**b", "`", "```", "~~~", "`code`", "\\", "\\`", "    code", "  ", "\t", "\r\n"),
    *("<b evil>", "</b>", "<script>alert(1)</script>", "<script", "<img src=x onerror=evil>", "<div evil markdown>"),
    *("<!--", "-->", "<!--hb:0-->", "<?evil ?>", "<![CDATA[", "]]>", "<", ">", "/>", "<textarea>", "<svg onload=evil>"),
    *(
        "&lt;b>",
        "&#60;b>",
        "&",
        "&amp;",
        "{: onclick=evil }",
        "{ .evil }",
        "{",
        "}",
        "{{ evil }}",
        "{% evil %}",
        "{# e",
    ),
    *(
        "[x](javascript:evil())",
        "[x](<javascript:evil()>)",
        "[x](&#106;avascript:evil())",
        "[x](java&Tab;script:evil())",
    ),
    *("[x]( javascript:evil())", "[x](data:text/html,x)", "[x](javascript&colon;evil())", "![x](javascript:evil())"),
    *(
        "[x](//evil)",
        "[x](/\\evil)",
        "[x](\\\\evil)",
        "<javascript://evil>",
        "<https://example.org/?a=b>",
        "https://a.org",
    ),
    *("[r]: javascript:evil()", "[r]: &#106;avascript:evil()", "[r]: there.md 'title <b>'", "[x][r]", "[r]", "[^1]"),
    *("[^1]: javascript:evil()", "[x][^1]", "[metric:mau]", "[x][metric:mau]", "[metric:none]", "![x](a.png 'evil\"')"),
    *(
        "# H",
        "## H",
        "H\n===",
        "---",
        "***",
        "!!! note\n    # H",
        '!!! evil "<b>"',
        '??? "# H"',
        '=== "<b>"',
        "/// html | b",
    ),
    *(
        ": x",
        "Term\n:   <b>",
        "| a | b |\n|---|---|\n| `a|<b>` | x |",
        "- x",
        "1. x",
        "- - x",
        "> x",
        "- [ ] x",
        "10) x",
    ),
    *('--8<-- "secret.md"', ";--8<-- x", "--8<--\nsecret.md\n--8<--", "-8<- x", "```{ .py onclick=evil }\n<b>\n```"),
    *(
        "$x$",
        "$$x$$",
        "\\(x\\)",
        "++a++",
        "==a==",
        "~a~",
        "^a^",
        ":smile:",
        "#1",
        "@me",
        "{++x++}",
        "*[HTML]: x",
        "(c)",
    ),
]
SPACE = st.sampled_from(["", " ", " ", "\n", "\n", "\n\n", "\n\n", "\n    ", "\n\n    ", "\n> ", "\n>\n> ", "\n- "])
PROSE = st.lists(st.tuples(SPACE, st.sampled_from(PIECES)), max_size=12).map(lambda parts: "".join(map("".join, parts)))
MATERIAL = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "smarty"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.html", "pymdownx.caret", "pymdownx.critic"),
    *("pymdownx.details", "pymdownx.emoji", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink"),
    *("pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed"),
    *("pymdownx.tasklist", "pymdownx.tilde"),
]


def check(html: str) -> None:
    page = Elements(html)
    assert page.open == []
    assert set(page.tags) <= ALLOWED
    assert {name for _, name, _ in page.attributes} <= ATTRIBUTES
    assert [value for _, name, value in page.attributes if name in {"href", "src"} and HARMFUL.match(value)] == []


@given(PROSE)
def test_prose_is_inert(text: str) -> None:
    html = prose_html(Document(text), LEADS, 2)
    check(html)
    check(f"<p>{line(text)}</p>")
    assert "\n\n" not in html
    assert not re.search(r"[{}`~]|-8<-", html)


@given(PROSE)
def test_prose_passes_through_the_markdown_of_any_site_untouched(text: str) -> None:
    html = prose_html(Document(text), LEADS, 2)
    page = markdown.markdown(f"# Page\n\n{html}\n\nAFTER", extensions=MATERIAL)
    assert " ".join(html.split()) in " ".join(page.split()), "white space aside, since tabs become blanks"
    assert page.endswith("<p>AFTER</p>")


@given(PROSE)
def test_a_line_of_prose_means_the_same_within_any_markdown(text: str) -> None:
    html = line(text)
    page = markdown.markdown(f"BEFORE {for_markdown(html)} AFTER", extensions=MATERIAL)
    found, expected = Elements(page), Elements(f"<p>BEFORE {html} AFTER</p>")
    assert found.tags == expected.tags
    assert found.attributes == expected.attributes
    assert re.sub(r"<[^>]*>|\s+", "", page) == re.sub(r"<[^>]*>|\s+", "", page) != ""


# Limits: what is too much is said, and nothing else takes long.

TOO_DEEP = {
    "lists": "- " * 500 + "x",
    "numbered lists": "1. " * 500 + "x",
    "quotes": "> " * 3_000 + "x",
    "quotes without spaces": ">" * 10_000,
    "brackets": "[" * 5_000,
    "images": "![" * 2_000 + "x" + "](y)" * 2_000,
    "links": "[" * 2_000 + "x" + "](y)" * 2_000,
    "emphasis": "*a **b " * 100 + "x** y*" * 100,
    "boxes": "".join("    " * level + "!!! note\n" for level in range(60)),
    "definitions": "\n\n".join(f"{'    ' * level}T\n{'    ' * level}:   d" for level in range(40)),
    "deeper and deeper": "\n\n".join(" " * 4 * level + "- a" for level in range(150)),
}


@pytest.mark.parametrize("name", TOO_DEEP)
def test_too_much_nesting_is_said(name: str) -> None:
    assert f"more than {DEEPEST} deep" in excess(TOO_DEEP[name])


CONTAINERS = ["- ", "1. ", "> ", "!!! note\n    ", "T\n:   "]


@given(st.lists(st.sampled_from(CONTAINERS), max_size=60))
def test_what_is_not_too_deep_is_there_to_the_last_word(containers: list[str]) -> None:
    text = "last"
    for container in reversed(containers):
        indent = "> " if container == "> " else " " * len(container.rpartition("\n")[2])
        text = container + text.replace("\n", f"\n{indent}")
    assert excess(text) or "last" in shown(text)


def test_too_long_a_text_is_said() -> None:
    assert excess("a" * LONGEST) == ""
    assert excess("a" * (LONGEST + 1)) == "a text of 50,001 characters, more than the 50,000 of the longest"


@pytest.mark.parametrize(
    "text", ["- " * 10 + "x", "> " * 15 + "x", "*a* " * 5_000, "- [a](b)\n" * 3_000, "1.5 " * 9_000]
)
def test_much_that_is_not_deep_is_nothing_to_speak_of(text: str) -> None:
    assert excess(text) == ""


FLAT = {
    "backticks": "`" * 40_000,
    "runs of backticks": " ".join("`" * length for length in range(1, 250)),
    "unclosed links": "[metric:x](" * 4_000,
    "unclosed tags": "<a '" * 10_000,
    "unclosed fences": "```a\n" * 8_000,
    "headings": "# h\n" * 10_000,
    "rules": "***\n" * 10_000,
    "items": "- a\n" * 10_000,
    "definitions": "a\n: b\n" * 6_000,
    "addresses": "[x]: y\n" * 6_000,
    "tables": "|a|b|\n|-|-|\n" * 3_000,
    "footnotes": "[^1]: a\n" * 5_000,
    "marks of footnotes": "a[^1]" * 3_000,
    "backslashes": "\\" * 40_000,
    "underscores": "_a" * 20_000,
    "stars": "*" * 40_000,
    "braces": "{" * 40_000,
    "dollars": "$" * 40_000,
    "entities": "&" * 40_000,
    "brackets before a link": "[a] " * 9_000,
    "brackets before links": "[a " * (DEEPEST - 2) + "[a][metric:mau] " * 2_500,
    "links in lines": "[a][metric:mau]\n" * 2_500,
    "links in cells": "|a|b|\n|-|-|\n" + "|[metric:mau]|[metric:mau]|\n" * 1_500,
    "links to be": "[metrics:mau]\n\n" * 2_500,
    "links elsewhere": "[x](ä.md) " * 4_000,
    "references": "[x] " * 9_000,
    "quotes": "> a\n" * 10_000,
    "paragraphs in items": "- a\n\n  b\n\n" * 4_000,
}


ENDS = {
    "brackets before a link": "[a][metric:mau]",
    "references": "\n\n[x]: a.md",
    "marks of footnotes": "\n\n[^1]: b",
}
"""What only the end makes something of."""


@pytest.mark.parametrize("name", FLAT)
def test_hostile_text_that_is_flat_is_rendered_whole(name: str) -> None:
    text = FLAT[name] + ENDS.get(name, "")
    assert excess(text) == ""
    check(prose_html(Document(text + "\n\nlast"), LEADS, 2))
    assert "\n" not in line(text)


def read_and_rendered(text: str) -> None:
    """All that is done to a text on the way from its file to a page."""
    document = Document(text)
    assert (excess(text), len(document.links), len(document.mistyped), len(list(document.addresses()))) is not None
    assert (prose_html(document, LEADS, 2), line_html(document, LEADS), words(document, "{} {}".format)) is not None


@pytest.mark.parametrize("name", FLAT)
def test_eight_times_the_text_takes_no_more_than_some_eight_times_the_work(name: str) -> None:
    text, end = FLAT[name], ENDS.get(name, "")
    assert grows_less(
        30,  # eight times where it is linear, 64 where it is quadratic
        lambda: read_and_rendered(text[: len(text) // 8] + end),
        lambda: read_and_rendered(text + end),
    )
