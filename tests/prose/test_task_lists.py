"""Boxes of items that are tasks, of which a list may have thousands."""

import pytest

from effort import grows_less
from product_handbook.prose.document import Document
from product_handbook.prose.render import Leads, prose_html

LEADS = Leads(lambda *_: None, str)
OPEN = '<input class="task-list-item-checkbox" disabled="disabled" type="checkbox">'
DONE = '<input class="task-list-item-checkbox" checked="checked" disabled="disabled" type="checkbox">'


def shown(text: str) -> str:
    return prose_html(Document(text), LEADS, 2).split("\n", 1)[1].removesuffix("\n</div>").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "- [ ] a\n- b",
            f'<ul class="contains-task-list"><li class="task-list-item">{OPEN} a</li><li>b</li></ul>',
        ),
        ("1. [X] *a*", f'<ol class="contains-task-list"><li class="task-list-item">{DONE} <em>a</em></li></ol>'),
        ("- [x]\ta", f'<ul class="contains-task-list"><li class="task-list-item">{DONE}\ta</li></ul>'),
        (
            "- a\n  - [x] b",
            f'<ul><li>a<ul class="contains-task-list"><li class="task-list-item">{DONE} b</li></ul></li></ul>',
        ),
        ("- [x]a\n- b [ ] c", "<ul><li>[x]a</li><li>b [ ] c</li></ul>"),
        ("[ ] a", "<p>[ ] a</p>"),
    ],
)
def test_a_box_stands_before_an_item_that_is_a_task(text: str, html: str) -> None:
    assert shown(text) == html


def test_a_link_to_an_address_called_x_stays_a_link() -> None:
    assert shown("- [x] a\n\n[x]: b") == '<ul><li><a href="b">x</a> a</li></ul>'


def test_eight_times_the_tasks_take_no_more_than_some_eight_times_the_work() -> None:
    few, many = "- [ ] a\n" * 700, "- [ ] a\n" * 5_600
    assert grows_less(30, lambda: shown(few), lambda: shown(many))
