"""Metrics of which each is computed from all later ones: more lines than a picture can be laid out with."""

from collections.abc import Iterator

import pytest
from small_handbooks import page_of, published, text_of

from product_handbook.drawing.cards import engines
from product_handbook.site.published import Published

STAR = "metric: m\nbecause: It is the sum of all.\nbusiness_metric: n\n"


@pytest.fixture(scope="module", params=[30, 60])
def handbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    last = request.param - 1
    sums = (" + ".join(f"a{other}" for other in range(number + 1, last + 1)) for number in range(last))
    dense = "".join(f"a{number}: {{unit: 1, formula: {terms}}}\n" for number, terms in enumerate(sums))
    tree = f"m: {{unit: 1, formula: a0}}\nn: {{unit: 1}}\n{dense}a{last}: {{unit: 1}}\n"
    with pytest.MonkeyPatch.context() as patch:
        # An eighth of it, so that the test takes an eighth of the time.
        patch.setattr(engines, "MOST_WORK", engines.MOST_WORK // 8)
        yield published(tmp_path_factory.mktemp("dense"), {"tree.yml": tree, "north-star.yml": STAR})


def test_the_page_whose_drawing_takes_too_much_is_named(handbook: Published) -> None:
    (warning,) = handbook.warnings
    assert warning.span.path == "tree/index.md"
    assert "lines between" in warning.message
    assert "(the layout takes too much work)" in warning.message


def test_that_page_says_in_words_what_it_does_not_draw(handbook: Published) -> None:
    page = page_of(handbook, "tree/index.md")
    assert "hb-drawing" not in page
    assert '<details class="hb-alternative" open>' in page
    assert "A0 is computed from A1" in text_of(handbook, "tree/index.md")


def test_all_other_pages_have_their_drawings(handbook: Published) -> None:
    for metric in ("m", "a0", "a29"):
        assert 'class="hb-drawing"' in page_of(handbook, f"tree/{metric}.md")
