"""What went wrong where YAML gives up, in the words of somebody who writes prose, not of a parser."""

import re

import yaml

from product_handbook.strategy.problems import Problem
from product_handbook.strategy.source import Source

QUOTES = "put the text in quotes, or write it below a `|`"

SPECIAL_STARTS = {
    "[": "a list",
    "{": "a mapping",
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "@": "a reserved sign",
    "`": "a reserved sign",
    "%": "a directive",
    "|": "a block of text",
    ">": "a block of text",
    "-": "a list item",
    "?": "a key",
}

VALUE = re.compile(r"^[ ]*(?:-[ ]+)*(?:[^\s:#][^:]*:[ ]+)?(?P<value>\S.*)$")
"""The value on a line of `key: value`, `- value` or `- key: value`."""


def explain_syntax_error(source: Source, error: yaml.YAMLError) -> tuple[Problem, ...]:
    """The problems behind an error of the YAML parser: one, or one for each line that is indented with tabs."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        start = getattr(error, "position", 0)
        return (Problem(source.location(start), f"the text is not YAML: {error}", "delete the character"),)
    if tabs := _tab_indents(source, error.problem_mark):
        return tabs
    for explain in (_special_start, _quote_in_text, _colon_in_text, _unclosed, _key_without_colon):
        if problem := explain(source, error, error.problem_mark.index):
            return (problem,)
    found = f"the text is not YAML: {error.problem}"
    return (_at(source, error.problem_mark.index, found, "compare the indentation with the lines around it"),)


def _tab_indents(source: Source, mark: yaml.Mark) -> tuple[Problem, ...]:
    """Every line that starts with a tab, where the parser stumbled over one of them."""
    if not re.match(r"[ ]*\t", source.line_at(mark.index)):
        return ()
    tabs = (match.end() - 1 for match in re.finditer(r"^[ ]*\t", source.text, re.MULTILINE))
    found, mend = "found a tab at the start of the line, expected spaces", "replace each tab with two spaces"
    return tuple(_at(source, tab, found, mend) for tab in tabs)


def _special_start(source: Source, error: yaml.MarkedYAMLError, _: int) -> Problem | None:
    """Prose that begins with a sign of YAML: `[MAU][metric:mau] grows`, `*Every* team`, `@growth owns it`, `> 5 %`."""
    mark = error.context_mark if error.context_mark and error.context != "while parsing a block mapping" else None
    for place in filter(None, (mark, error.problem_mark)):
        line = source.line_at(place.index)
        value = VALUE.match(line)
        if value is None or (sign := value["value"][0]) not in SPECIAL_STARTS:
            continue
        if sign in "[{" and not _followed_by_text(value["value"]):
            continue
        start = source.line_starts[source.location(place.index).line - 1] + value.start("value")
        meaning = SPECIAL_STARTS[sign]
        return _at(source, start, f"the text begins with `{sign}`, which YAML reads as {meaning}", QUOTES)
    return None


def _followed_by_text(value: str) -> bool:
    """Whether a bracket that opens a value is closed on the same line and more text follows."""
    return re.fullmatch(r"(\[[^\[\]]*\]|\{[^{}]*\})[ ]*[^\s,\]}#].*", value) is not None


def _quote_in_text(source: Source, error: yaml.MarkedYAMLError, index: int) -> Problem | None:
    """Prose that begins with a quotation, or holds the quote that encloses it: `"Ship it" is not a strategy`."""
    value = VALUE.match(source.line_at(index))
    if error.problem != "did not find expected key" or value is None or value["value"][0] not in "'\"":
        return None
    found = f"text goes on after the closing quote {value['value'][0]}"
    return _at(source, index, found, "write it below a `|`, where quotes mean nothing")


def _colon_in_text(source: Source, error: yaml.MarkedYAMLError, index: int) -> Problem | None:
    """Prose with a colon and a space in it: `because: One thing: focus`, also on a further line of the text."""
    if error.problem != "mapping values are not allowed in this context":
        return None
    if re.match(r"[ ]*(- )?[^\s:]+:\s", source.line_at(index)[: source.location(index).column - 1]):
        return _at(source, index, "the text holds `: `, which YAML reads as the end of a key", QUOTES)
    found = "found `key:` where the text of the line before goes on"
    mend = "indent the line like its neighbours, or put the text above in quotes or below a `|`"
    return _at(source, index, found, mend)


def _unclosed(source: Source, error: yaml.MarkedYAMLError, _: int) -> Problem | None:
    """A quote or a bracket that is never closed."""
    if error.context_mark is None or error.context not in {
        "while scanning a quoted scalar",
        "while parsing a flow mapping",
        "while parsing a flow sequence",
        "while parsing a flow node",
    }:
        return None
    start = error.context_mark.index
    sign = source.text[start : start + 1]
    found = f"`{sign}` is opened here and not closed as YAML expects: {error.problem}"
    return _at(source, start, found, "close it, or, where it is part of a text, put the text in quotes")


def _key_without_colon(source: Source, error: yaml.MarkedYAMLError, index: int) -> Problem | None:
    """A line with neither a key nor a dash."""
    if error.problem == "could not find expected ':'" and error.context_mark is not None:
        start = error.context_mark.index
        return _at(source, start, "found text without a key, expected `key: value`", "add the key, or indent the line")
    if error.problem == "did not find expected key":
        found = "found something that is neither a key of this mapping nor part of the value above"
        return _at(source, index, found, "check its indentation, and the line above for an unclosed quote or a comment")
    return None


def _at(source: Source, index: int, message: str, mend: str) -> Problem:
    return Problem(source.location(index), message, mend)
