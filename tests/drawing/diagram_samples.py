"""Diagrams that the tests of this room share, and names that are hard to draw."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle

from product_handbook.drawing.model import AgreementLook, Card, Diagram, DiagramEdge, Figures, StatusLook

TORTURE_NAMES = (
    "A" * 80,
    "W" + "w" * 60,
    "月間アクティブユーザー数と一人あたりの文書作成数、そして共有された文書の割合を掛け合わせた値",
    "عدد المستخدمين النشطين شهريًا لكل عميل يدفع مقابل الخدمة",
    "מספר המשתמשים הפעילים בחודש לכל לקוח משלם",
    "Revenue הכנסות (חודשי) per user",
    "מסמכים per user (חודשי) %",
    "\u202eright to left by force",
    "👨\u200d👩\u200d👧\u200d👦 Family plan 🇩🇪🇫🇷 ❤️ 😴😴😴😴😴😴😴😴",
    "Z" + "\u0351\u036b\u0313\u036a\u0302\u036b\u033d" * 9 + "algo e\u0301e\u0301",
    "<script>alert(1)</script>",
    "Fish & chips &amp; \"double\" and 'single' quotes",
    "a|b|c * _d_ [x](y) `code` {{ z }}",
    "  spaces\t\n\n and lines ",
    "ประชากรผู้ใช้งานรายเดือนต่อหนึ่งลูกค้าที่ชำระเงิน",
    "மாதாந்திர செயலில் உள்ள பயனர்கள்",
    "MONTHLY RECURRING REVENUE PER WWW CUSTOMER",
    "monthly_recurring_revenue_per_paying_customer_and_month",
    "x",
)


def card(id: str, title: str = "", **fields: object) -> Card:
    """A card that leads to a page of its own."""
    return Card(id, title or id.replace("_", " ").capitalize(), f"../{id}/", **fields)  # type: ignore[arg-type]


def component(tail: str, head: str, *operators: str, lagged: bool = False) -> DiagramEdge:
    return DiagramEdge(tail, head, "component", operators, lagged=lagged)


def diagram(
    cards: tuple[Card, ...], edges: tuple[DiagramEdge, ...] = (), ranks: tuple[tuple[str, ...], ...] = ()
) -> Diagram:
    return Diagram("sample", "A sample", "Cards and edges for a test.", cards, edges, ranks)


def around_active_users() -> Diagram:
    """Six cards: two results, the metric of the page, and what it is made of and moved by."""
    cards = (
        card(
            "documents",
            "Documents created",
            caption="North Star",
            detail="documents / month",
            tone="north_star",
            mark="★",
        ),
        card("recurring", "Recurring revenue", detail="USD / month"),
        card("users", "Monthly active users", detail="users", focus=True),
        card("customers", "Paying customers", detail="customers"),
        card("users_each", "Active users per customer", detail="users / customer"),
        card("onboarding", "Onboarding finished", detail="share"),
    )
    edges = (
        component("documents", "users", "×"),
        component("recurring", "users", "×"),
        component("users", "customers", "×"),
        component("users", "users_each", "×"),
        DiagramEdge("users", "onboarding", "influence", effect="positive", detail="They stay."),
    )
    return diagram(cards, edges)


def blue() -> Diagram:
    """Two roots that share an input."""
    cards = (
        card("documents", "Documents created", caption="North Star", tone="north_star", mark="★"),
        card("revenue", caption="Business metric", tone="business_metric"),
        card("documents_per_user"),
        card("users", "Monthly active users"),
        card("recurring", "Recurring revenue"),
        card("new", "Revenue from new customers"),
        card("fee", "Average monthly fee"),
        card("first_document", "Time to first document"),
        card("customers", "Paying customers"),
        card("users_each", "Active users per customer"),
    )
    edges = (
        component("documents", "documents_per_user", "×"),
        component("documents", "users", "×"),
        component("revenue", "recurring", "+"),
        component("revenue", "new", "+"),
        component("recurring", "users", "×"),
        component("recurring", "fee", "×"),
        component("users", "customers", "×"),
        component("users", "users_each", "×"),
        DiagramEdge("documents_per_user", "first_document", "influence", effect="negative"),
    )
    return diagram(cards, edges, (("documents", "revenue"),))


def stock() -> Diagram:
    """A stock: it builds on its own earlier value, an input does too, and its operators differ."""
    cards = tuple(card(id) for id in ("mrr", "new", "churned", "rate", "unsaid"))
    edges = (
        component("mrr", "mrr", "+", lagged=True),
        component("mrr", "new", "+"),
        component("mrr", "churned", "−"),
        component("churned", "mrr", "×", lagged=True),
        component("churned", "rate", "×"),
        DiagramEdge("new", "unsaid", "influence"),
    )
    return diagram(cards, edges)


def loop() -> Diagram:
    """Four steps that come back to the first."""
    steps = ("job", "rating", "referrals", "retention")
    edges = tuple(
        DiagramEdge(step, after, "step", detail="Because.")
        for step, after in zip(steps, (*steps[1:], steps[0]), strict=True)
    )
    return diagram(tuple(card(step, tone="current_customer") for step in steps), edges)


def torture() -> Diagram:
    """Every hard name as title, some as caption and detail too, in a tree."""
    cards = tuple(
        card(
            f"t{place}",
            name,
            caption=name if place % 3 == 0 else "",
            detail=name if place % 2 else "unit",
            mark="★" if place % 4 == 0 else "",
            tone="north_star" if place % 3 == 0 else "plain",
        )
        for place, name in enumerate(TORTURE_NAMES)
    )
    edges = tuple(component(f"t{(place - 1) // 3}", f"t{place}", "×") for place in range(1, len(cards)))
    return diagram(cards, edges)


def tree(size: int, seed: int = 1, shared: float = 0.2) -> Diagram:
    """A random tree of metrics below two roots, with some inputs shared and some edges beliefs."""
    source = random.Random(seed)
    cards = tuple(card(f"m{place}", f"Metric number {place}") for place in range(size))
    edges: list[DiagramEdge] = []
    for place in range(2, size):
        results = {source.randrange(max(1, place // 4), place // 4 + 2)} if place > 4 else {source.randrange(2)}
        if source.random() < shared:
            results.add(source.randrange(place))
        for result in sorted(results):
            if source.random() < 0.3:
                edges.append(DiagramEdge(f"m{result}", f"m{place}", "influence", effect="negative"))
            else:
                edges.append(component(f"m{result}", f"m{place}", "×"))
    return diagram(cards, tuple(edges), (("m0", "m1"),))


def figured(sample: Diagram, figures: Sequence[Figures]) -> Diagram:
    """The same with figures on its cards, in turn."""
    given = cycle(figures)
    cards = tuple(replace(card, metric=card.id, figures=next(given)) for card in sample.cards)
    return replace(sample, cards=cards)


FIGURES = (
    Figures(
        "1.42 M",
        "documents / month",
        "1,423,456 documents / month in October 2026",
        "▲ 6.1 %",
        "better",
        "+82,456 documents / month on September 2026",
        "at_risk",
        "needs +2.8 % a month, has +1.6 %",
        "off",
        "the formula gives 1,388,000 documents / month",
    ),
    Figures("$0.4 M", "", "$401,210.55 in October 2026", "▼ 8.0 %", "worse", status="off_track"),
    Figures("−1,234,567", "users / customer", trend="▲ 1,210.5 %", status="on_track", agreement="computed"),
    Figures("41 %", trend="unchanged", trend_look="same", status="met"),
    Figures("2 min 5 s", trend="▼ 12 %"),
)
"""Every status, verdict and mark, short and long."""

_STATUSES: tuple[StatusLook, ...] = ("on_track", "at_risk", "off_track", "met", "")
_AGREEMENTS: tuple[AgreementLook, ...] = ("off", "", "computed")

TORTURE_FIGURES = tuple(
    Figures(name, name, name, f"▲ {name}", "worse", name, status, name, agreement, name)
    for name, status, agreement in zip(TORTURE_NAMES, cycle(_STATUSES), cycle(_AGREEMENTS), strict=False)
)
"""Hard names where figures are expected."""
