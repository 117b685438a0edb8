"""The text of `handbook.json` and of its JSON Schema."""

import json
from collections.abc import Iterator
from functools import cache

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from product_handbook.site.handbook_json.document import Finding, HandbookJson
from product_handbook.site.handbook_json.fields import VERSION
from product_handbook.site.handbook_json.gather_numbers import (
    gather_changes,
    gather_feasibilities,
    gather_reconciliation,
    gather_sensitivities,
    gather_values,
)
from product_handbook.site.handbook_json.metrics import gather_edges
from product_handbook.site.handbook_json.objects import gather_objects, gather_terms
from product_handbook.site.handbook_json.places import Places
from product_handbook.site.writing.assets import JSON, SCHEMA
from product_handbook.site.writing.page import Handbook


class _Schema(GenerateJsonSchema):
    """The schema for readers of the file: no field is null, since what is None is left out; others may be added."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        found = super().model_schema(schema)
        found.pop("additionalProperties", None)
        return found

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A mapping whose keys have a pattern has no others."""
        found = super().dict_schema(schema)
        for pattern, values in found.pop("patternProperties", {}).items():
            found["propertyNames"] = {"type": "string", **found.get("propertyNames", {}), "pattern": pattern}
            found["additionalProperties"] = values
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def handbook_files(handbook: Handbook) -> dict[str, str]:
    """The two files by their paths in the site."""
    base = handbook.addresses.base
    return {f"{base}{JSON}": to_text(gather(handbook, f"{base}{JSON}")), f"{base}{SCHEMA}": schema_text()}


def gather(handbook: Handbook, uri: str) -> HandbookJson:
    """All that a handbook holds, for the file at an address of the site."""
    places = Places(handbook, uri)
    return HandbookJson.model_validate(
        {
            "$schema": SCHEMA,
            "version": VERSION,
            "generated_for": handbook.today.isoformat(),
            "notice": handbook.notice or None,
            **gather_objects(places),
            "edges": tuple(gather_edges(places)),
            "values": dict(gather_values(places)),
            "reconciliation": dict(gather_reconciliation(places)),
            "changes": tuple(gather_changes(places)),
            "sensitivities": tuple(gather_sensitivities(places)),
            "feasibility": tuple(gather_feasibilities(places)),
            "findings": tuple(_findings(places)),
            "glossary": tuple(gather_terms(places)),
        }
    )


def to_text(document: HandbookJson) -> str:
    """The file: a line for each object, edge, finding and metric's values, so that it is small and can be searched."""
    parts = document.model_dump(by_alias=True, exclude_none=True)
    return "{\n" + ",\n".join(f"{_json(key)}: {_lines(value)}" for key, value in parts.items()) + "\n}\n"


@cache
def schema() -> JsonSchemaValue:
    """The JSON Schema of the file."""
    found = HandbookJson.model_json_schema(mode="serialization", schema_generator=_Schema)
    dialect = {"$schema": GenerateJsonSchema.schema_dialect, "title": f"handbook.json, version {VERSION}"}
    return dialect | {key: value for key, value in found.items() if key != "title"}


@cache
def schema_text() -> str:
    """The file of the JSON Schema."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _findings(places: Places) -> Iterator[Finding]:
    found = places.handbook.findings
    for finding, acceptance in (*((finding, None) for finding in found.open), *found.accepted):
        kind, _, id = finding.subject.partition(":")
        yield Finding(
            **places.place(finding.span),
            rule=finding.code,
            severity=finding.severity,
            subject=finding.subject,
            column=finding.span.column,
            message=finding.message,
            mend=finding.help,
            page=places.page(kind, id),
            accepted=None if acceptance is None else places.acceptance(acceptance),
        )


def _lines(value: object) -> str:
    match value:
        case tuple() if value:
            return "[\n" + ",\n".join(_json(item) for item in value) + "\n]"
        case dict() if value and all(isinstance(item, dict) for item in value.values()):
            return "{\n" + ",\n".join(f"{_json(key)}: {_json(item)}" for key, item in value.items()) + "\n}"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
