"""What a template is given: one frozen dataclass a template, made before anything is rendered."""

from dataclasses import dataclass, fields
from typing import ClassVar

from markupsafe import Markup

from product_handbook.site.writing.rendering import html_template, markdown_template


class TemplateContext:
    """The fields of a subclass are the variables of its template, no more and no fewer; a test holds them together."""

    template: ClassVar[str]
    """The path of the template in the room of the pages."""

    def values(self) -> dict[str, object]:
        """Each variable of the template, nested dataclasses as they are."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # all are dataclasses


@dataclass(frozen=True)
class PageContext(TemplateContext):
    """What the template of a whole page is given; the template writes Markdown."""

    title: str
    """Plain text."""

    def markdown(self) -> str:
        """The page in Markdown."""
        return markdown_template(self.template).render(self.values())


@dataclass(frozen=True)
class PieceContext(TemplateContext):
    """What the template of a finished piece of HTML is given."""

    def html(self) -> Markup:
        """The piece, without white space around it."""
        return Markup(html_template(self.template).render(self.values()).strip())  # noqa: S704 - the template escapes
