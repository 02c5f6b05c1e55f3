"""The timeline: acts by date and side, and how they bear on each other."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import communique

if TYPE_CHECKING:
    import networkx as nx

FACTS = """
actors:
  arvland: {kind: state, label: Arvland}
  borea: {kind: state, label: Borea}
  council: {kind: organization, label: The Council}
  sponsors: {kind: group, label: Sponsors without a name}
  dana-low: {kind: person, label: Dana Low, offices: [
    {office: Envoy, of: arvland, since: 2020, evidence: [{source: gazette, paragraph: 1}]}]}
topics:
  dialogue: {label: Dialogue}
sources:
  gazette: {published: 2021-03-09}
events:
  launch: {label: The launch, type: missile-launch, date: 2021-03-01, by: [borea],
    evidence: [{source: gazette, paragraph: 2}]}
statements:
  low-condemns: {speaker: dana-low, date: 2021-03-02, act: condemn, quote: [a first, a second], gist: She objects.,
    reactsTo: [launch], positions: [{toward: launch, stance: opposes}, {toward: dialogue, stance: supports}],
    evidence: [{source: gazette, paragraph: 4}]}
  borea-replies: {speaker: borea, date: 2021-03, act: dismiss, gist: Nothing happened., reactsTo: [low-condemns],
    positions: [{toward: embargo, holder: arvland, stance: supports}], evidence: [{source: gazette, paragraph: 5}]}
proposals:
  embargo: {label: An embargo, by: [arvland], date: ../2021-03-05, outcome: diluted, resultedIn: [curbs],
    evidence: [{source: gazette, paragraph: 7}]}
  draft: {label: A draft, by: [sponsors], in: council, date: 2021-03-05, outcome: blocked,
    evidence: [{source: gazette, paragraph: 7}]}
sanctions:
  curbs: {label: Curbs, imposedBy: [council], target: [borea], date: 2021-03-05, provisions: [Less trade.],
    basedOn: [the-vote], evidence: [{source: gazette, paragraph: 8}]}
votes:
  the-vote: {label: The vote, in: council, draft: embargo, date: 2021-03-05, votesFor: 1, result: passed,
    ballots: [{actor: arvland, choice: for}], evidence: [{source: gazette, paragraph: 8}]}
vetoes:
  the-veto: {label: The veto, by: [borea], in: council, against: draft, date: 2021-03-05, mode: threatened,
    evidence: [{source: gazette, paragraph: 8}]}
"""


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "nx.MultiDiGraph[str]":
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return communique.load(tmp_path).timeline()


def test_every_act_is_a_node_in_the_order_of_the_dates(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.graph["view"] == "timeline"
    assert list(graph) == [
        "embargo",  # bounded by no first day, and so before all others
        "launch",
        "borea-replies",  # some day of that month
        "low-condemns",
        "curbs",
        "draft",
        "the-veto",
        "the-vote",
    ]


def test_a_statement_says_who_what_for_whom_and_where_it_is_written(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.nodes["low-condemns"] == {
        "label": "Dana Low: “a first … a second”",
        "kind": "statement",
        "actor": "Dana Low",
        "actor_id": "dana-low",
        "actor_kind": "person",
        "side": "Arvland",
        "side_id": "arvland",
        "side_kind": "state",
        "act": "condemn",
        "date": "2021-03-02",
        "earliest": "2021-03-02",
        "latest": "2021-03-02",
        "quote": "a first … a second",
        "gist": "She objects.",
        "cite": "gazette ¶ 4",
        "signs": "supports opposes",
    }


def test_a_stance_that_is_ascribed_is_no_sign_of_the_speaker(graph: "nx.MultiDiGraph[str]") -> None:
    assert "signs" not in graph.nodes["borea-replies"]
    (tie,) = graph.get_edge_data("borea-replies", "embargo").values()
    assert tie == {"sign": "supports", "relation": "supports", "ascribed": "yes", "ascribed_by": "Borea"}


def test_a_state_or_a_body_acts_for_itself_and_a_draft_of_nobody_stands_with_its_body(
    graph: "nx.MultiDiGraph[str]",
) -> None:
    sides = {node: data.get("side_id") for node, data in graph.nodes(data=True)}
    assert sides == {
        "embargo": "arvland",
        "borea-replies": "borea",
        "launch": "borea",
        "low-condemns": "arvland",
        "curbs": "council",
        "draft": "council",
        "the-veto": "borea",
        "the-vote": "council",
    }


def test_an_edge_tells_a_bearing_once_the_stance_before_the_reaction(graph: "nx.MultiDiGraph[str]") -> None:
    assert sorted((source, data["relation"], target) for source, target, data in graph.edges(data=True)) == [
        ("borea-replies", "reacts to", "low-condemns"),
        ("borea-replies", "supports", "embargo"),
        ("curbs", "rests on", "the-vote"),
        ("embargo", "resulted in", "curbs"),
        ("low-condemns", "opposes", "launch"),
        ("the-veto", "vetoes", "draft"),
        ("the-vote", "votes on", "embargo"),
    ]
