"""Impact: what customers achieve and how it ladders up, and the loops in which one thing feeds the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.impact_chain import Chain, Rung, chains
from product_handbook.drawing.graphs.impact_graphs import loop_ring, outcome_chain, way_told
from product_handbook.drawing.rings.loops.draw import loop_drawing
from product_handbook.model.records.impact import Impact, Loop, Outcome, Step
from product_handbook.model.records.reading import Prose
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.impact.drivers import drivers_address, drivers_page, has_drivers
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.filled_table import filled_table
from product_handbook.site.parts.latest import latest_value, metric_with_latest
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page


@dataclass(frozen=True)
class OutcomePart:
    """An outcome as its section shows it; all but the anchor is Markdown, empty where there is nothing."""

    anchor: str
    title: str
    outcome: str
    facts: MarkdownText
    picture: MarkdownText
    chain: MarkdownText
    gains: MarkdownText
    extra: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class LoopPart:
    """A loop as its section shows it; all but the anchor is Markdown, empty where there is nothing."""

    anchor: str
    title: str
    facts: MarkdownText
    picture: MarkdownText
    steps: tuple[tuple[MarkdownText, MarkdownText], ...]
    """What each step is, and why it follows, which is empty where nobody has said."""
    extra: MarkdownText
    findings: MarkdownText


def impact_pages(handbook: Handbook) -> Iterator[Page]:
    """The page of outcomes and loops, where there is such a file, and the catalogue of drivers where one is named."""
    impact = handbook.strategy.impact
    if impact is not None:
        yield _page(handbook, impact)
    if has_drivers(handbook.strategy):
        yield drivers_page(handbook)


def _page(handbook: Handbook, impact: Impact) -> Page:
    draft = Draft(handbook, handbook.addresses.page("impact"))
    found = chains(handbook.strategy)
    return draft.finish(
        "pages/impact/page",
        "Impact",
        impact.location,
        wide=True,
        overview=draft.piece(_overview(draft, found)),
        outcomes=tuple(_outcome(draft, chain) for chain in found),
        loops=tuple(_loop(draft, loop) for loop in impact.loops.values()),
        star=draft.markdown_link("metric", handbook.strategy.star.id),
        business=draft.markdown_link("metric", handbook.strategy.business.id),
        drivers=draft.relative_to(drivers_address(handbook)),
        source=draft.piece(components.source(draft.place(impact.location))),
    )


def _overview(draft: Draft, found: Sequence[Chain]) -> Markup:
    """Every outcome on a line, with whether its chain is complete."""
    rows = [
        (
            draft.link("outcome", chain.outcome.id),
            _customer(draft, chain.outcome),
            _missing("none") if chain.value is None else metric_with_latest(draft, chain.value.metric.id),
            Markup("<br>").join(metric_with_latest(draft, gain.metric.id) for gain in chain.gains) or _missing("none"),
            escape("✓ complete") if chain.is_complete else _missing("✕ breaks"),
        )
        for chain in found
    ]
    headings = ("Outcome", "Customer", "Value metric", "Business impact", "Chain")
    return components.table("Outcomes", tuple(map(Heading, headings)), rows)


def _missing(text: str) -> Markup:
    return Markup('<span class="hb-missing">{}</span>').format(text)


def _customer(draft: Draft, outcome: Outcome) -> Markup:
    kind = "segment" if outcome.customer.id in draft.handbook.strategy.segments else "group"
    return draft.link(kind, outcome.customer.id)


def _outcome(draft: Draft, chain: Chain) -> OutcomePart:
    outcome = chain.outcome
    facts = (
        Fact("Customer", _customer(draft, outcome)),
        *common_facts(draft, outcome),
        Fact("Asked for in", draft.links("request", (name.id for name in outcome.requests))),
    )
    return OutcomePart(
        anchor=anchor("outcome", outcome.id),
        title=outcome.title,
        outcome=outcome.outcome,
        facts=draft.piece(components.facts(facts)),
        picture=draft.draw(outcome_chain(draft.handbook.strategy, chain, draft.href, figures_of(draft))),
        chain=draft.piece(_chain_told(draft, chain)),
        gains=draft.piece(_gains(draft, chain)),
        extra=extra_table(draft, outcome),
        findings=object_findings(draft, "outcome", outcome.id),
    )


def _chain_told(draft: Draft, chain: Chain) -> Markup:
    """Whether the chain is complete, and if not, where it breaks, in a sentence each."""
    if chain.is_complete:
        return Markup("<p>✓ The chain is complete: {}</p>").format(_rung_told(draft, chain.value))
    breaks = [_missing("✕ No value metric counts the outcome.")] if chain.value is None else []
    if chain.value is not None and not chain.value.holds:
        breaks.append(_broken(draft, "the value metric", "does not feed", chain.value))
    breaks += [
        _broken(draft, "the business impact", "is not joined to", gain) for gain in chain.gains if not gain.holds
    ]
    breaks += [] if chain.gains else [_missing("✕ Nothing says what the business gains from it.")]
    return Markup().join(Markup("<p>{}</p>").format(sentence) for sentence in breaks)


def _rung_told(draft: Draft, rung: Rung | None) -> Markup:
    """How the value metric of a complete chain leads to the North Star."""
    if rung is None:
        return Markup()
    if rung.way == "is":
        return Markup("its value metric is the North Star, {}.").format(draft.link("metric", rung.top.id))
    ends = (draft.link("metric", rung.metric.id), draft.link("metric", rung.top.id))
    return Markup("its value metric, {}, feeds {}, the North Star.").format(*ends)


def _broken(draft: Draft, role: str, verb: str, rung: Rung) -> Markup:
    said = (role, draft.link("metric", rung.metric.id), verb, draft.link("metric", rung.top.id))
    return _missing("✕ The chain breaks here:") + Markup(" {}, {}, {} {}.").format(*said)


def _gains(draft: Draft, chain: Chain) -> Markup:
    """What the business gains: each metric with its latest value, why, and how it leads to the business metric."""
    reasons = [gain.because for gain in chain.outcome.business_impact]
    rows = [
        (
            draft.link("metric", rung.metric.id),
            latest_value(draft, rung.metric.id),
            draft.line(because),
            escape(f"✓ {way_told(rung)}") if rung.holds else _missing(f"✕ {way_told(rung)}"),
        )
        for rung, because in zip(chain.gains, reasons, strict=True)
    ]
    business = draft.handbook.strategy.business.title
    headings = ("What the business gains", "Latest", "Why", f"On the way to {business}")
    return filled_table(f"What the business gains from {chain.outcome.title}", tuple(map(Heading, headings)), rows)


def _loop(draft: Draft, loop: Loop) -> LoopPart:
    strategy = draft.handbook.strategy
    ring = loop_ring(strategy, loop, draft.href, figures_of(draft), lambda text: _words(draft, text))
    return LoopPart(
        anchor=anchor("loop", loop.id),
        title=loop.title,
        facts=draft.piece(components.facts(common_facts(draft, loop))),
        picture=draft.piece(loop_drawing(ring)),
        steps=tuple((_step(draft, step), _because(draft, step)) for step in loop.steps),
        extra=extra_table(draft, loop),
        findings=object_findings(draft, "loop", loop.id),
    )


def _words(draft: Draft, text: Prose) -> str:
    """The first paragraph of prose as plain text, things by their names."""
    return draft.words(text)


def _step(draft: Draft, step: Step) -> MarkdownText:
    if step.outcome is not None:
        return draft.markdown_link("outcome", step.outcome.id)
    return MarkdownText() if step.metric is None else draft.markdown_link("metric", step.metric.id)


def _because(draft: Draft, step: Step) -> MarkdownText:
    return MarkdownText() if step.because is None else draft.list_item(step.because)
