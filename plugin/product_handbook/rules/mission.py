"""Rules about the mission, its promise and the vision."""

from collections.abc import Iterator
from datetime import date

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.leadership import claims_leadership
from product_handbook.rules.rule import finding
from product_handbook.rules.wording import content_words, share_a_word

FEWEST_WORDS = 8
"""Different content words; below, a vision or a list of needs is too short to be compared."""
LARGEST_REPETITION = 50
"""Percent of the vision's content words that may stand in the needs as well."""


def _finding(strategy: Strategy, field: str, message: str, help: str) -> Diagnostic:
    mission = strategy.mission
    return finding(Subject("page", "mission", mission), mission.place_of(field), message, help)


def mission_of_market_leadership(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The mission is about being ahead of others, not about what customers get.

    "Become the leader in ...", "the number one ...", "best-in-class ...": such a mission fits every company, and
    tells nobody what to do for whom. Itamar Gilad names it as the cliché, and as its opposite the missions of
    companies such as LinkedIn and Atlassian, which say what customers gain. The rule looks for English words of rank
    where the company claims them for itself or for what it sells; "help team leaders" and "the leading causes of
    disease" are no claims.

    To fix it, say what customers can do because of you, and leave the rank to others.
    """
    if claims_leadership(strategy.mission.mission):
        found = "the mission claims a rank among rivals, which says nothing about the value for customers"
        yield _finding(strategy, "mission", found, "say what customers get, and leave out who is first")


def mission_that_misses_its_promise(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The mission and the promise have no word in common.

    The promise is the value for customers in a few words, and the mission is the sentence in which that value should
    turn up. Where the two share no content word, people will quote either one or the other, and the North Star can
    only measure one of them. English endings do not count: "creating" meets "create", and "education" meets
    "educate". A mission without a promise is fine.

    To fix it, use in the promise the words of the mission, or the other way round.
    """
    promise = content_words(strategy.mission.promise or "")
    mission = content_words(strategy.mission.mission)
    if promise and mission and not share_a_word(promise, mission):
        found = "the mission has no word of the promise in it"
        yield _finding(strategy, "promise", found, "name the same value in both, in the same words")


def mission_without_vision(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """There is no vision beside the mission.

    A company with no purpose beyond today's customers has two groups of stakeholders to consider instead of three,
    and nothing to aim at that nobody has asked for yet.

    To fix it, write under `vision` where the company is going beyond today's product. Start from the top, from
    what the mission could come to mean, and not from the list of requests.
    """
    if strategy.mission.vision is None:
        help = "add `vision:` with where the company is going beyond today's product"
        yield _finding(strategy, "vision", "the mission has no vision beside it", help)


def vision_that_repeats_needs(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The vision says little more than what current customers ask for.

    One of the two traps of the article: to see what the product does for customers today, and to call that the
    vision. The rule takes the different content words of the vision and counts those that also stand in the current
    customer's `needs` or in the jobs of its segments. From 51 % on it is a repetition. Texts of fewer than 8
    different content words are not compared.

    To fix it, think top down: what could the mission come to mean in ten years, and for whom, that nobody asks for
    today?
    """
    vision = content_words("" if strategy.mission.vision is None else strategy.mission.vision.text)
    needs = content_words(_needs(strategy))
    if min(len(vision), len(needs)) < FEWEST_WORDS:
        return
    percent = 100 * len(vision & needs) // len(vision)
    if percent > LARGEST_REPETITION:
        found = f"{percent} % of the vision's words are in the current customer's needs already"
        yield _finding(strategy, "vision", found, "write what the company wants beyond what customers ask for today")


def _needs(strategy: Strategy) -> str:
    """All that the files say about what the current customer needs."""
    group = strategy.stakeholders.current_customer
    jobs = (job for segment in group.segments.values() for job in segment.jobs)
    return "\n".join(("" if group.needs is None else group.needs.text, *jobs))
