"""What a field needs of the value that it is given: a scalar, one that holds something, or text.

A reader raises `wrong(...)`, since pydantic goes on to the next field only past an exception; who reads records catches
it.
"""

import re

from product_handbook.diagnostics.diagnostic import NOWHERE, Diagnostic, Span, quoted
from product_handbook.source.yaml.nodes import Items, Key, Kind, Located, Scalar

READ_AS: dict[Kind, str] = {
    "nothing": "nothing",
    "boolean": "true or false",
    "number": "a number",
    "odd_number": "a number in another notation",
    "date": "a date",
}
"""What a plain scalar is taken for, in words."""


class FieldError(ValueError):
    """Carries diagnostics from the reader of a field through pydantic; one without a place is about the whole value."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*map(str, diagnostics))
        self.diagnostics = diagnostics


def wrong(code: str, message: str, help: str, span: Span = NOWHERE) -> FieldError:
    """The error of a reader: what was found and expected, the fix, and the place if not that of the whole value."""
    return FieldError(Diagnostic(code, span, message, help))


def scalar(value: object, expected: str) -> Scalar:
    """The scalar that a field needs; anything else is described by what it is."""
    if isinstance(value, Key):
        return value.written
    if isinstance(value, Scalar) and value.kind != "broken":
        return value
    if isinstance(value, Located) and value.blank:
        return value.blank
    is_list = isinstance(value, Items)
    sign = "`[` or `- `" if is_list else "`{`" if isinstance(value, Located) and value.inline else "a word and `: `"
    hint = f"; if it is text that begins with {sign}, put it in quotes" if expected == "text" else ""
    found = f"found {'a list' if is_list else 'keys and values'}, expected {expected}"
    raise wrong("wrong_shape", found, f"write {expected} after the key{hint}")


def text(value: object, expected: str = "text") -> Scalar:
    """A scalar that YAML too reads as text, and that holds some."""
    written = filled(value, expected)
    if written.kind not in {"text", "stand_in"}:
        raise wrong_kind(written, expected, f'put it in quotes: "{written.text}"')
    check_comment(written)
    return written


def filled(value: object, expected: str) -> Scalar:
    """A scalar that holds something."""
    written = scalar(value, expected)
    if written.text.strip():
        return written
    comment = re.compile(r"[^\S\n]*(#[^\n]*)").match(written.source.text, written.end)
    if comment and not written.style:
        found = f"found nothing but a comment, {quoted(comment.group(1))}, expected {expected}"
        help = "if that is the text, put it in quotes; if not, write it"
        raise wrong("missing_value", found, help, written.source.span(*comment.span(1)))
    raise wrong(
        "missing_value",
        f"found nothing, expected {expected}",
        "write it; a key that is not required may be deleted instead",
    )


def check_comment(written: Scalar) -> None:
    """Refuses text of which a part is a comment by accident: one that begins with `#` and a word, or after a quote."""
    if written.style in {"|", ">"}:
        return
    pattern = r"(#[^\n]*)" if written.style else r"[^\S\n]+(#[^\s#][^\n]*)"
    if comment := re.compile(pattern).match(written.source.text, written.end):
        found = f"the text is cut off at {quoted(comment.group(1))}, which begins a comment"
        help = "if it is part of the text, put all of it in quotes; if it is a comment, put spaces around the `#`"
        raise wrong("text_cut_off", found, help, written.source.span(*comment.span(1)))


def wrong_kind(written: Scalar, expected: str, help: str) -> FieldError:
    """The error of a reader of words, for something that is taken for another kind of value."""
    return wrong(
        "ambiguous_value",
        f"found `{written.text}`, which is read as {READ_AS[written.kind]}, expected {expected}",
        help,
    )
