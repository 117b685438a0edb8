"""Rules about outcomes and loops: whether what customers achieve ladders up to what the business gains."""

from collections.abc import Iterator
from datetime import date

from product_handbook.analysis.impact_chain import chains, step_title
from product_handbook.diagnostics.diagnostic import Case, Diagnostic, Span
from product_handbook.model.records.impact import Outcome, Step
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import finding


def _finding(outcome: Outcome, place: Span, message: str, help: str, case: Case | None = None) -> Diagnostic:
    return finding(Subject("outcome", outcome.id, outcome), place, message, help, case)


def outcome_without_value_metric(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Nothing counts whether customers reach an outcome.

    An outcome is a promise until something counts it. The value metric counts the value as the customer meets it, such
    as conversations resolved or courses completed, and through it the outcome leads up to the North Star.

    To fix it, ask what a customer would count to know that it worked, and add that metric as `value_metric`. A
    metric with `status: planned` is a good start.
    """
    for chain in chains(strategy):
        if chain.value is None:
            found = f"no metric counts the outcome {chain.outcome.title}"
            help = "add `value_metric:` with the metric that rises when customers reach it"
            yield _finding(chain.outcome, chain.outcome.location, found, help)


def outcome_without_business_impact(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Nobody has said what the business gains from an outcome.

    What is good for customers and leaves no trace in the business will be cut in the next lean year. The article's
    equation is that customer impact is business impact; an outcome should say which number shows it.

    To fix it, add the metrics that move when customers get there under `business_impact`, each with its reason.
    """
    for chain in chains(strategy):
        if not chain.gains:
            found = f"nothing says what the business gains from {chain.outcome.title}"
            help = "add `business_impact:` with a metric and `because:`"
            yield _finding(chain.outcome, chain.outcome.location, found, help)


def chain_that_breaks(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A metric of an outcome does not lead up to the top.

    The chain runs from the customer to the outcome, to its value metric, to what the business gains, up to the North
    Star and the business metric. It holds where the value metric is or feeds the North Star, and where each metric of
    the business impact is or feeds the business metric, or grows from inputs that the business metric grows from too.
    Formulas and influences count alike.

    To fix it, say in the tree how the metric moves the one at the top, with a `formula` or with `influenced_by`, or
    name a metric that does lead there. If the tree is right and the metric is right, the outcome is not on the way to
    your North Star, and that is worth knowing.
    """
    for chain in chains(strategy):
        steps = [(chain.value, "the value metric", "neither is nor feeds")] if chain.value else []
        steps += [(gain, "the business impact", "neither is, feeds nor shares an input with") for gain in chain.gains]
        for step, role, lacks in steps:
            if not step.holds:
                found = f"{role} of {chain.outcome.title}, {step.metric.title}, {lacks} {step.top.title}"
                help = (
                    f"join it to `{step.top.id}` by a `formula` or `influenced_by` in tree.yml, or name another metric"
                )
                yield _finding(chain.outcome, step.location, found, help, Case(f"metric:{step.metric.id}"))


def group_without_outcome(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """No outcome belongs to the current customer, or none to the future one.

    "What does success look like for the customer?" is the question to begin with, and there are two customers to ask
    it for: today's and the one not yet won. Where only one of them has outcomes, the other is served by chance. What
    the company wants for itself is no outcome of a customer; it shows in the business impact. The rule looks only
    where an `impact.yml` has outcomes.

    To fix it, add an outcome whose `customer` is the group or one of its segments.
    """
    achieved = {chain.outcome.customer.id for chain in chains(strategy)}
    stakeholders = strategy.stakeholders
    for group in (stakeholders.current_customer, stakeholders.future_customer) if achieved else ():
        if achieved.isdisjoint({group.id, *group.segments}):
            found = f"no outcome says what success looks like for {group.title}"
            help = f"add an outcome with `customer: {next(iter(group.segments), group.id)}` to impact.yml"
            yield finding(Subject("group", group.id, group), group.location, found, help)


def loop_step_without_reason(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Nobody has said why one step of a loop follows from the one before.

    A ring of arrows looks convincing whatever stands on it. What makes it a loop is the reason at every arrow: why more
    of one thing brings more of the next. The reason at the first step says why the last one leads back to it.

    To fix it, add `because` to the step; where you find no reason, the loop does not close there.
    """
    for loop in strategy.impact.loops.values() if strategy.impact else ():
        steps = [step_title(strategy, step) for step in loop.steps]
        for place, step in enumerate(loop.steps):
            if step.because is None:
                found = f"no reason is given for the step from {steps[place - 1]} to {steps[place]} in {loop.title}"
                help = "add `because:` to the step"
                yield finding(Subject("loop", loop.id, loop), step.location, found, help, _to(step))


def loop_step_that_repeats(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A loop names the same metric or outcome twice in a row.

    An arrow says that more of one thing brings more of another. From a thing to itself it says nothing: either a step
    between the two is missing, which is the interesting one, or one of the two was left from an earlier version. The
    last step and the first one follow each other too, since a loop closes by itself.

    To fix it, take one of the two out, or name what stands between them.
    """
    for loop in strategy.impact.loops.values() if strategy.impact else ():
        for place, step in enumerate(loop.steps):
            before = loop.steps[place - 1]
            if step is not before and _named(step) == _named(before):
                found = f"two steps in a row of {loop.title} are {step_title(strategy, step)}"
                help = "take one of the two out, or name what stands between them"
                yield finding(Subject("loop", loop.id, loop), step.location, found, help, _to(step))


def _to(step: Step) -> Case:
    """The case of an arrow, by the step that it leads to."""
    return Case(f"metric:{step.metric.id}" if step.metric else f"outcome:{step.outcome.id}" if step.outcome else "")


def _named(step: Step) -> tuple[str, str]:
    return "" if step.metric is None else step.metric.id, "" if step.outcome is None else step.outcome.id
