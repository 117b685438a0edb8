"""Prose that YAML takes for something else: because of its first sign, or of quotes, brackets, `: ` or ` #` in it."""

import re
from dataclasses import dataclass, field

import yaml

from product_handbook.diagnostics.diagnostic import Diagnostic, quoted
from product_handbook.source.number_notation import likely_number
from product_handbook.source.yaml.error_site import BELOW, QUOTES, ErrorSite

KEY = re.compile(r"[ ]*(?:-[ ]+)*(?:\"[^\"]*\"|'[^']*'|[^\s:#'\"\[{][^:#\n]*):(?:[ ]|$)")
"""What begins with a key, perhaps after the dash of a list."""

COLON = "the text holds `: `, which stands between a key and its value"

_VALUE = re.compile(r"[^\s,{}\[\]#]+(?:[ ]*\d[\d.,]*[ ]*%?)?(?=[ ]*(?:[,}\]]|\s#|$))")
"""All that a line says after a key, if it is one word, or one with a number."""
_ID = re.compile(r"[a-z][a-z0-9_]*")

_MEANINGS = {
    "[": "which begins a list",
    "{": "which begins keys and values",
    "*": "which repeats something that has a name",
    "&": "which gives a name to what follows",
    "!": "which stands for a type of value",
    "@": "as no text outside quotes may",
    "`": "as no text outside quotes may",
    "%": "as no text outside quotes may",
    "|": "which announces a text on the lines below",
    ">": "which announces a text on the lines below",
    "-": "which begins an item of a list",
    "?": "which announces a key",
    "]": "which ends a list",
    "}": "which ends keys and values",
    ",": "which separates the items of a list",
}
"""The signs that a text cannot begin with, and what they stand for."""
_READING_SIGN = frozenset(
    f"{doing} {what}"
    for doing in ("scanning", "parsing")
    for what in ("an alias", "an anchor", "a tag", "a directive", "a block scalar")
)
"""What the parser is doing where it has taken the first sign of a text for a sign of YAML."""
_MISPLACED_SIGN = frozenset(
    {
        "found character that cannot start any token",
        "block sequence entries are not allowed in this context",
        "mapping keys are not allowed in this context",
        "did not find expected node content",
        "found undefined tag handle",
    }
)


def special_sign(site: ErrorSite) -> Diagnostic | None:
    """Prose that begins with a sign of YAML: `*Every* team`, `@growth owns it`, `> 5 %`, `- one`."""
    if site.message in _MISPLACED_SIGN:
        return _begins_with_sign(site, site.index)
    return _begins_with_sign(site, site.start) if site.context in _READING_SIGN else None


def _begins_with_sign(site: ErrorSite, start: int) -> Diagnostic | None:
    sign = site.source.text[start : start + 1]
    if sign not in _MEANINGS:
        return None
    help = "delete it; if it is part of a text, put the text in quotes" if sign in "]},!" else QUOTES
    if likely := _likely_value(site.source.line_at(start)[site.source.span(start).column - 1 :]):
        help = f"{likely}; if it is text, {QUOTES}"
    named = "a backtick" if sign == "`" else f"`{sign}`"
    return site.diagnostic(start, f"the text begins with {named}, {_MEANINGS[sign]}", help)


def _likely_value(rest: str) -> str:
    """What to write for a number or an id with a sign before it, at the start of a rest of a line; empty for prose."""
    value = _VALUE.match(rest)
    if value is None:
        return ""
    if likely := likely_number(value.group().strip()):
        return f"write {likely}"
    return without_sign(value.group().strip()) if value.group()[0] in "*&@" else ""


def without_sign(value: str) -> str:
    """What to write for an id with a sign before it, such as `*mau` or `@growth`; empty for any other text."""
    return f"write an id or a number without the `{value[0]}`" if _ID.fullmatch(value[1:]) else ""


@dataclass
class _Values:
    """What stands before a site: where the last value starts and ends, and where each open bracket is."""

    last: tuple[int, int] = (0, 0)
    """Of a text, an alias, or all between two brackets."""
    opened: list[int] = field(default_factory=list)


def _values_before(site: ErrorSite) -> _Values:
    values = _Values()
    try:
        for token in yaml.scan(site.source.text, Loader=yaml.CSafeLoader):
            start, end = token.start_mark.index, token.end_mark.index
            if start >= site.index:
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                values.opened.append(start)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and values.opened:
                values.last = values.opened.pop(), end
            elif isinstance(token, yaml.ScalarToken | yaml.AliasToken):
                values.last = start, end
    except yaml.YAMLError:
        # Where the parser stops; all before it was seen.
        return values
    return values


def text_after(site: ErrorSite) -> Diagnostic | None:
    """Text that goes on after a quote or a bracket is closed: `"Ship it" is no strategy`, `[MAU][metric:mau] grows`."""
    start, end = _values_before(site).last
    sign = site.source.text[start : start + 1]
    if not sign or sign not in "'\"[{*" or site.source.text[end : site.index].strip(" "):
        return None
    if sign not in "'\"":
        return _begins_with_sign(site, start)
    if any(KEY.match(line) for line in site.source.text[start:end].split("\n")[1:]):
        return _unclosed_quote(site, start)
    found = f"text goes on after the closing quote `{sign}`"
    return None if site.sign == ":" else site.diagnostic(site.index, found, f"put all of it in quotes, or {BELOW}")


def unclosed(site: ErrorSite) -> Diagnostic | None:
    """A quote or a bracket that is never closed, or not by its like; or a sign that no text in brackets may hold."""
    if site.context == "scanning a quoted scalar":
        return _unclosed_quote(site, site.start)
    opened = _values_before(site).opened if site.context.startswith("parsing a flow ") else []
    before = site.line[: site.column].rstrip(" ")
    if not opened or site.sign == "," or (site.sign == ":" and before[-1:] in {",", "{", "["}):
        return None
    is_on_this_line = site.source.span(opened[-1]).line == site.number
    if site.sign == ":" and (is_on_this_line or KEY.match(before)):
        return site.diagnostic(site.index, COLON, "put the text in quotes")
    if site.sign and site.sign in "[{" and before[-1:] not in {",", ":", "{", "[", ""}:
        found = f"the text holds `{site.sign}`, which within brackets {_MEANINGS[site.sign].removeprefix('which ')}"
        return site.diagnostic(site.index, found, "put the text in quotes")
    return _unclosed_bracket(site, opened[-1])


def _unclosed_quote(site: ErrorSite, start: int) -> Diagnostic:
    found = f"the quote `{site.source.text[start]}` is not closed at the end of its text"
    return site.diagnostic(start, found, f"close it, or, if it is part of the text, {BELOW}")


def backslash(site: ErrorSite) -> Diagnostic | None:
    r"""A backslash in double quotes: `"C:\docs"`."""
    if site.context != "parsing a quoted scalar":
        return None
    start = site.source.text.rfind("\\", 0, site.index + 1)
    found = f"found `{site.source.text[start : start + 2]}` in double quotes, where a backslash begins a code"
    return site.diagnostic(start, found, "write `\\\\` for a backslash, or use single quotes")


def comment_in_text(site: ErrorSite) -> Diagnostic | None:
    """Prose on several lines, one of which is cut off at ` #`."""
    if not site.begins_line or site.number == 1 or site.message != "did not find expected key":
        return None
    above = site.source.line(site.number - 1)
    comment = re.search(r"(?<=\s)#.*", above)
    if comment is None or not above[: comment.start()].strip():
        return None
    found = f"the text is cut off at {quoted(comment.group())}, which begins a comment, and goes on in the next line"
    return site.diagnostic(site.source.line_starts[site.number - 2] + comment.start(), found, QUOTES)


def _unclosed_bracket(site: ErrorSite, start: int) -> Diagnostic:
    closing = "]" if site.source.text[start] == "[" else "}"
    found = f"the bracket `{site.source.text[start]}` is not closed by a `{closing}`"
    rest = site.source.line_at(start)[site.source.span(start).column :]
    if comment := re.search(r"\s(#\S*)", rest):
        found += f", for the line is a comment from {quoted(comment.group(1))} on"
    help = f"add the `{closing}`, or, if the bracket is part of a text, put the text in quotes"
    return site.diagnostic(start, found, help)
