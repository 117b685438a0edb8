"""What customers achieve: a section for each outcome, with its chain up to the metrics at the top."""

from dataclasses import dataclass

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.impact_chain import ImpactChain, chains
from product_handbook.drawing.graphs.impact_graphs import outcome_chain
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.impact.chains import chain_sentences, customer_link, gains_table
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.objects import common_facts, extra_table, ids_mark, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact
from product_handbook.site.writing.draft import Draft


@dataclass(frozen=True)
class OutcomeSection:
    """An outcome as its section shows it; what is Markdown is the mark of a piece, empty where there is nothing."""

    anchor: str
    title: str
    outcome: str
    facts: MarkdownText
    picture: MarkdownText
    chain: MarkdownText
    gains: MarkdownText
    ids: MarkdownText
    """Its id and former ids."""
    extra: MarkdownText
    findings: MarkdownText


def outcome_sections(draft: Draft) -> tuple[OutcomeSection, ...]:
    """A section for each outcome, in the order of the file."""
    return tuple(_section(draft, chain) for chain in chains(draft.handbook.strategy))


def _section(draft: Draft, chain: ImpactChain) -> OutcomeSection:
    outcome = chain.outcome
    facts = (
        Fact("Customer", customer_link(draft, outcome)),
        *common_facts(draft, outcome),
        Fact("Asked for in", draft.links("request", (name.id for name in outcome.requests))),
    )
    return OutcomeSection(
        anchor=anchor("outcome", outcome.id),
        title=outcome.title,
        outcome=outcome.outcome,
        facts=draft.piece(components.facts(facts)),
        picture=draft.draw(outcome_chain(draft.handbook.strategy, chain, draft.href, figures_of(draft.handbook))),
        chain=draft.piece(chain_sentences(draft, chain)),
        gains=draft.piece(gains_table(draft, chain)),
        ids=ids_mark(draft, outcome),
        extra=extra_table(draft, outcome),
        findings=object_findings(draft, "outcome", outcome.id),
    )
