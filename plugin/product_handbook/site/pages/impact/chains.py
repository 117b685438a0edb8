"""The chains of outcomes in tables and sentences: which are complete, where they break, what the business gains."""

from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from product_handbook.analysis.impact_chain import ChainStep, ImpactChain, chains
from product_handbook.drawing.graphs.impact_graphs import connection_words
from product_handbook.model.records.impact import Outcome
from product_handbook.site.parts.metric_table import latest_value, metric_with_latest
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, filled_table, lines, missing
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

_complete, _value_breaks, _gain_breaks, _nothing_measures, _nothing_gained = html_macros(
    "pages/impact/chains.html.jinja", "complete", "value_breaks", "gain_breaks", "nothing_measures", "nothing_gained"
)


def overview_table(draft: Draft) -> Markup:
    """Every outcome on a line, with whether its chain is complete."""
    rows = [
        (
            draft.link("outcome", chain.outcome.id),
            customer_link(draft, chain.outcome),
            missing("none") if chain.value is None else metric_with_latest(draft, chain.value.metric.id),
            lines(metric_with_latest(draft, gain.metric.id) for gain in chain.gains) or missing("none"),
            escape("✓ complete") if chain.is_complete else missing("✕ broken"),
        )
        for chain in chains(draft.handbook.strategy)
    ]
    headings = ("Outcome", "Customer", "Value metric", "Business impact", "Chain")
    return components.table("Outcomes", tuple(map(Heading, headings)), rows)


def customer_link(draft: Draft, outcome: Outcome) -> Markup:
    """A link to the segment or the group that achieves an outcome."""
    kind = "segment" if outcome.customer.id in draft.handbook.strategy.segments else "group"
    return draft.link(kind, outcome.customer.id)


def chain_sentences(draft: Draft, chain: ImpactChain) -> Markup:
    """Whether a chain is complete, and if not, where it breaks, in a paragraph each."""
    if chain.is_complete and chain.value is not None:
        return _complete(chain.value.connection == "is", *_ends(draft, chain.value))
    return Markup().join(_breaks(draft, chain))


def _breaks(draft: Draft, chain: ImpactChain) -> Iterator[Markup]:
    if chain.value is None:
        yield _nothing_measures()
    steps: list[tuple[ChainStep, Callable[..., Markup]]] = [(chain.value, _value_breaks)] if chain.value else []
    for step, sentence in (*steps, *((gain, _gain_breaks) for gain in chain.gains)):
        if not step.holds:
            yield sentence(*_ends(draft, step))
    if not chain.gains:
        yield _nothing_gained()


def _ends(draft: Draft, step: ChainStep) -> tuple[Markup, Markup]:
    return draft.link("metric", step.metric.id), draft.link("metric", step.top.id)


def gains_table(draft: Draft, chain: ImpactChain) -> Markup:
    """What the business gains: each metric with its latest value, why, and how it leads to the business metric."""
    reasons = [gain.because for gain in chain.outcome.business_impact]
    rows = [
        (
            draft.link("metric", step.metric.id),
            latest_value(draft, step.metric.id),
            draft.line(because),
            escape(f"✓ {connection_words(step)}") if step.holds else missing(f"✕ {connection_words(step)}"),
        )
        for step, because in zip(chain.gains, reasons, strict=True)
    ]
    business = draft.handbook.strategy.business.title
    headings = ("What the business gains", "Latest", "Why", f"How it leads to {business}")
    return filled_table(f"What the business gains from {chain.outcome.title}", headings, rows)
