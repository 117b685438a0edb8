"""Home: the mission, the two top metrics and what they share, the three groups, and where to start editing."""

from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.drawing.graphs.metric_graphs import top_of_tree
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.prose.render import markdown_line
from product_handbook.site.pages.home.files import file_table
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.groups import group_panels
from product_handbook.site.parts.guardrails import broken_guardrails, other_guardrails
from product_handbook.site.parts.top_metrics import shared_inputs, top_panels
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext, html_macros

(_notice,) = html_macros("pages/home/notice.html.jinja", "notice")


LARGEST_PICTURE = 14
"""Cards: as many as are still read at a glance; the tree page has all."""


@dataclass(frozen=True)
class HomeContext(PageContext):
    """The page that a reader sees first; what is Markdown is a link or the mark of a piece."""

    template = "pages/home/page.md.jinja"

    mission: str
    promise: str
    """Empty where nothing is promised."""
    has_more: tuple[str, ...]
    """What the page of the mission has beyond these, in the words of the strategy."""
    notice: MarkdownText
    """Empty without one."""
    broken: MarkdownText
    """The broken guardrails, which stand first; empty where none is."""
    top: MarkdownText
    guardrails: MarkdownText
    """The others; empty without any."""
    shared: MarkdownText
    """Empty where both top metrics are one."""
    groups: MarkdownText
    tree: MarkdownText
    metric_count: int
    files: MarkdownText
    mission_page: MarkdownText
    tree_page: MarkdownText
    north_star_page: MarkdownText
    editing_page: MarkdownText
    """Empty where nobody has written one."""


def home_context(draft: Draft) -> HomeContext:
    """What the page says."""
    strategy = draft.handbook.strategy
    mission = strategy.mission
    more = {"vision": mission.vision, "choices": mission.choices, "what we are not doing": mission.not_doing}
    return HomeContext(
        title="Home",
        mission=mission.mission,
        promise=mission.promise or "",
        has_more=tuple(name for name, there in more.items() if there),
        notice=draft.piece(notice(draft.handbook.notice)),
        broken=draft.piece(broken_guardrails(draft)),
        top=draft.piece(top_panels(draft)),
        guardrails=draft.piece(other_guardrails(draft)),
        shared=draft.piece(shared_inputs(draft)),
        groups=draft.piece(group_panels(draft)),
        tree=draft.draw(top_of_tree(strategy, draft.href, LARGEST_PICTURE, figures_of(draft.handbook))),
        metric_count=len(strategy.metrics),
        files=draft.piece(file_table(draft)),
        mission_page=draft.relative("mission"),
        tree_page=draft.relative("tree"),
        north_star_page=draft.relative("north_star"),
        editing_page=_editing(draft),
    )


def _editing(draft: Draft) -> MarkdownText:
    page = draft.handbook.addresses.at("editing.md")
    return draft.relative_to(page) if page in draft.handbook.addresses.authors.values() else NOTHING


def notice(text: str) -> Markup:
    """What readers are told first; nothing for an empty text."""
    return _notice(markdown_line(text)) if text else Markup()
