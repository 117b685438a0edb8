"""A segment, as the page of its group shows it."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import hyphenated
from product_handbook.model.records.stakeholders import Segment
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.coverage import segment_facts
from product_handbook.site.parts.objects import common_facts, extra_table, ids_mark, object_findings
from product_handbook.site.writing.components import Fact, facts
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.terms import FUTURE_KINDS


@dataclass(frozen=True)
class SegmentSection:
    """A segment as its group's page shows it; what is Markdown is empty where there is nothing."""

    anchor: str
    title: str
    who: str
    facts: MarkdownText
    jobs: tuple[str, ...]
    metrics: MarkdownText
    """Links to those that serve it."""
    ids: MarkdownText
    """Its id and former ids."""
    extra: MarkdownText
    findings: MarkdownText


def segment_section(draft: Draft, segment: Segment) -> SegmentSection:
    """Who they are, what they want to get done, and what is there for them."""
    kind = Fact("Why they are future customers", escape(FUTURE_KINDS[segment.kind]) if segment.kind else Markup())
    serving = draft.handbook.strategy.serving(segment.id)
    return SegmentSection(
        anchor=hyphenated(segment.id),
        title=segment.title,
        who=segment.who or "",
        facts=draft.piece(facts((kind, *segment_facts(draft, segment.id), *common_facts(draft, segment)))),
        jobs=segment.jobs,
        metrics=draft.markdown_links("metric", (metric.id for metric in serving)),
        ids=ids_mark(draft, segment),
        extra=extra_table(draft, segment),
        findings=object_findings(draft, "segment", segment.id),
    )
