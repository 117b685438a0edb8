"""Which cards of a handbook's pictures get figures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from product_handbook.drawing.graphs.metric_graphs import (
    FiguresOf,
    metric_tree,
    mission_to_inputs,
    neighbourhood,
    no_figures,
    three_groups,
    top_of_tree,
)
from product_handbook.drawing.model import Card, Diagram, Figures
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

TORTURE = Path(__file__).parent.parent / "handbooks" / "torture" / "docs" / "strategy"

PICTURES: dict[str, Callable[[Strategy, FiguresOf], Diagram]] = {
    "tree": lambda strategy, figures: metric_tree(strategy, href, figures),
    "top": lambda strategy, figures: top_of_tree(strategy, href, 8, figures),
    "neighbours": lambda strategy, figures: neighbourhood(strategy, strategy.star, href, figures),
    "way": lambda strategy, figures: mission_to_inputs(strategy, href, 8, figures),
    "groups": lambda strategy, figures: three_groups(strategy, href, figures),
}

pictures = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)


def href(kind: str, id: str) -> str:
    return f"{kind}/{id}/"


@pytest.fixture(scope="module")
def strategy() -> Strategy:
    found = load(TORTURE)
    assert isinstance(found, Strategy)
    return found


def metrics_of(diagram: Diagram) -> list[Card]:
    return [card for card in diagram.cards if card.metric]


@pictures
def test_every_card_of_a_metric_has_its_own_figures_and_no_other_card_any(
    strategy: Strategy, picture: Callable[[Strategy, FiguresOf], Diagram]
) -> None:
    drawn = picture(strategy, lambda id: Figures(f"value of {id}", "widgets"))
    shown = metrics_of(drawn)
    assert shown
    assert [card.figures and card.figures.value for card in shown] == [f"value of {card.metric}" for card in shown]
    assert [card.id for card in shown] == [f"metric:{card.metric}" for card in shown]
    assert all(card.detail.endswith("widgets") for card in shown)
    assert all(card.figures is None for card in drawn.cards if not card.metric)


@pictures
def test_without_values_cards_say_their_units(
    strategy: Strategy, picture: Callable[[Strategy, FiguresOf], Diagram]
) -> None:
    shown = metrics_of(picture(strategy, no_figures))
    assert all(card.figures is None for card in shown)
    assert any(card.detail for card in shown)


def test_a_metric_that_is_not_live_says_so_beside_its_figures(strategy: Strategy) -> None:
    shown = {card.metric: card for card in metrics_of(metric_tree(strategy, href, lambda _: Figures("7")))}
    told = {id: shown[id].detail for id, metric in strategy.metrics.items() if metric.status != "live"}
    assert told == {id: strategy.metrics[id].status for id in told}
    assert told
