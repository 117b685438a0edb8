"""The fields of records as tables, from their JSON Schema."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape
from pydantic.json_schema import JsonSchemaValue

from product_handbook.model.records.fields import Record
from product_handbook.prose.escaping import MarkdownText
from product_handbook.prose.render import markdown_line
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, chip, code, local_link
from product_handbook.site.writing.draft import Draft

COMMON = ("owner", "helpers", "review_by", "formerly", "accept", "extra")
"""The fields that most objects share, shown after their own."""
HEADINGS = (Heading("Field"), Heading("Type"), Heading("Meaning"), Heading("Example"))


@dataclass(frozen=True)
class RecordSection:
    """A record of a file: its name in words, what it is, and its fields as the mark of a piece."""

    anchor: str
    title: str
    purpose: str
    fields: MarkdownText


@dataclass(frozen=True)
class _RecordTable:
    name: str
    purpose: str
    fields: Markup


def record_sections(draft: Draft, model: type[Record]) -> tuple[RecordSection, ...]:
    """The record of a file, then every record inside it, each once; a field appears with its record."""
    return tuple(_sections(draft, _tables_of(model)))


def data_sections(draft: Draft) -> tuple[RecordSection, ...]:
    """The records in `handbook.json`, the whole file first."""
    return tuple(_sections(draft, _tables_of_data(draft.handbook.data_schema)))


def _sections(draft: Draft, tables: tuple[_RecordTable, ...]) -> Iterator[RecordSection]:
    for table in tables:
        yield RecordSection(_anchor(table.name), _title(table.name), table.purpose, draft.piece(table.fields))


@cache  # half a second that a live preview need not spend at every change
def _tables_of(model: type[Record]) -> tuple[_RecordTable, ...]:
    return tuple(_tables(model.__name__, model.model_json_schema(), ("required", "")))


@cache
def _tables_of_data(schema: str) -> tuple[_RecordTable, ...]:
    return tuple(_tables("WholeFile", json.loads(schema), ("", "optional")))


def _tables(name: str, schema: JsonSchemaValue, chips: tuple[str, str]) -> Iterator[_RecordTable]:
    """Each record of a schema; the chips stand beside the name of a field that is always there, and of another."""
    for key, record in {name: schema, **schema.get("$defs", {})}.items():
        if "properties" in record:
            yield _RecordTable(key, str(record["description"]).partition("\n")[0], _fields(record, chips))


def _fields(schema: JsonSchemaValue, chips: tuple[str, str]) -> Markup:
    properties, required = schema["properties"], schema.get("required", ())
    rows = [
        _row(name, properties[name], chips[0] if name in required else chips[1])
        for name in sorted(properties, key=COMMON.__contains__)
    ]
    shown = len(HEADINGS) if any(row[-1] for row in rows) else len(HEADINGS) - 1
    return components.table(f"Fields of {schema['title']}", HEADINGS[:shown], [row[:shown] for row in rows])


def _row(name: str, field: JsonSchemaValue, chip_text: str) -> tuple[Markup, ...]:
    marks = [chip(chip_text)] if chip_text else []
    examples = (code(f"{name}: {example}") for example in field.get("examples", ()))
    meaning = markdown_line(str(field.get("description", "")))
    return Markup(" ").join((code(name), *marks)), kind_of(field), meaning, Markup(", ").join(examples)


def kind_of(field: JsonSchemaValue) -> Markup:  # noqa: PLR0911 - a form of schema each
    """What a field holds, from its JSON Schema: `list of text`, or the words that it may be."""
    match field:
        case {"x-kind": kind} | {"format": "target" as kind}:
            return escape(kind)
        case {"anyOf": [first, *_]}:
            return kind_of(first)
        case {"enum": words}:
            return Markup(" or ").join(code(word) for word in words)
        case {"$ref": str(reference)}:
            name = reference.rpartition("/")[2]
            return local_link(_anchor(name), _title(name).lower())
        case {"prefixItems": [first, *more]}:
            return Markup("{} {}").format(
                ["", "one", "two", "three", "four", "five"][len(more) + 1], kind_of(first) + "s"
            )
        case {"items": item}:
            return "list of " + kind_of(item) + ("s" if item.get("x-kind") in {"id", "number"} else "")
        case {"additionalProperties": value, **rest}:
            key = kind_of(rest["propertyNames"]) if "propertyNames" in rest else Markup("name")
            return Markup("{} by {}").format(kind_of(value), key)
        case {"contentMediaType": _}:
            return Markup("prose")
        case {"format": str(kind)} | {"type": str(kind)}:
            return escape(kind)
    raise ValueError(f"no kind for {field}")


def _anchor(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _title(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return words if name == "NorthStar" else words.capitalize()
