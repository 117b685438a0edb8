"""Links to files in the prose of strategy files: those that lead to no file, by the line on which they stand.

MkDocs finds them too, but in the generated page, of which nobody has a file.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from html import unescape
from urllib.parse import unquote

from product_handbook.diagnostics.quoting import quoted
from product_handbook.model.draft import prose_in
from product_handbook.model.records.reading import Prose
from product_handbook.model.strategy import Strategy
from product_handbook.prose.markdown.blocks import read_document
from product_handbook.prose.markdown.passages import read_passage
from product_handbook.prose.markdown.source import read_source
from product_handbook.prose.markdown.spans import find_code, find_pairs, mask

_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]]*\]:[ ]*(?:\n[ ]*)?<?([^\s<>]+)")
_INLINE = re.compile(r"\s*(?:<([^<>\n\0]*)>|([^\s\0]+))")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#?]")
"""What the address begins with of a link that does not start at the folder of its file."""


def broken_file_links(strategy: Strategy, strategy_uri: str, files: Collection[str]) -> Iterator[str]:
    """What to say of each link in prose to a file that is not there, as `path:line:column: ...`, in the prose's order.

    The strategy folder and all files of the site are given by their paths below the folder of the documents.
    """
    for prose in _all_prose(strategy):
        folder = posixpath.dirname(strategy_uri + prose.location.path.removeprefix(strategy.folder))
        for address, offset in file_addresses(prose.written.text):
            uri = posixpath.normpath(posixpath.join(folder, address))
            if uri not in files:
                found = f"the link leads to {quoted(address)}, and there is no such file at {quoted(uri)}"
                yield f"{prose.written.locate(offset)}: {found}; {_mend(uri, folder, files)}"


def _mend(uri: str, folder: str, files: Collection[str]) -> str:
    same = [file for file in files if posixpath.basename(file) == posixpath.basename(uri)]
    near = same if len(same) == 1 else get_close_matches(uri, sorted(files), n=1, cutoff=0.8)
    if near:
        return f"did you mean {quoted(posixpath.relpath('/' + near[0], '/' + folder))}?"
    return "correct the path, which starts at the folder of this file"


def _all_prose(strategy: Strategy) -> Iterator[Prose]:
    for subject in strategy.subjects:
        yield from prose_in(subject.object)
    if strategy.value_web is not None:
        yield from prose_in(strategy.value_web)
    for term in strategy.glossary.values():
        yield term.definition


def file_addresses(markdown: str) -> Iterator[tuple[str, int]]:
    """The relative addresses of files in prose, each with its offset, decoded and without what `#` or `?` begins."""
    if "](" not in markdown and "]:" not in markdown:
        return
    source = read_source(markdown)
    document = read_document(source.text, is_prose=True)
    for block in document.blocks:
        if block.kind in ("code", "fence"):
            continue
        passage = read_passage(document.text, block)
        found = _defined(passage.text) if block.kind == "definition" else _inline(passage.text)
        for written, offset in found:
            if address := _file(written):
                yield address, source.origin(passage.origin(offset))


def _defined(text: str) -> Iterator[tuple[str, int]]:
    """The address of a reference."""
    if match := _DEFINITION.match(text):
        yield match[1], match.start(1)


def _inline(text: str) -> Iterator[tuple[str, int]]:
    """The addresses of links and images."""
    masked = mask(text, find_code(text))
    pairs, parentheses = find_pairs(masked)
    for pair in pairs:
        end = parentheses.get(pair.end + 1)
        match = _INLINE.match(masked, pair.end + 2, end) if end else None
        if match and match.lastindex:
            yield match[match.lastindex], match.start(match.lastindex)


def _file(address: str) -> str:
    """The path of the file that an address names, relative; empty for one that starts elsewhere or names no file."""
    plain = unescape(address).strip()
    if _ELSEWHERE.match(plain):
        return ""
    path = unquote(re.split(r"[#?]", plain, maxsplit=1)[0])
    return path if posixpath.splitext(posixpath.basename(path))[1] else ""
