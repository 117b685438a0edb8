import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from diagram_samples import around_active_users, blue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from product_handbook.drawing.cards import cache
from product_handbook.drawing.cards.cache import FILE, LayoutCache
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.drawing.cards.layout import lay_out


class Counting:
    """An engine that answers with the graph itself and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, dot: str) -> str:
        self.asked.append(dot)
        return f"laid out: {dot}"


def build(folder: Path, dots: list[str], version: str = "1") -> list[str]:
    """What one build asks the engine for."""
    engine = Counting()
    cached = LayoutCache(engine, lambda: version, folder)
    assert [cached(dot) for dot in dots] == [f"laid out: {dot}" for dot in dots]
    return engine.asked


def test_what_was_laid_out_is_not_laid_out_again(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "if missing"
    assert build(folder, ["a", "b", "a"]) == ["a", "b"]
    assert build(folder, ["b", "c", "ü\n\u2028\x1c"]) == ["c", "ü\n\u2028\x1c"]
    assert build(folder, ["a", "b", "c", "ü\n\u2028\x1c"]) == []


def test_another_release_of_graphviz_lays_out_anew(tmp_path: Path) -> None:
    build(tmp_path, ["a"], version="1")
    assert build(tmp_path, ["a"], version="2") == ["a"]
    assert build(tmp_path, ["a"], version="1") == []


def test_one_file_holds_all_layouts(tmp_path: Path) -> None:
    build(tmp_path, [str(number) for number in range(1000)])
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40), st.integers(0, 200), st.integers(0, 3))
def test_a_damaged_file_costs_time_and_nothing_else(tmp_path: Path, noise: bytes, place: int, cut: int) -> None:
    (tmp_path / FILE).unlink(missing_ok=True)
    build(tmp_path, ["a", "b", "c"])
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:place] + noise + whole[place + cut :])
    build(tmp_path, ["a", "b", "c"])
    assert build(tmp_path, ["a", "b", "c"]) == []


def test_a_line_that_was_not_finished_does_not_spoil_the_next_one(tmp_path: Path) -> None:
    build(tmp_path, ["a"])
    with (tmp_path / FILE).open("ab") as file:
        file.write(b"\n0123 4567")
    assert build(tmp_path, ["b"]) == ["b"]
    assert build(tmp_path, ["a", "b"]) == []


def a_file_in_its_place(folder: Path) -> None:
    folder.write_text("")


def a_folder_where_the_file_belongs(folder: Path) -> None:
    (folder / FILE).mkdir(parents=True)


@pytest.mark.parametrize("damage", [a_file_in_its_place, a_folder_where_the_file_belongs])
def test_a_folder_that_cannot_be_used_is_as_good_as_no_cache(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    damage(tmp_path / "cache")
    assert build(tmp_path / "cache", ["a", "a"]) == ["a"]


def test_layouts_of_the_past_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 4000)
    for number in range(200):
        build(tmp_path, [f"changed {number}", "the same"])
    assert (tmp_path / FILE).stat().st_size < 4400


def build_many(folder: Path, first: int) -> None:
    build(folder, [f"{number} " * 200 for number in range(first, first + 150)])


def test_two_builds_at_once_share_the_cache(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    builds = [context.Process(target=build_many, args=(tmp_path, first)) for first in (0, 75)]
    for process in builds:
        process.start()
    for process in builds:
        process.join()
    assert [process.exitcode for process in builds] == [0, 0]
    assert build(tmp_path, [f"{number} " * 200 for number in range(225)]) == []


def test_an_unchanged_diagram_starts_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [lay_out(sample, graphviz_engine("wasm", tmp_path)) for sample in (blue(), around_active_users())]
    monkeypatch.setitem(sys.modules, "product_handbook.drawing.cards.wasm", None)
    again = graphviz_engine("wasm", tmp_path)
    assert [lay_out(sample, again) for sample in (blue(), around_active_users())] == first
    with pytest.raises(ImportError):
        again("digraph { n7 -> n8 }")


def test_no_cache_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    lay_out(blue(), graphviz_engine("wasm", None))
    assert list(tmp_path.iterdir()) == []
