"""Links by id in the source of pages that people write by hand, found without the site's own Markdown.

An export has no site, so that it reads the pages as CommonMark with what most sites add to it: what is indented below
`!!! note`, `??? note` and `=== "Tab"` is Markdown and no code, and between dollar signs stands mathematics.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from product_handbook.prose.id_links import IdLink, add_id_links, id_links, mistyped_links

_CONTAINER = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]{0,2})[ \t]+\S")
_INDENT = 4


def links_in_page(markdown: str) -> tuple[IdLink, ...]:
    """The links by id in the Markdown of a page, in order."""
    return tuple(sorted(id_links(_parser().parse(markdown)), key=lambda link: link.start)) if "[" in markdown else ()


def mistyped_in_page(markdown: str) -> tuple[tuple[IdLink, str], ...]:
    """What would be a link by id if its kind were one, each with the kind that it may mean, in order."""
    return tuple(mistyped_links(_parser().parse(markdown), markdown)) if "[" in markdown else ()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table"])
    footnote_plugin(parser, inline=False)
    deflist_plugin(parser)
    dollarmath_plugin(parser, allow_space=False, allow_digits=False)
    parser.block.ruler.before(
        "code", "container", _container, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    add_id_links(parser)
    return parser


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the form of a rule
    """A line that begins a box or a tab, and what is indented below it."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if state.is_code_block(start) or not _CONTAINER.match(first):
        return False
    if silent:
        return True
    after = start + 1
    while after < end and (state.isEmpty(after) or state.sCount[after] - state.blkIndent >= _INDENT):
        after += 1
    before = state.lineMax, state.blkIndent, state.parentType
    state.lineMax, state.parentType = after, "container"
    state.blkIndent += _INDENT
    state.push("container_open", "div", 1)
    state.md.block.tokenize(state, start + 1, after)
    state.push("container_close", "div", -1)
    state.lineMax, state.blkIndent, state.parentType = before
    state.line = after
    return True
