"""The command ``draw``, and the same in Python: what its options make of the facts, what it says and refuses."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

import communique
from communique.graph.commands.draw import VIEWS
from communique.graph.draw import views
from communique.graph.draw.formats import FORMATS
from communique.graph.errors import OutputError, ParameterError, QueryError
from disk import write
from running import Run, runner
from shipped import graph

SHIPPED = "Reactions to North Korea's missile launches of 2017"
CLAIMS = "32 claims are not drawn; for claims against each other: communique ask contested."


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def title(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".svg":
        return str(next(ET.fromstring(text).iter("{http://www.w3.org/2000/svg}title")).text)
    found = re.search("<title>(.*?)</title>", text)
    return found[1].replace("&#39;", "'") if found else ""


def drawn(path: Path) -> "nx.MultiGraph[Any] | nx.MultiDiGraph[Any]":
    """Return the network that a GraphML file holds."""
    found = nx.read_graphml(path, force_multigraph=True)
    assert isinstance(found, nx.MultiGraph)
    return found


# --- what is drawn


def test_several_files_are_written_from_one_load_and_what_they_show_is_said(run: Run, tmp_path: Path) -> None:
    done = run("draw", "-o", "out/a.html", "-o", "out/a.svg", "-o", "a.graphml", "--about", "full-oil-embargo")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        "Drawn to out/a.html, out/a.svg, a.graphml.",
        "Shown: 3 of 87 acts (2 statements, 1 proposal).",
        "Not shown: 84 not about Full oil embargo on North Korea.",
        CLAIMS,
    ]
    assert sorted(path.name for path in tmp_path.rglob("a.*")) == ["a.graphml", "a.html", "a.svg"]
    acts = {data["statement"] for _, _, data in drawn(tmp_path / "a.graphml").edges(data=True)}
    assert acts == {"china-opposes-oil-embargo", "full-oil-embargo", "us-pushed-for-oil-embargo"}


def test_a_page_has_timeline_and_network_and_opens_with_the_first(run: Run, tmp_path: Path) -> None:
    assert run("draw", "-o", "a.json", "-o", "a.svg").code == 0
    network = len(graph().network())
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["nodes"]) == network


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_drawn_in_every_format_for_other_tools(view: str, run: Run, tmp_path: Path) -> None:
    act = "launch-over-japan-2017-09-15"
    around = ["--around", act] if view == "reactions" else []
    assert run("draw", "-o", "a.graphml", "-o", "a.html", "-o", "a.svg", "--view", view, *around).code == 0
    made = graph().reactions(act) if view == "reactions" else getattr(graph(), view)()
    found = drawn(tmp_path / "a.graphml")
    assert set(found) == set(made)
    assert sorted(key for *_, key in found.edges(keys=True)) == sorted(key for *_, key in made.edges(keys=True))


def test_the_views_that_the_help_names_are_those_that_there_are() -> None:
    assert tuple(VIEWS) == views.VIEWS


def test_the_endings_that_the_help_names_are_those_that_there_are(run: Run) -> None:
    named = set(re.findall(r"[ (]\.((?:nodes\.|edges\.)?[a-z]+)", run("draw", "--help").out))
    assert named == set(FORMATS) - {"gv"}  # the other name of dot


def test_reactions_reach_as_deep_as_hops(run: Run) -> None:
    done = run("draw", "-o", "a.svg", "--view", "reactions", "--around", "launch over japan", "--hops", "1")
    assert done.err.splitlines()[1] == (
        "Shown: 8 recorded reactions to Launch over Japan, 8 of them direct. No record is not to say no reaction."
    )


def test_filters_prune_the_reactions(run: Run) -> None:
    arguments = ["--view", "reactions", "--around", "launch-over-japan-2017-09-15", "--actor", "united-states"]
    assert run("draw", "-o", "a.svg", *arguments).err.splitlines()[1:] == [
        "Shown: 3 of 8 recorded reactions to Launch over Japan, 3 of them direct. No record is not to say no reaction.",
        "Not shown: 5 that the filters leave out, or that react to one of these.",
    ]


def test_around_names_an_act_where_reactions_are_asked_for(run: Run) -> None:
    assert "not within 1 step of Beijing (city)" in run("draw", "-o", "a.svg", "--around", "beijing").err
    done = run("draw", "-o", "a.svg", "--around", "beijing", "--view", "reactions")
    assert "no reaction to Putin's trip to China is recorded" in done.err


# --- answers


def test_the_answer_to_a_question_is_drawn(run: Run, tmp_path: Path) -> None:
    arguments = ["--question", "positions", "--param", "actor=china", "--param", "toward=full-oil-embargo"]
    done = run("draw", "-o", "a.graphml", "-o", "a.svg", *arguments)
    assert done.err == "Drawn to a.graphml, a.svg.\nShown: 2 rows of the answer, as 2 edges.\n"
    found = drawn(tmp_path / "a.graphml")
    assert {(one, data["relation"], other) for one, other, data in found.edges(data=True)} == {
        ("china", "opposes", "full-oil-embargo")
    }
    assert title(tmp_path / "a.svg") == "Who stands where on what, over time: actor china, toward full-oil-embargo"


@pytest.mark.parametrize("way", ["text", "file", "input"])
def test_the_answer_to_a_query_is_drawn(way: str, run: Run, tmp_path: Path) -> None:
    sparql = "CONSTRUCT WHERE { ?proposal cq:opposedBy ?who }"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    given = {"text": sparql, "file": "q.rq", "input": "-"}[way]
    assert run("draw", "-o", "a.graphml", "--query", given, stdin=sparql.encode()).code == 0
    assert {(one, other) for one, other in drawn(tmp_path / "a.graphml").edges()} == {
        ("draft-s-2022-431", "china"),
        ("draft-s-2022-431", "russia"),
        ("draft-vetoed-2024-03-28", "russia"),
        ("full-oil-embargo", "china"),
    }


def test_a_name_in_a_query_that_matches_nothing_earns_a_warning(run: Run) -> None:
    done = run("draw", "-o", "a.svg", "--query", "SELECT ?a ?b { ?a cq:speker ?b }")
    assert done.code == 1
    assert "warning: the ontology has no cq:speker; did you mean 'cq:speaker'?" in done.err


# --- titles


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], SHIPPED),
        (["--title", "Mine"], "Mine"),
        (["--view", "network", "--actor", "china", "--since", "2017-09"], f"{SHIPPED}: by China, since 2017-09-01"),
        (["--about", "guam", "--about", "nuclear-war"], f"{SHIPPED}: about Guam or Nuclear war"),
        (["--around", "china", "--until", "2018"], f"{SHIPPED}: within 1 step of China, until 2018-12-31"),
        (["--view", "alignment"], f"{SHIPPED}: who agrees with whom"),
        (["--view", "reactions", "--around", "Launch from Kusong", "--since", "2017"],
         "Reactions to Launch from Kusong: since 2017-01-01"),
        (["--question", "vetoes"], "Who can veto, who threatened to, and who did"),
        (["--query", "SELECT ?a ?b { ?a cq:reactsTo ?b }"], f"{SHIPPED}: the answer to a query"),
    ],
)  # fmt: skip
def test_a_picture_says_by_its_title_what_it_shows(
    arguments: list[str], expected: str, run: Run, tmp_path: Path
) -> None:
    assert run("draw", "-o", "a.svg", *arguments).code == 0
    assert title(tmp_path / "a.svg") == expected


def test_the_title_is_that_of_the_data_set_which_extends_the_others(tmp_path: Path) -> None:
    acts = (
        "events: {fair: {type: meeting, date: 2021, evidence: [{source: s, paragraph: 1}]}}\nsources: {s: {title: S}}\n"
    )
    write(
        tmp_path / "a", {"dataset.yaml": "title: Ours\nextends: [../b]\nbase: https://example.org/z/\n", "f.yaml": acts}
    )
    write(
        tmp_path / "b",
        {"dataset.yaml": "title: Theirs\nbase: https://example.org/a/\n", "f.yaml": "topics: {fish: {label: Fish}}\n"},
    )
    communique.load(tmp_path / "a").draw(tmp_path / "a.svg")
    assert title(tmp_path / "a.svg") == "Ours"


def test_facts_without_a_data_set_have_a_title_too(tmp_path: Path) -> None:
    acts = (
        "events: {fair: {type: meeting, date: 2021, evidence: [{source: s, paragraph: 1}]}}\nsources: {s: {title: S}}\n"
    )
    write(tmp_path, {"f.yaml": acts})
    communique.load(tmp_path).draw(tmp_path / "a.svg")
    assert title(tmp_path / "a.svg") == "Communiqué: who acts on what"


def test_a_hostile_label_is_only_text_in_title_and_remarks(tmp_path: Path) -> None:
    evil = "</title></script><img src=x onerror=alert(1)>"
    acts = (
        "statements: {hums: {speaker: a, act: assert, gist: Hm., about: [t], evidence: [{source: s, paragraph: 1}]}}\n"
    )
    things = (
        f"topics: {{t: {{label: '{evil}'}}}}\nactors: {{a: {{kind: state, label: A}}}}\nsources: {{s: {{title: S}}}}\n"
    )
    write(tmp_path, {"f.yaml": acts + things})
    said = communique.load(tmp_path).draw([tmp_path / "a.html", tmp_path / "a.svg"], about="t")
    assert said == ["Shown: 1 of 1 act (1 statement)."]
    for path in (tmp_path / "a.html", tmp_path / "a.svg"):
        text = path.read_text(encoding="utf-8")
        assert "<img" not in text
        assert "&lt;img" in text


# --- what is refused


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--view", "graph"], 2, "unknown view 'graph'; known are: alignment, network, reactions, timeline"),
        (["--view", "netwrk"], 2, "unknown view 'netwrk'; did you mean 'network'?"),
        (["--question", "vetoes", "--view", "alignment"], 2, "an answer is a view of its own; leave --view out"),
        (["--query", "ASK {}", "--view", "network"], 2, "an answer is a view of its own"),
        (["--question", "vetoes", "--query", "ASK {}"], 2, "a question and a query are two answers"),
        (["--question", "vetoes", "--since", "2017"], 2, "--since chooses among acts, not among the rows of"),
        (["--query", "ASK {}", "--actor", "china"], 2, "--actor chooses among acts"),
        (["--param", "actor=china"], 2, "parameters belong to a question; name it with --question"),
        (["--question", "vetoes", "--param", "actor"], 2, "'actor' is not written as name=value"),
        (["--question", "vetoes", "--param", "=x"], 2, "'=x' is not written as name=value"),
        (["--question", "vetoes", "--param", "a=1", "--param", "a=2"], 2, "'a' is given twice"),
        (["--hops", "2"], 2, "--hops says how far, but not from where; name a thing with --around"),
        (["--hops", "0", "--around", "china"], 2, "Invalid value for '--hops'"),
        (["--view", "reactions"], 1, "the reactions to what? name an act with --around; most reactions are recorded to"
         " launch-from-kusong-2017-05-14 (12), launch-over-japan-2017-09-15 (8), "),
        (["--view", "reactions", "--around", "un-general"], 1, "no act is called 'un-general'"),
        (["--view", "reactions", "--around", "veto-2022-05-26"], 1, "no reaction to Veto of 26 May 2022 is recorded,"
         " which is not to say that there was none"),
        (["--view", "reactions", "--around", "Launch over Japan", "--until", "2017-08"], 1, "none of the 8 reactions to"
         " Launch over Japan is left to show; leave a filter out"),
        (["--view", "reactions", "--around", "Launch over Japan", "--until", "2016"], 1, "none of the 8 reactions"),
        (["--view", "alignment", "--about", "guam"], 1, "the alignment would be empty (Compared: what 0 actors said"),
        (["--about", "kim-fiery-rhetoric", "--view", "network"], 1, "the network would be empty (Shown: 1 of 87 acts"),
        (["--about", "guam", "--actor", "china"], 1, "nothing is left to draw of 87 acts: 85 not about Guam, 2 not by"
         " China; leave one of these out, or widen it"),
        (["--about", "niki-haley"], 1, "--about: no thing is called 'niki-haley'; did you mean 'nikki-haley'?"),
        (["--question", "vetos"], 1, "unknown question 'vetos'; did you mean 'vetoes'?"),
        (["--question", "vetoes", "--param", "who=x"], 1, "vetoes has no parameter 'who'; it takes: actor, body, what"),
        (["--question", "positions", "--param", "actor=guam"], 1, "no actor is called 'guam'"),
        (["--question", "sources"], 1, "nothing says which of them make an edge"),
        (["--query", "ASK {}"], 1, "a truth value is no picture"),
        (["--query", "SELECT"], 1, "there is no file 'SELECT'"),
        (["--query", "DROP ALL"], 1, "DROP writes, and a query only reads; remove it"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_the_reason_and_nothing_is_written(
    arguments: list[str], code: int, said: str, run: Run, tmp_path: Path
) -> None:
    done = run("draw", "-o", "a.svg", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in re.sub(r"\s*│\s*", " ", done.err).replace("  ", " ")
    assert "Traceback" not in done.err
    assert not (tmp_path / "a.svg").exists()


def test_an_ending_that_is_unknown_stops_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    done = run("draw", "-o", "a.svg", "-o", "a.htm")
    assert done.code == 1
    assert "a.htm: no picture ends in .htm; did you mean 'html'?" in done.err
    assert not (tmp_path / "a.svg").exists()


def test_facts_without_acts_are_not_drawn(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "facts", {"f.yaml": "topics: {fish: {label: Fish}}\n"})
    done = run("draw", "-o", "a.html")
    assert (done.code, done.err) == (
        1, "the timeline would be empty (Shown: 0 of 0 acts); choose more, or another view\n"
    )  # fmt: skip


# --- the same in Python


def test_python_draws_what_the_command_draws(run: Run, tmp_path: Path) -> None:
    places = [tmp_path / "p.html", tmp_path / "p.graphml"]
    said = graph().draw(places, view=["network", "timeline"], about=["north-korea"], actor="usa", since="2017-09")
    done = run("draw", "-o", "c.html", "-o", "c.graphml", "--view", "network", "--view", "timeline", "--about",
               "north-korea", "--actor", "usa", "--since", "2017-09")  # fmt: skip
    assert done.err.splitlines()[1:] == said
    for place in places:
        assert place.read_bytes() == (tmp_path / f"c{place.suffix}").read_bytes()


def test_python_draws_answers(tmp_path: Path) -> None:
    assert graph().draw(str(tmp_path / "a.svg"), question="positions", parameters={"actor": "china"}, title="T") == [
        "Shown: 4 rows of the answer, as 3 edges."
    ]
    assert title(tmp_path / "a.svg") == "T"
    assert graph().draw(tmp_path / "b.svg", query="SELECT ?a ?b { ?a cq:reactsTo ?b }")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"view": "graph"}, ParameterError),
        ({"view": "alignment", "question": "vetoes"}, ParameterError),
        ({"hops": 2}, ParameterError),
        ({"about": "guam", "actor": "china"}, QueryError),
        ({"colour": "red"}, TypeError),
    ],
)
def test_python_is_told_what_makes_no_sense(given: dict[str, Any], error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        graph().draw(tmp_path / "a.svg", **given)
    assert not list(tmp_path.iterdir())


def test_an_unknown_filter_is_an_error_in_python() -> None:
    with pytest.raises(TypeError, match="colour"):
        graph().network(colour="red")  # type: ignore[call-arg]


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(OutputError, match="this is a folder; name a file"):
        graph().draw(tmp_path / "a.svg")
