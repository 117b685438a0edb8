"""Who stands in the middle of a web, and who gives and gets."""

from hypothesis import given as each
from hypothesis import strategies as st

from product_handbook.analysis.exchanges import company_in, given, received
from product_handbook.model.loading.load import load


def web_of(write_handbook, text):
    return load(write_handbook({"value-web.yml": text}), "strategy").value_web


def test_the_company_stands_in_the_middle_however_little_it_does(write_handbook):
    web = web_of(
        write_handbook,
        """\
parties: {a: {group: current_customer}, b: , us: {group: company}, ours_too: {group: company}}
exchanges:
  - {from: a, to: b, value: V, kind: work}
  - {from: b, to: a, value: V, kind: money}
""",
    )
    assert company_in(web).id == "us"


def test_without_a_company_it_is_the_busiest_party_and_the_first_of_equals(write_handbook):
    web = web_of(
        write_handbook,
        """\
parties: {a: , b: , c: , d: }
exchanges:
  - {from: a, to: c, value: V, kind: work}
  - {from: c, to: d, value: V, kind: work}
  - {from: d, to: b, value: V, kind: work}
""",
    )
    assert company_in(web).id == "c"


def test_a_web_without_parties_has_no_middle(write_handbook):
    assert company_in(web_of(write_handbook, "parties: {}\n")) is None


@each(ends=st.lists(st.sampled_from([("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")]), max_size=8))
def test_every_exchange_is_given_once_and_gotten_once(tmp_path_factory, ends):
    lines = [f"  - {{from: {giver}, to: {receiver}, value: V, kind: work}}" for giver, receiver in ends]
    text = "\n".join(["parties: {a: , b: , c: }", "exchanges:", *lines] if lines else ["parties: {a: , b: , c: }"])
    folder = tmp_path_factory.mktemp("web")
    (folder / "mission.yml").write_text("mission: Help every team write things down.\n")
    (folder / "stakeholders.yml").write_text(
        "current_customer: {who: A.}\nfuture_customer: {who: B.}\ncompany: {who: C.}\n"
    )
    (folder / "north-star.yml").write_text("metric: m\nbecause: It is.\nbusiness_metric: m\n")
    (folder / "tree.yml").write_text("m:\n")
    (folder / "value-web.yml").write_text(text + "\n")
    web = load(folder, "strategy").value_web
    gives, gets = given(web), received(web)
    assert list(gives) == list(gets) == ["a", "b", "c"]
    key = lambda exchange: exchange.location.line  # noqa: E731
    for sides in (gives, gets):
        assert sorted((found for side in sides.values() for found in side), key=key) == list(web.exchanges)
    assert all(found.giver.id == id for id, side in gives.items() for found in side)
    assert all(found.receiver.id == id for id, side in gets.items() for found in side)
