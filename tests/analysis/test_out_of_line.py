"""Values that are an order of magnitude away from their series: found in made and real ones, and nothing else."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from math import exp
from random import Random

import pytest
from real_series import APPLE, CENSUS, Table, cdnow

from product_handbook.analysis.values.out_of_line import out_of_line
from product_handbook.formulas.period_notation import parse_period
from product_handbook.formulas.periods import Period
from product_handbook.model.reported import Reported
from product_handbook.source.text import Source

FIRST = parse_period("2020-01")
TIMES = 60


def series(values: Iterable[Decimal | str]) -> dict[Period, Reported]:
    """Values of one month after the other, as a file holds them."""
    texts = [str(value) for value in values]
    source = Source("values.csv", "\n".join(texts))
    starts = [sum(len(before) + 1 for before in texts[:index]) for index in range(len(texts))]
    return {
        FIRST.shifted(index): Reported(Decimal(text), source, start)
        for index, (text, start) in enumerate(zip(texts, starts, strict=True))
    }


def growing(random: Random, rate: float, spread: float, size: float) -> list[Decimal]:
    months = range(random.randint(6, 40))
    return [Decimal(f"{size * rate**month * exp(random.gauss(0, spread)):.4g}") for month in months]


def wandering(random: Random, spread: float) -> list[Decimal]:
    level, found = 7.0, []
    for _ in range(random.randint(6, 40)):
        level += random.gauss(0, spread)
        found.append(Decimal(f"{exp(level):.4g}"))
    return found


def rare(random: Random, often: float) -> list[Decimal]:
    """Counts of events of which each brings others, as incidents do."""
    weights = [random.gammavariate(0.5, 2) for _ in range(random.randint(6, 40))]
    return [Decimal(sum(random.random() < often * weight / 200 for _ in range(200))) for weight in weights]


def seasonal(random: Random) -> list[Decimal]:
    return [
        Decimal(f"{1000 * (5 if month % 12 == 11 else 1) * exp(random.gauss(0, 0.1)):.4g}")
        for month in range(random.randint(24, 48))
    ]


KINDS: dict[str, Callable[[Random], list[Decimal]]] = {
    "calm": lambda random: growing(random, 1, 0.05, 1000),
    "share": lambda random: growing(random, 1, 0.1, 0.02),
    "restless": lambda random: growing(random, 1, 0.5, 1000),
    "growing by a tenth": lambda random: growing(random, 1.1, 0.05, 100),
    "growing by half": lambda random: growing(random, 1.5, 0.1, 10),
    "doubling": lambda random: growing(random, 2, 0.3, 10),
    "tenfold each month": lambda random: growing(random, 10, 0.2, 1),
    "falling by half": lambda random: growing(random, 0.5, 0.1, 1e12),
    "wandering": lambda random: wandering(random, 0.3),
    "seasonal": seasonal,
    "rare events": lambda random: rare(random, 2),
    "very rare events": lambda random: rare(random, 0.3),
}
REGULAR = ("calm", "share", "growing by a tenth", "growing by half", "wandering")
"""In which a slip by a hundred is seen wherever it is."""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_out_of_line_in_what_series_do_by_themselves(kind):
    random = Random(kind)
    made = [KINDS[kind](random) for _ in range(TIMES)]
    assert [values for values in made if out_of_line(series(values))] == []


@pytest.mark.parametrize("factor", ["100", "1000", "0.01", "0.001"])
@pytest.mark.parametrize("kind", REGULAR)
def test_a_slip_is_found_where_it_is_and_nowhere_else(kind, factor):
    random = Random(f"{kind} {factor}")
    for _ in range(TIMES):
        values = KINDS[kind](random)
        index = random.randrange(1, len(values))
        slipped = [*values[:index], values[index] * Decimal(factor), *values[index + 1 :]]
        found = out_of_line(series(slipped))
        assert list(found) == [FIRST.shifted(index)], slipped
        assert abs((found[FIRST.shifted(index)].usual / values[index]).log10()) < 1


def test_two_slips_in_a_row_and_one_apart_are_found():
    values = ["100", "103", "9900", "10100", "104", "101", "98", "102", "99", "1.01", "100", "103", "101"]
    assert [period.number - FIRST.number for period in out_of_line(series(values))] == [2, 3, 9]


@pytest.mark.parametrize("table", [APPLE, CENSUS, cdnow()], ids=["apple", "census", "cdnow"])
def test_nothing_is_out_of_line_in_real_series(table: Table):
    _, *columns = table
    for column in columns:
        values = [Decimal(cell.removesuffix("%")) for cell in table[column] if cell]
        assert out_of_line(series(values)) == {}, column
