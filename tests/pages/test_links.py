"""Links by id made ordinary: they lead there from every page, show what they are to show, and say what is unknown."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.prose.links import Target, UnknownLink, rewrite_links

TARGETS = {
    ("metric", "mau"): Target("tree/monthly-active-users.md", "Monthly active users"),
    ("term", "user"): Target("glossary.md#user", "User *of* [Blue] | <b>"),
    ("page", "mission"): Target("index.md", "Mission"),
}


def resolve(kind: str, id: str) -> Target | None:
    return TARGETS.get((kind, id))


class Links(HTMLParser):
    """The address and text of each link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self.is_open = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append([dict(attrs)["href"] or "", ""])
            self.is_open = True

    def handle_endtag(self, tag: str) -> None:
        self.is_open = self.is_open and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.is_open:
            self.found[-1][1] += data


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("index.md", "tree/monthly-active-users.md"),
        ("mission.md", "tree/monthly-active-users.md"),
        ("tree/revenue.md", "monthly-active-users.md"),
        ("tree/monthly-active-users.md", "monthly-active-users.md"),
        ("stakeholders/company.md", "../tree/monthly-active-users.md"),
        ("a/b/c.md", "../../tree/monthly-active-users.md"),
    ],
)
def test_a_link_leads_there_from_every_page(page: str, address: str) -> None:
    assert rewrite_links("[metric:mau]", page, 1, resolve) == (f"[Monthly active users]({address})", ())


def test_a_text_stays_as_written() -> None:
    text = "> See [`MAU`\n> *today*][metric:mau]."
    assert rewrite_links(text, "index.md", 1, resolve)[0] == ("> See [`MAU`\n> *today*](tree/monthly-active-users.md).")


@pytest.mark.parametrize("context", ["{}", "- {}", "# {}", "| a |\n|---|\n| {} |", "*{}*", "a[^1] {}\n\n[^1]: b"])
def test_a_name_shows_as_it_is(context: str) -> None:
    text, _ = rewrite_links(context.format("[term:user]"), "tree/revenue.md", 1, resolve)
    html = markdown.markdown(text, extensions=["tables", "attr_list"])
    assert ["../glossary.md#user", "User *of* [Blue] | <b>"] in Links(html).found


def test_an_unknown_link_stays_and_is_reported_where_it_stands() -> None:
    text = "[metric:mau] [metric:nope]\n\n- a\n- b [x][term:y]\n\n`[page:z]` [page:z]"
    shown, unknown = rewrite_links(text, "index.md", 7, resolve)
    assert shown == text.replace("[metric:mau]", "[Monthly active users](tree/monthly-active-users.md)")
    assert unknown == (
        UnknownLink("metric", "nope", 7, 14),
        UnknownLink("term", "y", 10, 5),
        UnknownLink("page", "z", 12, 12),
    )


def test_columns_count_a_tab_as_one() -> None:
    assert rewrite_links("\t[metric:nope]\n\n1.\t[metric:nope]", "index.md", 1, resolve)[1] == (
        UnknownLink("metric", "nope", 3, 4),
    )


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=8)
PATHS = st.lists(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="/#?"), min_size=1, max_size=4
    ).filter(lambda name: name.strip(".")),
    min_size=1,
    max_size=4,
).map(lambda names: "/".join(names) + ".md")


@given(page=PATHS, uri=PATHS, fragment=st.sampled_from(["", "#part", "#a_b-c"]), name=NAMES.filter(str.strip))
def test_any_address_and_any_name_survive_python_markdown(page: str, uri: str, fragment: str, name: str) -> None:
    text, _ = rewrite_links("a [metric:x] b", page, 1, lambda kind, id: Target(uri + fragment, name))
    [[address, shown]] = Links(markdown.markdown(text)).found
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.query) == ("", "", "")
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) == posixpath.normpath(uri)
    assert parts.fragment == fragment.removeprefix("#")
    assert shown.split() == name.split()
