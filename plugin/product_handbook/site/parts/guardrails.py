"""The guardrails of the North Star as pages show them: what is broken stands first and stands out."""

from collections.abc import Callable

from markupsafe import Markup, escape

from product_handbook.analysis.guardrails import GuardrailStatus
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.guardrail_words import VERDICTS, GuardrailWords, guardrail_words
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, paragraph, unbroken
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

_alarm, _breaks, _breaks_own, _guards, _short = html_macros(
    "parts/guardrails.html.jinja", "alarm", "breaks", "breaks_own", "guards", "short"
)
(_status,) = html_macros("parts/metrics.html.jinja", "status")


def broken_guardrails(draft: Draft) -> Markup:
    """What opens a page where guardrails are broken; empty where none is."""
    broken = (found for found in draft.handbook.analysis.guardrails if found.status == "broken")
    return _alarm([_broken(draft, found, _breaks, draft.link("metric", found.metric.id)) for found in broken])


def other_guardrails(draft: Draft) -> Markup:
    """Those that are kept or not measured, in a line; empty where there are none."""
    others = [found for found in draft.handbook.analysis.guardrails if found.status != "broken"]
    return components.chips("Guardrails", [_in_short(draft, found) for found in others])


def guardrail_table(draft: Draft) -> Markup:
    """Each guardrail with its bound, its latest value, whether it is kept and why it is there; empty without any."""
    names = ("Guardrail", "Bound", "Latest", "Kept or broken", "Because")
    headings = tuple(Heading(name) for name in names)
    return components.table(
        "Guardrails", headings, [_row(draft, found) for found in draft.handbook.analysis.guardrails]
    )


def guardrail_of_metric(draft: Draft, metric: Metric) -> tuple[Markup, Markup]:
    """What a metric's page says of its bounds: what is broken, and what is not; each empty where there is nothing."""
    north_star, held = draft.link("page", "north_star"), draft.handbook.analysis.guardrails_of(metric.id)
    broken = [_broken(draft, found, _breaks_own, north_star) for found in held if found.status == "broken"]
    others = (_kept(draft, found, north_star) for found in held if found.status != "broken")
    return _alarm(broken), Markup("\n").join(map(paragraph, others))


def _broken(draft: Draft, found: GuardrailStatus, sentence: Callable[..., Markup], link: Markup) -> Markup:
    words = _words(draft, found)
    verdict = words.verdict[0].lower() + words.verdict[1:]
    return sentence(VERDICTS["broken"].mark, verdict, link, unbroken(words.latest), unbroken(words.bound))


def _kept(draft: Draft, found: GuardrailStatus, north_star: Markup) -> Markup:
    words = _words(draft, found)
    return _guards(_mark(found, words), north_star, unbroken(words.bound), unbroken(words.latest))


def _in_short(draft: Draft, found: GuardrailStatus) -> Markup:
    words = _words(draft, found)
    return _short(VERDICTS[found.status], draft.link("metric", found.metric.id), words.latest, words.bound)


def _row(draft: Draft, found: GuardrailStatus) -> tuple[Markup, ...]:
    words = _words(draft, found)
    because = draft.line(found.guardrail.because)
    return (
        draft.link("metric", found.metric.id),
        escape(words.bound),
        escape(words.latest),
        _mark(found, words),
        because,
    )


def _mark(found: GuardrailStatus, words: GuardrailWords) -> Markup:
    return _status(found.status.replace("_", "-"), VERDICTS[found.status].mark, words.verdict)


def _words(draft: Draft, found: GuardrailStatus) -> GuardrailWords:
    return guardrail_words(draft.handbook.number_format, found)
