"""What went wrong where YAML gives up, in the words of somebody who writes prose, not of a parser."""

import re
from collections.abc import Iterator

import yaml

from product_handbook.diagnostics.problem import Problem
from product_handbook.diagnostics.quoting import quoted
from product_handbook.source.text import Source
from product_handbook.source.yaml import syntax_hints as signs
from product_handbook.source.yaml.error_site import QUOTES, Stumble, stumble_of
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


def explain_syntax_error(source: Source, error: yaml.YAMLError) -> tuple[Problem, ...]:
    """The problems behind an error of the YAML parser: one, or one for each line that is indented with tabs."""
    stumble = stumble_of(source, error)
    if tabs := tuple(_tabs(stumble)):
        return tabs
    for explain in _EXPLANATIONS:
        if problem := explain(stumble):
            return (problem,)
    found = "the file cannot be read any further than this"
    help = "compare the line with those above it: how far it is indented, its quotes and its brackets"
    return (stumble.problem(stumble.index, found, help),)


def colons_without_keys(source: Source, tree: Node | None) -> Iterator[Problem]:
    """A problem for each line of a file that is all text to YAML, since its colons are full-width ones."""
    for match in _FULL_WIDTH.finditer(source.text) if isinstance(tree, Scalar) and not tree.style else ():
        yield _without_key(Stumble(source, match.start(), ""), match.start())


def _tabs(stumble: Stumble) -> Iterator[Problem]:
    """From the line on at which the parser stumbled over one, every tab at the start of a line."""
    if _TAB.match(stumble.line):
        for match in _TAB.finditer(stumble.source.text, stumble.index - stumble.column):
            found = "found a tab at the start of the line, expected spaces"
            yield stumble.problem(match.end(), found, "put two spaces in the place of each tab")
    elif stumble.sign == "\t":
        yield stumble.problem(stumble.index, "found a tab, expected spaces", "put spaces in its place")


def _odd_space(stumble: Stumble) -> Problem | None:
    """A space of another kind at the start of a line or behind a colon."""
    for number in (stumble.source.location(stumble.start).line, stumble.number, max(stumble.number - 1, 1)):
        if match := _ODD_SPACE.search(stumble.source.line(number)):
            found = f"found a space of another kind, U+{ord(match.group()[-1]):04X}, expected an ordinary one"
            start = stumble.source.line_starts[number - 1]
            return stumble.problem(start + match.end() - 1, found, "delete it, and type a space")
    return None


def _colon(stumble: Stumble) -> Problem | None:
    """A colon and a space in prose: `because: One thing: focus`, or on a further line of the text."""
    if stumble.said == "found unexpected ':'":
        help = "put a space after the colon; if it is part of a text, put the text in quotes"
        return stumble.problem(stumble.index, "found a colon without a space behind it, within brackets", help)
    if stumble.said != "mapping values are not allowed in this context":
        return None
    before = stumble.line[: stumble.column]
    if before.startswith("--- "):
        found = "found a key after `---`, expected it on a line of its own"
        return stumble.problem(stumble.index - stumble.column, found, "delete the `---`")
    if KEY.match(before):
        return stumble.problem(stumble.index, COLON, QUOTES)
    return _key_in_text(stumble, before)


def _key_in_text(stumble: Stumble, before: str) -> Problem:
    """A key, or a text with a colon in it, on a line where the text of the line above goes on."""
    above = next((n for n in range(stumble.number - 1, 0, -1) if stumble.source.line(n).strip()), None)
    if above is not None and not KEY.match(stumble.source.line(above)):
        return _without_key(stumble, stumble.source.line_starts[above - 1])
    if not _ID.fullmatch(before.strip()):
        return stumble.problem(stumble.index, COLON, QUOTES)
    found = f"found the key {quoted(before + ':')} where the text of the line above goes on"
    help = "indent it as far as the keys around it; if it is part of the text, put all of the text in quotes"
    return stumble.problem(stumble.index - len(before.lstrip(" ")), found, help)


def _key_without_colon(stumble: Stumble) -> Problem | None:
    """A line with neither a key nor a dash."""
    return _without_key(stumble, stumble.start) if stumble.said == "could not find expected ':'" else None


def _without_key(stumble: Stumble, index: int) -> Problem:
    """What a line lacks that should begin with a key: the space after a colon or a dash, the colon, or the key."""
    line = stumble.source.line_at(index)
    start = index - stumble.source.location(index).column + 1 + len(line) - len(line.lstrip(" "))
    if squeezed := _SQUEEZED.match(line):
        found = f"found {quoted(squeezed['key'] + squeezed['colon'])}, expected a colon and a space behind it"
        help = "write " + quoted(f"{squeezed['key']}: {squeezed['value']}".strip())
    elif re.match(r"[ ]*-[^\s-]", line):
        found, help = "found `-` without a space behind it", "put a space after the `-`"
    else:
        found = f"found {quoted(line)}, which belongs to no key"
        help = "write a key and a colon before it, or, if the text above goes on, indent it as far"
    return stumble.problem(start, found, help)


def _misplaced_line(stumble: Stumble) -> Problem | None:
    """A line that is indented like none above it, a key among the items of a list, an item among keys."""
    if stumble.sign == ":" and stumble.line[: stumble.column].rstrip(" ")[-1:] in {"", ",", "{", "[", "-"}:
        help = "write the key, or delete the colon"
        return stumble.problem(stumble.index, "found a colon without a key before it", help)
    if not stumble.begins_line or not stumble.said.startswith("did not find expected "):
        return None
    is_item = re.match(r"[ ]*-(\s|$)", stumble.line) is not None
    if stumble.reading == "parsing a block collection" and not is_item:
        return _no_item(stumble)
    is_beside_keys = stumble.source.location(stumble.start).column - 1 == stumble.column
    if stumble.reading == "parsing a block mapping" and is_item and is_beside_keys:
        found = "found an item of a list, which begins with `-`, among keys"
        return stumble.problem(stumble.index, found, "write the key of the list above it, or leave the dash out")
    spaces = "1 space" if stumble.column == 1 else f"{stumble.column} spaces"
    depth = f"indented by {spaces}" if stumble.column else "not indented"
    found = f"the line is {depth}, which fits no line above it"
    return stumble.problem(stumble.index, found, "indent it as far as the lines that it belongs with")


def _no_item(stumble: Stumble) -> Problem:
    if stumble.sign == "-":
        return _without_key(stumble, stumble.index)
    found = "found a line without a dash among the items of a list"
    help = "begin it with `- ` if it is an item; indent it further if it belongs to the item above, less if it does not"
    return stumble.problem(stumble.index, found, help)


def _special_line(stumble: Stumble) -> Problem | None:
    """A line that begins with `%` or `...`, which in YAML are not about what a file says."""
    is_outside = stumble.said == "did not find expected <document start>"
    for number in range(stumble.number, 0 if is_outside else stumble.number - 1, -1):
        line = stumble.source.line(number)
        if sign := next((sign for sign in ("%", "...") if line.startswith(sign)), None):
            found, help = f"found a line that begins with `{sign}`", "delete it; if it is part of a text, indent it"
            return stumble.problem(stumble.source.line_starts[number - 1], found, help)
    return None


_EXPLANATIONS = (
    _odd_space,
    signs.special_sign,
    signs.text_after,
    signs.unclosed,
    signs.backslash,
    _colon,
    _key_without_colon,
    signs.comment_in_text,
    _special_line,
    _misplaced_line,
)
