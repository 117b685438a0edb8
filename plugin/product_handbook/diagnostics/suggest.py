"""The word that somebody probably meant."""

from collections import Counter
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

LIKENESS = 0.72
"""From 0 to 1, how alike two words must be for one to be proposed in the place of the other."""
FEWEST_LETTERS = 3
"""How much of a word must be written for it to be known by its beginning."""
MOST_LETTERS = 80
"""Longer texts are no misspelled words."""
CLOSE_LOOKS = 30
"""How many words are compared letter by letter; comparing a thousand takes ten milliseconds."""


def closest_match(written: str, known: Collection[str]) -> str:
    """The known word that is most like the one written, whatever its case, spaces and hyphens; empty if none is."""
    word = written.strip().lower().replace(" ", "_").replace("-", "_")
    if word in known or not 0 < len(word) <= MOST_LETTERS:
        return word if word in known else ""
    begun = [candidate for candidate in known if candidate.startswith(word)] if len(word) >= FEWEST_LETTERS else []
    if len(begun) == 1:
        return begun[0]
    matcher = SequenceMatcher(b=word, autojunk=False)
    best, likeness = "", LIKENESS
    for candidate in _most_alike(word, tuple(known)):
        matcher.set_seq1(candidate)
        # Each of the three is an upper bound of the next, and much cheaper.
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if all(bound() > likeness for bound in bounds):
            best, likeness = candidate, matcher.ratio()
    return best


def _most_alike(word: str, known: tuple[str, ...]) -> Collection[str]:
    """The words that share the largest part of their pairs of letters with a word; all of a few."""
    if len(known) <= CLOSE_LOOKS:
        return known
    shared = Counter(other for pair in _pairs(word) for other in _by_pair(known).get(pair, ()))
    return sorted(shared, key=lambda other: (-shared[other] / (len(word) + len(other)), other))[:CLOSE_LOOKS]


@lru_cache(maxsize=16)
def _by_pair(known: tuple[str, ...]) -> Mapping[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word in known:
        for pair in _pairs(word):
            words.setdefault(pair, []).append(word)
    return words


def _pairs(word: str) -> set[str]:
    """The pairs of letters in a word, with its start and its end."""
    return {first + second for first, second in zip(f" {word}", f"{word} ", strict=True)}
