"""Bets that a test writes down in a line."""

from collections.abc import Sequence
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import Source, Span
from product_handbook.formulas.period_notation import parse_period
from product_handbook.model.records import quantities
from product_handbook.model.records.bet import Bet, BetStatus, Move, Result, Score, Serves
from product_handbook.model.records.fields import Written
from product_handbook.model.records.quantities import Shift
from product_handbook.model.records.reading import Name
from product_handbook.source.yaml.nodes import Scalar


def scalar(text: str) -> Scalar:
    return Scalar(text, "text", Source("bets.yml", text), 0, len(text), "")


def shift(text: str) -> Shift:
    """`2%`, `2 points` or a number."""
    return quantities.shift(
        Scalar(text, "number" if text[-1].isdigit() else "text", Source("bets.yml", text), 0, len(text), "")
    )


def made_move(text: str, baseline: str | None = None) -> Move:
    """`users 2% 6%` says by how much which metric moves."""
    metric, low, high = text.split(" ", 2) if "points" not in text else text.replace(" points", "points").split(" ")
    return Move.model_construct(
        written=Written(Span("bets.yml"), "", {}),
        metric=Name(metric, scalar(metric)),
        low=shift(low),
        high=shift(high),
        baseline=None if baseline is None else Decimal(baseline),
        by=None,
    )


def made_result(text: str) -> Result:
    """`users 3%` says what came."""
    metric, change = text.split(" ", 1)
    return Result.model_construct(metric=Name(metric, scalar(metric)), change=shift(change), learned=None)


def made_bet(
    id: str,
    scores: Sequence[int] = (0, 0, 0),
    status: BetStatus = "proposed",
    when: str = "",
    moves: Sequence[Move] = (),
    results: Sequence[str] = (),
) -> Bet:
    """A bet with these scores for the three groups in their order."""
    first, second, third = (Score.model_construct(score=score) for score in scores)
    return Bet.model_construct(
        written=Written(Span("bets.yml"), id, {}),
        status=status,
        when=parse_period(when) if when else None,
        serves=Serves.model_construct(current_customer=first, future_customer=second, company=third),
        moves=tuple(moves),
        results=tuple(made_result(text) for text in results),
    )
