"""Links by id: which are found in prose, where they stand, and what is nearly one."""

import pytest

from product_handbook.prose.document import Document
from product_handbook.prose.id_links import KINDS, is_surely
from product_handbook.prose.render import Leads, line_html

NOWHERE = Leads(lambda *_: None, str)


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(link.kind, link.id, link.has_text) for link in Document(text).links]


def written(text: str) -> list[str]:
    return [text[link.start : link.end] for link in Document(text).links]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_in_both_forms(kind: str) -> None:
    assert found(f"[{kind}:mau] and [MAU][{kind}:mau]") == [(kind, "mau", False), (kind, "mau", True)]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[`a[0]` of *b*][metric:mau]", ["[`a[0]` of *b*][metric:mau]"]),
        ("[a [b] c][metric:mau]", ["[a [b] c][metric:mau]"]),
        ("[see [metric:mau], too]", ["[metric:mau]"]),
        ("[a\nb][metric:mau]", ["[a\nb][metric:mau]"]),
        ("[][metric:mau]", ["[][metric:mau]"]),
        ("[metric:mau][]", ["[metric:mau][]"]),
        ("[metric:mau][metric:arr]", ["[metric:mau][metric:arr]"]),
        ("[metric:mau] [metric:arr]", ["[metric:mau]", "[metric:arr]"]),
        ("[text](there.md)[metric:mau]", ["[metric:mau]"]),
        ("note[^1][metric:mau]", ["[metric:mau]"]),
        ("[metric:mau] (see below)", ["[metric:mau]"]),
        ("[a][metric:mau][b](c)", ["[a][metric:mau]"]),
        ("- [ ] [metric:mau]", ["[metric:mau]"]),
        ("| a |\n|---|\n| [metric:mau] |", ["[metric:mau]"]),
        (
            "| [t][metric:a] | [metric:a] |\n|---|---|\n| `[metric:a]` | [metric:a] |",
            ["[t][metric:a]", *["[metric:a]"] * 2],
        ),
        ("!!! note\n    [metric:arr]", ["[metric:arr]"]),
        ("# [metric:mau]\n\n[metric:arr]\n===", ["[metric:mau]", "[metric:arr]"]),
        ("- a\n\n    [metric:mau]", ["[metric:mau]"]),
        ("text[^1]\n\n[^1]: [metric:mau]", ["[metric:mau]"]),
        ("Term\n: [metric:mau]", ["[metric:mau]"]),
        ("<div>\n[metric:mau]\n</div>", ["[metric:mau]"]),
        ("**[metric:mau]** *[t][metric:arr]*", ["[metric:mau]", "[t][metric:arr]"]),
        ("> a\n>\n> [metric:mau]", ["[metric:mau]"]),
        ("`[metric:mau]` [metric:mau]", ["[metric:mau]"]),
    ],
)
def test_links_are_found_within_other_markup(text: str, links: list[str]) -> None:
    assert written(text) == links
    assert [link.start for link in Document(text).links][-1] == text.rfind(links[-1])


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("[metric: mau ]", "mau"),
        ("[metric:\nmau]", "mau"),
        ("[metric:Monthly-Active]", "Monthly-Active"),
        ("[metric:monthly\\_active]", "monthly_active"),
        ("[metric:a_b_c] and [metric:d_e_f]", "d_e_f"),
        ("[term:active user]", "active user"),
        ("[metric:]", ""),
        ("[owner: TBD]", "TBD"),
    ],
)
def test_any_id_is_taken_so_that_an_unknown_one_is_reported(text: str, id: str) -> None:
    assert [link.id for link in Document(text).links][-1] == id


@pytest.mark.parametrize(
    "text",
    [
        "`[metric:mau]`",
        "`` ` [metric:mau] ``",
        "```\n[metric:mau]\n```",
        "~~~ py\n\n[metric:mau]\n\n~~~",
        "``` unclosed\n[metric:mau]",
        "- a\n\n    ```\n    [metric:mau]\n    ```",
        "> ```\n> [metric:mau]\n> ```",
        "    [metric:mau]",
        "<https://example.org/[metric:mau]>",
        "\\[metric:mau]",
        "![metric:mau]",
        "![alt][metric:mau]",
        "![alt [metric:mau]](a.png)",
        "[metric:mau](there.md)",
        "[a](there.md 'about [metric:mau]')",
        "[metric:mau]: there.md",
        "[metric:mau]: there.md\n\n[metric:mau]",
        "[^metric:mau]",
        "[Metric:mau]",
        "[metrics:mau]",
        "[owner: to be decided]",
        "metric:mau",
    ],
)
def test_what_is_no_link_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_text_of_a_link_hides_the_links_in_it() -> None:
    assert written("[a `[metric:mau]` b][metric:arr]") == ["[a `[metric:mau]` b][metric:arr]"]


def test_an_unknown_link_shows_its_text_or_its_id() -> None:
    assert line_html(Document("[the *text*][metric:x] [metric:y]"), NOWHERE) == (
        "<span>the <em>text</em></span> <span>y</span>"
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[metrics:mau]", "metric"),
        ("[Metric:mau]", "metric"),
        ("[metirc:mau-2]", "metric"),
        ("[MAU][metrics:mau]", "metric"),
        ("[parties:labels]", "party"),
        ("a [terms:user], b", "term"),
        ("> - [pages:mission]", "page"),
    ],
)
def test_a_mistyped_kind_is_found_with_the_one_that_is_meant(text: str, meant: str) -> None:
    ((link, kind),) = Document(text).mistyped
    assert kind == meant
    assert is_surely(link.kind, kind)
    assert text[link.start : link.end].startswith("[")
    assert Document(text).links == ()


@pytest.mark.parametrize(
    "text",
    [
        "[note: see]",
        "[see:me]",
        "[metric:mau]",
        "[metrics:1]",
        "[metrics:MAU]",
        "[metrics:mau](there.md)",
        "[metrics:mau][there]",
        "[metrics:mau][metric:mau]",
        "`[metrics:mau]`",
        "    [metrics:mau]",
        "![metrics:mau]",
        "[metrics:mau]\n\n[metrics:mau]: there.md",
        "metrics:mau",
    ],
)
def test_what_only_looks_like_a_mistyped_kind_is_left_alone(text: str) -> None:
    assert Document(text).mistyped == ()


@pytest.mark.parametrize(("word", "kind"), [("team", "term"), ("parts", "party"), ("lower", "owner"), ("best", "bet")])
def test_a_short_word_may_mean_something_else(word: str, kind: str) -> None:
    ((link, meant),) = Document(f"[{word}:growth]").mistyped
    assert (link.kind, meant) == (word, kind)
    assert not is_surely(word, kind)
