"""The objects of the optional files of a strategy, for `handbook.json`; nothing of a file that is not there."""

from collections.abc import Iterator

from product_handbook.analysis.ratings import team_of
from product_handbook.model.records import bet as bets
from product_handbook.model.records import impact, orientation, request, value_web
from product_handbook.model.records.reading import Name
from product_handbook.site.handbook_json import optional_objects as parts
from product_handbook.site.handbook_json.numerals import digits
from product_handbook.site.handbook_json.places import Named, Places, day, markdown, period


def gather_parties(places: Places) -> Iterator[parts.Party]:
    """The parties of the value web."""
    web = places.strategy.value_web
    for party in web.parties.values() if web else ():
        common = places.named("party", party)
        yield parts.Party(**common, group=_id(party.group), who=party.who)


def gather_exchanges(places: Places) -> Iterator[parts.Exchange]:
    """What changes hands between the parties."""
    web = places.strategy.value_web
    return (_exchange(places, exchange) for exchange in (web.exchanges if web else ()))


def gather_outcomes(places: Places) -> Iterator[parts.Outcome]:
    """What customers achieve."""
    found = places.strategy.impact
    return (_outcome(places, outcome) for outcome in (found.outcomes.values() if found else ()))


def gather_loops(places: Places) -> Iterator[parts.Loop]:
    """What feeds what."""
    found = places.strategy.impact
    for loop in found.loops.values() if found else ():
        yield parts.Loop(**places.named("loop", loop), steps=tuple(_step(places, step) for step in loop.steps))


def gather_bets(places: Places) -> Iterator[parts.Bet]:
    """All bets."""
    return (_bet(places, bet) for bet in places.strategy.bets.values())


def gather_requests(places: Places) -> Iterator[parts.Request]:
    """All requests."""
    return (_request(places, request) for request in places.strategy.requests.values())


def gather_orientation(places: Places) -> parts.Orientation | None:
    """The rubric as a whole."""
    record, rubric = places.strategy.orientation, places.strategy.rubric
    if record is None or rubric is None:
        return None
    return parts.Orientation(
        **places.common("page", "orientation", "Orientation", record),
        rubric="default" if record.rubric is None else "own",
        level_names=rubric.level_names,
    )


def gather_dimensions(places: Places) -> Iterator[parts.Dimension]:
    """The dimensions of the rubric; those of the default one stand where the strategy file names it."""
    record, rubric = places.strategy.orientation, places.strategy.rubric
    for dimension in rubric.dimensions.values() if rubric else ():
        location = record.place_of("rubric") if record and record.rubric is None else dimension.location
        common: Named = {**places.named("dimension", dimension), **places.place(location)}
        practices = {str(level): texts for level, texts in sorted(dimension.practices.items())}
        yield parts.Dimension(**common, levels=dimension.levels, practices=practices)


def gather_assessments(places: Places) -> Iterator[parts.Assessment]:
    """How teams were rated."""
    record = places.strategy.orientation
    return (_assessment(places, assessment) for assessment in (record.assessments if record else ()))


def _id(name: Name | None) -> str | None:
    return None if name is None else name.id


def _ids(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(name.id for name in names)


def _exchange(places: Places, exchange: value_web.Exchange) -> parts.Exchange:
    return parts.Exchange(
        **places.place(exchange.location),
        from_=exchange.giver.id,
        to=exchange.receiver.id,
        value=exchange.value,
        kind=exchange.kind,
        because=markdown(exchange.because),
        metric=_id(exchange.metric),
    )


def _outcome(places: Places, outcome: impact.Outcome) -> parts.Outcome:
    return parts.Outcome(
        **places.named("outcome", outcome),
        customer=places.customer(outcome.customer.id),
        outcome=outcome.outcome,
        value_metric=_id(outcome.value_metric),
        business_impact=tuple(_business_impact(places, gain) for gain in outcome.business_impact),
        requests=_ids(outcome.requests),
    )


def _business_impact(places: Places, gain: impact.BusinessImpact) -> parts.BusinessImpact:
    return parts.BusinessImpact(**places.place(gain.location), metric=gain.metric.id, because=markdown(gain.because))


def _step(places: Places, step: impact.Step) -> parts.LoopStep:
    return parts.LoopStep(
        **places.place(step.location),
        outcome=_id(step.outcome),
        metric=_id(step.metric),
        because=markdown(step.because),
    )


def _bet(places: Places, bet: bets.Bet) -> parts.Bet:
    return parts.Bet(
        **places.named("bet", bet),
        status=bet.status,
        when=period(bet.when),
        hypothesis=markdown(bet.hypothesis),
        moves=tuple(_move(places, move) for move in bet.moves),
        serves=_serves(places, bet.serves),
        effort=digits(bet.effort),
        requests=_ids(bet.requests),
        results=tuple(_result(places, result) for result in bet.results),
        relies_on=tuple(places.mentioned(mention) for mention in bet.relies_on),
        argued_on=bet.argued_on,
    )


def _move(places: Places, move: bets.Move) -> parts.Move:
    return parts.Move(
        **places.place(move.location),
        metric=move.metric.id,
        scale=move.low.scale,
        low=digits(move.low.value),
        high=digits(move.high.value),
        by=period(move.by),
        baseline=digits(move.baseline),
    )


def _serves(places: Places, serves: bets.Serves) -> parts.Serves:
    return parts.Serves(
        current_customer=_score(places, serves.current_customer),
        future_customer=_score(places, serves.future_customer),
        company=_score(places, serves.company),
    )


def _score(places: Places, score: bets.Score) -> parts.Score:
    return parts.Score(**places.place(score.location), score=score.score, because=score.because.text)


def _result(places: Places, result: bets.Result) -> parts.Result:
    return parts.Result(
        **places.place(result.location),
        metric=result.metric.id,
        scale=result.change.scale,
        change=digits(result.change.value),
        learned=markdown(result.learned),
    )


def _request(places: Places, request: request.Request) -> parts.Request:
    return parts.Request(
        **places.named("request", request),
        asked=day(request.asked),
        segment=None if request.segment is None else places.customer(request.segment.id),
        asked_by=request.asked_by,
        request=request.request.text,
        theme=request.theme,
        decision=request.decision,
        because=markdown(request.because),
        reopen_when=markdown(request.reopen_when),
    )


def _assessment(places: Places, assessment: orientation.Assessment) -> parts.Assessment:
    return parts.Assessment(
        **places.place(assessment.location),
        team=team_of(places.strategy, assessment),
        dimension=assessment.dimension.id,
        level=assessment.level,
        aim=assessment.aim,
        date=assessment.date.isoformat(),
        by=assessment.by,
        evidence=markdown(assessment.evidence),
    )
