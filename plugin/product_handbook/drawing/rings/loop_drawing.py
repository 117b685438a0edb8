"""A loop as the HTML that pages show: our SVG, and the same in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.drawing.cards.alternative import LinkedText
from product_handbook.drawing.cards.card_layout import START
from product_handbook.drawing.cards.legend import legend
from product_handbook.drawing.geometry import number
from product_handbook.drawing.model import Diagram
from product_handbook.drawing.rings.figure import ring_figure
from product_handbook.drawing.rings.loop_layout import (
    LINE,
    NAME_LINE,
    REASON_GAP,
    TURN,
    LoopLayout,
    figures_bottom,
    lay_out_loop,
)
from product_handbook.drawing.rings.model import LoopDiagram
from product_handbook.drawing.text import is_right_to_left, one_line
from product_handbook.drawing.words import figures_described


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason on its card: the place of its rule, and each line with its place."""

    x: str
    end: str
    y: str
    lines: tuple[tuple[str, str], ...]
    """Each with how far down it stands."""
    right_to_left: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class NameView:
    """The name of the loop in the middle."""

    turn_at: str
    x: str
    lines: tuple[tuple[str, str], ...]


def loop_drawing(loop: LoopDiagram) -> str:
    """The loop as one `<figure>` without blank lines; empty for a loop without steps."""
    if not loop.steps:
        return ""
    layout = lay_out_loop(loop)
    cards = Diagram(loop.name, loop.title, loop.description, tuple(step.card for step in loop.steps), ())
    return ring_figure(
        "rings/loop.html.jinja",
        cards,
        layout.ring,
        arrows=tuple((curve.line, curve.head) for curve in layout.ring.curves),
        reasons=tuple(_reasons(loop, layout)),
        name=_name(layout),
        legend=legend(cards),
        sentences=tuple(_sentences(loop)),
    )


def _reasons(loop: LoopDiagram, layout: LoopLayout) -> Iterator[ReasonView]:
    for step, lines, box in zip(loop.steps, layout.reasons, layout.ring.cards, strict=True):
        top = box.y + figures_bottom(step)
        rtl = is_right_to_left(lines[0]) if lines else False
        rise = top + REASON_GAP + 10.5
        yield ReasonView(
            number(box.right - START if rtl else box.x + START),
            number(box.x + START if rtl else box.right - START),
            number(top),
            tuple((line, number(rise + LINE * place)) for place, line in enumerate(lines)),
            rtl,
            not step.reason,
        )


def _name(layout: LoopLayout) -> NameView | None:
    if not layout.ring.labels:
        return None
    (box,) = layout.ring.labels
    x = number(box.x + box.width / 2)
    first = box.y + TURN + 12.0
    lines = tuple((line, number(first + NAME_LINE * place)) for place, line in enumerate(layout.name_lines))
    return NameView(f"{x} {number(box.y + 13)}", x, lines)


def _sentences(loop: LoopDiagram) -> Iterator[tuple[LinkedText, ...]]:
    """Every step with its figures, what it leads to, and why."""
    for place, step in enumerate(loop.steps):
        following = loop.steps[(place + 1) % len(loop.steps)]
        described = figures_described(step.card.figures) if step.card.figures else ""
        reason = one_line(following.reason)
        yield (
            LinkedText(one_line(step.card.title), step.card.href),
            LinkedText((f" ({described})" if described else "") + " → "),
            LinkedText(one_line(following.card.title), following.card.href),
            LinkedText(f": {reason}" if reason else ""),
        )
