"""Things that are named by their kind and id, as links by id do."""

from dataclasses import dataclass

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.diagnostics.quoting import quoted
from product_handbook.model.records.reading import STAND_IN, filled, wrong
from product_handbook.source.yaml.nodes import Scalar


@dataclass(frozen=True, eq=False)
class Mention:
    """Something that is named by its kind and id, as links by id do: `metric:documents_per_user`."""

    kind: str
    id: str
    written: Scalar

    @property
    def location(self) -> Span:
        """Where it is named."""
        return self.written.location

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def mention(value: object) -> Mention:
    """A kind and an id, joined with a colon."""
    written = filled(value, "a kind and an id")
    kind, colon, id = written.text.strip().strip("[]").partition(":")
    if written.kind == "stand_in":
        return Mention("page", STAND_IN, written)
    if not colon or not id or id != id.strip() or " " in kind:
        found = f"found {quoted(written.text)}, expected a kind and an id"
        raise wrong(
            "invalid_id", found, "write them as links by id do, such as `metric:monthly_active_users` or `page:mission`"
        )
    return Mention(kind, id, written)
