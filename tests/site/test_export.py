"""What an export takes along, and what it leaves of the author's files."""

from pathlib import Path

import pytest

from product_handbook.addresses.addresses import Addresses
from product_handbook.model.loading.load import load
from product_handbook.site.export import author_files
from product_handbook.site.hand_written import link_ids_in_file

MINIMAL = Path(__file__).parent.parent / "handbooks" / "minimal" / "docs" / "strategy"
LINKED = "[Orders](handbook/tree/orders.md)"


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    return Addresses(load(MINIMAL), "handbook/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[metric:orders]", LINKED),
        ("---\ntitle: '[metric:orders]'\n---\n[metric:orders]", f"---\ntitle: '[metric:orders]'\n---\n{LINKED}"),
        ("---\r\na: b\r\n...\r\n[metric:orders]\r\n", f"---\r\na: b\r\n...\r\n{LINKED}\r\n"),
        ("---\n---\n[metric:orders]\n", f"---\n---\n{LINKED}\n"),
        ("---\n\nA rule, then text. [metric:orders]\n", f"---\n\nA rule, then text. {LINKED}\n"),
        ("# T\n\n---\n\n[metric:orders]\n\n---\n", f"# T\n\n---\n\n{LINKED}\n\n---\n"),
        ("", ""),
    ],
)
def test_links_are_rewritten_everywhere_but_in_front_matter(addresses: Addresses, text: str, expected: str):
    assert link_ids_in_file(text, "page.md", addresses).markdown == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[metric:x]", "1:1"),
        ("---\na: b\n---\n\n Text [metric:x]", "5:7"),
        ("---\r\na: b\r\n---\r\n\r\n[metric:x]", "5:1"),
    ],
)
def test_warnings_count_the_lines_of_the_file(addresses: Addresses, text: str, place: str):
    (warning,) = link_ids_in_file(text, "page.md", addresses).warnings
    assert str(warning).startswith(f"page.md:{place}: warning: there is no metric `x`; ")


def test_a_mistyped_kind_is_a_warning_in_its_place(addresses: Addresses):
    text = "[metric:x] [metrics:orders]\n\nA [team:orders] [note: see] [a][metirc:x]\n[terms:x](y) [Metric:orders]"
    no_kind = "warning: there is no kind of object called"
    assert list(map(str, link_ids_in_file(text, "page.md", addresses).warnings)) == [
        "page.md:1:1: warning: there is no metric `x`; correct the id, or define it [unknown_id]",
        f"page.md:1:12: {no_kind} `metrics`; did you mean `[metric:orders]`? [unknown_kind]",
        f"page.md:3:32: {no_kind} `metirc`; did you mean `[metric:x]`? [unknown_kind]",
        f"page.md:4:14: {no_kind} `Metric`; did you mean `[metric:orders]`? [unknown_kind]",
    ]


def test_the_authors_files_are_all_but_strategy_files_and_hidden_ones(tmp_path: Path):
    for name in (
        "index.md",
        "img/a b.png",
        "strategy/mission.yml",
        "strategy/tree/a.yml",
        "strategy/values.csv",
        "strategy/notes.md",
        "strategy-of-old/mission.yml",
        ".hidden.md",
        "img/.DS_Store",
        ".git/config",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert list(author_files(tmp_path, "strategy")) == [
        "img/a b.png",
        "index.md",
        "strategy/notes.md",
        "strategy-of-old/mission.yml",
    ]
