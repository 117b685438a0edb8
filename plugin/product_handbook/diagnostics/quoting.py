"""How a message repeats what was found."""

import unicodedata

LONGEST_QUOTE = 40
"""How much of a wrong text a message repeats."""
_PLAIN_SIGNS = "×÷−"
"""Signs beyond ASCII that everybody knows by their looks."""


def quoted(text: str) -> str:
    """A text as a message quotes it: on one line, not too long, and by name what cannot be told from its looks."""
    line = " ".join(text.split())
    if len(line) == 1 and not line.isascii() and line not in _PLAIN_SIGNS:
        name = unicodedata.name(line, "").lower() or f"U+{ord(line):04X}"
        visible = line.isprintable() and not unicodedata.category(line).startswith("M")
        return f"`{line}` ({name})" if visible else f"the character {name}"
    if len(line) == 1 and not line.isprintable():
        return f"the character U+{ord(line):04X}"
    if len(line) > LONGEST_QUOTE:
        line = line[: LONGEST_QUOTE - 1] + "…"
    return (
        "`" + "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line) + "`"
    )
