"""Edits within a passage of prose: raw HTML, attributes and scripts made inert, and relative links made to land."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import quote

from product_handbook.prose.escaping import escape_markdown
from product_handbook.prose.markdown.spans import CodeSpan, find_code, mask

_AUTOLINK = r"""<(?:(?:https?|ftps?)://[^<>\s`"\0]*|(?:mailto:)?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+)>"""
_TOKEN = re.compile(
    rf"""
      \\?\]:(?=\s*(?P<token>[^\s\0]+))
    | \](?P<parenthesis>\()\s*(?P<angle><[^<>\n\0]*>)?
    | (?P<inert>(?!{_AUTOLINK})\\?[<{{`])
    | (?P<pipe>\|)
    | \\[!-/:-@\[-`{{-~]
    """,
    re.VERBOSE,
)
_ENTITIES = {"<": "&lt;", "{": "&lbrace;", "`": "&grave;", "|": "&vert;", "(": "&lpar;"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DOTS = re.compile(r"(?:\.\.?(?:/|(?=[\s)#?]|$)))*")
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\[\]]*\]:[ ]*(?:\n[ ]*)?(?P<address><?[^\s<>]+>?)(?=\s|$)")
_ENDING = re.compile(r"[\s\"'()<>\\`{\0]")
_HARMFUL = ("javascript:", "vbscript:", "data:")
_TICKS = 2
"""More backticks at the start of a line might be taken for a fence."""
_PICTURE = "data:image/"
_LONGEST_DISGUISE = 200
"""So many characters of an address are looked at; what is disguised at greater length leads nowhere all the same."""


class Edit(NamedTuple):
    """A replacement of what stands between two offsets."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Sequence[Edit]) -> str:
    """A text after edits that do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join(pieces) + text[position:]


def inline_edits(text: str, way: str, *, in_cell: bool = False) -> Iterator[Edit]:
    """The edits of a passage that is no code; `way` is the path from the page to where its links start.

    Every `<` that opens no address, every `{` and every backtick that opens no code becomes an entity. So does what
    makes a link of an address with a script in it. In a cell of a table, pipes do too.
    """
    code = list(find_code(text))
    yield from (edit for span in code for edit in _code_edit(text, span, in_cell=in_cell))
    masked = mask(text, code)
    position = 0
    while match := _TOKEN.search(masked, position):
        position = match.end()
        name = match.lastgroup
        if name == "inert" or (name == "pipe" and in_cell):
            yield Edit(*match.span(), _ENTITIES[match[0][-1]])
        elif name == "token" and is_harmful(match["token"]):
            yield Edit(match.start("token"), match.start("token"), "./")
        elif match["parenthesis"] and (edit := _address_edit(masked, match, way)):
            yield edit
            position = max(match.end("parenthesis"), edit.end)


def reference_edit(text: str, way: str) -> Edit | None:
    """The edit of the address in a passage that defines a reference; a footnote of an odd name becomes text."""
    if footnote := re.match(r" {0,3}(\[)\^", text):
        return Edit(*footnote.span(1), "&lbrack;")
    if not (match := _REFERENCE.match(text)) or is_harmful(match["address"]):
        return None
    return Edit(*match.span("address"), _moved(match["address"].removeprefix("<").removesuffix(">"), way))


def is_harmful(address: str) -> bool:
    """Whether a browser might run an address as a script, however it is disguised."""
    plain = re.sub(r"[\x00-\x20\x7f-\xa0<>\\]", "", unescape(address)).lower()
    return plain.startswith(_HARMFUL) and not plain.startswith(_PICTURE)


def _code_edit(text: str, span: CodeSpan, *, in_cell: bool) -> Iterator[Edit]:
    """The edit of a code span that is not the same code for certain wherever it stands."""
    ticks = span.content - span.start
    content = text[span.content : span.end - ticks]
    shown = " ".join(content.split())
    if not shown or ("|" in shown and (in_cell or re.search(r"[<{\[\]]", shown))):
        yield Edit(span.start, span.end, f"<code>{escape_markdown(shown)}</code>")
    elif "\n" in content or ticks > _TICKS or content.startswith("`") or content.endswith("`"):
        fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
        space = " " if "`" in (shown[:1], shown[-1:]) else ""
        yield Edit(span.start, span.end, f"{fence}{space}{shown}{space}{fence}")


def _address_edit(masked: str, match: re.Match[str], way: str) -> Edit | None:
    """The edit of the address of a link or an image, or of the parenthesis before it."""
    start = match.end()
    harmless = Edit(*match.span("parenthesis"), _ENTITIES["("])
    if angle := match["angle"]:
        return harmless if is_harmful(angle) else Edit(*match.span("angle"), _moved(angle[1:-1].strip(), way))
    if is_harmful(masked[start : start + _LONGEST_DISGUISE]):
        return harmless
    if _SCHEME.match(masked, start) or masked[start : start + 1] in ("", *")#/?\"'"):
        return None
    dots = _DOTS.match(masked, start)
    return Edit(start, dots.end(), _rebased(dots[0], way)) if dots else None


def _moved(address: str, way: str) -> str:
    """An address that leads from the page to where it led from the start of the way, safe in parentheses."""
    if not _SCHEME.match(address) and not address.startswith(("#", "/", "?")):
        dots = _DOTS.match(address)
        length = dots.end() if dots else 0
        address = _rebased(address[:length], way) + address[length:]
    return _ENDING.sub(lambda match: quote(match[0], safe=""), address)


def _rebased(dots: str, way: str) -> str:
    """What stands for the `./` and `../` that an address starts with; never nothing, so that no address is a script."""
    steps = [step for step in way.split("/") if step != "."]
    for step in dots.split("/"):
        if step == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif step == "..":
            steps.append(step)
    return "/".join([*(steps or ["."]), ""])
