"""Prose as HTML, as one line of it, and as plain words."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape
from itertools import pairwise
from typing import Literal
from urllib.parse import unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from product_handbook.prose.document import Document
from product_handbook.prose.id_links import IdLink

LOWEST_HEADING = 6

ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[#/?]|$")
"""How an address begins that does not start at the folder of its file."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TEXT = re.compile(r"(?<=>)[^<]+|\A[^<]+")
_ACTIVE = re.compile(r"[*_`\[\]{}~^=$|\\!#+:@-]")
"""What extensions of Markdown look for in text."""
_OPENERS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}`~"})
"""What template languages look for, and what superfences takes for a fence even within HTML."""
_ENTITY = re.compile(r"(&[#\w]+;)")


@dataclass(frozen=True)
class Leads:
    """Where the links of a text lead on the page that shows it."""

    by_id: Callable[[str, str], tuple[str, str] | None]
    """The address and the name of an object, by kind and id; None where there is none."""
    relative: Callable[[str], str]
    """The address on the page for one that starts at the folder of the text's file."""
    prefix: str = ""
    """What tells the ids of this text's headings and footnotes from those of others on the page."""


@dataclass
class _State:
    """What the rules of one rendering share, in markdown-it's `env`."""

    leads: Leads
    shift: int = 0
    """How many levels a heading goes down."""
    slugs: Collection[str] = ()
    """What tells the headings of the text apart."""
    headings: Iterator[str] = field(default_factory=lambda: iter(()))
    """The slugs of the headings to come."""
    open_links: list[str] = field(default_factory=list)
    """The tags of the links that are open."""


def prose_html(document: Document, leads: Leads, level: int, tag: Literal["div", "blockquote"] = "div") -> Markup:
    """A whole text as one block of HTML; its shallowest heading stands one level under a heading of the level given.

    It has no blank line, and a line of it says nothing to Markdown, so that an export may put it into a page as it is.
    """
    shallowest = min((int(token.tag[1]) for token in document.tokens if token.type == "heading_open"), default=1)
    slugs = _slugs(document.tokens)
    html = _render(document.tokens, _State(leads, level + 1 - shallowest, slugs, iter(slugs)))
    if not html:
        return Markup()
    html = re.sub(r"\n(?=\n)", "\n&#10;", html.strip()).replace("&#10;\n", "&#10;")
    return Markup(f'<{tag} class="hb-prose tex2jax_ignore mathjax_ignore">\n{_inert(html)}\n</{tag}>')  # noqa: S704 - rendered with raw HTML off


def line_html(document: Document, leads: Leads) -> Markup:
    """The first paragraph on one line, for a card, a cell or the item of a list; footnotes are left out."""
    return Markup(_inert(_render(_on_one_line(document.first_paragraph), _State(leads)).strip()))  # noqa: S704 - as above


def markdown_line(text: str) -> Markup:
    """The first paragraph of a text that is no part of a strategy, such as a description, on one line."""
    return line_html(Document(text), Leads(lambda *_: None, str))


def for_markdown(html: Markup) -> Markup:
    """HTML that can stand within a paragraph of any Markdown: no sign in its text means anything there."""
    return Markup(_TEXT.sub(lambda text: "".join(map(_encoded, _ENTITY.split(text[0]))), html))  # noqa: S704 - only encoded


def words(document: Document, name_of: Callable[[str, str], str]) -> str:
    """The first paragraph as plain text; a link by id without a text of its own is its object's name."""
    leads = Leads(lambda kind, id: ("#", name_of(kind, id)), str)
    html = _render(_on_one_line(document.first_paragraph), _State(leads))
    html = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def _on_one_line(children: Sequence[Token]) -> list[Token]:
    """Inline tokens without line breaks, the box of a task and the marks of footnotes."""
    kept = [child for child in children if child.type not in {"html_inline", "footnote_ref"}]
    return [Token("text", "", 0, content=" ") if child.type in {"softbreak", "hardbreak"} else child for child in kept]


def _render(tokens: Sequence[Token], state: _State) -> str:
    return _CONTROL.sub("", _renderer().render(tokens, _OPTIONS, {"state": state}))


def _inert(html: str) -> str:
    """The same with what no parser of Markdown is to find, nor a script that typesets mathematics."""
    html = html.translate(_OPENERS)
    if html.count("$") > 1:
        html = _TEXT.sub(lambda text: text[0].replace("$", "<span>$</span>"), html)
    return html


def _encoded(part: str) -> str:
    return part if _ENTITY.fullmatch(part) else _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", part)


def _link_open(token: Token, state: _State) -> str:
    link = token.meta.get("id_link")
    if not isinstance(link, IdLink):
        state.open_links.append("a")
        return f'<a href="{_leading(token, "href", state)}"{_title(token)}>'
    found = state.leads.by_id(link.kind, link.id)
    state.open_links.append("a" if found else "span")
    text = "" if link.has_text else escape(found[1] if found else link.id)
    return (f'<a href="{escape(found[0])}">' if found else "<span>") + text


def _slugs(tokens: Sequence[Token]) -> Mapping[str, None]:
    """What tells the headings apart, in order: the words of each, and a number where another has the same."""
    found: dict[str, None] = {}
    numbers: Counter[str] = Counter()
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open":
            text = "".join(child.content for child in inline.children or ())
            slug = words = "-".join(re.findall(r"\w+", text.lower())) or "section"
            while slug in found:
                numbers[words] += 1
                slug = f"{words}-{numbers[words]}"
            found[slug] = None
    return found


def _link_close(_: Token, state: _State) -> str:
    return f"</{state.open_links.pop()}>"


def _image(token: Token, state: _State) -> str:
    alt = RendererHTML().renderInlineAsText(token.children or [], _OPTIONS, {})
    return f'<img src="{_leading(token, "src", state)}" alt="{escape(alt)}"{_title(token)}>'


def _heading_open(token: Token, state: _State) -> str:
    # Only the first has its id itself: of two in one element the search of Material closes one, and stops at a list.
    slug = next(state.headings)
    tag, anchor = _heading(token, state), f'id="{state.leads.prefix}{slug}"'
    return f"<{tag} {anchor}>" if slug == next(iter(state.slugs)) else f"<{tag}><span {anchor}></span>"


def _heading_close(token: Token, state: _State) -> str:
    return f"</{_heading(token, state)}>\n"


def _code_block(token: Token, _: _State) -> str:
    language = re.match(r"[\w+#.-]+", token.info.strip())
    marked = f' class="language-{escape(language[0])}"' if language else ""
    return f"<pre><code{marked}>{escape(token.content)}</code></pre>\n"


def _footnote_ref(token: Token, state: _State) -> str:
    mark = f'<a class="footnote-ref" href="#fn-{_note(token, state)}">{token.meta["id"] + 1}</a>'
    return f'<sup id="fnref-{_mark(token, state)}">{mark}</sup>'


def _footnote_open(token: Token, state: _State) -> str:
    return f'<li id="fn-{_note(token, state)}">\n'


def _footnote_anchor(token: Token, state: _State) -> str:
    return f' <a class="footnote-backref" href="#fnref-{_mark(token, state)}" title="Back to the text">↩</a>'


def _note(token: Token, state: _State) -> str:
    return f"{state.leads.prefix}{token.meta['id'] + 1}"


def _mark(token: Token, state: _State) -> str:
    """What tells a mark of a footnote from others of the same."""
    return _note(token, state) + (f"-{again}" if (again := token.meta.get("subId", 0)) else "")


def _heading(token: Token, state: _State) -> str:
    return f"h{min(int(token.tag[1]) + state.shift, LOWEST_HEADING)}"


def _leading(token: Token, name: str, state: _State) -> str:
    address = str(token.attrs[name])
    if address[:1] == "#" and unquote(address[1:]) in state.slugs:
        return escape(f"#{state.leads.prefix}{address[1:]}")
    return escape(address if ELSEWHERE.match(address) else state.leads.relative(address))


def _title(token: Token) -> str:
    return f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""


_OPTIONS = OptionsDict({"maxNesting": 0, "html": False, "xhtmlOut": False, "breaks": False, "langPrefix": ""})  # type: ignore[typeddict-item]

_RULES: Mapping[str, Callable[[Token, _State], str]] = {
    "link_open": _link_open,
    "link_close": _link_close,
    "image": _image,
    "heading_open": _heading_open,
    "heading_close": _heading_close,
    "fence": _code_block,
    "code_block": _code_block,
    "footnote_ref": _footnote_ref,
    "footnote_block_open": lambda *_: '<div class="footnote">\n<hr>\n<ol>\n',
    "footnote_block_close": lambda *_: "</ol>\n</div>\n",
    "footnote_open": _footnote_open,
    "footnote_close": lambda *_: "</li>\n",
    "footnote_anchor": _footnote_anchor,
}
"""Where this differs from markdown-it's own rendering: links and images, headings, code, footnotes."""


@cache
def _renderer() -> RendererHTML:
    renderer = RendererHTML()
    for name, rule in _RULES.items():
        renderer.rules[name] = _with_token(rule)  # type: ignore[assignment]  # any callable will do
    return renderer


def _with_token(rule: Callable[[Token, _State], str]) -> Callable[..., str]:
    """A rule in the form that markdown-it calls it in."""
    return lambda tokens, index, _, env: rule(tokens[index], env["state"])
