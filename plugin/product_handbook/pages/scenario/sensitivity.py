"""What one percent more of each input does to the two top metrics, as a ranked table."""

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.pages import components
from product_handbook.pages.components import Heading
from product_handbook.pages.draft import Draft
from product_handbook.pages.prose.escaping import MarkdownText
from product_handbook.pages.reasons import why_not
from product_handbook.strategy.numbers.scenario import Model, build_model
from product_handbook.strategy.numbers.sensitivity import Sensitivity, sensitivities
from product_handbook.strategy.numbers.unknown import Unknown

MOST_ROWS = 16
"""Inputs that are shown at once; the others, which move less, are folded away below them."""
FEWEST_FOLDED = 4
"""Fewer are not worth a fold."""

_LABEL = "What one percent more of each input does"
_NO_EFFECT = Markup('<span class="hb-no-effect">does not move it</span>')


def sensitivity_table(draft: Draft) -> MarkdownText:
    """The inputs of the North Star and the business metric, the strongest first; nothing where none has a value."""
    strategy = draft.handbook.strategy
    model = build_model(strategy.numbers, (strategy.star.id, strategy.business.id))
    roots = [strategy.metrics[id] for id in model.roots]
    headings = [
        Heading("Input"),
        *(Heading(f"+1 % moves {root.title} by", numeric=True) for root in roots),
    ]
    rows = [_row(draft, model, each) for each in sensitivities(model)]
    if len(rows) <= MOST_ROWS + FEWEST_FOLDED:
        return draft.piece(components.table(_LABEL, headings, rows))
    first = components.table(_LABEL, headings, rows[:MOST_ROWS])
    rest = components.table(f"{_LABEL}, continued", headings, rows[MOST_ROWS:])
    more = Markup('<details class="hb-more-levers"><summary>{} more inputs, which move them less</summary>{}</details>')
    return draft.piece(f"{first}\n{more.format(len(rows) - MOST_ROWS, Markup(rest))}")  # noqa: S704 - ready HTML


def _row(draft: Draft, model: Model, sensitivity: Sensitivity) -> tuple[Markup, ...]:
    strategy, base = draft.handbook.strategy, model.nodes[sensitivity.metric].base
    input_ = strategy.metrics[sensitivity.metric]
    now = draft.handbook.numerals.html(base, input_) + f" {draft.handbook.numerals.unit(input_)}".rstrip()
    name = draft.link("metric", input_.id) + Markup(' <span class="hb-present">now {}</span>').format(now)
    effects = (_effect(draft, model, sensitivity, root) for root in model.roots)
    return (name + _hurts(draft, sensitivity), *effects)


def _hurts(draft: Draft, sensitivity: Sensitivity) -> Markup:
    """A shape and a word for an input that makes one of the two better and the other worse."""
    metrics = draft.handbook.strategy.metrics
    titles = ", ".join(metrics[root].title for root in sensitivity.hurt(_falls_are_good(draft, sensitivity)))
    return Markup(' <span class="hb-hurts">hurts {}</span>').format(titles) if titles else Markup()


def _falls_are_good(draft: Draft, sensitivity: Sensitivity) -> Mapping[str, bool]:
    metrics = draft.handbook.strategy.metrics
    aims = {root: metrics[root].aim for root in sensitivity.effects}
    return {root: aim == "decrease" for root, aim in aims.items() if aim != "maintain"}


def _effect(draft: Draft, model: Model, sensitivity: Sensitivity, root: str) -> Markup:
    """The change of a top metric, absolute and relative, and whether it is believed."""
    effect, base = sensitivity.effects[root], model.nodes[root].base
    if isinstance(effect, Unknown):
        return why_not(draft, effect)
    if not effect:
        return _NO_EFFECT
    numerals, metric = draft.handbook.numerals, draft.handbook.strategy.metrics[root]
    shown = numerals.html_difference(effect, metric)
    if share := numerals.relative(base, base + effect):
        shown = Markup('<span class="hb-share">{}</span> {}').format(share, shown)
    return shown + _belief(sensitivity, root)


def _belief(sensitivity: Sensitivity, root: str) -> Markup:
    if not sensitivity.is_believed(root):
        return Markup()
    plain = sensitivity.arithmetic[root]
    word = "partly by belief" if isinstance(plain, Decimal) and plain else "by belief, not arithmetic"
    return Markup(' <span class="hb-by-belief">{}</span>').format(escape(word))
