"""Numbers from formulas and series that a test writes down."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from product_handbook.analysis.values.numbers import Numbers
from product_handbook.diagnostics.diagnostic import Source, Span
from product_handbook.formulas.formula import parse
from product_handbook.formulas.period_notation import parse_period
from product_handbook.formulas.periods import Cadence, Period
from product_handbook.model.graph import build_graph
from product_handbook.model.records.fields import Written
from product_handbook.model.records.metric import Influence, Metric
from product_handbook.model.records.quantities import Amount, Formula
from product_handbook.model.records.reading import Name
from product_handbook.model.records.target import ALWAYS, Target
from product_handbook.model.reported import Reported
from product_handbook.source.yaml.nodes import Scalar

START = parse_period("2025-01")
Value = str | int | Decimal | None


def month(number: int) -> Period:
    """A month of the series, from 0."""
    return START.shifted(number)


def made_numbers(
    formulas: Mapping[str, str],
    series: Mapping[str, Sequence[Value]],
    constants: Mapping[str, str] | None = None,
    cadence: Cadence = "month",
    today: date = date.max,
    **fields: Mapping[str, object],
) -> Numbers:
    """Numbers of metrics with these formulas, values month by month from January 2025, and fixed values.

    Their day is the last there is, so that every period has ended, unless the test says another.
    """
    constants = constants or {}
    ids = dict.fromkeys([*formulas, *series, *constants, *fields])
    metrics = {id: made_metric(id, formulas.get(id), constants.get(id), cadence, fields.get(id, {})) for id in ids}
    reported = {
        id: {
            month(place): Reported(Decimal(value), Source("values.csv", ""), 0)
            for place, value in enumerate(row)
            if value is not None
        }
        for id, row in series.items()
    }
    return Numbers(metrics, {id: row for id, row in reported.items() if row}, build_graph(metrics, ids), today)


def made_targets(written: Mapping[str, object]) -> Mapping[object, Target]:
    """Targets by period or `always`: numbers, pairs for bands, or a meaning with its number."""
    return {ALWAYS if due == ALWAYS else parse_period(due): _target(wanted) for due, wanted in written.items()}


def _target(wanted: object) -> Target:
    if isinstance(wanted, tuple):
        low, high = (Decimal(end) for end in wanted)
        return Target("between", low, high, _scalar(""))
    meaning, number = next(iter(wanted.items())) if isinstance(wanted, dict) else ("level", wanted)
    return Target(meaning, Decimal(number), Decimal(number), _scalar(str(number)))


def belief(text: str) -> Influence:
    """`c -0.5` is a belief that c moves something by -0.5 for each unit, `c` one that does not say by how much."""
    driver, _, coefficient = text.partition(" ")
    amount = Amount(Decimal(coefficient)) if coefficient else None
    written = Scalar(driver, "text", Source("tree.yml", driver), 0, len(driver), "")
    return Influence.model_construct(metric=Name(driver, written), coefficient=amount)


def made_metric(
    id: str, formula: str | None, constant: str | None, cadence: Cadence | None, fields: Mapping[str, object]
) -> Metric:
    """A metric with its formula or its fixed value, and with other fields."""
    values: dict[str, object] = {"cadence": None if constant else cadence, **fields}
    return Metric.model_construct(
        written=Written(Span("tree.yml"), id, {}),
        formula=None if formula is None else Formula(formula, parse(formula), _scalar(formula)),
        value=None if constant is None else Decimal(constant),
        **{"tolerance": None, "breaks": {}, "targets": {}, "influenced_by": (), "aim": None, "between": None, **values},
    )


def _scalar(text: str) -> Scalar:
    return Scalar(text, "text", Source("tree.yml", text), 0, len(text), "")
