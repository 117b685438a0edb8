"""Links to files in the prose of strategy files: those that lead to no file are named by file, line and column."""

import shutil
from pathlib import Path

import pytest

from product_handbook.model.loading.load import load
from product_handbook.prose.document import Document
from product_handbook.site.file_links import broken_file_links, file_of

MINIMAL = Path(__file__).parent.parent / "handbooks" / "minimal" / "docs" / "strategy"
LEADS = "the link leads to"
NO_FILE = "and there is no such file at"


@pytest.mark.parametrize(
    ("markdown", "addresses"),
    [
        ("[a](b.md) and ![c](img/d.png 'D')", ["b.md", "img/d.png"]),
        ("[a](../b.md#part) [c](d.md?e)", ["../b.md", "d.md"]),
        ("[a](<b c.md>) [d](e%20f.md) [g](h&amp;i.md)", ["b c.md", "e f.md", "h&i.md"]),
        ("[a](b(c).md)", ["b(c).md"]),
        ("[a]( b.md )", ["b.md"]),
        ("[![a](b.png)](c.md)", ["c.md", "b.png"]),
        ("[a][b]\n\n[b]: c.md 'C'\n[d]: <e.md>", ["c.md"]),
        ("> - [a](b.md)", ["b.md"]),
        ("[a](https://blue.example/b.md) [c](mailto:d@e.md) [f](/g.md) [h](#i.md) [j](?k.md)", []),
        ("[a](b/) [c](d) [e]() [f](..)", []),
        ("`[a](b.md)`\n\n```\n[c](d.md)\n```\n\n    [e](f.md)", []),
        ("\\[a](b.md) [c] (d.md)", []),
        ("[a][^1]\n\n[^1]: b.md", []),
        ("[metric:orders]", []),
    ],
)
def test_the_addresses_of_files_are_found(markdown: str, addresses: list[str]):
    found = [(file, at) for written, at in Document(markdown).addresses() if (file := file_of(written))]
    assert [address for address, _ in found] == addresses


def test_a_link_to_no_file_is_named_by_its_line(tmp_path: Path):
    folder = shutil.copytree(MINIMAL, tmp_path / "strategy")
    (folder / "glossary.yml").write_text(
        "a: |\n  See [x](../x.md) and\n  [report](reports/2026.md).\n"
        'b: "Far: [x](x.md), [y](../../y.md)"\nc: "[tree](../handbook/tree/index.md#top) [pdf](r.pdf)"\n',
        "utf-8",
    )
    files = {"x.md", "strategy/r.pdf", "handbook/tree/index.md", "archive/2026.md"}
    said = [
        str(warning).removeprefix("docs/strategy/glossary.yml:").replace("warning: ", "").removesuffix(" [broken_link]")
        for warning in broken_file_links(load(folder, "docs/strategy"), "strategy", files)
    ]
    assert said == [
        f"3:12: {LEADS} `reports/2026.md`, {NO_FILE} `strategy/reports/2026.md`; did you mean `../archive/2026.md`?",
        f"4:14: {LEADS} `x.md`, {NO_FILE} `strategy/x.md`; did you mean `../x.md`?",
        f"4:25: {LEADS} `../../y.md`, {NO_FILE} `../y.md`; correct the path, which starts at the folder of this file",
    ]
