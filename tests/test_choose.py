"""Choosing: which acts each filter keeps, in which order they are counted, and what is said of the others."""

from pathlib import Path

import pytest

import communique
from communique.graph.api import Graph
from communique.graph.errors import ParameterError, QueryError
from communique.graph.network import Filters, Records, choice_of, choose

FACTS = """
actors:
  arvland: {kind: state, label: Arvland, altLabel: [The Arvs]}
  borea: {kind: state, label: Borea}
  corland: {kind: state, label: Corland}
  union: {kind: organization, label: The Union}
  council: {kind: organization, label: The Council, partOf: union}
  dana-low: {kind: person, label: Dana Low, offices: [
    {office: Envoy, of: arvland, since: 2020, evidence: [{source: gazette, paragraph: 1}]}]}
topics:
  trade: {label: Trade}
  fish: {label: Fish, broader: trade}
  herring: {label: Herring, broader: fish}
sources:
  gazette: {title: The Gazette}
events:
  launch: {type: missile-launch, date: 2021-03-01, by: [borea], participants: [corland],
    evidence: [{source: gazette, paragraph: 2}]}
  fair: {type: meeting, date: 2021-05, participants: [corland], evidence: [{source: gazette, paragraph: 3}]}
statements:
  low-on-herring: {speaker: dana-low, date: 2021-03-02/2021-03-09, act: assert, gist: It swims., about: [herring],
    evidence: [{source: gazette, paragraph: 4}]}
  low-condemns: {speaker: dana-low, date: 2021-03-02, act: condemn, gist: She objects., reactsTo: [launch],
    evidence: [{source: gazette, paragraph: 5}]}
  borea-replies: {speaker: borea, date: ../2021-04-01, act: dismiss, gist: Nothing happened., reactsTo: [low-condemns],
    evidence: [{source: gazette, paragraph: 6}]}
  union-sees: {speaker: union, act: assert, gist: Arvland dislikes Borea.,
    positions: [{holder: arvland, toward: borea, stance: opposes}], evidence: [{source: gazette, paragraph: 7}]}
proposals:
  quota: {label: A quota, by: [corland], date: 2021-04-01, asks: Less fish., outcome: blocked,
    evidence: [{source: gazette, paragraph: 8}]}
votes:
  ballot: {label: The ballot, in: council, draft: quota, date: 2021-04-02, votesFor: 0, votesAgainst: 1,
    ballots: [{actor: borea, choice: against}], evidence: [{source: gazette, paragraph: 9}]}
vetoes:
  no: {label: The veto, by: [borea], in: council, against: quota, date: 2021-04-02/.., mode: threatened,
    evidence: [{source: gazette, paragraph: 9}]}
sanctions:
  curbs: {label: Curbs, imposedBy: [union], target: [borea], date: 2021, provisions: [Less trade.],
    evidence: [{source: gazette, paragraph: 10}]}
claims:
  swims: {subject: herring, measure: test-count, value: 1, unit: count, accordingTo: [borea],
    evidence: [{source: gazette, paragraph: 11}]}
retired:
  old-launch: {by: launch, reason: It was one., date: 2022-01-01}
"""
ALL = "ballot borea-replies curbs fair launch low-condemns low-on-herring no quota union-sees"


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return communique.load(tmp_path)


def chosen(graph: Graph, filters: Filters) -> str:
    records = Records(graph.store)
    found = choose(records, choice_of(graph.store, filters)[0])
    return " ".join(sorted(records[iri].id for iri in found.acts))


def remarks(graph: Graph, filters: Filters) -> tuple[str, ...]:
    return choose(Records(graph.store), choice_of(graph.store, filters)[0]).remarks


# --- what each filter keeps


def test_without_filters_every_act_is_shown(graph: Graph) -> None:
    assert chosen(graph, {}) == ALL


@pytest.mark.parametrize(
    ("about", "kept"),
    [
        ("launch", "borea-replies launch low-condemns"),  # itself, a reaction, and a reaction to that
        ("low-condemns", "borea-replies low-condemns"),
        ("quota", "ballot no quota"),  # the vote on it, the veto against it
        ("borea", "curbs union-sees"),  # a sanction that targets it, a position toward it
        ("herring", "low-on-herring"),
        ("trade", "low-on-herring"),  # a topic stands for the narrower ones, at any depth
        (["herring", "borea"], "curbs low-on-herring union-sees"),  # either
    ],
)
def test_about_keeps_what_bears_on_the_thing(about: str | list[str], kept: str, graph: Graph) -> None:
    assert chosen(graph, {"about": about}) == kept


@pytest.mark.parametrize(
    ("actor", "kept"),
    [
        ("borea", "ballot borea-replies launch no"),  # speaks, does, votes, vetoes
        ("arvland", "low-condemns low-on-herring union-sees"),  # through its envoy, and by a position of its own
        ("dana-low", "low-condemns low-on-herring"),
        ("corland", "fair launch quota"),  # takes part, proposes
        ("council", "ballot"),
        ("union", "ballot curbs union-sees"),  # and what its council does
        (["council", "dana-low"], "ballot low-condemns low-on-herring"),
    ],
)
def test_actor_keeps_the_acts_of_an_actor_and_of_those_who_belong_to_it(
    actor: str | list[str], kept: str, graph: Graph
) -> None:
    assert chosen(graph, {"actor": actor}) == kept


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2021-03-10", None, "ballot borea-replies curbs fair no quota"),
        ("2021-03-09", None, "ballot borea-replies curbs fair low-on-herring no quota"),  # its last day
        ("2021-05-31", None, "curbs fair no"),  # May, the year, and an interval without an end
        ("2021-06", None, "curbs no"),
        (None, "2021-03-02", "borea-replies curbs launch low-condemns low-on-herring"),  # "by April" may be earlier
        (None, "2021-03", "borea-replies curbs launch low-condemns low-on-herring"),  # March is all of it
        ("2021-04-02", "2021-04-02", "ballot curbs no"),
    ],
)
def test_days_keep_what_may_lie_within_them(since: str | None, until: str | None, kept: str, graph: Graph) -> None:
    assert chosen(graph, {"since": since, "until": until}) == kept


@pytest.mark.parametrize(
    ("around", "hops", "kept"),
    [
        ("quota", 1, "ballot no quota"),
        ("quota", 2, "ballot borea-replies curbs fair launch no quota union-sees"),
        ("quota", 3, ALL),
        ("quota", 10**9, ALL),
        ("ballot", 1, "ballot"),  # an act that is no node, for its edge ends at the draft
        ("low-condemns", 1, "borea-replies low-condemns"),  # its own edge, and one to whom it stands for
        ("herring", 1, "low-on-herring"),
    ],
)
def test_around_keeps_what_makes_an_edge_near_the_thing(around: str, hops: int, kept: str, graph: Graph) -> None:
    assert chosen(graph, {"around": around, "hops": hops}) == kept


def test_an_act_without_edges_is_near_itself(tmp_path: Path) -> None:
    mute = "  hums: {speaker: borea, act: assert, gist: Hm., evidence: [{source: gazette, paragraph: 1}]}\n"
    (tmp_path / "facts.yaml").write_text(FACTS.replace("statements:\n", f"statements:\n{mute}"), encoding="utf-8")
    assert chosen(communique.load(tmp_path), {"around": "hums"}) == "hums"


def test_an_act_fits_all_filters_at_once(graph: Graph) -> None:
    assert chosen(graph, {"about": "launch", "actor": "arvland", "since": "2021"}) == "low-condemns"


# --- names


@pytest.mark.parametrize("name", ["borea", "Borea", "BOREA"])
def test_a_thing_is_named_by_id_or_label(name: str, graph: Graph) -> None:
    assert chosen(graph, {"about": name}) == "curbs union-sees"
    assert chosen(graph, {"actor": "the arvs"}) == "low-condemns low-on-herring union-sees"


def test_a_retired_id_stands_for_what_took_its_place_and_this_is_said(graph: Graph) -> None:
    assert chosen(graph, {"about": "old-launch"}) == "borea-replies launch low-condemns"
    assert graph.network(about="old-launch").graph["remarks"][0] == (
        "--about: 'old-launch' is retired; 'launch' took its place"
    )


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"about": "launc"}, "--about: no thing is called 'launc'; did you mean 'launch'?"),
        ({"actor": "bora"}, "--actor: no actor is called 'bora'; did you mean 'borea'?"),
        ({"actor": "launch"}, "--actor: no actor is called 'launch'"),
        ({"around": "the"}, "--around: 'the' may be "),
        ({"around": "<script>'\"\x00 \ud800"}, "--around: no thing is called "),
        ({"about": "borea> } DROP ALL #"}, "--about: no thing is called "),
        ({"since": "soon"}, "--since: 'soon' is no date; write 2017, 2017-09 or 2017-09-15"),
        ({"until": "2021-02-30"}, "--until: there is no 2021-02-30"),
        ({"since": "2022", "until": "2021"}, "--until 2021-12-31 is before --since 2022-01-01; give the earlier day"),
        ({"around": "borea", "hops": 0}, "--hops 0 leads nowhere; give at least 1"),
        ({"around": "borea", "hops": -1}, "--hops -1 leads nowhere"),
    ],
)
def test_what_is_not_known_is_told_with_what_may_be_meant(filters: Filters, said: str, graph: Graph) -> None:
    with pytest.raises(ParameterError) as caught:
        chosen(graph, filters)
    assert said in str(caught.value)


# --- what is said


def test_what_is_shown_is_counted_and_claims_are_told(graph: Graph) -> None:
    assert remarks(graph, {}) == (
        "Shown: all 10 acts (2 events, 4 statements, 1 proposal, 1 sanction, 1 vote, 1 veto).",
        "1 claim is not drawn; for claims against each other: communique ask contested.",
    )


def test_a_hidden_act_counts_once_under_the_first_rule_that_hides_it(graph: Graph) -> None:
    """The order is about, actor, around, undated, before, after."""
    filters: Filters = {"actor": ["borea", "arvland"], "around": "borea", "since": "2021-03-02", "until": "2021-03-31"}
    assert remarks(graph, filters)[:2] == (
        "Shown: 1 of 10 acts (1 statement).",
        "Not shown: 3 not by Borea or Arvland; 2 not within 1 step of Borea; 1 without a date; 1 dated before"
        " 2021-03-02; 2 dated after 2021-03-31.",
    )


def test_an_act_without_a_date_is_shown_unless_days_are_given(graph: Graph) -> None:
    assert "union-sees" in chosen(graph, {"actor": "union"})
    assert remarks(graph, {"actor": "union", "until": "2022"})[1] == "Not shown: 7 not by The Union; 1 without a date."


def test_filters_that_leave_nothing_say_which_hides_how_much(graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        choose(Records(graph.store), choice_of(graph.store, {"about": "herring", "since": "2022"})[0])
    assert str(caught.value) == (
        "nothing is left to draw of 10 acts: 9 not about Herring, 1 dated before 2022-01-01;"
        " leave one of these out, or widen it"
    )


def test_facts_without_acts_leave_nothing_and_that_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("topics: {fish: {label: Fish}}\n", encoding="utf-8")
    empty = communique.load(tmp_path)
    assert choose(Records(empty.store)).remarks == ("Shown: 0 of 0 acts.",)
    assert choose(Records(empty.store), choice_of(empty.store, {"about": "fish"})[0]).acts == frozenset()
