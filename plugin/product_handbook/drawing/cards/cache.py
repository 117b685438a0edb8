"""Layouts kept on disk, so that an unchanged build starts no engine."""

import json
import zlib
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final

FILE: Final = "layouts"
"""Its name in the cache folder: a line a layout, of key, checksum and Graphviz' answer."""
MOST_BYTES: Final = 16 << 20
"""Size at which the file is begun anew, so that layouts of the past do not pile up; 18,000 layouts of six cards."""


class LayoutCache:
    """An engine that remembers its answers; a cache that cannot be read or written is as good as none.

    One file, because reading it takes 4 ms for 1,000 layouts where a file for each takes 40 ms. It only ever grows by
    single writes at its end, so that several builds may share it; a line that is not whole is passed over.
    """

    def __init__(self, engine: Callable[[str], str], version: Callable[[], str], folder: Path) -> None:
        self._engine = engine
        self._ask_version = version
        self._folder = folder

    def __call__(self, dot: str) -> str:
        """Graphviz' `plain` positions, remembered or new."""
        key = blake2b(f"{self._version}\n{dot}".encode(), digest_size=16).hexdigest()
        if key not in self._answers:
            self._answers[key] = self._engine(dot)
            self._keep(key, self._answers[key])
        return self._answers[key]

    @cached_property
    def _version(self) -> str:
        return self._ask_version()

    @cached_property
    def _answers(self) -> dict[str, str]:
        path = self._folder / FILE
        try:
            if path.stat().st_size > MOST_BYTES:
                path.unlink()
            return dict(_whole_lines(path.read_bytes()))
        except OSError:
            return {}

    def _keep(self, key: str, answer: str) -> None:
        written = json.dumps(answer)
        # The line break before the line ends one that another build left unfinished.
        # A checksum, since a build that is killed while it writes leaves half a line that may still be JSON.
        line = f"\n{key} {_checksum(key, written)} {written}\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / FILE).open("ab", buffering=0) as file:
                file.write(line.encode())
        except OSError:
            # A build without a cache is slower, not wrong.
            return


def _whole_lines(content: bytes) -> Iterator[tuple[str, str]]:
    for line in content.decode(errors="replace").splitlines():
        key, _, rest = line.partition(" ")
        checksum, _, written = rest.partition(" ")
        if written and checksum == _checksum(key, written):
            yield key, json.loads(written)


def _checksum(key: str, written: str) -> str:
    return f"{zlib.crc32((key + written).encode()):08x}"
