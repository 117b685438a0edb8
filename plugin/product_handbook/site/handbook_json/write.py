"""The text of `handbook.json` and of its JSON Schema."""

import json
from functools import cache
from itertools import chain

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from product_handbook.analysis.values.numbers import Numbers
from product_handbook.model.kinds import OBJECT, OBJECTS
from product_handbook.model.strategy import Strategy
from product_handbook.site.handbook_json.document import HandbookJson
from product_handbook.site.handbook_json.fields import VERSION
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
    strategy, analysis, findings = handbook.strategy, handbook.analysis, handbook.findings
    numbers = analysis.numbers
    return HandbookJson.model_validate(
        {
            "$schema": SCHEMA,
            "version": VERSION,
            "generated_for": handbook.today,
            "notice": handbook.notice or None,
            **_objects(strategy),
            "edges": strategy.graph.edges,
            "values": {metric: metric for metric in numbers.metrics if _has_values(numbers, metric)},
            "reconciliation": {
                metric: found for metric in strategy.metrics if (found := analysis.reconciliations.get(metric))
            },
            "changes": chain.from_iterable(analysis.changes.values()),
            "sensitivities": analysis.sensitivities,
            "feasibility": chain.from_iterable(analysis.feasibilities.values()),
            "findings": (*findings.open, *(finding for finding, _ in findings.accepted)),
            "glossary": strategy.glossary.values(),
        },
        context=Places(analysis, dict(findings.accepted), handbook.addresses, uri, handbook.docs_uri),
    )


def _objects(strategy: Strategy) -> dict[str, object]:
    """What is made from records, by the name of its field."""
    objects: dict[str, list[object]] = {kind.key: [] for kind in OBJECTS}
    for subject in strategy.subjects:
        if subject.kind != "page":
            objects[OBJECT[subject.kind].key].append(subject.object)
    web, orientation = strategy.value_web, strategy.orientation
    return objects | {
        "mission": strategy.mission,
        "north_star": strategy.north_star,
        "exchanges": web.exchanges if web else (),
        "orientation": orientation,
        "dimensions": strategy.rubric.dimensions.values() if strategy.rubric else (),
        "assessments": orientation.assessments if orientation else (),
    }


def _has_values(numbers: Numbers, metric: str) -> bool:
    return bool(numbers.cadences[metric] and (numbers.periods(metric) or numbers.reported.get(metric)))


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


def _lines(value: object) -> str:
    match value:
        case tuple() if value:
            return "[\n" + ",\n".join(_json(item) for item in value) + "\n]"
        case dict() if value and all(isinstance(item, dict) for item in value.values()):
            return "{\n" + ",\n".join(f"{_json(key)}: {_json(item)}" for key, item in value.items()) + "\n}"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
