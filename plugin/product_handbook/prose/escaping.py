"""Plain text made safe in Markdown."""

import re
from html.entities import html5

from markupsafe import Markup

from product_handbook.prose.document import is_address

_SPACE = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SPECIAL = re.compile(
    r"""
      [<>"'$@\[\]\\^`{|~*\#]                            # whatever stands around them
    | &(?=[\#\w]|$)                                     # an entity
    | (?<![^\W_])_ | _(?![^\W_])                        # emphasis; within a word it is none
    | ^- | -(?=-) | (?<=-)-                             # a list, a rule, a dash (smarty), an arrow (smartsymbols)
    | ^\+ | \+(?=[+/]) | (?<=\+)\+                      # a list, keys, plus-minus (smartsymbols)
    | (?<=^)=+ | =+$ | =(?=[=/]) | (?<==)=              # a heading, a tab, a mark, not-equal (smartsymbols)
    | ^[!?:] | !(?=[!\d]|$) | (?<=!)! | \?(?=\d)        # a box, a definition, an image, a reference (magiclink)
    | :(?=//) | :(?=[\w+-]+:)                           # an address (magiclink), an emoji
    | \.(?=\.) | (?<=\.)\. | (?<=(?<![^\W_])[wW]{3})\.  # an ellipsis (smarty), an address (magiclink)
    | (?<=(?<![^\W_])c)/(?=o(?![^\W_]))                 # care-of (smartsymbols)
    | (?<=\d)/(?=\d) | ^/(?=//)                         # a fraction (smartsymbols), a block
    | \((?=(?:c|r|tm)\))                                # a copyright sign (smartsymbols)
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_COMMIT = re.compile(r"(?<![^\W_])[\da-f](?=[\da-f]{39}(?![^\W_]))")
_BY_BACKSLASH = frozenset("*#_-+!.")
_NAMES = "amp apos bsol colon commat dollar equals grave Hat lbrace lbrack lpar lt gt quest quot rbrack rpar sol vert"
_ENTITIES = {html5[f"{name};"]: f"&{name};" for name in _NAMES.split()}


class MarkdownText(str):
    """Markdown that is ready to stand in a page as it is."""

    __slots__ = ()


NOTHING = MarkdownText()


def link_or_text(text: str) -> MarkdownText:
    """Markdown of a link to the web or mail address that a text is; of any other text as it is."""
    return MarkdownText(f"<{text.removeprefix('mailto:')}>") if is_address(text) else escape_markdown(text)


def escape_markdown(value: object) -> MarkdownText:
    """Markdown that renders to a value's text, on one line; the filter `md`.

    It does so under Python-Markdown with any of its extensions or of `pymdownx`, in a paragraph, a heading, a table
    cell, a list item or a link's text. Of control characters and of spaces at the ends nothing is left. Ready Markdown
    and ready HTML stay as they are.
    """
    if isinstance(value, MarkdownText | Markup):
        return MarkdownText(value)
    text = _CONTROL.sub("", _SPACE.sub(" ", str(value))).strip()
    text = _SPECIAL.sub(lambda match: "".join(map(_escape, match[0])), text)
    text = _NUMBERED.sub(lambda match: match[1] + _escape(match[2]), text)
    return MarkdownText(_COMMIT.sub(lambda match: f"&#x{ord(match[0]):X};", text))


def _escape(character: str) -> str:
    if character in _BY_BACKSLASH:
        return "\\" + character
    return _ENTITIES.get(character, f"&#x{ord(character):X};")
