"""Where everything is: the page, and the place on it, of every object that a link by id can name."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import count
from urllib.parse import quote

from product_handbook.model.kinds import OBJECT, OBJECTS, PAGE, ObjectKind, PageKind, objects_of, pages_of
from product_handbook.model.strategy import Strategy, find_owner

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
        """The page of an id."""
        return self.at(PAGE[id].path)

    @cached_property
    def pages(self) -> Mapping[str, PageKind]:
        """The pages that this handbook has, by id."""
        return {page.id: page for page in pages_of(self.strategy)}

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
        targets = {("page", page.id): Target(self.page(page.id), page.title) for page in self.pages.values()}
        for kind in OBJECTS:
            for found in objects_of(self.strategy, kind):
                targets[kind.id, found.id] = Target(self._place(kind, found.id), found.title)
        page = self.page("owners")
        for id, anchor in owner_anchors(owners := owners_of(self.strategy)).items():
            targets["owner", id] = Target(f"{page}#{anchor}", owners[id])
        return {**targets, **self._former(targets)}

    def _place(self, kind: ObjectKind, id: str) -> str:
        """A page of its own below that of its kind, or a place on that page, or on the page of what holds it."""
        if kind.place == "page":
            folder = posixpath.dirname(PAGE[kind.page].path)
            return self.at(f"{folder}/{hyphenated(id)}.md")
        page = self.page(kind.page)
        if kind.within:
            page = self._place(OBJECT[kind.within], self.strategy.segments[id][0].id)
        return f"{page}#{anchor(kind.id, id) if kind.place == 'kind and id' else hyphenated(id)}"

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
    names = sorted({name.id for subject in strategy.subjects for name in subject.object.owners})
    return {name: name for name in names}


def hyphenated(id: str) -> str:
    """An id as addresses have it: `monthly_active_users` is `monthly-active-users`."""
    return id.replace("_", "-")


def anchor(kind: str, id: str) -> str:
    """The place on its page of an object that shares the page with objects of other kinds."""
    return f"{kind}-{hyphenated(id)}"


def owner_anchors(owners: Iterable[str]) -> Mapping[str, str]:
    """The places on their page of owners by id or by name: the name in small letters, with a number if it is taken."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for name in owners:
        slug = re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "owner"
        numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
        anchors[name] = next(anchor for anchor in numbered if anchor not in taken)
        taken.add(anchors[name])
    return anchors


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
