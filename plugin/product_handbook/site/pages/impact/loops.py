"""The loops in which one thing feeds the next, each in a section of its own."""

from dataclasses import dataclass

from product_handbook.addresses.addresses import anchor
from product_handbook.drawing.graphs.impact_graphs import loop_ring
from product_handbook.drawing.rings.loop_drawing import loop_drawing
from product_handbook.model.records.impact import Loop, Step
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.objects import extra_table, facts_mark, ids_mark, object_findings
from product_handbook.site.writing.draft import Draft


@dataclass(frozen=True)
class LoopSection:
    """A loop as its section shows it; what is Markdown is empty where there is nothing."""

    anchor: str
    title: str
    facts: MarkdownText
    picture: MarkdownText
    steps: tuple[tuple[MarkdownText, MarkdownText], ...]
    """What each step is, and why it follows, which is empty where nobody has said."""
    ids: MarkdownText
    """Its id and former ids."""
    extra: MarkdownText
    findings: MarkdownText


def loop_section(draft: Draft, loop: Loop) -> LoopSection:
    """A loop as a picture and as a list of its steps."""
    ring = loop_ring(
        draft.handbook.strategy,
        loop,
        draft.href,
        figures_of(draft.handbook),
        draft.words,
    )
    return LoopSection(
        anchor=anchor("loop", loop.id),
        title=loop.title,
        facts=facts_mark(draft, loop),
        picture=draft.piece(loop_drawing(ring)),
        steps=tuple((_step(draft, step), _because(draft, step)) for step in loop.steps),
        ids=ids_mark(draft, loop),
        extra=extra_table(draft, loop),
        findings=object_findings(draft, "loop", loop.id),
    )


def _step(draft: Draft, step: Step) -> MarkdownText:
    if step.outcome is not None:
        return draft.markdown_link("outcome", step.outcome.id)
    return NOTHING if step.metric is None else draft.markdown_link("metric", step.metric.id)


def _because(draft: Draft, step: Step) -> MarkdownText:
    return NOTHING if step.because is None else draft.list_item(step.because)
