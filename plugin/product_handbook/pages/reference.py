"""The reference of the strategy files and of the linter's rules, made from the records and the rules themselves."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape
from pydantic.json_schema import JsonSchemaValue

from product_handbook.pages import components
from product_handbook.pages.components import Heading
from product_handbook.pages.draft import Draft
from product_handbook.pages.escaping import MarkdownText
from product_handbook.pages.page import Handbook, Page
from product_handbook.pages.prose import inline_html
from product_handbook.rules.catalogue import RULES
from product_handbook.strategy.records.fields import Record
from product_handbook.strategy.records.metric import Metric
from product_handbook.strategy.records.mission import Mission
from product_handbook.strategy.records.north_star import NorthStar
from product_handbook.strategy.records.owner import Owner
from product_handbook.strategy.records.stakeholders import Stakeholders

COMMON = ("owner", "review_by", "formerly", "accept", "extra")
"""The fields that most objects share, shown after their own."""
HEADINGS = (Heading("Field"), Heading("Type"), Heading("Meaning"), Heading("Example"))


@dataclass(frozen=True)
class FileReference:
    """A strategy file as the reference explains it."""

    name: str
    """Without its ending."""
    purpose: str
    model: type[Record] | None
    """The record that it holds, or that each of its ids holds; none for the glossary, whose ids hold prose."""
    by_id: bool = False
    required: bool = True


FILES = (
    FileReference("mission", "The mission, the vision, what was chosen, and what was chosen against.", Mission),
    FileReference("stakeholders", "The three groups of stakeholders and their segments.", Stakeholders),
    FileReference("north-star", "The North Star metric, the business metric beside it, and the guardrails.", NorthStar),
    FileReference(
        "tree",
        "The metrics, each under its id; a folder tree/ may hold several such files instead.",
        Metric,
        by_id=True,
    ),
    FileReference("owners", "Who answers for what, each under an id.", Owner, by_id=True, required=False),
    FileReference(
        "glossary", "What words mean here: under the id of each term, its meaning.", None, by_id=True, required=False
    ),
)


@dataclass(frozen=True)
class RecordPart:
    """A record of a file: its name in words, what it is, and its fields as a piece of HTML."""

    anchor: str
    title: str
    purpose: str
    fields: MarkdownText


def reference_pages(handbook: Handbook) -> Iterator[Page]:
    """The overview, a page for each file, and the page of the linter's rules."""
    draft = Draft(handbook, handbook.addresses.page("reference"))
    yield draft.finish(
        "reference",
        "Reference",
        files=FILES,
        folder=handbook.docs_uri(handbook.strategy.folder),
        link=lambda name: draft.relative_to(handbook.addresses.at(f"reference/{name}.md")),
    )
    for file in FILES:
        draft = Draft(handbook, handbook.addresses.at(f"reference/{file.name}.md"))
        records = () if file.model is None else tuple(_records(draft, file.model))
        yield draft.finish("reference_file", f"{file.name}.yml", file=file, records=records)
    draft = Draft(handbook, handbook.addresses.at("reference/findings.md"))
    rules = [(rule, MarkdownText(rule.documentation)) for rule in sorted(RULES, key=lambda rule: rule.code)]
    yield draft.finish("findings", "Findings", rules=rules, health=draft.relative("health"))


def _records(draft: Draft, model: type[Record]) -> Iterator[RecordPart]:
    """The record of a file, then every record inside it, each once; a field appears with its record."""
    for name, purpose, fields in _described(model):
        yield RecordPart(_anchor(name), _title(name), purpose, draft.piece(fields))


@cache  # half a second that a live preview need not spend at every change
def _described(model: type[Record]) -> tuple[tuple[str, str, str], ...]:
    """The name, the purpose and the table of fields of each record in a file."""
    schema = model.model_json_schema()
    records = {model.__name__: schema, **schema.get("$defs", {})}
    return tuple(
        (name, str(record["description"]).partition("\n")[0], _fields(record))
        for name, record in records.items()
        if "properties" in record
    )


def _fields(schema: JsonSchemaValue) -> str:
    properties, required = schema["properties"], schema.get("required", ())
    rows = [_row(name, properties[name], required) for name in sorted(properties, key=COMMON.__contains__)]
    return components.table(f"Fields of {schema['title']}", HEADINGS, rows)


def _row(name: str, field: JsonSchemaValue, required: Collection[str]) -> tuple[Markup, ...]:
    must = Markup(' <span class="hb-status">required</span>') if name in required else Markup()
    examples = (Markup("<code>{}: {}</code>").format(name, example) for example in field.get("examples", ()))
    meaning = inline_html(str(field.get("description", "")), str)
    return Markup("<code>{}</code>{}").format(name, must), kind_of(field), meaning, Markup(", ").join(examples)


def kind_of(field: JsonSchemaValue) -> Markup:  # noqa: PLR0911 - a form of schema each
    """What a field holds, from its JSON Schema: `list of text`, or the words that it may be."""
    match field:
        case {"x-kind": kind}:
            return escape(kind)
        case {"anyOf": [first, *_]}:
            return kind_of(first)
        case {"enum": words}:
            return Markup(" or ").join(Markup("<code>{}</code>").format(word) for word in words)
        case {"$ref": str(reference)}:
            name = reference.rpartition("/")[2]
            return Markup('<a href="#{}">{}</a>').format(_anchor(name), _title(name).lower())
        case {"prefixItems": [first, *more]}:
            return Markup("{} {}").format(["", "one", "two", "three"][len(more) + 1], kind_of(first) + "s")
        case {"items": item}:
            return "list of " + kind_of(item) + ("s" if item.get("x-kind") in {"id", "number"} else "")
        case {"additionalProperties": value, **rest}:
            key = kind_of(rest["propertyNames"]) if "propertyNames" in rest else Markup("name")
            return Markup("{} by {}").format(kind_of(value), key)
    raise ValueError(f"no kind for {field}")


def _anchor(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _title(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return words if name == "NorthStar" else words.capitalize()
