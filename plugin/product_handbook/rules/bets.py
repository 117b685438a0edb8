"""Rules about bets: whether they can be told to have worked, whom they leave out, and whether time has passed them."""

from collections.abc import Iterable, Iterator
from datetime import date

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.bets.calibration import SHIPPED
from product_handbook.analysis.bets.forecast import forecasts
from product_handbook.analysis.bets.ranking import OPEN, group_benefits, open_bets
from product_handbook.diagnostics.diagnostic import Case, Diagnostic
from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.bet import Bet, Score
from product_handbook.model.records.stakeholders import Group
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import bet_finding, finding, value_in_words

FIVE_DIGITS = 5


def _live(strategy: Strategy) -> Iterable[Bet]:
    """The bets that were not dropped."""
    return (bet for bet in strategy.bets.values() if bet.status != "dropped")


def bet_without_hypothesis(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A bet does not say what we believe and why.

    A bet is a belief that may turn out wrong. Without the belief there is only a task: nobody can tell afterwards
    what was learned from it, and nobody can say beforehand why it should work. Dropped bets are left alone.

    To fix it, write a `hypothesis`: we believe that this happens, because of that.
    """
    for bet in _live(strategy):
        if bet.leaves_out("hypothesis"):
            found = f"{bet.title} does not say what we believe and why"
            yield bet_finding(bet, bet.location, found, "add a `hypothesis`: we believe that ... because ...")


def bet_that_moves_nothing(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A bet names no metric that it should move.

    Work that is to have an impact begins with the number that should show it. Without one, the bet succeeds by being
    finished. Dropped bets are left alone.

    To fix it, name the nearest metric under `moves`, with the least and the most that you expect. If none fits, the
    tree may lack the one that this bet is about; it may be `planned`.
    """
    for bet in _live(strategy):
        if not bet.moves:
            found = f"{bet.title} names no metric that it should move"
            yield bet_finding(
                bet, bet.location, found, "add under `moves` the metric that should show it, with `low` and `high`"
            )


def bet_apart_from_the_top(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """An open bet moves only metrics that lead neither to the North Star nor to the business metric.

    What feeds neither the value that customers get nor the value that the company captures is hard to argue for. A
    metric leads there by formulas or by `influenced_by`, over any number of steps; a guardrail of the North Star counts
    too, since it protects what is there.

    To fix it, say in the tree what the metric moves, or name one that leads to the top.
    """
    star, business = strategy.star.id, strategy.business.id
    guards = {rail.metric.id for rail in strategy.north_star.guardrails}
    top = guards.union(*((root, *strategy.graph.below(root)) for root in (star, business, *guards)))
    for bet in open_bets(strategy.bets.values()):
        names = [move.metric.id for move in bet.moves]
        if names and top.isdisjoint(names):
            titles = " and ".join(strategy.metrics[name].title for name in names)
            verb = "leads" if len(names) == 1 else "lead"
            found = f"{bet.title} moves {titles}, which {verb} neither to the North Star nor to the business metric"
            help = "say in the tree what the metric moves, or name one that leads to the top"
            yield bet_finding(bet, bet.place_of("moves"), found, help)


def bet_past_its_time(strategy: Strategy, today: date) -> Iterator[Diagnostic]:
    """A bet was to be worked on by now, and is still proposed or committed.

    A list of what may come loses its worth when half of it lies in the past. The last day of `when` is still in time.

    To fix it, say that it has shipped, move it to another time, or drop it and say why.
    """
    for bet in open_bets(strategy.bets.values()):
        if bet.when is not None and bet.when.last_day < today:
            found = f"{bet.title} was meant for {for_readers(bet.when)}, and is still {bet.status}"
            yield bet_finding(bet, bet.place_of("when"), found, "set its `status` to what it is now, or move `when`")


def bet_without_result(strategy: Strategy, today: date) -> Iterator[Diagnostic]:
    """A bet has shipped, its time is over, and nobody has written down what it did.

    A forecast that is never held against what came teaches nothing, and the next one will be as good or as bad. There
    is time for it until the last `by` of its moves is past, or its `when` where it names none; a bet that is `learned`
    has none left.

    To fix it, add `results`: the metric, by how much it changed, and what you learned, also where that is nothing.
    """
    for bet in strategy.bets.values():
        if bet.status in SHIPPED and not bet.results and _is_over(bet, today):
            found = f"{bet.title} is `{bet.status}`, and nobody has written down what it did"
            yield bet_finding(
                bet, bet.place_of("status"), found, "add `results` with the metric, the change and what you learned"
            )


def _is_over(bet: Bet, today: date) -> bool:
    ends = [move.by.last_day for move in bet.moves if move.by is not None]
    if not ends and bet.when is not None:
        ends = [bet.when.last_day]
    return bet.status == "learned" or bool(ends and max(ends) < today)


def forecast_already_reached(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """A metric is already where an open bet is to bring it.

    What has happened before the work is done was not done by it. Once the bet has shipped, its forecast would be met
    by the head start alone. What counts is the latest value beside the written `baseline`, and the end of the forecast
    that is nearer to that; moves without a `baseline` are left alone, since they begin where things are now.

    To fix it, write the `baseline` from which the bet starts today, and ask whether `low` and `high` still hold.
    """
    for bet in open_bets(analysis.strategy.bets.values()):
        for each in forecasts(analysis.numbers, bet):
            if each.reached is not None and each.now is not None and each.baseline is not None:
                metric = analysis.strategy.metrics[each.metric]
                start, now = (
                    value_in_words(metric, each.baseline, FIVE_DIGITS),
                    value_in_words(metric, each.now, FIVE_DIGITS),
                )
                found = f"{bet.title} is to move {metric.title} from {start}, and at {now} it is already {each.reached}"
                help = "write as `baseline` where the bet starts today, and see whether `low` and `high` still hold"
                case = Case(f"metric:{each.metric}")
                yield bet_finding(bet, each.move.place_of("baseline"), f"{found} the forecast", help, case)


def result_of_an_open_bet(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A bet has results, and its status says that it has not shipped.

    Either the result belongs to another bet, or the bet has shipped and still takes part in the order of those that
    are to be chosen from.

    To fix it, set `status` to `shipped` or `learned`, or take the results out.
    """
    for bet in strategy.bets.values():
        if bet.status in OPEN and bet.results:
            found = f"{bet.title} has results, and is still {bet.status}"
            yield bet_finding(bet, bet.place_of("results"), found, "set its `status` to `shipped` or `learned`")


def group_without_bet(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """No open bet does anything for one of the three groups.

    Who bets on today's customers alone has none tomorrow, and a vision for which nothing is ever done is a poster. A
    group may wait for a while, but somebody should have decided so. Where no bet is open, nothing is found.

    To fix it, look for a bet that serves the group, or accept the finding on the group and say until when.
    """
    choices = open_bets(strategy.bets.values())
    groups = strategy.stakeholders.groups
    for group, found in zip(groups, group_benefits(choices), strict=True):
        if choices and not found.serving:
            many = f"none of the {len(choices)} open bets does anything"
            message = f"{'the only open bet does nothing' if len(choices) == 1 else many} for {group.title}"
            help = "look for a bet that serves the group, or accept this here and say until when"
            yield finding(Subject("group", group.id, group), group.location, message, help)


def harm_that_nobody_watches(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """An open bet harms a group, and names no metric by which anybody would see how much.

    To serve one group does not have to mean to act against another; where it does, that is a price, and a price wants
    to be known. A bet watches a group if a metric that serves the group or one of its segments is among its `moves`,
    or in `relies_on`.

    To fix it, name such a metric under `moves`, with the fall that you expect, or under `relies_on`; or change the bet
    so that it does no harm.
    """
    for bet in open_bets(strategy.bets.values()):
        scores = bet.serves.scores
        for group, score in zip(strategy.stakeholders.groups, scores, strict=True):
            if score.score < 0 and not _watches(strategy, bet, group):
                yield _unwatched(bet, group, score)


def _watches(strategy: Strategy, bet: Bet, group: Group) -> bool:
    named = {move.metric.id for move in bet.moves}
    named |= {mention.id for mention in bet.relies_on if mention.kind == "metric"}
    return any(metric.id in named for id in (group.id, *group.segments) for metric in strategy.serving(id))


def _unwatched(bet: Bet, group: Group, score: Score) -> Diagnostic:
    found = f"{bet.title} harms {group.title}, and names no metric that would show how much"
    help = f"add a metric that serves `{group.id}` or one of its segments to `moves` or `relies_on`"
    return bet_finding(bet, score.place_of("score"), found, help, Case(f"group:{group.id}"))
