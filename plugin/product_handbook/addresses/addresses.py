"""Where everything is: the page, and the place on it, of every object that a link by id can name."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import quote

from product_handbook.model.strategy import Strategy, find_owner

PAGES = {
    "home": ("index.md", "Home"),
    "mission": ("mission.md", "Mission"),
    "stakeholders": ("stakeholders/index.md", "Stakeholders"),
    "north_star": ("north-star.md", "North Star"),
    "tree": ("tree/index.md", "Metric tree"),
    "owners": ("owners.md", "Owners"),
    "glossary": ("glossary.md", "Glossary"),
    "health": ("health.md", "Health"),
    "reference": ("reference/index.md", "Reference"),
}
"""The pages that every handbook has, by their ids: address below the base folder, and title."""

OPTIONAL_PAGES = {
    "value_web": ("value-web.md", "Value web"),
    "impact": ("impact.md", "Impact"),
    "bets": ("bets/index.md", "Bets"),
    "requests": ("requests.md", "Requests"),
    "orientation": ("orientation.md", "Orientation"),
}
"""The pages that a handbook has when it has the strategy file of that name."""

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""The endings of the files that MkDocs makes pages of."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link by id leads."""

    uri: str
    """A page within the folder of the documents, as in `glossary.md#active_user`; it may have no fragment."""
    name: str
    """What the link shows if it has no text of its own."""


@dataclass(frozen=True)
class Addresses:
    """The addresses of one handbook: `src_uri`s of pages, as MkDocs names them, below the base folder."""

    strategy: Strategy
    base: str
    """The folder of the generated pages: empty for the root, else with a slash at its end."""
    directory_urls: bool = True
    authors: Mapping[str, str] = field(default_factory=dict)
    """The author's own files, as `src_uri`s, by the path at which each is published."""

    def page(self, id: str) -> str:
        """The page of an id of `PAGES` or `OPTIONAL_PAGES`."""
        return self.at({**PAGES, **OPTIONAL_PAGES}[id][0])

    @cached_property
    def pages(self) -> Mapping[str, tuple[str, str]]:
        """The address below the base folder and the title of each page that this handbook has, by id."""
        return PAGES | {id: page for id, page in OPTIONAL_PAGES.items() if getattr(self.strategy, id)}

    def at(self, path: str) -> str:
        """The page at a path below the base folder: the generated one, or the author's own that wins over it."""
        uri = self.base + path
        return self.authors.get(published(uri, self.directory_urls), uri)

    def target(self, kind: str, id: str) -> Target | None:
        """Where a link by id leads and what it is called, or None for an id that nothing has."""
        return self._targets.get((kind, id)) or (self._plain_owner(id) if kind == "owner" else None)

    def ids(self, kind: str) -> list[str]:
        """Every id of a kind."""
        return [id for known, id in self._targets if known == kind]

    def uri(self, kind: str, id: str) -> str:
        """Where an object that is known to exist is shown."""
        target = self.target(kind, id)
        if target is None:
            raise KeyError(f"{kind}:{id}")
        return target.uri

    def href(self, target: str, page: str) -> str:
        """The relative URL that leads from a page to a `src_uri`, which may have a fragment."""
        path, hash_sign, fragment = target.partition("#")
        url = _relative(published(path, self.directory_urls), published(page, self.directory_urls))
        if self.directory_urls and url.rpartition("/")[2] == "index.html":
            url = url.removesuffix("index.html") or "./"
        return quote(url) + hash_sign + fragment

    def _plain_owner(self, name: str) -> Target | None:
        """The place of an owner who is named in another spelling, or without an `owners.yml`."""
        owner = find_owner(self.strategy.owners, name)
        return self._targets.get(("owner", name if owner is None else owner.id))

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str], Target]:
        targets = {("page", id): Target(self.page(id), title) for id, (_, title) in self.pages.items()}
        for group in self.strategy.stakeholders.groups:
            uri = self.at(f"stakeholders/{hyphenated(group.id)}.md")
            targets["group", group.id] = Target(uri, group.title)
            for segment in group.segments.values():
                targets["segment", segment.id] = Target(f"{uri}#{hyphenated(segment.id)}", segment.title)
        for metric in self.strategy.metrics.values():
            targets["metric", metric.id] = Target(self.at(f"tree/{hyphenated(metric.id)}.md"), metric.title)
        for position, (id, title) in enumerate(owners_of(self.strategy).items()):
            targets["owner", id] = Target(f"{self.page('owners')}#{_owner_anchor(id, position)}", title)
        for term in self.strategy.glossary.values():
            targets["term", term.id] = Target(f"{self.page('glossary')}#{hyphenated(term.id)}", term.title)
        targets |= self._optional_targets()
        return {**targets, **self._former(targets)}

    def _optional_targets(self) -> Mapping[tuple[str, str], Target]:
        """The objects of the optional files: a page for each bet, and a place on a page for all others."""
        strategy, targets = self.strategy, {}
        web, impact, rubric = strategy.value_web, strategy.impact, strategy.rubric
        for kind, page, objects in (
            ("party", "value_web", web.parties if web else {}),
            ("outcome", "impact", impact.outcomes if impact else {}),
            ("loop", "impact", impact.loops if impact else {}),
            ("request", "requests", strategy.requests),
            ("dimension", "orientation", rubric.dimensions if rubric else {}),
        ):
            for id, found in objects.items():
                targets[kind, id] = Target(f"{self.page(page)}#{anchor(kind, id)}", found.title)
        for bet in strategy.bets.values():
            targets["bet", bet.id] = Target(self.at(f"bets/{hyphenated(bet.id)}.md"), bet.title)
        return targets

    def _former(self, targets: Mapping[tuple[str, str], Target]) -> Mapping[tuple[str, str], Target]:
        return {
            (subject.kind, old): targets[subject.kind, subject.id]
            for subject in self.strategy.subjects
            for old in getattr(subject.object, "formerly", ())
        }


def owners_of(strategy: Strategy) -> Mapping[str, str]:
    """The title of every owner by id: those of `owners.yml` in its order, or each name that an object's `owner` has."""
    if strategy.owners:
        return {owner.id: owner.title for owner in strategy.owners.values()}
    names = sorted({subject.object.owner.id for subject in strategy.subjects if subject.object.owner is not None})
    return {name: name for name in names}


def hyphenated(id: str) -> str:
    """An id as addresses have it: `monthly_active_users` is `monthly-active-users`."""
    return id.replace("_", "-")


def anchor(kind: str, id: str) -> str:
    """The place on its page of an object that shares the page with objects of other kinds."""
    return f"{kind}-{hyphenated(id)}"


def _owner_anchor(name: str, position: int) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug if re.fullmatch(r"[a-z0-9_]+", name) else f"{slug or 'owner'}-{position + 1}"


def relative_uri(target: str, page: str) -> str:
    """The relative link from one Markdown file to another, with its fragment."""
    path, hash_sign, fragment = target.partition("#")
    return _relative(path, page) + hash_sign + fragment


def _relative(target: str, page: str) -> str:
    """The relative path between two files of one site; `posixpath.relpath` asks each time where the process works."""
    there, here = target.split("/"), page.split("/")[:-1]
    shared = 0
    while shared < min(len(there) - 1, len(here)) and there[shared] == here[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


@lru_cache(maxsize=32768)
def published(src_uri: str, directory_urls: bool) -> str:  # noqa: FBT001
    """The path of the page that MkDocs makes of a Markdown file; any other file keeps its own."""
    folder, name = posixpath.split(src_uri)
    stem, ending = posixpath.splitext(name)
    if ending not in MARKDOWN:
        return src_uri
    if stem == "README":
        stem = "index"
    return posixpath.join(folder, f"{stem}/index.html" if directory_urls and stem != "index" else f"{stem}.html")
