"""`owners.yml` and `glossary.yml`: who answers for what, and what the words mean."""

from dataclasses import dataclass

from pydantic import Field

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.model.records.fields import NamedObject, TextField, in_words
from product_handbook.model.records.reading import Prose


class Owner(NamedObject):
    """A team or a person that answers for objects of the handbook."""

    contact: TextField | None = Field(
        None, description="Where to reach them: a link or an address.", examples=["https://blue.example/teams/growth"]
    )


@dataclass(frozen=True, eq=False)
class Term:
    """A word that the handbook uses in a sense of its own."""

    id: str
    definition: Prose
    location: Span

    @property
    def title(self) -> str:
        """The term as words."""
        return in_words(self.id)
