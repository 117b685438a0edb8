"""Realistic handbooks of any size, for measuring: `python generate.py FOLDER METRICS [SEED]`."""

import sys
from pathlib import Path
from random import Random

import yaml
from forest import WORDS, Forest, Metric, grow
from reports import MONTHS, Reports, Series, report

SEGMENTS = {id_: segment for group in WORDS["stakeholders"].values() for id_, segment in group["segments"].items()}
FEWEST_METRICS = 5
METRICS_PER_FILE = 200


def describe(forest: Forest, metric: Metric, reports: Reports) -> dict[str, object]:
    """A metric as the tree file holds it."""
    random = forest.random
    entry: dict[str, object] = {
        "definition": define(forest, metric),
        "status": "planned" if metric.id in reports.planned else "live",
        "unit": metric.unit,
        "cadence": "month",
        "aim": "decrease" if metric.id.startswith(("lost_", "tickets", "returns")) else "increase",
        "owner": random.choice(sorted(WORDS["owners"])),
        "source": f"Table `{random.choice(WORDS['areas'])}.{metric.id[:30]}`, filled every night.",
        "indicator": "lagging" if metric.operands else "leading",
    }
    if metric.formula:
        entry["formula"] = metric.formula
    counted = metric.quantity[0]
    entry["format"] = {"": "percent", "USD": "currency"}.get(counted, "number")
    if random.random() < 0.25 or metric.level == 1:
        entry["serves"] = random.sample([*WORDS["stakeholders"], *SEGMENTS], 2)
    if random.random() < 0.3:
        falls = entry["aim"] == "decrease"
        entry["targets"] = aim_for(reports.values.get(metric.id, []), falls=falls, random=random)
    if metric.influences:
        entry["influenced_by"] = [believe(forest, source) for source in metric.influences]
    return entry


def aim_for(series: Series, *, falls: bool, random: Random) -> dict[str, object]:
    """Targets with three digits: near the latest value for the end of the year, further off a year later."""
    known = [value for value in series if value is not None]
    latest = float(known[-1]) if known else 0.5
    near, far = random.uniform(0.98, 1.06), random.uniform(1.07, 1.2)
    wanted = {"2026-12": latest / near if falls else latest * near, "2027-12": latest / far if falls else latest * far}
    return {period: plain(float(f"{number:.3g}")) for period, number in wanted.items()}


def plain(number: float) -> int | float:
    """A number without a fraction of nothing behind it."""
    return int(number) if number.is_integer() else number


def believe(forest: Forest, source: str) -> dict[str, object]:
    """An influence edge as the tree file holds it."""
    return {
        "metric": source,
        "because": fill(forest, forest.random.choice(WORDS["reasons"])),
        "effect": forest.random.choice(["positive", "positive", "negative"]),
        "confidence": forest.random.choice(["low", "medium", "high"]),
    }


def define(forest: Forest, metric: Metric) -> str:
    """A definition of 20 to 120 words, with links by id."""
    wanted = forest.random.randint(20, 100)
    opening, *rest = WORDS["sentences"]
    sentences = [opening.format(subject=metric.id.replace("_", " ").capitalize())]
    forest.random.shuffle(rest)
    while len(" ".join(sentences).split()) < wanted and rest:
        sentences.append(fill(forest, rest.pop()))
    middle = len(sentences) // 2
    paragraphs = [sentences[:middle], sentences[middle:]] if len(sentences) > 4 else [sentences]
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n"


def fill(forest: Forest, sentence: str) -> str:
    """A sentence with its links."""
    metric, segment, term = (forest.random.choice(list(ids)) for ids in (forest.metrics, SEGMENTS, WORDS["terms"]))
    links = [f"[metric:{metric}]", f"[{metric.replace('_', ' ')}][metric:{metric}]"]
    named = f"[{SEGMENTS[segment]['name'].lower()}][segment:{segment}]"
    return sentence.format(metric=forest.random.choice(links), term=f"[term:{term}]", segment=named)


def write_handbook(folder: Path, metrics: int, seed: int = 0) -> None:
    """Writes a valid handbook of so many metrics, with its `mkdocs.yml`; the same arguments give the same bytes."""
    if metrics < FEWEST_METRICS:
        raise ValueError(f"a generated handbook has at least {FEWEST_METRICS} metrics")
    forest = grow(metrics, Random(seed))
    reports = report(forest, Random(seed))
    entries = [(id_, describe(forest, metric, reports)) for id_, metric in forest.metrics.items()]
    north_star = entries[0][0]
    pieces = [dict(entries[start : start + METRICS_PER_FILE]) for start in range(0, metrics, METRICS_PER_FILE)]
    trees = {f"tree/part-{number:02}.yml": piece for number, piece in enumerate(pieces, start=1)}
    contents: dict[str, object] = {
        "mission.yml": WORDS["mission"],
        "stakeholders.yml": WORDS["stakeholders"],
        "north-star.yml": {
            "metric": north_star,
            **WORDS["north_star"],
            "guardrails": [guard(reports.values["revenue"])],
        },
        "owners.yml": WORDS["owners"],
        "glossary.yml": WORDS["terms"],
        **({"tree.yml": pieces[0]} if len(pieces) == 1 else trees),
    }
    texts = {f"docs/strategy/{name}": dump(content) for name, content in contents.items()}
    texts["docs/strategy/values.csv"] = tabulate(reports.written)
    texts["docs/index.md"] = WORDS["index"].format(metrics=metrics, north_star=north_star)
    texts["mkdocs.yml"] = WORDS["mkdocs"].format(metrics=metrics)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def guard(revenue: Series) -> dict[str, object]:
    """A guardrail: no more than a fifth of the latest revenue may be lost."""
    latest = next(value for value in reversed(revenue) if value is not None)
    return {**WORDS["guardrail"], "at_least": plain(float(f"{float(latest) * 0.8:.2g}"))}


def tabulate(written: dict[str, Series]) -> str:
    """The values as a wide file: a row a month, a column a metric."""
    rows = zip(MONTHS, *written.values(), strict=True)
    cells = ([month, *("" if value is None else f"{value:f}" for value in values)] for month, *values in rows)
    return "".join(f"{','.join(row)}\n" for row in (["period", *written], *cells))


def dump(content: object) -> str:
    """YAML as people write it: in the order given, text of several lines as a block."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


class _Dumper(yaml.SafeDumper):
    def represent_str(self, text: str) -> yaml.Node:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _Dumper.represent_str)


if __name__ == "__main__":
    write_handbook(Path(sys.argv[1]), *map(int, sys.argv[2:4]))
