"""The width of text without its font, and the breaking of names into lines."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from product_handbook.drawing.glyph_widths import ASCII, GROUPS, RANGES

ELLIPSIS = "…"
EMOJI = 1.6
"""Em; Segoe UI Emoji takes 1.4, and fonts that draw emoji in black are wider."""

MOST_MARKS = 2
"""Marks above a letter, and as many below, that are drawn; Vietnamese needs both of them above."""
# Canonical combining classes of Unicode.
_ABOVE, _BELOW = 230, 220

_ADVANCES = {chr(32 + place): hundredths / 100 for place, hundredths in enumerate(ASCII)} | {
    character: advance for advance, characters in GROUPS for character in characters
}
_STARTS = [start for start, _ in RANGES]
# From the Greek of antiquity on, marks may stand beside their letter instead of above it.
_MARKS_STAND_ASIDE = "\u1f00"
_EMOJI_SELECTOR, _JOINER = "\ufe0f", "\u200d"
_EMOJI_MODIFIERS = ("\U0001f3fb", "\U0001f3ff")
_REGIONAL_INDICATORS = ("\U0001f1e6", "\U0001f1ff")
_JAMO_TAILS = ("\u1160", "\u11ff")
_STAYS_WITH_THE_ONE_BEFORE = "、。，．：；！？）」』】〉》〕ー々〜"

# A word may also break after a hyphen, a dash, a slash or an underscore.
_PIECE = re.compile(r"\S+?[-‐‒–—/_](?=\w)|\S+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def one_line(text: str) -> str:
    """The text with every run of white space as one space and without characters that HTML forbids."""
    return _CONTROL.sub("", " ".join(text.split()))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (rules P2 and P3 of Unicode Annex 9)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def text_width(text: str, size: float) -> float:
    """Px that the text takes at most at this font size, whatever the font, regular or bold."""
    return sum(map(_advance, text)) * size


@cache
def _advance(character: str) -> float:
    """In em; a letter with marks is as wide as the letter."""
    if character in _ADVANCES:
        return _ADVANCES[character]
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        # What follows a sign to make it an emoji also makes it wider.
        return EMOJI - 0.8 if character == _EMOJI_SELECTOR else 0.0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return EMOJI if unicodedata.category(character) in {"So", "Sk"} else 1.0
    parts = unicodedata.normalize("NFKD", character)
    composed = sum(map(_advance, parts)) if parts != character else 0.0
    if composed and character < _MARKS_STAND_ASIDE:
        return composed
    return max(composed, RANGES[bisect_right(_STARTS, ord(character)) - 1][1])


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character: a base with its marks, a flag, a joined emoji."""
    cluster = ""
    for character in text:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _continues(cluster: str, character: str) -> bool:
    """Whether the character belongs to the cluster before it (Unicode Annex 29, without its rare cases)."""
    if cluster[-1] == _JOINER or unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
        return True
    if _within(character, _REGIONAL_INDICATORS):
        return len(cluster) == 1 and _within(cluster, _REGIONAL_INDICATORS)
    return _within(character, _EMOJI_MODIFIERS) or _within(character, _JAMO_TAILS)


def _within(character: str, bounds: tuple[str, str]) -> bool:
    return bounds[0] <= character <= bounds[1]


@lru_cache(maxsize=16384)
def wrap(text: str, width: float, max_lines: int, size: float) -> tuple[str, ...]:
    """Lines no wider than `width` px at this font size; the last one ends in an ellipsis where the text goes on."""
    # Each line with what stood between it and the line before.
    lines: list[tuple[str, str]] = []
    gap, line = "", ""
    for space, piece in _pieces(_without_piles(one_line(text))):
        if text_width(line + space + piece, size) <= width:
            line += space + piece if line else piece
            continue
        if line:
            lines.append((gap, line))
        *full, line = _broken(piece, width, size)
        lines += [(space if part is full[0] else "", part) for part in full]
        gap = "" if full else space
    if line:
        lines.append((gap, line))
    if len(lines) <= max_lines:
        return tuple(line for _, line in lines)
    # What is cut is the rest of the text, not of the last line, so that the ellipsis comes as late as it can.
    kept, (_, last), *rest = lines[: max_lines - 1], *lines[max_lines - 1 :]
    return (*(line for _, line in kept), _cut(last + "".join(gap + line for gap, line in rest), width, size))


def _without_piles(text: str) -> str:
    """The text without the marks that would reach out of its line: all but the first few above and below a letter."""
    if text.isascii():
        return text
    kept: list[str] = []
    piled = {_ABOVE: 0, _BELOW: 0}
    for character in text:
        side = unicodedata.combining(character)
        if side in piled:
            piled[side] += 1
        elif not side:
            piled = dict.fromkeys(piled, 0)
        if piled.get(side, 0) <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Parts that stay together if they fit a line, each after the space that stands before it, if any."""
    for match in _PIECE.finditer(text):
        space = " " if text[: match.start()].endswith(" ") else ""
        piece = match.group()
        if piece.isascii():
            yield space, piece
            continue
        for part in _without_spaces(piece):
            yield space, part
            space = ""


def _without_spaces(word: str) -> Iterator[str]:
    """The parts of a word of a script that writes without spaces; any other word whole."""
    part = ""
    for cluster in clusters(word):
        wide = unicodedata.east_asian_width(cluster[0]) in {"W", "F"}
        if part and cluster not in _STAYS_WITH_THE_ONE_BEFORE and (wide or _ends_wide(part)):
            yield part
            part = ""
        part += cluster
    if part:
        yield part


def _ends_wide(part: str) -> bool:
    return any(unicodedata.east_asian_width(character) in {"W", "F"} for character in part)


def _broken(piece: str, width: float, size: float) -> list[str]:
    """The piece in parts that fit a line, at least one."""
    if text_width(piece, size) <= width:
        return [piece]
    parts = [""]
    for cluster in clusters(piece):
        # A cluster wider than a line is no name's: it is taken apart.
        for unit in (cluster,) if text_width(cluster, size) <= width else cluster:
            if text_width(parts[-1] + unit, size) > width:
                parts.append("")
            parts[-1] += unit
    return [part for part in parts if part]


def _cut(line: str, width: float, size: float) -> str:
    """The beginning of the line, with an ellipsis."""
    kept = ""
    for cluster in clusters(line):
        if text_width(kept + cluster + ELLIPSIS, size) > width:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS
