"""The `handbook.json` of each handbook that tests have."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from clock import DAY
from product_handbook.addresses.addresses import Addresses
from product_handbook.analysis.analysis import Analysis
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.rules.find import find
from product_handbook.site.handbook_json.write import handbook_files, schema_text
from product_handbook.site.writing.page import Handbook

ROOT = Path(__file__).parent.parent.parent
STRATEGIES = {
    "blue": ROOT / "content" / "strategy",
    **{path.parent.parent.name: path for path in sorted((ROOT / "tests" / "handbooks").glob("*/docs/strategy"))},
    "bakery": ROOT / "tests" / "data" / "handbook_json" / "bakery",
}
"""Blue, the handbooks that are built in tests, and one that says all that the optional files can."""
Json = dict[str, object]


def handbook(folder: Path, base: str = "book/", *, notice: str = "", directory_urls: bool = True) -> Handbook:
    strategy = load(folder)
    assert isinstance(strategy, Strategy), [
        f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
    ]
    analysis = Analysis(strategy, DAY)
    return Handbook(
        analysis=analysis,
        findings=find(analysis),
        addresses=Addresses(strategy, base, directory_urls, {}),
        draw=lambda *_: "",
        docs_uri=lambda path: f"strategy{path.removeprefix(strategy.folder)}",
        notice=notice,
        data_schema=schema_text(),
    )


def read(shown: Handbook) -> Json:
    return json.loads(handbook_files(shown)[f"{shown.addresses.base}handbook.json"])


def parts(value: object) -> Iterator[Mapping]:
    """Every mapping in a document."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from parts(item)
