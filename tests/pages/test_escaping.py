"""Plain text in Markdown: it renders to itself, whatever extensions a site has."""

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.pages.escaping import escape_markdown

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
    shown, plain = rendered(context, escape_markdown(text), extensions), rendered(context, "word", extensions)
    assert words(shown.text) == words(plain.text.replace("word", text, 1))
    assert set(shown.tags) - {"sup"} == set(plain.tags)
