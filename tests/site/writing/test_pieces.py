"""Finished pieces of HTML go into a page, and those that no search looks at may be left out for a while."""

from hypothesis import given
from hypothesis import strategies as st

from product_handbook.site.writing.page import Page

PICTURE = '<figure class="hb-figure" data-search-exclude>\n<svg></svg>\n</figure>'
FACTS = "<dl><div><dt>Unit</dt><dd>data-search-exclude></dd></div></dl>"

pieces = st.lists(st.sampled_from([PICTURE, PICTURE.replace("svg", "p"), FACTS, "<p>Text</p>"]), max_size=6)


def page(found: list[str]) -> Page:
    marks = "\n\n".join(f"<!--hb:{place}-->" for place in range(len(found)))
    return Page("tree/a.md", "A", f"# A\n\n{marks}\n", tuple(found))


def test_only_what_no_search_looks_at_is_left_out() -> None:
    made = page([FACTS, PICTURE])
    assert made.leave_out_pictures(made.complete) == f"# A\n\n{FACTS}\n\n<!--hb:1-->\n"


@given(pieces)
def test_what_was_left_out_comes_back(found: list[str]) -> None:
    made = page(found)
    assert made.insert_pieces(made.leave_out_pictures(made.complete)) == made.complete


def test_a_page_that_another_plugin_has_changed_is_left_as_it_is() -> None:
    made = page([PICTURE])
    changed = made.complete.replace("<svg>", '<svg class="zoom">')
    assert made.leave_out_pictures(changed) == changed
