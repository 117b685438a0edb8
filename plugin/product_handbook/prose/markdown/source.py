"""Markdown with its tabs and line ends made plain, and the way back to where each character stood."""

from dataclasses import dataclass

TAB = 4
"""The columns of a tab, and those by which the content of a list item is indented (Python-Markdown's `tab_length`)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Markdown without tabs and carriage returns."""

    text: str
    origins: tuple[int, ...] | None
    """For each character, and for the end, its offset in the Markdown as written; None where that is the same."""

    def origin(self, offset: int) -> int:
        """Where the character at an offset stands in the Markdown as written."""
        return offset if self.origins is None else self.origins[offset]


def read_source(markdown: str) -> Source:
    """The Markdown as Python-Markdown's `normalize_whitespace` sees it."""
    if "\t" not in markdown and "\r" not in markdown:
        return Source(markdown, None)
    characters: list[str] = []
    origins: list[int] = []
    column = 0
    for origin, character in enumerate(markdown):
        if character == "\r" and markdown[origin + 1 : origin + 2] == "\n":
            continue
        plain = " " * (TAB - column % TAB) if character == "\t" else "\n" if character == "\r" else character
        characters.append(plain)
        origins.extend([origin] * len(plain))
        column = 0 if plain == "\n" else column + len(plain)
    return Source("".join(characters), (*origins, len(markdown)))
