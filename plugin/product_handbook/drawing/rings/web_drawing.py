"""A value web as the HTML that pages show: our SVG, its key, and the same in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, degrees, dist

from markupsafe import Markup

from product_handbook.drawing.cards.alternative import LinkedText
from product_handbook.drawing.geometry import Box, Point, number, pair
from product_handbook.drawing.model import Diagram
from product_handbook.drawing.rings.figure import ring_figure
from product_handbook.drawing.rings.flow_labels import ICON, ICONS, LINE, OTHER_DASH, TEXT_SIZE
from product_handbook.drawing.rings.model import ValueFlow, ValueWebDiagram
from product_handbook.drawing.rings.ring import Curve
from product_handbook.drawing.rings.web_layout import WebLayout, lay_out_web
from product_handbook.drawing.text import one_line
from product_handbook.model.records.value_web import ExchangeKind


@dataclass(frozen=True, slots=True)
class FlowView:
    """A flow in its place."""

    look: str
    """The CSS class of its line, its head and its label."""
    line: str
    dash: str
    head: str
    tooltip: str
    box: Box
    icon: str
    icon_at: Point
    mark_at: str
    """Where its arrow goes and how far it is turned, as an SVG transformation."""
    lines: tuple[tuple[str, float, float], ...]
    """Of the label: each text with its place."""


@dataclass(frozen=True, slots=True)
class KindLegendEntry:
    """What a sign in a label means."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class WebDrawing:
    """A web as one `<figure>` without blank lines."""

    html: str
    numbered: bool
    """Whether its lines have numbers in place of texts, counted from 1 in the order of the flows."""


def web_drawing(web: ValueWebDiagram) -> WebDrawing:
    """The web as pages show it."""
    layout = lay_out_web(web)
    kinds = dict.fromkeys(sorted((flow.kind for flow in web.flows), key=list(ICONS).index))
    html = ring_figure(
        "rings/web.html.jinja",
        Diagram(web.name, web.title, web.description, web.cards, ()),
        layout.ring,
        flows=tuple(_views(web, layout)),
        has_money="money" in kinds,
        has_other=any(kind != "money" for kind in kinds),
        other_dash=OTHER_DASH,
        kinds=tuple(KindLegendEntry(ICONS[kind], kind) for kind in kinds),
        numbered=layout.numbered,
        sentences=tuple(_sentences(web)),
    )
    return WebDrawing(html, layout.numbered)


def kind_shown(kind: ExchangeKind) -> Markup:
    """A kind of value as text runs: its sign, then its word."""
    icon = Markup(
        '<svg class="hb-kind" width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor"'
        ' stroke-width="1.2" aria-hidden="true"><path d="{}"/></svg>'
    )
    return Markup('<span class="hb-kind-word">{} {}</span>').format(icon.format(ICONS[kind]), kind)


def _views(web: ValueWebDiagram, layout: WebLayout) -> Iterator[FlowView]:
    names = {card.id: one_line(card.title) for card in web.cards}
    places = zip(web.flows, layout.ring.curves, layout.ring.labels, layout.texts, strict=True)
    for flow, curve, box, face in places:
        money = flow.kind == "money"
        rise = (box.height - LINE * len(face.lines)) / 2 + TEXT_SIZE
        yield FlowView(
            "hb-flow hb-money" if money else "hb-flow",
            curve.line,
            "" if money else OTHER_DASH,
            curve.head,
            f"{names[flow.giver]} → {names[flow.receiver]}: {one_line(flow.text)} ({flow.kind})",
            box,
            ICONS[flow.kind],
            (box.x + 7, box.middle - ICON / 2),
            f"translate({pair((box.x + face.mark, box.middle))})rotate({_turned(curve, box)})",
            tuple((line, box.x + face.text_start, box.y + rise + LINE * row) for row, line in enumerate(face.lines)),
        )


def _turned(curve: Curve, box: Box) -> str:
    """The direction of a curve at its label, in degrees: 0 to the right, 90 down."""
    middle = (box.x + box.width / 2, box.middle)
    nearest = min((step / 20 for step in range(1, 20)), key=lambda time: dist(curve.at(time), middle))
    (x, y), (further, lower) = curve.at(nearest - 0.05), curve.at(nearest + 0.05)
    return number(degrees(atan2(lower - y, further - x)))


def _sentences(web: ValueWebDiagram) -> Iterator[tuple[LinkedText, ...]]:
    """What each party gives, one sentence a receiver; then the parties that neither give nor get."""
    cards = {card.id: card for card in web.cards}
    by_pair: dict[tuple[str, str], list[ValueFlow]] = {}
    for flow in sorted(web.flows, key=lambda flow: list(cards).index(flow.giver)):
        by_pair.setdefault((flow.giver, flow.receiver), []).append(flow)
    for (giver, receiver), flows in by_pair.items():
        values = ", ".join(f"{one_line(flow.text)} ({flow.kind})" for flow in flows)
        ends = [LinkedText(one_line(cards[id].title), cards[id].href) for id in (giver, receiver)]
        yield ends[0], LinkedText(" → "), ends[1], LinkedText(f": {values}")
    busy = {id for pair in by_pair for id in pair}
    yield from (
        (LinkedText(one_line(card.title), card.href), LinkedText(": no exchange"))
        for card in web.cards
        if card.id not in busy
    )
