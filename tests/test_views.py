"""The views: who agrees with whom, who reacted to what, and the answers that are drawn as networks."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import communique
from communique.graph.api import Graph
from communique.graph.errors import ParameterError, QueryError
from communique.graph.network.stands import Stand
from communique.graph.query import Answer, Question, load_questions
from shipped import graph as shipped

if TYPE_CHECKING:
    import networkx as nx

FACTS = """
actors:
  arvland: {kind: state, label: Arvland}
  borea: {kind: state, label: Borea}
  corland: {kind: state, label: Corland}
  darvia: {kind: state, label: Darvia}
  council: {kind: organization, label: The Council}
topics:
  trade: {label: Trade}
  fish: {label: Fish}
sources:
  gazette: {title: The Gazette}
events:
  launch: {label: The launch, type: missile-launch, date: 2021-03-01, by: [borea],
    evidence: [{source: gazette, paragraph: 1}]}
statements:
  a-trade: {speaker: arvland, date: 2021-03-02, act: assert, gist: Trade is good., reactsTo: [launch],
    positions: [{toward: trade, stance: supports}], evidence: [{source: gazette, paragraph: 2}]}
  b-trade: {speaker: borea, date: 2021-03-03, act: assert, quote: never, reactsTo: [a-trade, launch],
    positions: [{toward: a-trade, stance: opposes}, {toward: trade, stance: opposes},
      {holder: corland, toward: trade, stance: opposes}], evidence: [{source: gazette, paragraph: 3}]}
  a-fish: {speaker: arvland, date: 2021-03-04, act: assert, gist: Fish is good., reactsTo: [b-trade],
    positions: [{toward: fish, stance: supports}], evidence: [{source: gazette, paragraph: 4}]}
  b-fish: {speaker: borea, date: 2021-03-05, act: assert, gist: So it is.,
    positions: [{toward: fish, stance: supports}], evidence: [{source: gazette, paragraph: 4}]}
  c-fish: {speaker: corland, date: 2021-03-06, act: assert, gist: It smells.,
    positions: [{toward: fish, stance: opposes}], evidence: [{source: gazette, paragraph: 5}]}
  c-fish-again: {speaker: corland, date: 2021-03-07, act: assert, gist: It does not.,
    positions: [{toward: fish, stance: supports}], evidence: [{source: gazette, paragraph: 6}]}
  d-alone: {speaker: darvia, date: 2021-03-08, act: assert, gist: A fine launch.,
    positions: [{toward: launch, stance: supports}], evidence: [{source: gazette, paragraph: 7}]}
proposals:
  quota: {label: A quota, by: [arvland], date: 2021-04-01, asks: Less fish., outcome: blocked,
    evidence: [{source: gazette, paragraph: 8}]}
votes:
  ballot: {label: The ballot, in: council, draft: quota, date: 2021-04-02, votesFor: 1, votesAgainst: 0,
    abstentions: 1, ballots: [{actor: arvland, choice: for}, {actor: corland, choice: abstain},
      {actor: darvia, choice: absent}], evidence: [{source: gazette, paragraph: 9}]}
  other: {label: Other ballot, in: council, date: 2021-04-03, votesFor: 2, votesAgainst: 0,
    ballots: [{actor: arvland, choice: for}, {actor: borea, choice: for}],
    evidence: [{source: gazette, paragraph: 10}]}
vetoes:
  no: {label: The veto, by: [borea], in: council, against: quota, date: 2021-04-02, mode: threatened,
    evidence: [{source: gazette, paragraph: 11}]}
"""


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return communique.load(tmp_path)


def pairs(found: "nx.MultiDiGraph[str]") -> dict[tuple[str, str], str]:
    return {(one, other): data["tag"] for one, other, data in found.edges(data=True)}


def ends(found: "nx.MultiDiGraph[str]") -> list[tuple[str, str, str]]:
    return sorted((source, data.get("relation", ""), target) for source, target, data in found.edges(data=True))


# --- alignment


def test_two_actors_are_tied_by_what_both_take_a_stance_on(graph: Graph) -> None:
    found = graph.alignment()
    assert pairs(found) == {("arvland", "borea"): "2:2", ("arvland", "corland"): "0:2", ("borea", "corland"): "0:2"}
    assert {node: data["kind"] for node, data in found.nodes(data=True)} == dict.fromkeys(found, "state")
    assert "darvia" not in found
    assert (found.graph["view"], found.graph["undirected"]) == ("alignment", True)


def test_an_edge_names_all_that_it_counts_and_cites_it(graph: Graph) -> None:
    data = graph.alignment().edges["arvland", "borea", "a1"]
    assert data == {
        "sign": "mixed",
        "relation": "agrees in part with (2 of 4)",
        "tag": "2:2",
        "agree": "2",
        "differ": "2",
        "n": "4",
        "gist": "agree on 2: Fish (supports), Other ballot (supports); differ on 2: A quota (Arvland: supports, Borea:"
        " opposes), Trade (Arvland: supports, Borea: opposes)",
        "earliest": "2021-03-02",
        "latest": "2021-04-03",
        "cite": "gazette ¶ 4; gazette ¶ 10; gazette ¶ 9; gazette ¶ 11; gazette ¶ 2; gazette ¶ 3",
    }


def test_several_stances_toward_one_thing_are_two_minds_and_told(graph: Graph) -> None:
    data = graph.alignment().edges["borea", "corland", "a3"]
    assert data["gist"] == (
        "differ on 2: A quota (Borea: opposes, Corland: neutral), Fish (Borea: supports, Corland: now opposes, now"
        " supports)"
    )
    assert (data["sign"], data["relation"]) == ("opposes", "differs from (2 of 2)")


def test_who_is_of_two_minds_agrees_with_neither_side() -> None:
    one = Stand("a", "fish", ("opposes", "supports"), "", "", ())
    assert (one.stance, one.words) == ("mixed", "now opposes, now supports")


def test_what_is_ascribed_is_not_compared_and_this_is_said(graph: Graph) -> None:
    remarks = graph.alignment().graph["remarks"]
    assert not any("Trade" in data["gist"] for _, _, data in graph.alignment().edges("corland", data=True))
    assert remarks == (
        "Compared: what 4 actors said or voted on 6 things in all 12 acts (1 event, 7 statements, 1 proposal, 2 votes,"
        " 1 veto); 3 pairs took a stance on the same thing.",
        "Not shown: 1 actor without a stance on what another takes one on.",
        "Not compared: 1 stance that somebody else ascribes to the holder.",
    )


def test_filters_choose_what_is_compared(graph: Graph) -> None:
    assert pairs(graph.alignment(until="2021-03")) == {
        ("arvland", "borea"): "1:1",
        ("arvland", "corland"): "0:1",
        ("borea", "corland"): "0:1",
    }
    assert pairs(graph.alignment(about="quota")) == {
        ("arvland", "borea"): "0:1",
        ("arvland", "corland"): "0:1",
        ("borea", "corland"): "0:1",
    }


def test_who_agrees_with_whom_in_the_shipped_facts() -> None:
    """Read off the facts by hand: two votes with fifteen ballots, one with two, the positions of the articles."""
    found = pairs(shipped().alignment())
    elected = {
        2017: {
            "bolivia",
            "egypt",
            "ethiopia",
            "italy",
            "japan",
            "kazakhstan",
            "senegal",
            "sweden",
            "ukraine",
            "uruguay",
        },
        2022: {"albania", "brazil", "gabon", "ghana", "india", "ireland", "kenya", "mexico", "norway"},
    }
    elected[2022].add("united-arab-emirates")
    permanent = ["china", "france", "russia", "united-kingdom", "united-states"]
    assert {pair: tag for pair, tag in found.items() if not {*pair}.intersection(elected[2017] | elected[2022])} == {
        ("china", "france"): "1:1",
        ("china", "russia"): "2:1",
        ("china", "united-kingdom"): "1:1",
        ("china", "united-states"): "1:2",
        ("france", "russia"): "1:1",
        ("france", "united-kingdom"): "2:0",
        ("france", "united-states"): "2:0",
        ("kusong-author", "russia"): "0:1",
        ("kusong-author", "united-states"): "1:0",
        ("north-korea", "south-korea"): "0:1",
        ("north-korea", "united-states"): "1:1",
        ("russia", "united-kingdom"): "1:1",
        ("russia", "united-states"): "1:2",
        ("south-korea", "united-states"): "0:1",
        ("united-kingdom", "united-states"): "2:0",
        ("united-states", "us-allies"): "0:1",
    }
    for year, members in elected.items():
        for member in members:
            with_permanent = {one: found.get((one, member)) or found.get((member, one)) for one in permanent}
            against = {"china", "russia"} if year == 2022 else set()
            assert with_permanent == {one: "0:1" if one in against else "1:0" for one in permanent}
    assert len(found) == 16 + 2 * 10 * 5 + 2 * 45


# --- reactions


def test_reactions_are_the_tree_below_an_act(graph: Graph) -> None:
    found = graph.reactions("launch")
    assert {node: data["depth"] for node, data in found.nodes(data=True)} == {
        "launch": "0",
        "a-trade": "1",
        "b-trade": "1",
        "a-fish": "2",
    }
    assert ends(found) == [
        ("a-fish", "reacts to", "b-trade"),
        ("a-trade", "reacts to", "launch"),
        ("b-trade", "opposes", "a-trade"),  # once in the tree, with both edges
        ("b-trade", "reacts to", "launch"),
    ]
    assert found.graph["view"] == "reactions"
    assert found.graph["remarks"] == (
        "Shown: 3 recorded reactions to The launch, 2 of them direct. No record is not to say no reaction.",
    )


def test_what_bears_on_an_act_of_the_tree_otherwise_is_no_branch(tmp_path: Path, graph: Graph) -> None:
    stance = "positions: [{toward: launch, stance: opposes}, {toward: fish"
    more = FACTS.replace("reactsTo: [b-trade],\n    positions: [{toward: fish", f"reactsTo: [b-trade],\n    {stance}")
    (tmp_path / "facts.yaml").write_text(more, encoding="utf-8")
    other = communique.load(tmp_path)
    assert other.timeline().has_edge("a-fish", "launch")
    assert ends(other.reactions("launch")) == ends(graph.reactions("launch"))


def test_nodes_are_those_of_the_timeline(graph: Graph) -> None:
    expected = graph.timeline().nodes["b-trade"]
    assert graph.reactions("launch").nodes["b-trade"] == {**expected, "depth": "1"}


def test_reactions_go_as_deep_as_is_said(graph: Graph) -> None:
    found = graph.reactions("The launch", hops=1)
    assert sorted(found) == ["a-trade", "b-trade", "launch"]
    assert found.graph["remarks"] == (
        "Shown: 2 of 3 recorded reactions to The launch, 2 of them direct. No record is not to say no reaction.",
        "Not shown: 1 deeper than 1 step.",
    )


def test_a_long_chain_of_reactions_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    chain = "".join(
        f"  s{number}: {{speaker: arvland, act: assert, gist: And.,"
        f" reactsTo: [{f's{number - 1}' if number else 'launch'}],"
        f" evidence: [{{source: gazette, paragraph: 1}}]}}\n"
        for number in range(1500)
    )
    (tmp_path / "facts.yaml").write_text(FACTS.replace("statements:\n", f"statements:\n{chain}"), encoding="utf-8")
    found = communique.load(tmp_path).reactions("launch")
    assert found.nodes["s1499"]["depth"] == "1500"


def test_an_act_without_reactions_says_that_none_is_recorded(graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        graph.reactions("quota")
    assert str(caught.value) == (
        "no reaction to A quota is recorded, which is not to say that there was none; those with most are launch (2),"
        " a-trade (1), b-trade (1)"
    )


@pytest.mark.parametrize(
    ("act", "said"), [("lunch", "did you mean 'launch'?"), ("council", "no act is called 'council'")]
)
def test_what_is_no_act_has_no_reactions(act: str, said: str, graph: Graph) -> None:
    with pytest.raises(ParameterError, match=said.replace("?", r"\?")):
        graph.reactions(act)


# --- answers: rows


def answered(graph: Graph, select: str) -> "nx.MultiDiGraph[str]":
    found = graph.query(select)
    assert isinstance(found, Answer)
    return graph.network_of(found)


def test_three_columns_are_source_relation_and_target(graph: Graph) -> None:
    found = answered(graph, "SELECT ?h ?s ?t { ?p cq:holder ?h ; cq:stance ?s ; cq:toward ?t FILTER(?t = id:trade) }")
    assert ends(found) == [
        ("arvland", "supports", "trade"),
        ("borea", "opposes", "trade"),
        ("corland", "opposes", "trade"),
    ]
    assert {data["sign"] for _, _, data in found.edges("borea", data=True)} == {"opposes"}
    assert found.nodes["trade"] == {"label": "Trade", "kind": "topic"}
    assert found.graph["view"] == "answer"
    assert found.graph["remarks"] == ("Shown: 3 rows of the answer, as 3 edges.",)


def test_of_two_columns_the_second_is_named_as_the_relation(graph: Graph) -> None:
    found = answered(graph, "SELECT ?speaker (?r AS ?reactsTo) { ?s cq:speaker ?speaker ; cq:reactsTo ?r }")
    assert ends(found) == [
        ("arvland", "reacts to", "b-trade"),
        ("arvland", "reacts to", "launch"),
        ("borea", "reacts to", "a-trade"),
        ("borea", "reacts to", "launch"),
    ]
    assert found.nodes["b-trade"]["label"] == "“never”"


def test_texts_are_nodes_of_their_own_and_rows_without_an_end_are_counted(graph: Graph) -> None:
    rows = '(id:borea "says" "borea") (id:borea cq:partOf UNDEF) (id:fish UNDEF 5)'
    found = answered(graph, f"SELECT ?a ?p ?b {{ VALUES (?a ?p ?b) {{ {rows} }} }}")
    assert ends(found) == [("borea", "says", '"borea"'), ("fish", "", '"5"')]
    assert found.nodes['"borea"'] == {"label": "borea", "kind": "text"}
    assert found.nodes["borea"] == {"label": "Borea", "kind": "state"}
    assert found.graph["remarks"] == (
        "Shown: 2 rows of the answer, as 2 edges.",
        "Not shown: 1 row without one of the two ends.",
    )


def test_what_is_no_record_is_called_by_its_label_or_the_end_of_its_address(graph: Graph) -> None:
    rows = "(id:borea cq:act cqv:condemn) (<http://example.org/a/Q1> <http://example.org/seenBy> cq:Statement)"
    found = answered(graph, f"SELECT ?a ?p ?b {{ VALUES (?a ?p ?b) {{ {rows} }} }}")
    assert ends(found) == [
        ("borea", "speech act", "cqv:condemn"),
        ("http://example.org/a/Q1", "seen by", "cq:Statement"),
    ]
    assert {node: data["label"] for node, data in found.nodes(data=True)} == {
        "borea": "Borea",
        "cqv:condemn": "condemn",
        "http://example.org/a/Q1": "Q1",
        "cq:Statement": "statement",
    }


@pytest.mark.parametrize(
    ("select", "said"),
    [
        (
            "SELECT ?s { ?s a cq:Topic }",
            "the answer has 1 column (s), and nothing says which of them make an edge; ask",
        ),
        ("SELECT * { ?a ?b ?c . ?c ?d ?e }", "the answer has 5 columns (a, b, c, d, e), and nothing says"),
        ("SELECT ?a ?b { ?a cq:partOf ?b }", "the answer is empty, and so is its picture"),
        ("SELECT ?a ?b { ?a a cq:Topic OPTIONAL { ?a cq:partOf ?b } }", "no row has both a a and a b"),
        (
            "SELECT * { ?a a cq:Topic . ?b a cq:Vote . ?c a cq:Veto . ?d a cq:Event }",
            "SELECT ?source ?relation ?target",
        ),
    ],
)
def test_rows_that_make_no_edge_are_refused(select: str, said: str, graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        answered(graph, select)
    assert said in str(caught.value)


def test_a_truth_value_is_no_picture(graph: Graph) -> None:
    with pytest.raises(QueryError, match="a truth value is no picture; ask with SELECT or CONSTRUCT"):
        graph.network_of(graph.query("ASK { }"))


# --- answers: named questions


def test_a_named_question_gives_its_edges_words_dates_and_citations(graph: Graph) -> None:
    found = graph.network_of(graph.ask("positions", actor="borea", toward="trade"))
    assert list(found.edges(data=True)) == [
        (
            "borea",
            "trade",
            {
                "sign": "opposes",
                "relation": "opposes",
                "quote": "never",
                "earliest": "2021-03-03",
                "latest": "2021-03-03",
                "date": "2021-03-03",
                "statement": "b-trade",
                "cite": "gazette ¶ 3",
            },
        )
    ]


def test_a_stance_that_somebody_else_ascribes_is_drawn_as_one(graph: Graph) -> None:
    found = graph.network_of(graph.ask("positions", actor="corland", ascribed="true"))
    ((_, _, data),) = found.edges(data=True)
    assert (data["ascribed"], data["ascribed_by"]) == ("yes", "Borea")


def test_rows_that_differ_in_the_citation_alone_are_one_edge_that_cites_both() -> None:
    found = shipped().network_of(shipped().ask("sanctions"))
    ((_, _, data),) = found.edges(data=True)
    assert data["cite"] == "over-japan-article ¶ 10; over-japan-article ¶ 8; over-japan-article ¶ 9"
    assert found.graph["remarks"] == ("Shown: 6 rows of the answer, as 1 edge.",)


@pytest.mark.parametrize("name", sorted({*load_questions()} - {"sources"}))
def test_every_question_names_an_edge_that_its_answer_has(name: str) -> None:
    question = load_questions()[name]
    needed = {one.name: one.example for one in question.parameters if one.required}
    answer = shipped().ask(name, **needed)
    assert {question.edge[0], question.edge[2]} <= {*answer.columns}
    assert question.edge[1] in answer.columns or " " in question.edge[1] or question.edge[1].endswith("s")
    assert shipped().network_of(answer).number_of_edges() > 0


def test_a_question_that_names_no_edge_is_not_drawn() -> None:
    with pytest.raises(QueryError, match=r"the answer has 7 columns .source, title, date, .*nothing says which"):
        shipped().network_of(shipped().ask("sources"))


@pytest.mark.parametrize("edge", ["[a, b]", "a", "[a, b, c, d]", "[a, {b: c}, d]"])
def test_an_edge_that_is_not_well_formed_is_told(edge: str) -> None:
    with pytest.raises(QueryError, match=r"q.rq: the edge is not well formed; write '#\+ edge: "):
        Question.from_text("q", f"#+ edge: {edge}\nSELECT * {{ }}")


def test_an_edge_of_columns_that_are_not_there_is_told(graph: Graph) -> None:
    answer = graph.query("SELECT ?a ?b { ?a cq:reactsTo ?b }")
    assert isinstance(answer, Answer)
    answer.edge = ("a", "opposes", "c")
    with pytest.raises(QueryError, match="the edge names c, which is no column"):
        graph.network_of(answer)


# --- answers: triples


def test_each_triple_is_an_edge_named_by_its_property(graph: Graph) -> None:
    found = graph.network_of(
        graph.query("CONSTRUCT { ?s cq:opposedBy ?h } { ?s cq:by ?x . ?v cq:against ?s ; cq:by ?h }")
    )
    assert list(found.edges(data=True)) == [("quota", "borea", {"sign": "opposes", "relation": "opposed by"})]
    assert found.graph["remarks"] == ("Shown: 1 triple of the answer, as 1 edge and what things are.",)


def test_labels_classes_and_dates_tell_of_their_subject_and_other_texts_are_nodes(graph: Graph) -> None:
    triples = 'id:new a cq:Topic ; rdfs:label "New" ; cq:date "2021" ; cq:iso "N" ; cq:about id:borea'
    found = graph.network_of(graph.query(f"CONSTRUCT {{ {triples} . id:borea rdfs:label 'Other' }} {{ }}"))
    assert {node: found.nodes[node] for node in found} == {
        "id:new": {"label": "New", "kind": "topic", "date": "2021"},
        "borea": {"label": "Borea", "kind": "state"},
        '"N"': {"label": "N", "kind": "text"},
    }
    assert [relation for _, relation, _ in ends(found)] == ["ISO code", "about"]


def test_blank_nodes_have_names_that_depend_on_nothing_but_the_triples(graph: Graph) -> None:
    made = [graph.network_of(graph.query("CONSTRUCT { [] cq:about ?t } { ?t a cq:Topic }")) for _ in range(2)]
    assert ends(made[0]) == ends(made[1])
    assert sorted(node for node in made[0] if node.startswith("_:")) == ["_:1", "_:2"]


def test_no_triples_are_no_picture(graph: Graph) -> None:
    with pytest.raises(QueryError, match="the answer is empty"):
        graph.network_of(graph.query("CONSTRUCT WHERE { ?a cq:partOf ?b }"))


# --- all of them


def test_every_value_is_text_and_every_edge_has_a_key_of_its_own(graph: Graph) -> None:
    views: list[nx.MultiDiGraph[Any]] = [graph.timeline(), graph.alignment(), graph.reactions("launch")]
    views += [graph.network(), graph.network_of(graph.ask("positions"))]
    keys = [key for view in views for _, _, key in view.edges(keys=True)]
    assert len(keys) == len({*keys}) > 20
    views += [graph.network_of(graph.query("DESCRIBE id:no"))]
    rows = [data for view in views for *_, data in (*view.nodes(data=True), *view.edges(data=True))]
    assert {type(value) for row in rows for value in row.values()} == {str}
    assert all(value for row in rows for value in row.values())


def test_the_same_facts_give_the_same_views_whatever_the_hash_seed(graph: Graph, tmp_path: Path) -> None:
    script = (
        "import communique, json, sys\n"
        "g = communique.load(sys.argv[1])\n"
        "answers = [g.ask('positions'), g.query('CONSTRUCT WHERE { ?a cq:reactsTo ?b }'),\n"
        "    g.query('SELECT ?a ?b { ?a cq:reactsTo ?b }'),\n"
        "    g.query('CONSTRUCT { [] cq:about ?a } { ?a a cq:Topic }')]\n"
        "made = [g.timeline(about='launch'), g.alignment(), g.reactions('launch'), *map(g.network_of, answers)]\n"
        "print(json.dumps([[list(m.nodes(data=True)), list(m.edges(keys=True, data=True)), m.graph] for m in made]))"
    )
    found = set()
    for seed in ("0", "1"):
        settings = {**os.environ, "PYTHONHASHSEED": seed, "COMMUNIQUE_CACHE": "off"}
        command = [sys.executable, "-c", script, str(tmp_path)]
        found.add(subprocess.run(command, env=settings, check=True, capture_output=True).stdout)
    assert len(found) == 1
    assert len(json.loads(found.pop())) == 7
