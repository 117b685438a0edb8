"""Plain text in Markdown: it renders to itself, whatever extensions a site has."""

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from product_handbook.prose.escaping import NOTHING, MarkdownText, escape_markdown
from product_handbook.site.writing.templates import html_environment, markdown_environment

MKDOCS = ["toc", "tables", "fenced_code"]
EVERYTHING = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "smarty",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
OPTIONS = {
    "pymdownx.magiclink": {
        "repo_url_shorthand": True,
        "social_url_shorthand": True,
        "repo_url_shortener": True,
        "user": "blue",
        "repo": "handbook",
    },
    "pymdownx.snippets": {"check_paths": True},
}
CONTEXTS = {
    "paragraph": "{}",
    "heading": "## {}",
    "cell": "| a | b |\n|---|---|\n| {} | c |",
    "item": "- {}\n- second",
    "numbered": "1. {}",
    "link": "Before [{}](there.md) after",
    "after a line": "first\n{}",
}


class Text(HTMLParser):
    """What a reader sees of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(context: str, shown: str, extensions: list[str]) -> Text:
    configs = {name: options for name, options in OPTIONS.items() if name in extensions}
    source = "\n\n".join(["# Page", CONTEXTS[context].format(shown), "End"])
    return Text(markdown.markdown(source, extensions=extensions, extension_configs=configs))


@cache
def with_a_word(context: str, extensions: tuple[str, ...]) -> Text:
    return rendered(context, "word", list(extensions))


def words(text: str) -> list[str]:
    return re.sub(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]", "", text).split()


NASTY = [
    *"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    *"a1Zé👍 \n\t",
    "\u00a0",
    "1.",
    "12)",
    "# ",
    "---",
    "...",
    "==",
    "~~",
    "^^",
    "++",
    "(c)",
    "(tm)",
    "+/-",
    "=/=",
    "-->",
    "<--",
    "c/o",
    "_c/o_",
    "_www.x.org",
    "1/2",
    "1st",
    "&amp;",
    "&lt",
    "&#38;",
    ":smile:",
    "https://example.org/a?b=c",
    "www.example.org",
    "mail@example.org",
    "@facelessuser",
    "@github:blue",
    "#123",
    "!12",
    "?7",
    "blue/handbook#1",
    "0123456789abcdef0123456789abcdef01234567",
    "{: .class }",
    "{++x++}",
    "{>>x<<}",
    "{~~a~>b~~}",
    "{{ x }}",
    "{% x %}",
    "++ctrl+a++",
    "++'a'++",
    "$x$",
    "\\(x\\)",
    "\\[x\\]",
    "$$x$$",
    "\\begin{a}x\\end{a}",
    "`x`",
    "`#!py x`",
    "```",
    "~~~",
    "*a*",
    "__a__",
    "==a==",
    "a_b_c",
    "[x](y)",
    "[x][y]",
    "[x]: y",
    "[^1]",
    "[^1]: x",
    "*[a]: x",
    "![x](y)",
    "[ ] ",
    "[TOC]",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?x?>",
    "<https://example.org>",
    "!!! note",
    '??? tip "x"',
    '=== "x"',
    "///",
    '--8<-- "x.md"',
    ";--8<--",
    ": x",
    "| a | b |",
    "'80s",
    "\"'a'\"",
    "\\",
    "\\*",
]
TEXT = st.one_of(
    st.lists(st.sampled_from(NASTY), min_size=1, max_size=6).map("".join),
    st.lists(st.sampled_from(NASTY), min_size=1, max_size=6).map(" ".join),
    st.text(min_size=1, max_size=12),
).filter(words)


@pytest.mark.parametrize("extensions", [MKDOCS, EVERYTHING], ids=["mkdocs", "everything"])
@pytest.mark.parametrize("context", CONTEXTS)
@given(text=TEXT)
def test_text_renders_to_itself(context: str, extensions: list[str], text: str) -> None:
    shown, plain = rendered(context, escape_markdown(text), extensions), with_a_word(context, tuple(extensions))
    assert words(shown.text) == words(plain.text.replace("word", text, 1))
    assert set(shown.tags) - {"sup"} == set(plain.tags)


@pytest.mark.parametrize(
    "text",
    [
        "Monthly active users (MAU)",
        "USD/month",
        "monthly_active_users",
        "Somebody who opened a document, or wrote one: every client counts",
        "co-owner & friends, 95 % of 1.5",
        "Größe 👍 日本語",
        "",
    ],
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert escape_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*R&D*", "\\*R&amp;D\\*"),
        ("1. first", "1\\. first"),
        ("- 5 %", "\\- 5 %"),
        ("# a # b", "\\# a \\# b"),
        ("_a_ a_b", "\\_a\\_ a_b"),
        ("$5 | <b>", "&dollar;5 &vert; &lt;b&gt;"),
        ("a\n\n  b\tc ", "a b c"),
        ("a\x00b\x7f", "ab"),
        (12, "12"),
        (-0.5, "\\-0.5"),
    ],
)
def test_what_is_escaped_stays_readable(text: object, shown: str) -> None:
    assert escape_markdown(text) == shown


def test_spaces_that_do_not_break_stay() -> None:
    assert escape_markdown("1\u00a0000\u202f%") == "1\u00a0000\u202f%"


def test_ready_markdown_and_html_pass_and_nothing_is_escaped_twice() -> None:
    once = escape_markdown("*a*")
    assert escape_markdown(once) == once
    assert escape_markdown(MarkdownText("**a**")) == "**a**"
    assert escape_markdown(Markup("<b>a</b>")) == "<b>a</b>"
    assert isinstance(escape_markdown(Markup("<b>")), MarkdownText)
    assert not NOTHING


def test_a_heading_keeps_its_words_in_the_table_of_contents() -> None:
    name = "*R&D* 'a' <b> {x} C# [1/2]"
    renderer = markdown.Markdown(extensions=["toc", "attr_list", "smarty"])
    renderer.convert(f"# {escape_markdown(name)}")
    assert Text(renderer.toc_tokens[0]["name"]).text == name


def test_a_markdown_template_escapes_what_it_prints_unless_it_is_ready() -> None:
    template = markdown_environment().from_string(
        "{% macro star(text) %}*{{ text }}*{% endmacro %}"
        "{{ plain }} {{ plain|md }} {{ ready }} {{ html }} {{ star(plain) }} {{ [plain, plain]|join(', ') }} {{ 2 }}"
    )
    shown = template.render(plain="<a_", ready=MarkdownText("**x**"), html=Markup("<i>y</i>"))
    assert shown == r"&lt;a\_ &lt;a\_ **x** <i>y</i> *&lt;a\_* &lt;a\_, &lt;a\_ 2"


def test_an_html_template_takes_markdown_for_text() -> None:
    template = html_environment().from_string("{{ plain }} {{ markdown }} {{ html }}")
    shown = template.render(plain="<a>", markdown=MarkdownText("`<b>`"), html=Markup("<i>"))
    assert shown == "&lt;a&gt; `&lt;b&gt;` <i>"


@pytest.mark.parametrize("environment", [markdown_environment, html_environment])
def test_a_template_fails_on_what_it_was_not_given(environment: Callable[[], Environment]) -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ missing }}").render()


@pytest.mark.parametrize("environment", [markdown_environment, html_environment])
def test_statements_leave_no_blank_lines(environment: Callable[[], Environment]) -> None:
    template = environment().from_string("a\n    {% if true %}\nb\n    {% endif %}\nc")
    assert template.render() == "a\nb\nc"
