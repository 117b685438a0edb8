"""Mission: what the company is for, where it goes, what it chose, and the way from there to the inputs."""

from collections.abc import Iterable
from dataclasses import dataclass

from product_handbook.drawing.graphs.metric_graphs import mission_to_inputs
from product_handbook.model.records.mission import Choice, Exclusion
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page

LARGEST_PICTURE = 14
"""Cards: the mission, the North Star and the levels below it that fit."""


@dataclass(frozen=True)
class Chosen:
    """Something chosen, or chosen against: its name in plain text, the rest in Markdown."""

    name: str
    because: MarkdownText
    reopen_when: MarkdownText = NOTHING


def mission_page(handbook: Handbook) -> Page:
    """The page of the mission."""
    strategy, mission = handbook.strategy, handbook.strategy.mission
    draft = Draft(handbook, handbook.addresses.page("mission"))
    return draft.finish(
        "pages/mission/page",
        "Mission",
        mission.location,
        wide=True,
        lead=draft.piece(components.lead(mission.company or "Mission", mission.mission)),
        promise=mission.promise or "",
        vision=draft.paragraphs(mission.vision),
        choices=tuple(_chosen(draft, mission.choices)),
        not_doing=tuple(_chosen(draft, mission.not_doing)),
        way=draft.draw(mission_to_inputs(strategy, draft.href, LARGEST_PICTURE, figures_of(draft))),
        star=draft.markdown_link("metric", strategy.star.id),
        page=draft.relative,
        facts=draft.piece(components.facts(common_facts(draft, mission))),
        extra=extra_table(draft, mission),
        findings=object_findings(draft, "page", "mission"),
        source=draft.piece(components.source(draft.place(mission.location))),
    )


def _chosen(draft: Draft, choices: Iterable[Choice]) -> Iterable[Chosen]:
    for choice in choices:
        reopen_when = draft.paragraphs(choice.reopen_when, 3) if isinstance(choice, Exclusion) else NOTHING
        yield Chosen(choice.name, draft.paragraphs(choice.because, 3), reopen_when)
