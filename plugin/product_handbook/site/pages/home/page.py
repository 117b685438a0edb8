"""Home: the mission, the two top metrics and what they share, the three groups, and where to start editing."""

from markupsafe import Markup, escape

from product_handbook.drawing.graphs.metric_graphs import group_tone, top_of_tree
from product_handbook.model.records.mission import Mission
from product_handbook.model.records.stakeholders import Group
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.prose.render import markdown_line
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.top_metrics import shared_inputs, top_panels
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, Panel
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording.terms import count

LARGEST_PICTURE = 14
"""Cards: as many as are still read at a glance; the tree page has all."""

FILES = (
    ("mission", "The mission, the vision, what we chose and what we are not doing"),
    ("stakeholders", "The three groups, their segments and their jobs"),
    ("north-star", "The North Star, the business metric and the guardrails"),
    ("tree", "The metrics: what they mean, what they are computed from, what moves them"),
    ("values", "The values of the metrics, period by period"),
    ("value-web", "Who gives what to whom around the product"),
    ("impact", "What customers achieve, what that does for the business, and what feeds what"),
    ("bets", "What we bet on, and what each bet does for the three groups"),
    ("requests", "What customers ask for, and what we decided"),
    ("orientation", "How customer-oriented the teams are"),
    ("owners", "Who answers for what"),
    ("glossary", "What our words mean"),
)


def home_page(handbook: Handbook) -> Page:
    """The page that a reader sees first."""
    strategy = handbook.strategy
    draft = Draft(handbook, handbook.addresses.page("home"))
    return draft.finish(
        "pages/home/page",
        "Home",
        strategy.mission.location,
        wide=True,
        notice=draft.piece(_notice(handbook.notice)),
        mission=strategy.mission.mission,
        promise=strategy.mission.promise or "",
        more=_more(strategy.mission),
        page=draft.relative,
        top=draft.piece(components.panels(top_panels(draft), wide=True)),
        shared=draft.piece(shared_inputs(draft)),
        groups=draft.piece(components.panels([group_panel(draft, group) for group in strategy.stakeholders.groups])),
        tree=draft.draw(top_of_tree(strategy, draft.href, LARGEST_PICTURE, figures_of(draft))),
        metrics=count(len(strategy.metrics), "metric"),
        files=draft.piece(components.table("Where to start editing", _HEADINGS, _file_rows(draft))),
        editing=_editing(draft),
    )


def _more(mission: Mission) -> str:
    """What the page of the mission has beyond its sentence, as the text of a link."""
    parts = (("vision", mission.vision), ("choices", mission.choices), ("what we are not doing", mission.not_doing))
    found = [name for name, there in parts if there]
    told = " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))
    return told[:1].upper() + told[1:] if told else "More about the mission"


def _notice(text: str) -> Markup:
    """What readers are told first; nothing for an empty text."""
    return Markup('<p class="hb-notice" role="note">{}</p>').format(markdown_line(text)) if text else Markup()


_ENDINGS = {"values": ".csv"}
_HEADINGS = (Heading("To change"), Heading("Edit"), Heading("What may stand in it"))


def group_panel(draft: Draft, group: Group) -> Panel:
    """A group of stakeholders in a box: who they are, what they need, and what is there for them."""
    strategy = draft.handbook.strategy
    served = {metric.id for id in (group.id, *group.segments) for metric in strategy.serving(id)}
    segments = f" · {count(len(group.segments), 'segment')}" if group.segments else ""
    foot = Markup('<span class="hb-missing">no metric serves it</span>{}').format(segments)
    if served:
        foot = escape(f"{count(len(served), 'metric')}{segments}")
    needs = draft.line(group.needs)
    return Panel(
        group.title, group.who, draft.href("group", group.id), (needs,) if needs else (), foot, tone=group_tone(group)
    )


def _file_rows(draft: Draft) -> list[tuple[Markup, ...]]:
    """What each strategy file holds, a link to edit it, and its reference."""
    found: dict[str, list[str]] = {}
    for path in draft.handbook.strategy.files:
        relative = path.removeprefix(f"{draft.handbook.strategy.folder}/")
        found.setdefault(relative.partition("/")[0].partition(".")[0], []).append(path)
    rows: list[tuple[Markup, ...]] = []
    for name, purpose in FILES:
        if name in found:
            places = Markup("<br>").join(_edit_link(draft, path) for path in found[name])
            reference = Markup('<a href="{}">{}</a>').format(
                draft.href_of(_reference(draft, name)), f"{name}{_ENDINGS.get(name, '.yml')}"
            )
            rows.append((escape(purpose), places, reference))
    return rows


def _edit_link(draft: Draft, path: str) -> Markup:
    uri = draft.handbook.docs_uri(path)
    url = draft.handbook.edit_url(uri)
    name = Markup("<code>{}</code>").format(path.removeprefix(f"{draft.handbook.strategy.folder}/"))
    return name if url is None else Markup('<a href="{}">{}</a>').format(url, name)


def _reference(draft: Draft, name: str) -> str:
    return draft.handbook.addresses.at(f"reference/{name}.md")


def _editing(draft: Draft) -> MarkdownText:
    page = draft.handbook.addresses.at("editing.md")
    return draft.relative_to(page) if page in draft.handbook.addresses.authors.values() else NOTHING
