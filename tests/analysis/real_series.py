"""Real series whose identities are known, and the files that a user writes for them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from pathlib import Path

from product_handbook.formulas.period_notation import parse_period
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

Table = Mapping[str, Sequence[str]]
"""By column, what stands in it; the first one is the period."""
CDNOW = Path(__file__).parents[1] / "data" / "cdnow" / "cohorts_monthly.csv"
COHORTS = ("january", "february", "march")
SIZES = (*(f"revenue_of_{size}" for size in range(1, 10)), "revenue_of_10_or_more")
CENSUS: Table = {
    "period": ("1990", "2000", "2010", "2020"),
    "population": ("248709873", "281421906", "308745538", "331449281"),
    "northeast": ("50809229", "53594378", "55317240", "57609148"),
    "midwest": ("59668632", "64392776", "66927001", "68985454"),
    "south": ("85445930", "100236820", "114555744", "126266107"),
    "west": ("52786082", "63197932", "71945553", "78588572"),
}
"""People in the United States and its four regions, counted by the Census Bureau on 1 April of each tenth year."""
REGIONS = ("northeast", "midwest", "south", "west")
APPLE: Table = {
    "period": ("2021", "2022", "2023"),
    "net_sales": ("365817", "394328", "383285"),
    "iphone": ("191973", "205489", "200583"),
    "mac": ("35190", "40177", "29357"),
    "ipad": ("31862", "29292", "28300"),
    "wearables": ("38367", "41241", "39845"),
    "services": ("68425", "78129", "85200"),
    "americas": ("153306", "169658", "162560"),
    "europe": ("89307", "95118", "94294"),
    "greater_china": ("68366", "74200", "72559"),
    "japan": ("28482", "25977", "24257"),
    "rest_of_asia_pacific": ("26356", "29375", "29615"),
    "cost_of_sales": ("212981", "223546", "214137"),
    "gross_margin": ("152836", "170782", "169148"),
    "research": ("21914", "26251", "29915"),
    "selling": ("21973", "25094", "24932"),
    "operating_income": ("108949", "119437", "114301"),
    "gross_margin_share": ("41.8%", "43.3%", "44.1%"),
}
"""From the yearly reports of Apple (Form 10-K), in millions of dollars: fiscal years, shares as they are printed."""
PRODUCTS = ("iphone", "mac", "ipad", "wearables", "services")
PLACES = ("americas", "europe", "greater_china", "japan", "rest_of_asia_pacific")
FACTORS = {
    "orders_per_customer": ("orders", "customers"),
    "cds_per_order": ("cds", "orders"),
    "price_per_cd": ("revenue", "cds"),
}
FOUR = ("customers", *FACTORS)
STOCK = "active_customers[-1] + new_customers + woken_customers - lapsed_customers"


def cdnow() -> dict[str, list[str]]:
    with CDNOW.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def with_factors(decimals: int) -> dict[str, list[str]]:
    """The CDNOW sums with their ratios, each rounded to some decimals."""
    table = cdnow()
    for ratio, (above, below) in FACTORS.items():
        pairs = zip(table[above], table[below], strict=True)
        table[ratio] = [f"{Decimal(number) / Decimal(by):.{decimals}f}" for number, by in pairs]
    return table


def added(numbers: Iterable[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def multiplied(numbers: Iterable[Fraction]) -> Fraction:
    return reduce(lambda product, number: product * number, numbers, Fraction(1))


def total_of(names: Sequence[str]) -> str:
    return " + ".join(names)


def strategy_of(folder: Path, table: Table, **formulas: str) -> Strategy:
    """What is loaded from the five files that a user writes for a table and formulas over its columns."""
    cadence = parse_period(table["period"][0]).cadence
    ids = tuple(dict.fromkeys([*list(table)[1:], *formulas]))
    with (folder / "values.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(table), *zip(*table.values(), strict=True)])
    files = {
        "mission.yml": "mission: Count what there is.\n",
        "stakeholders.yml": "current_customer: {who: A}\nfuture_customer: {who: B}\ncompany: {who: C}\n",
        "north-star.yml": f"metric: {ids[0]}\nbecause: It counts.\nbusiness_metric: {ids[1]}\n",
        "tree.yml": "".join(
            f"{id}:\n  cadence: {cadence}\n" + (f"  formula: {formulas[id]}\n" if id in formulas else "") for id in ids
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = load(folder)
    assert isinstance(found, Strategy), [
        f"{problem.span}: {problem.message}; {problem.help}" for problem in found.problems
    ]
    return found


def number(text: str) -> Fraction:
    return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
