"""Boxes of tasks, `- [ ]` and `- [x]`, in one pass: the plugin of mdit-py-plugins seeks the list of each item anew."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BOX = re.compile(r"\[([ xX])\](?=\s)")


def add_task_lists(parser: MarkdownIt) -> None:
    """Makes items of lists that begin with a box tasks, which nobody can tick on a page."""
    parser.core.ruler.after("inline", "task_lists", _mark_tasks)


def _mark_tasks(state: StateCore) -> None:
    lists: list[Token] = []
    for item, paragraph, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(item)
        elif item.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif item.type == "list_item_open" and paragraph.type == "paragraph_open" and _take_box(inline):
            item.attrSet("class", "task-list-item")
            lists[-1].attrSet("class", "contains-task-list")


def _take_box(inline: Token) -> bool:
    """Puts a box in the place of what stands for it; whether there was one."""
    children = inline.children or []
    box = _BOX.match(children[0].content) if children and children[0].type == "text" else None
    if not box:
        return False
    checked = "" if box[1] == " " else 'checked="checked" '
    children[0].content = children[0].content[box.end() :]
    html = f'<input class="task-list-item-checkbox" {checked}disabled="disabled" type="checkbox">'
    children.insert(0, Token("html_inline", "", 0, content=html))
    return True
