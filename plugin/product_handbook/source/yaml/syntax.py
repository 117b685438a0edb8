"""What went wrong where YAML gives up, in the words of somebody who writes prose, not of a parser."""

import re
from collections.abc import Iterator

import yaml

from product_handbook.diagnostics.diagnostic import Diagnostic, Source, quoted
from product_handbook.source.yaml import syntax_hints
from product_handbook.source.yaml.error_site import QUOTES, ErrorSite, locate_error
from product_handbook.source.yaml.nodes import Node, Scalar
from product_handbook.source.yaml.syntax_hints import COLON, KEY

_SQUEEZED = re.compile(
    r"[ ]*(?:-[ ]+)*(?P<key>[a-z][a-z0-9_]*)(?P<colon>:(?=[^\s/])|：)\s*(?P<value>.*)", re.IGNORECASE
)
"""A key whose colon lacks the space behind it."""
_FULL_WIDTH = re.compile(r"^[ ]*[A-Za-z]\w*：", re.ASCII | re.MULTILINE)
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_TAB = re.compile(r"^[ ]*(?=\t)", re.MULTILINE)
_ODD_SPACE = re.compile("^[ ]*[\u00a0\u2007\u202f\u3000]|(?<=[:\\-])[\u00a0\u2007\u202f\u3000]")
"""A space as word processors make it, where only an ordinary one counts."""


def explain_syntax_error(source: Source, error: yaml.YAMLError) -> tuple[Diagnostic, ...]:
    """The problems behind an error of the YAML parser: one, or one for each line that is indented with tabs."""
    site = locate_error(source, error)
    if tabs := tuple(_tabs(site)):
        return tabs
    for explain in _EXPLANATIONS:
        if problem := explain(site):
            return (problem,)
    found = "the file cannot be read any further than this"
    help = "compare the line with those above it: how far it is indented, its quotes and its brackets"
    return (site.diagnostic(site.index, found, help),)


def colons_without_keys(source: Source, tree: Node | None) -> Iterator[Diagnostic]:
    """A problem for each line of a file that is all text to YAML, since its colons are full-width ones."""
    for match in _FULL_WIDTH.finditer(source.text) if isinstance(tree, Scalar) and not tree.style else ():
        yield _without_key(ErrorSite(source, match.start(), ""), match.start())


def _tabs(site: ErrorSite) -> Iterator[Diagnostic]:
    """From the line on at which the parser stopped at one, every tab at the start of a line."""
    if _TAB.match(site.line):
        for match in _TAB.finditer(site.source.text, site.index - site.column):
            found = "found a tab at the start of the line, expected spaces"
            yield site.diagnostic(match.end(), found, "put two spaces in the place of each tab")
    elif site.sign == "\t":
        yield site.diagnostic(site.index, "found a tab, expected spaces", "put spaces in its place")


def _odd_space(site: ErrorSite) -> Diagnostic | None:
    """A space of another kind at the start of a line or behind a colon."""
    for number in (site.source.span(site.start).line, site.number, max(site.number - 1, 1)):
        if match := _ODD_SPACE.search(site.source.line(number)):
            found = f"found a space of another kind, U+{ord(match.group()[-1]):04X}, expected an ordinary one"
            start = site.source.line_starts[number - 1]
            return site.diagnostic(start + match.end() - 1, found, "delete it, and type a space")
    return None


def _colon(site: ErrorSite) -> Diagnostic | None:
    """A colon and a space in prose: `because: One thing: focus`, or on a further line of the text."""
    if site.message == "found unexpected ':'":
        help = "put a space after the colon; if it is part of a text, put the text in quotes"
        return site.diagnostic(site.index, "found a colon without a space behind it, within brackets", help)
    if site.message != "mapping values are not allowed in this context":
        return None
    before = site.line[: site.column]
    if before.startswith("--- "):
        found = "found a key after `---`, expected it on a line of its own"
        return site.diagnostic(site.index - site.column, found, "delete the `---`")
    if KEY.match(before):
        return site.diagnostic(site.index, COLON, QUOTES)
    return _key_in_text(site, before)


def _key_in_text(site: ErrorSite, before: str) -> Diagnostic:
    """A key, or a text with a colon in it, on a line where the text of the line above goes on."""
    above = next((n for n in range(site.number - 1, 0, -1) if site.source.line(n).strip()), None)
    if above is not None and not KEY.match(site.source.line(above)):
        return _without_key(site, site.source.line_starts[above - 1])
    if not _ID.fullmatch(before.strip()):
        return site.diagnostic(site.index, COLON, QUOTES)
    found = f"found the key {quoted(before + ':')} where the text of the line above goes on"
    help = "indent it as far as the keys around it; if it is part of the text, put all of the text in quotes"
    return site.diagnostic(site.index - len(before.lstrip(" ")), found, help)


def _key_without_colon(site: ErrorSite) -> Diagnostic | None:
    """A line with neither a key nor a dash."""
    return _without_key(site, site.start) if site.message == "could not find expected ':'" else None


def _without_key(site: ErrorSite, index: int) -> Diagnostic:
    """What a line lacks that should begin with a key: the space after a colon or a dash, the colon, or the key."""
    line = site.source.line_at(index)
    start = index - site.source.span(index).column + 1 + len(line) - len(line.lstrip(" "))
    if squeezed := _SQUEEZED.match(line):
        found = f"found {quoted(squeezed['key'] + squeezed['colon'])}, expected a colon and a space behind it"
        help = "write " + quoted(f"{squeezed['key']}: {squeezed['value']}".strip())
    elif re.match(r"[ ]*-[^\s-]", line):
        found, help = "found `-` without a space behind it", "put a space after the `-`"
    else:
        found = f"found {quoted(line)}, which belongs to no key"
        help = "write a key and a colon before it, or, if the text above goes on, indent it as far"
    return site.diagnostic(start, found, help)


def _misplaced_line(site: ErrorSite) -> Diagnostic | None:
    """A line that is indented like none above it, a key among the items of a list, an item among keys."""
    if site.sign == ":" and site.line[: site.column].rstrip(" ")[-1:] in {"", ",", "{", "[", "-"}:
        help = "write the key, or delete the colon"
        return site.diagnostic(site.index, "found a colon without a key before it", help)
    if not site.begins_line or not site.message.startswith("did not find expected "):
        return None
    is_item = re.match(r"[ ]*-(\s|$)", site.line) is not None
    if site.context == "parsing a block collection" and not is_item:
        return _no_item(site)
    is_beside_keys = site.source.span(site.start).column - 1 == site.column
    if site.context == "parsing a block mapping" and is_item and is_beside_keys:
        found = "found an item of a list, which begins with `-`, among keys"
        return site.diagnostic(site.index, found, "write the key of the list above it, or leave the dash out")
    spaces = "1 space" if site.column == 1 else f"{site.column} spaces"
    depth = f"indented by {spaces}" if site.column else "not indented"
    found = f"the line is {depth}, which fits no line above it"
    return site.diagnostic(site.index, found, "indent it as far as the lines that it belongs with")


def _no_item(site: ErrorSite) -> Diagnostic:
    if site.sign == "-":
        return _without_key(site, site.index)
    found = "found a line without a dash among the items of a list"
    help = "begin it with `- ` if it is an item; indent it further if it belongs to the item above, less if it does not"
    return site.diagnostic(site.index, found, help)


def _special_line(site: ErrorSite) -> Diagnostic | None:
    """A line that begins with `%` or `...`, which in YAML are not about what a file says."""
    is_outside = site.message == "did not find expected <document start>"
    for number in range(site.number, 0 if is_outside else site.number - 1, -1):
        line = site.source.line(number)
        if sign := next((sign for sign in ("%", "...") if line.startswith(sign)), None):
            found, help = f"found a line that begins with `{sign}`", "delete it; if it is part of a text, indent it"
            return site.diagnostic(site.source.line_starts[number - 1], found, help)
    return None


_EXPLANATIONS = (
    _odd_space,
    syntax_hints.special_sign,
    syntax_hints.text_after,
    syntax_hints.unclosed,
    syntax_hints.backslash,
    _colon,
    _key_without_colon,
    syntax_hints.comment_in_text,
    _special_line,
    _misplaced_line,
)
