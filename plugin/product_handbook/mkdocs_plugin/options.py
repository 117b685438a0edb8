"""The options of the plugin in `mkdocs.yml`, and how each is checked."""

from datetime import date, datetime
from pathlib import PureWindowsPath
from typing import Literal

from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.exceptions import PluginError

from product_handbook.site.writing.today import present_day


class _Day(BaseConfigOption[date | None]):
    """A calendar date, as YAML reads one or as text."""

    def run_validation(self, value: object) -> date | None:
        try:
            if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
                return value
            return date.fromisoformat(str(value))
        except ValueError:
            message = f"Expected a date such as 2026-11-21, found {value!r}."
            raise ValidationError(message) from None


class _Folder(BaseConfigOption[str]):
    """A folder inside `docs_dir`, without slashes around it; empty for `docs_dir` itself."""

    def __init__(self, default: str, *, may_be_empty: bool) -> None:
        super().__init__()
        self.default = default
        self.may_be_empty = may_be_empty

    def run_validation(self, value: object) -> str:
        parts = [part for part in value.split("/") if part not in {"", "."}] if isinstance(value, str) else [".."]
        if ".." in parts or "\\" in "".join(parts) or not (parts or self.may_be_empty):
            message = f"Expected a folder inside docs_dir, such as {self.default!r}, found {value!r}."
            raise ValidationError(message)
        if not self.may_be_empty and isinstance(value, str) and _is_absolute(value):
            message = f"Expected a path from docs_dir on, such as {self.default!r}, found the absolute path {value!r}."
            raise ValidationError(message)
        return "/".join(parts)


def _is_absolute(path: str) -> bool:
    """Whether a path starts at the root of a disk; a slash before a single name is only one too many."""
    return bool(PureWindowsPath(path).drive) or (path.startswith("/") and "/" in path.strip("/"))


class Options(Config):
    """The options of the plugin in `mkdocs.yml`."""

    strategy = _Folder(default="strategy", may_be_empty=False)
    """The folder of the strategy files inside `docs_dir`."""
    base = _Folder(default="handbook", may_be_empty=True)
    """The folder of the generated pages; `""` puts them at the root of the site."""
    engine: config_options.Choice[Literal["wasm", "dot"]] = config_options.Choice(("wasm", "dot"), default="wasm")
    """What lays diagrams out: the Graphviz that comes with the plugin, or the `dot` that is installed."""
    notice: config_options.Optional[str] = config_options.Optional(config_options.Type(str))
    """Markdown of one paragraph that Home begins with, such as that the numbers are made up."""
    today = _Day()
    """The day on which reviews are due and acceptances run out; else SOURCE_DATE_EPOCH, else the clock."""

    @property
    def day(self) -> date:
        """The day for which the handbook is made."""
        try:
            return self.today or present_day()
        except ValueError as error:
            raise PluginError(str(error)) from error
