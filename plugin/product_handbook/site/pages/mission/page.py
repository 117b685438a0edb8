"""Mission: what the company is for, where it goes, what it chose, and the way from there to the inputs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from product_handbook.drawing.graphs.metric_graphs import mission_to_inputs
from product_handbook.formulas.periods import for_readers, period_around
from product_handbook.model.records.mission import Choice, Exclusion, Mission
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.objects import extra_table, facts_mark, object_findings, source_mark
from product_handbook.site.writing.components import Lead
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext

LARGEST_PICTURE = 14
"""Cards: the mission, the North Star and the levels below it that fit."""


@dataclass(frozen=True)
class ChoiceSection:
    """Something chosen, or chosen against, with the reasons as marks of prose."""

    name: str
    because: MarkdownText
    reopen_when: MarkdownText


@dataclass(frozen=True)
class MissionContext(PageContext):
    """The page of the mission; what is Markdown is a link or the mark of a piece, empty where there is nothing."""

    template = "pages/mission/page.md.jinja"

    lead: MarkdownText
    promise: str
    """Empty where nothing is promised."""
    fiscal_year: str
    """When the company's own year begins and ends; empty where it has none."""
    facts: MarkdownText
    vision: MarkdownText
    choices: tuple[ChoiceSection, ...]
    not_doing: tuple[ChoiceSection, ...]
    star: MarkdownText
    north_star_page: MarkdownText
    path_to_inputs: MarkdownText
    extra: MarkdownText
    findings: MarkdownText
    source: MarkdownText


def mission_context(draft: Draft) -> MissionContext:
    """What the page says."""
    strategy, mission = draft.handbook.strategy, draft.handbook.strategy.mission
    return MissionContext(
        title="Mission",
        lead=draft.piece(Lead(mission.company or "Mission", mission.mission).html()),
        promise=mission.promise or "",
        fiscal_year=_fiscal_year(draft, mission),
        facts=facts_mark(draft, mission),
        vision=draft.paragraphs(mission.vision),
        choices=tuple(_choices(draft, mission.choices)),
        not_doing=tuple(_choices(draft, mission.not_doing)),
        star=draft.markdown_link("metric", strategy.star.id),
        north_star_page=draft.relative("north_star"),
        path_to_inputs=draft.draw(mission_to_inputs(strategy, draft.href, LARGEST_PICTURE, figures_of(draft.handbook))),
        extra=extra_table(draft, mission),
        findings=object_findings(draft, "page", "mission"),
        source=source_mark(draft, mission.location),
    )


def _fiscal_year(draft: Draft, mission: Mission) -> str:
    if mission.fiscal_year is None:
        return ""
    this = period_around(draft.handbook.today, "fiscal_year", mission.fiscal_year)
    first, last = (for_readers(period_around(day, "month")) for day in (this.first_day, this.last_day))
    return f"{this} runs from {first} to {last}"


def _choices(draft: Draft, choices: Iterable[Choice]) -> Iterator[ChoiceSection]:
    for choice in choices:
        reopen_when = draft.paragraphs(choice.reopen_when, 3) if isinstance(choice, Exclusion) else NOTHING
        yield ChoiceSection(choice.name, draft.paragraphs(choice.because, 3), reopen_when)
