"""Content words and their stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.rules.wording import content_words, share_a_word, stem


@pytest.mark.parametrize(
    "family",
    [
        "document documents",
        "create creates created creating",
        "story stories",
        "process processes processed processing",
        "carry carries carried carrying",
        "plan plans planned planning",
        "box boxes boxed boxing",
        "teach teaches teaching",
        "sell sells selling",
        "agree agrees agreeing",
        "cookie cookies",
        "play plays played playing",
        "class classes",
        "business businesses",
        "share shares shared sharing",
    ],
)
def test_forms_of_a_word_share_their_stem(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["string str", "bring br", "bus bu", "analysis analysi", "feed fe", "red r", "sing s"])
def test_what_only_looks_like_an_ending_stays(pair):
    word, cut = pair.split()
    assert stem(word) != cut


def test_markup_and_small_words_are_no_content():
    text = "We'll **read** [the number][metric:reading_time], [metric:churn] and [a page](https://blue.example/churn)."
    assert content_words(text) == {stem("read"), stem("number"), stem("page")}


def test_short_stems_do_not_meet_longer_ones():
    assert share_a_word({"bake"}, {"baker"})
    assert not share_a_word({"car"}, {"careful"})


@pytest.mark.parametrize("text", ["すべての人に文書を。", "ให้ทุกคน", "让每个人都能写作", "mixed 文書 text"])
def test_scripts_without_spaces_are_not_judged(text):
    assert content_words(text) == frozenset()


@given(st.text())
def test_any_text_has_stems_without_spaces(text):
    assert all(word and not any(character.isspace() for character in word) for word in content_words(text))


@given(st.from_regex("[a-z]{3,12}", fullmatch=True))
def test_a_plural_in_s_has_the_stem_of_its_singular(word):
    if word[-1] not in "siuyhxzoe":
        assert stem(f"{word}s") == stem(word)
