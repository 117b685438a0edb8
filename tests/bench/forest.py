"""Metrics that grow into a tree: areas, and formulas that lead from a level to a deeper one."""

from collections import deque
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from pathlib import Path
from random import Random
from typing import Literal

import yaml

WORDS = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
DEEPEST_LEVEL = 6
INFLUENCES_PER_METRIC = 0.4
LONGEST_ID = 60  # four letters less than the format allows, for a number behind it

Kind = Literal["leaf", "sum", "product", "quotient", "return", "stock"]
"""How the value of a metric follows from its operands: `return` is the stock of a month before times a rate, `stock`
its own value of a month before, plus what came in, less what went out."""
Quantity = tuple[str, str]
"""What is counted, and for each what: `("order", "month")` is a flow, `("order", "")` a stock, `("", "")` a share."""


@dataclass
class Metric:
    """A metric while the handbook grows."""

    id: str
    quantity: Quantity
    qualifiers: tuple[str, ...]
    level: int
    kind: Kind = "leaf"
    formula: str = ""
    operands: list[str] = field(default_factory=list)
    influences: list[str] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """Its unit as the strategy files write it."""
        counted, per = self.quantity
        return f"{counted or '1'}/{per}" if per else counted or "1"


class Forest:
    """The metrics, oldest first; every formula leads from a level to a deeper one, so that none closes a cycle."""

    def __init__(self, size: int, random: Random) -> None:
        self.size = size
        self.random = random
        self.metrics: dict[str, Metric] = {}
        self.by_quantity: dict[Quantity, list[str]] = {}
        self.pending: deque[Metric] = deque()

    @property
    def room(self) -> int:
        """How many metrics are still to come."""
        return self.size - len(self.metrics)

    def add(self, id_: str, quantity: Quantity, qualifiers: tuple[str, ...] = (), level: int = 1) -> Metric:
        """A new metric, to be given a formula later."""
        metric = Metric(id_, quantity, qualifiers, level)
        self.metrics[id_] = metric
        self.by_quantity.setdefault(quantity, []).append(id_)
        self.pending.append(metric)
        return metric

    def operand(self, parent: Metric, quantity: Quantity, stem: str, qualifiers: tuple[str, ...]) -> str:
        """The id of an input: a deeper metric of that name and quantity if there is one, else a new one."""
        id_ = candidate = "_".join((stem, *qualifiers))[:LONGEST_ID].rstrip("_")
        number = 1
        while candidate in self.metrics and not self.may_share(parent, candidate, quantity):
            number += 1
            candidate = f"{id_}_{number}"
        if candidate not in self.metrics:
            self.add(candidate, quantity, qualifiers, parent.level + 1)
        parent.operands.append(candidate)
        return candidate

    def shared(self, parent: Metric, quantity: Quantity) -> str | None:
        """An input that others have too, if a deeper metric has the quantity."""
        candidates = [id_ for id_ in self.by_quantity.get(quantity, ())[-20:] if self.may_share(parent, id_, quantity)]
        if not candidates:
            return None
        parent.operands.append(self.random.choice(candidates))
        return parent.operands[-1]

    def may_share(self, parent: Metric, id_: str, quantity: Quantity) -> bool:
        """Whether an existing metric can be an input of `parent` too."""
        known = self.metrics[id_]
        return known.quantity == quantity and known.level > parent.level and id_ not in parent.operands


def grow(size: int, random: Random) -> Forest:
    """A forest of exactly `size` metrics: the North Star, revenue, and as many product areas as it takes."""
    forest = Forest(size, random)
    first, user = random.sample(sorted(WORDS["nouns"]), 2)
    north_star = forest.add(plural(first), (first, "month"))
    revenue = forest.add("revenue", ("USD", "month"))
    for root in (north_star, revenue):
        forest.pending.popleft()
        multiply(forest, root, [user])
    while forest.room:
        if not forest.pending or forest.room == 1:
            plant(forest)
        else:
            expand(forest, forest.pending.popleft())
    influence(forest)
    return forest


def plant(forest: Forest) -> None:
    """A product area: a root of its own, on which an older root is believed to depend."""
    noun = forest.random.choice(sorted(WORDS["nouns"]))
    stem = f"{plural(noun)}_in_{forest.random.choice(WORDS['areas'])}"
    id_ = stem if stem not in forest.metrics else f"{stem}_{len(forest.metrics)}"
    moved = forest.random.choice([metric for metric in forest.metrics.values() if metric.level == 1])
    moved.influences.append(forest.add(id_, (noun, "month"), (id_.split("_in_")[1],)).id)


def expand(forest: Forest, metric: Metric) -> None:
    """Gives a metric a formula, or leaves it a leaf where the tree is deep or the draw says so."""
    counted, per = metric.quantity
    if metric.level >= DEEPEST_LEVEL or not counted or (metric.level > 2 and forest.random.random() < 0.2):
        return
    draw = forest.random.random()
    if not per:
        accumulate(forest, metric)
    elif per == "month" and counted != "USD" and draw < 0.08:
        renew(forest, metric)
    elif per != "month" and draw < 0.35:
        divide(forest, metric)
    elif draw < 0.6 and len(metric.qualifiers) < 2:
        split(forest, metric)
    else:
        unused = sorted(set(WORDS["nouns"]) - {counted, per})
        count = min(forest.random.choice([1, 1, 2, 3]), forest.room - 1)
        multiply(forest, metric, forest.random.sample(unused, count))


def split(forest: Forest, metric: Metric) -> None:
    """A sum over the parts of a region, a plan or another split that the metric is not yet split by."""
    unused = [parts for parts in WORDS["splits"].values() if not set(parts) & set(metric.qualifiers)]
    parts = forest.random.choice(unused)
    chosen = forest.random.sample(parts, min(forest.random.choice([2, 3, 3, 4, 5]), len(parts), forest.room))
    each = [(*metric.qualifiers, part) for part in chosen]
    metric.kind = "sum"
    metric.formula = " + ".join(forest.operand(metric, metric.quantity, stem_of(metric.quantity), q) for q in each)


def multiply(forest: Forest, metric: Metric, through: list[str]) -> None:
    """A product by way of other things: orders a month are customers a month times orders per customer."""
    counted, per = metric.quantity
    factors = []
    for below, above in pairwise([per, *through, counted]):
        shared = forest.shared(metric, (above, below)) if forest.random.random() < 0.4 else None
        factors.append(shared or forest.operand(metric, (above, below), stem_of((above, below)), metric.qualifiers))
    if forest.room and per == "month" and forest.random.random() < 0.2:
        factors.append(forest.operand(metric, ("", ""), f"share_of_{plural(counted)}_kept", metric.qualifiers))
    metric.kind = "product"
    metric.formula = " * ".join(factors)


def divide(forest: Forest, metric: Metric) -> None:
    """A quotient of two flows: orders per customer are orders a month over customers a month."""
    flows = [forest.operand(metric, (noun, "month"), plural(noun), metric.qualifiers) for noun in metric.quantity]
    metric.kind = "quotient"
    metric.formula = " / ".join(flows)


def renew(forest: Forest, metric: Metric) -> None:
    """A flow out of a stock: those who were there a month ago, times the share of them that comes back in a month."""
    noun = metric.quantity[0]
    stock = forest.operand(metric, (noun, ""), f"known_{plural(noun)}", metric.qualifiers)
    rate = forest.operand(metric, ("", "month"), f"monthly_return_rate_of_{plural(noun)}", metric.qualifiers)
    metric.kind = "return"
    metric.formula = f"{stock}[-1] * {rate}"


def accumulate(forest: Forest, metric: Metric) -> None:
    """A stock that grows by what comes in and shrinks by what goes out."""
    flow, nouns = (metric.quantity[0], "month"), plural(metric.quantity[0])
    new, lost = (forest.operand(metric, flow, f"{kind}_{nouns}", metric.qualifiers) for kind in ("new", "lost"))
    metric.kind = "stock"
    metric.formula = f"{metric.id}[-1] + ({new} - {lost}) * 1 [month]"


def influence(forest: Forest) -> None:
    """Beliefs about leaves: half of the leaves are moved, by leaves of the other half, so none closes a cycle."""
    leaves = [metric for metric in forest.metrics.values() if not metric.formula and not metric.influences]
    forest.random.shuffle(leaves)
    moved, movers = leaves[::2], leaves[1::2]
    wanted = round(INFLUENCES_PER_METRIC * len(forest.metrics))
    rounds = (zip(moved, movers[shift:] + movers[:shift], strict=False) for shift in range(len(movers)))
    for metric, mover in islice(chain.from_iterable(rounds), wanted):
        metric.influences.append(mover.id)


def plural(noun: str) -> str:
    """The plural of a noun, or the id of dollars."""
    return WORDS["nouns"].get(noun, "revenue")


def stem_of(quantity: Quantity) -> str:
    """The first part of an id: `orders`, or `orders_per_customer`."""
    counted, per = quantity
    return plural(counted) if per in {"", "month"} else f"{plural(counted)}_per_{per}"
