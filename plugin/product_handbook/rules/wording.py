"""What two texts have in common: their content words, brought down to stems so that `creates` meets `create`."""

import re
from collections.abc import Set as AbstractSet

_STOP_WORDS = """
a about above across after again all almost also always am an and any anybody anyone anything are as at away back be
because been before being below between beyond both but by can cannot come comes could did do does doing done down
during each either else ever every everybody everyone everything few first for from get gets give given gives go
goes had has have having he help helps her here hers him his how i if in into is it its itself just keep know last
less let like made make makes making many may me might more most much must my need needed needs neither never new no
nobody none nor not nothing now of off often on once one only or other others our out over own part people per put
rather same say says see she should since so some somebody someone something still such take takes than that the
their them then there these they thing things this those through time to today together too two under until up upon
us use used uses using very want wants was way we well were what when where which while who whom whose why will with
within without would yet you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that every text about a product has, whatever it says."""

NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A letter of a script that puts no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

MARKUP = re.compile(r"\[[a-z]+:[a-z0-9_]+\]|\]\([^)]*\)|<[^>]*>|https?://\S+")
"""The parts of Markdown whose letters are no words: ids, addresses and tags."""

CONTRACTION = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))\b")

SHORTEST_BEGINNING = 4
"""From so many letters on, a stem that another begins with counts as the same: `educat` and `education`."""


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that say what a text is about; empty where words cannot be told apart."""
    if NO_SPACES.search(text):
        return frozenset()
    plain = CONTRACTION.sub(" ", MARKUP.sub(" ", text.casefold().replace("’", "'")))
    words = re.findall(r"[^\W\d_]+", plain)
    return frozenset(stem(word) for word in words if len(word) > 1 and word not in STOP_WORDS)


def stem(word: str) -> str:
    """A word without its English endings for plural, past and `-ing`, its last letter single: `creates` is `creat`."""
    word = re.sub(r"(?<!s)(?<!u)(?<!i)s$", "", re.sub(r"ie[sd]$", "y", word))
    word = re.sub(r"^(.*[aeiouy].*?)(?:ing|(?<!e)ed)$", r"\1", word)
    word = re.sub(r"^(.*[aeiouy].*)e$", r"\1", word)
    return re.sub(r"(.)\1$", r"\1", re.sub(r"y$", "i", word))


def share_a_word(words: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Whether two sets of stems meet; a stem that begins another, of four letters or more, meets it."""
    return any(_meet(word, other) for word in words for other in others)


def _meet(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= SHORTEST_BEGINNING and long.startswith(short))
