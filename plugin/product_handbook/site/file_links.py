"""Links to files in the prose of strategy files: those that lead to no file, by the line on which they stand."""

import posixpath
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from product_handbook.diagnostics.diagnostic import Diagnostic, quoted
from product_handbook.model.strategy import Strategy, all_prose
from product_handbook.prose.render import ELSEWHERE


def broken_file_links(strategy: Strategy, strategy_uri: str, files: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for each link in prose to a file that is not there, in the prose's order.

    The strategy folder and all files of the site are given by their paths below the folder of the documents.
    """
    for prose in all_prose(strategy, strategy.subjects):
        folder = posixpath.dirname(strategy_uri + prose.location.path.removeprefix(strategy.folder))
        for written, offset in prose.document.addresses():
            address = file_of(written)
            uri = posixpath.normpath(posixpath.join(folder, address))
            if address and uri not in files:
                found = f"the link leads to {quoted(address)}, and there is no such file at {quoted(uri)}"
                span = prose.written.locate(offset, offset + len(written))
                yield Diagnostic("broken_link", span, found, _help(uri, folder, files), "warning")


def _help(uri: str, folder: str, files: Collection[str]) -> str:
    same = [file for file in files if posixpath.basename(file) == posixpath.basename(uri)]
    near = same if len(same) == 1 else get_close_matches(uri, sorted(files), n=1, cutoff=0.8)
    if near:
        return f"did you mean {quoted(posixpath.relpath('/' + near[0], '/' + folder))}?"
    return "correct the path, which starts at the folder of this file"


def file_of(address: str) -> str:
    """The path of the file that an address names, relative; empty for one that starts elsewhere or names no file."""
    if ELSEWHERE.match(address):
        return ""
    path = unquote(re.split(r"[#?]", address, maxsplit=1)[0])
    return path if posixpath.splitext(posixpath.basename(path))[1] else ""
