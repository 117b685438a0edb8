"""Scripts as the site gets them: each entry in one file with the modules that it imports."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)"$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|class) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n+", re.MULTILINE | re.DOTALL)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)

_PACKAGE = files("product_handbook")


def script(entry: str) -> str:
    """An entry, by its path in the package, after the modules that it imports, each once and in a scope of its own.

    As modules they could not be loaded: browsers refuse to import from a site that is opened as files.
    """
    modules = "\n".join(f'modules["{path}"] = {_scope(path, text)}' for path, text in _modules(entry).items())
    return f'"use strict"\n{{\nconst modules = {{}}\n\n{modules}}}\n'


def _modules(entry: str) -> Mapping[str, str]:
    """The text of each module by its path, each after those that it imports."""
    found: dict[str, str] = {}

    def visit(path: str) -> None:
        text = (_PACKAGE / path).read_text(encoding="utf-8")
        for imported in _imported(path, text):
            if imported not in found:
                visit(imported)
        found[path] = text

    visit(entry)
    return found


def _imported(path: str, text: str) -> Iterator[str]:
    for match in _IMPORT.finditer(text):
        yield _resolved(match[2], path)


def _resolved(address: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def _scope(path: str, text: str) -> str:
    """A module as a function that is called at once and gives what the module exports."""
    exported = ", ".join(match[1] for match in _EXPORT.finditer(text))
    text = _IMPORT.sub(lambda match: f'const {{{match[1]}}} = modules["{_resolved(match[2], path)}"]', text)
    text = _COMMENT.sub("", _EXPORT.sub("", text))
    if left := _LEFT.search(text):
        message = f"{path}: write `import {{ name }} from` and `export const`, `function` or `class`, not {left[0]!r}."
        raise ValueError(message)
    return f"(() => {{\n{text.rstrip()}\nreturn {{ {exported} }}\n}})()\n"
