"""The mission, the stakeholders, the North Star, the owners and the glossary of a strategy, for `handbook.json`."""

from collections.abc import Iterator

from product_handbook.model.records import mission, north_star
from product_handbook.site.handbook_json.numerals import digits
from product_handbook.site.handbook_json.objects import (
    Choice,
    Criteria,
    Group,
    Guardrail,
    Mission,
    NorthStar,
    Owner,
    Segment,
    Term,
)
from product_handbook.site.handbook_json.places import Places, markdown


def gather_mission(places: Places) -> Mission:
    """The mission and the strategy around it."""
    record = places.strategy.mission
    return Mission(
        **places.common("page", "mission", "Mission", record),
        company=record.company,
        mission=record.mission,
        promise=record.promise,
        vision=markdown(record.vision),
        choices=tuple(_choice(places, choice) for choice in record.choices),
        not_doing=tuple(_choice(places, choice) for choice in record.not_doing),
    )


def gather_groups(places: Places) -> Iterator[Group]:
    """The three groups."""
    for group in places.strategy.stakeholders.groups:
        yield Group(
            **places.common("group", group.id, group.title, group),
            who=group.who,
            needs=markdown(group.needs),
            weight=digits(group.weight),
        )


def gather_segments(places: Places) -> Iterator[Segment]:
    """The segments of all groups."""
    for group, segment in places.strategy.segments.values():
        yield Segment(
            **places.named("segment", segment),
            group=group.id,
            who=segment.who,
            kind=segment.kind,
            jobs=segment.jobs,
        )


def gather_north_star(places: Places) -> NorthStar:
    """The North Star, and the business metric beside it."""
    record = places.strategy.north_star
    return NorthStar(
        **places.common("page", "north_star", "North Star", record),
        metric=record.metric.id,
        because=record.because.text,
        criteria=None if record.criteria is None else _criteria(record.criteria),
        business_metric=record.business_metric.id,
        business_because=markdown(record.business_because),
        guardrails=tuple(_guardrail(places, guardrail) for guardrail in record.guardrails),
        considered=tuple(_choice(places, considered) for considered in record.considered),
    )


def gather_owners(places: Places) -> Iterator[Owner]:
    """The owners of `owners.yml`."""
    for owner in places.strategy.owners.values():
        yield Owner(**places.named("owner", owner), contact=owner.contact)


def gather_terms(places: Places) -> Iterator[Term]:
    """The terms of the glossary."""
    for term in places.strategy.glossary.values():
        place, page = places.place(term.location), places.page("term", term.id)
        yield Term(**place, id=term.id, name=term.title, page=page, definition=term.definition.text)


def _choice(places: Places, choice: mission.Choice | north_star.Considered) -> Choice:
    return Choice(
        **places.place(choice.location),
        name=choice.name,
        because=markdown(choice.because),
        reopen_when=markdown(choice.reopen_when) if isinstance(choice, mission.Exclusion) else None,
    )


def _criteria(record: north_star.Criteria) -> Criteria:
    return Criteria(
        measurable=markdown(record.measurable),
        customer_success=markdown(record.customer_success),
        actionable=markdown(record.actionable),
    )


def _guardrail(places: Places, guardrail: north_star.Guardrail) -> Guardrail:
    return Guardrail(
        **places.place(guardrail.location),
        metric=guardrail.metric.id,
        at_most=digits(guardrail.at_most),
        at_least=digits(guardrail.at_least),
        because=markdown(guardrail.because),
    )
