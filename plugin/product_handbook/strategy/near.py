"""The word that somebody probably meant."""

from collections.abc import Collection
from difflib import SequenceMatcher

LIKENESS = 0.72
"""From 0 to 1, how alike two words must be for one to be proposed in the place of the other."""
FEWEST_LETTERS = 3
"""How much of a word must be written for it to be known by its beginning."""
MOST_LETTERS = 80
"""Longer texts are no misspelled words."""


def nearest(written: str, known: Collection[str]) -> str:
    """The known word that is most like the one written, whatever its case, spaces and hyphens; empty if none is."""
    if len(written) > MOST_LETTERS:
        return ""
    word = written.strip().lower().replace(" ", "_").replace("-", "_")
    if word in known:
        return word
    if (
        len(word) >= FEWEST_LETTERS
        and len(begun := [candidate for candidate in known if candidate.startswith(word)]) == 1
    ):
        return begun[0]
    matcher = SequenceMatcher(b=word, autojunk=False)
    best, likeness = "", LIKENESS
    for candidate in known:
        # No more letters than the shorter word has can be common to both: the rest need not be looked at.
        if 2 * min(len(word), len(candidate)) < likeness * (len(word) + len(candidate)):
            continue
        matcher.set_seq1(candidate)
        if matcher.quick_ratio() >= likeness and (found := matcher.ratio()) > likeness:
            best, likeness = candidate, found
    return best
