"""The reference of the strategy files, of the linter's rules and of the data, made from the records and the rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape
from pydantic.json_schema import JsonSchemaValue

from product_handbook.diagnostics.catalogue import codes
from product_handbook.model.kinds import FILES, OBJECTS, PAGE, PAGES, FileKind, object_by_key
from product_handbook.model.records.fields import Record
from product_handbook.prose.escaping import MarkdownText
from product_handbook.prose.render import markdown_line
from product_handbook.rules.catalogue import RULES
from product_handbook.site.handbook_json.document import VERSION
from product_handbook.site.handbook_json.write import JSON, SCHEMA, schema
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page

COMMON = ("owner", "review_by", "formerly", "accept", "extra")
"""The fields that most objects share, shown after their own."""
HEADINGS = (Heading("Field"), Heading("Type"), Heading("Meaning"), Heading("Example"))


FILES_AS_READ = sorted(FILES, key=lambda file: list(PAGE).index(file.page))
"""The strategy files, in the order of the pages that show them."""


@dataclass(frozen=True)
class RecordPart:
    """A record of a file: its name in words, what it is, and its fields as a piece of HTML."""

    anchor: str
    title: str
    purpose: str
    fields: MarkdownText


def reference_pages(handbook: Handbook) -> Iterator[Page]:
    """The overview, a page for each file, the page of the linter's rules, and the page of the data for others."""
    draft = Draft(handbook, handbook.addresses.page("reference"))
    yield draft.finish(
        "pages/reference/page",
        "Reference",
        files=FILES_AS_READ,
        kinds=[kind for kind in OBJECTS if kind.id != "metric"],
        pages=PAGES,
        folder=handbook.docs_uri(handbook.strategy.folder),
        link=lambda name: draft.relative_to(handbook.addresses.at(f"reference/{name}.md")),
    )
    for file in FILES_AS_READ:
        draft = Draft(handbook, handbook.addresses.at(f"reference/{file.name}.md"))
        yield draft.finish(
            "pages/reference/file",
            f"{file.name}{file.ending}",
            file=file,
            by_id=object_by_key(file) is not None,
            records=tuple(_records(draft, _described(record))) if (record := record_in(file)) else (),
        )
    yield _problems_page(handbook)
    draft = Draft(handbook, handbook.addresses.at("reference/findings.md"))
    rules = [(rule, MarkdownText(rule.documentation)) for rule in sorted(RULES, key=lambda rule: rule.code)]
    yield draft.finish("pages/reference/findings", "Findings", rules=rules, health=draft.relative("health"))
    yield _data_page(handbook)


def record_in(file: FileKind) -> type[Record] | None:
    """The record that a file holds, or that each of its ids holds; none for a table, and for the ids of prose."""
    kind = object_by_key(file)
    found = file.record if kind is None else kind.record
    return found if found is not None and issubclass(found, Record) else None


@dataclass(frozen=True)
class ProblemPart:
    """A code of a problem, and what the reference says of it, in Markdown."""

    code: str
    what: MarkdownText
    why: MarkdownText
    fix: MarkdownText
    example: MarkdownText


def _problems_page(handbook: Handbook) -> Page:
    """Every code of a problem of the files."""
    draft = Draft(handbook, handbook.addresses.at("reference/problems.md"))
    problems = [
        ProblemPart(code.code, *map(MarkdownText, (code.what, code.why, code.fix, code.example)))
        for code in sorted(codes(), key=lambda code: code.code)
    ]
    findings = draft.relative_to(handbook.addresses.at("reference/findings.md"))
    return draft.finish("pages/reference/problems", "Problems", problems=problems, findings=findings)


def _data_page(handbook: Handbook) -> Page:
    """What `handbook.json` holds, part by part."""
    draft = Draft(handbook, handbook.addresses.at("reference/data.md"))
    return draft.finish(
        "pages/reference/data",
        "Data",
        json=draft.relative_to(handbook.addresses.base + JSON),
        schema=draft.relative_to(handbook.addresses.base + SCHEMA),
        version=VERSION,
        notes=tuple(MarkdownText(note) for note in str(schema()["description"]).split("\n\n")[1:]),
        records=tuple(_records(draft, _described_data())),
    )


_Described = tuple[tuple[str, str, Markup], ...]
"""The name, the purpose and the table of fields of each record."""


def _records(draft: Draft, described: _Described) -> Iterator[RecordPart]:
    """The record of a file, then every record inside it, each once; a field appears with its record."""
    for name, purpose, fields in described:
        yield RecordPart(_anchor(name), _title(name), purpose, draft.piece(fields))


@cache  # half a second that a live preview need not spend at every change
def _described(model: type[Record]) -> _Described:
    """The records in a strategy file."""
    return tuple(_tables(model.__name__, model.model_json_schema(), ("required", "")))


@cache
def _described_data() -> _Described:
    """The records in `handbook.json`."""
    return tuple(_tables("WholeFile", schema(), ("", "optional")))


def _tables(name: str, schema: JsonSchemaValue, chips: tuple[str, str]) -> Iterator[tuple[str, str, Markup]]:
    """Each record of a schema; the chips stand beside the name of a field that is always there, and of another."""
    for key, record in {name: schema, **schema.get("$defs", {})}.items():
        if "properties" in record:
            yield key, str(record["description"]).partition("\n")[0], _fields(record, chips)


def _fields(schema: JsonSchemaValue, chips: tuple[str, str]) -> Markup:
    properties, required = schema["properties"], schema.get("required", ())
    rows = [
        _row(name, properties[name], chips[0] if name in required else chips[1])
        for name in sorted(properties, key=COMMON.__contains__)
    ]
    shown = len(HEADINGS) if any(row[-1] for row in rows) else len(HEADINGS) - 1
    return components.table(f"Fields of {schema['title']}", HEADINGS[:shown], [row[:shown] for row in rows])


def _row(name: str, field: JsonSchemaValue, chip: str) -> tuple[Markup, ...]:
    must = Markup(' <span class="hb-status">{}</span>').format(chip) if chip else Markup()
    examples = (Markup("<code>{}: {}</code>").format(name, example) for example in field.get("examples", ()))
    meaning = markdown_line(str(field.get("description", "")))
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
