"""The network: actors and what they act on, statements folded into signed edges."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import communique

if TYPE_CHECKING:
    import networkx as nx

FACTS = """
actors:
  arvland: {kind: state, label: {en: Arvland, ko: 아르블란드}}
  borea: {kind: state, label: Borea}
  council: {kind: organization, label: The Council}
  reporters: {kind: group, label: Reporters}
  dana-low: {kind: person, label: Dana Low, offices: [
    {office: Envoy, of: arvland, since: 2020, evidence: [{source: gazette, paragraph: 1}]}]}
topics:
  dialogue: {label: Dialogue}
sources:
  gazette: {published: 2021-03-09}
events:
  launch: {label: The launch, type: missile-launch, date: 2021-03-01, by: [borea], evidence: [
    {source: gazette, paragraph: 2}, {source: gazette, locator: table 1}]}
  no-answer: {type: interception, status: decided-against, date: 2021-03-01, by: [arvland], reactsTo: [launch],
    evidence: [{source: gazette, paragraph: 3}]}
statements:
  low-condemns: {speaker: dana-low, date: 2021-03-02, act: condemn, quote: [a first, a second], gist: She objects.,
    positions: [{toward: launch, stance: opposes, change: first-time}, {toward: borea, holder: council, stance: mixed}],
    evidence: [{source: gazette, paragraph: 4}]}
  borea-replies: {speaker: borea, date: 2021-03, act: dismiss, gist: Nothing happened., reactsTo: [low-condemns],
    addressee: [reporters], about: [launch, dialogue], callsOn: [reporters],
    evidence: [{source: gazette, paragraph: 5}]}
  borea-on-low: {speaker: borea, act: criticise, gist: It was uncalled for.,
    positions: [{toward: low-condemns, stance: opposes}], evidence: [{source: gazette, paragraph: 6}]}
proposals:
  embargo: {label: An embargo, by: [arvland], date: ../2021-03-05, asks: No more trade., outcome: diluted,
    positions: [{holder: council, stance: opposes, leverage: [veto-power, trade]}], resultedIn: [curbs],
    evidence: [{source: gazette, paragraph: 7}]}
sanctions:
  curbs: {label: Curbs, imposedBy: [council], target: [borea], date: 2021-03-05, provisions: [Less trade.],
    basedOn: [the-vote], evidence: [{source: gazette, paragraph: 8}]}
votes:
  the-vote: {label: The vote, in: council, draft: embargo, date: 2021-03-05, votesFor: 1, votesAgainst: 1,
    ballots: [{actor: arvland, choice: for}, {actor: borea, choice: against}],
    evidence: [{source: gazette, paragraph: 8}]}
  other-vote: {label: Another vote, in: council, date: 2021-03-06, abstentions: 1,
    ballots: [{actor: arvland, choice: abstain}], evidence: [{source: gazette, paragraph: 9}]}
vetoes:
  the-veto: {label: The veto, by: [borea], in: council, against: embargo, date: 2021-03-05, mode: threatened,
    evidence: [{source: gazette, paragraph: 8}]}
"""
Found = dict[str, str]


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "nx.MultiDiGraph[str]":
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return communique.load(tmp_path).network()


def edges(graph: "nx.MultiDiGraph[str]", source: str, target: str) -> list[Found]:
    return [data for _, end, data in graph.edges([source], data=True) if end == target]


def ties(graph: "nx.MultiDiGraph[str]", statement: str) -> set[tuple[str, str, str, str]]:
    return {
        (source, data["sign"], data["relation"], target)
        for source, target, data in graph.edges(data=True)
        if data["statement"] == statement
    }


def test_a_stance_is_an_edge_from_the_speaker_that_quotes_and_cites(graph: "nx.MultiDiGraph[str]") -> None:
    assert edges(graph, "dana-low", "launch") == [
        {
            "sign": "opposes",
            "relation": "opposes",
            "statement": "low-condemns",
            "act": "condemn",
            "date": "2021-03-02",
            "earliest": "2021-03-02",
            "latest": "2021-03-02",
            "quote": "a first … a second",
            "gist": "She objects.",
            "change": "first time",
            "side": "Arvland",
            "cite": "gazette ¶ 4",
        }
    ]


def test_a_stance_that_somebody_else_ascribes_starts_at_its_holder(graph: "nx.MultiDiGraph[str]") -> None:
    (edge,) = edges(graph, "council", "borea")
    assert (edge["sign"], edge["ascribed"], edge["ascribed_by"]) == ("mixed", "yes", "Dana Low")
    assert "side" not in edge
    assert not edges(graph, "dana-low", "borea")


def test_a_statement_without_a_stance_reaches_each_thing_once_by_its_strongest_tie(
    graph: "nx.MultiDiGraph[str]",
) -> None:
    assert ties(graph, "borea-replies") == {
        ("borea", "neutral", "reacts to", "dana-low"),
        ("borea", "neutral", "calls on", "reporters"),
        ("borea", "neutral", "speaks about", "launch"),
        ("borea", "neutral", "speaks about", "dialogue"),
    }


def test_what_was_said_stands_for_who_said_it(graph: "nx.MultiDiGraph[str]") -> None:
    (edge,) = [data for data in edges(graph, "borea", "dana-low") if data["sign"] == "opposes"]
    assert edge["via"] == "low-condemns"
    assert "low-condemns" not in graph


def test_a_proposal_has_sponsors_positions_with_leverage_and_results(graph: "nx.MultiDiGraph[str]") -> None:
    assert ties(graph, "embargo") == {
        ("arvland", "supports", "proposes", "embargo"),
        ("council", "opposes", "opposes", "embargo"),
        ("embargo", "neutral", "resulted in", "curbs"),
    }
    (position,) = edges(graph, "council", "embargo")
    assert position["leverage"] == "trade, veto power"


def test_sanctions_votes_and_vetoes_are_signed(graph: "nx.MultiDiGraph[str]") -> None:
    assert ties(graph, "curbs") == {
        ("council", "supports", "imposes", "curbs"),
        ("curbs", "opposes", "sanctions", "borea"),
        ("curbs", "neutral", "rests on", "embargo"),
    }
    assert ties(graph, "the-vote") == {
        ("arvland", "supports", "votes for", "embargo"),
        ("borea", "opposes", "votes against", "embargo"),
    }
    assert ties(graph, "other-vote") == {("arvland", "neutral", "abstains on", "other-vote")}
    assert ties(graph, "the-veto") == {("borea", "opposes", "vetoes", "embargo")}


def test_who_does_something_and_who_decides_against_it_are_told_apart(graph: "nx.MultiDiGraph[str]") -> None:
    assert ties(graph, "launch") == {("borea", "neutral", "does", "launch")}
    assert ties(graph, "no-answer") == {
        ("arvland", "neutral", "decides against", "no-answer"),
        ("no-answer", "neutral", "reacts to", "launch"),
    }


def test_nodes_say_what_they_are_and_where_it_is_written(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.nodes["arvland"] == {"label": "Arvland", "kind": "state"}
    assert graph.nodes["dana-low"] == {
        "label": "Dana Low",
        "kind": "person",
        "side": "Arvland",
        "side_id": "arvland",
    }
    assert graph.nodes["launch"] == {
        "label": "The launch",
        "kind": "event",
        "type": "missile-launch",
        "date": "2021-03-01",
        "earliest": "2021-03-01",
        "latest": "2021-03-01",
        "cite": "gazette ¶ 2; gazette, table 1",
    }
    assert graph.nodes["embargo"]["asks"] == "No more trade."
    assert graph.nodes["embargo"]["outcome"] == "diluted"
    assert graph.nodes["curbs"]["gist"] == "Less trade."


def test_an_event_without_a_label_is_called_by_its_kind_and_date(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.nodes["no-answer"]["label"] == "interception 2021-03-01"


def test_only_what_an_edge_touches_is_a_node(graph: "nx.MultiDiGraph[str]") -> None:
    assert [node for node in graph if graph.degree(node) == 0] == []
    assert "gazette" not in graph


def test_it_says_what_it_shows_and_which_act_has_no_line(tmp_path: Path) -> None:
    mute = "  mumbles: {speaker: borea, act: assert, gist: Something., evidence: [{source: gazette, paragraph: 5}]}\n"
    (tmp_path / "facts.yaml").write_text(FACTS.replace("statements:\n", f"statements:\n{mute}"), encoding="utf-8")
    graph = communique.load(tmp_path).network()
    assert graph.graph["view"] == "network"
    assert graph.graph["remarks"] == (
        "Shown: all 11 acts (2 events, 4 statements, 1 proposal, 1 sanction, 2 votes, 1 veto).",
        "No line of the network: 1 act bears on nothing that is named (mumbles).",
    )


def test_filters_choose_whole_acts(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    chosen = communique.load(tmp_path).network(about="low-condemns")
    assert sorted({data["statement"] for _, _, data in chosen.edges(data=True)}) == [
        "borea-on-low",
        "borea-replies",
        "low-condemns",
    ]
    assert ties(chosen, "low-condemns") == ties(graph, "low-condemns")
    assert ties(chosen, "borea-replies") == ties(graph, "borea-replies")
    assert "embargo" not in chosen


def test_every_value_is_text_and_every_edge_has_a_key_of_its_own(graph: "nx.MultiDiGraph[str]") -> None:
    rows = [*(data for _, data in graph.nodes(data=True)), *(data for _, _, data in graph.edges(data=True))]
    assert {type(value) for row in rows for value in row.values()} == {str}
    assert sorted(key for _, _, key in graph.edges(keys=True)) == sorted(
        f"e{number}" for number in range(1, graph.number_of_edges() + 1)
    )


def test_the_same_facts_give_the_same_network_whatever_the_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    script = (
        "import communique, json, sys\n"
        "graph = communique.load(sys.argv[1]).network()\n"
        "print(json.dumps([list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))]))"
    )
    found = set()
    for seed in ("0", "1"):
        settings = {**os.environ, "PYTHONHASHSEED": seed, "COMMUNIQUE_CACHE": "off"}
        command = [sys.executable, "-c", script, str(tmp_path)]
        output = subprocess.run(command, env=settings, check=True, capture_output=True).stdout
        assert len(json.loads(output)[1]) > 10
        found.add(hashlib.sha256(output).hexdigest())
    assert len(found) == 1
