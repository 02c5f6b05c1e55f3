"""Answers for people and programs: tables that fit, files that parse again, nothing that a cell could set off."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import communique
from communique.graph.errors import QueryError
from communique.graph.query import Answer
from communique.graph.query.columns import GAP, columns
from communique.graph.query.spelling import unknown_names, unknown_things
from communique.graph.query.table import FORMATS, citation, readable, table
from communique.graph.store import EmbeddedStore
from disk import write
from shipped import ask_of, graph, small
from shipped import store as shipped

HOSTILE = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")']


def answer_of(*rows: dict[str, str]) -> Answer:
    """Return an answer with these terms, in the syntax of SPARQL."""
    names = list(rows[0])
    values = " ".join("(" + " ".join(row[name] for name in names) + ")" for row in rows)
    variables = " ".join(f"?{name}" for name in names)
    return Answer.from_query(graph().store, f"SELECT {variables} {{ VALUES ({variables}) {{ {values} }} }}")


def text_answer(*cells: str) -> Answer:
    return answer_of(*({"cell": str(ox.Literal(cell))} for cell in cells))


# --- an answer in Python


def test_a_row_is_a_dict_of_python_values() -> None:
    row = {
        "thing": "id:china",
        "word": "cqv:defend",
        "kind": "cq:Vote",
        "other": "<https://example.org/x>",
        "number": "12",
        "wide": '"99999999999999999999"^^xsd:integer',
        "wrong": '"12a"^^xsd:integer',
        "part": "1.25",
        "yes": "true",
        "also": '"1"^^xsd:boolean',
        "no": "false",
        "date": '"2017-09"^^xsd:gYearMonth',
        "text": '"text"@en',
        "nothing": "UNDEF",
    }
    assert list(answer_of(row)) == [
        {
            "thing": "china",
            "word": "defend",
            "kind": "Vote",
            "other": "https://example.org/x",
            "number": 12,
            "wide": 99999999999999999999,
            "wrong": "12a",
            "part": "1.25",
            "yes": True,
            "also": True,
            "no": False,
            "date": "2017-09",
            "text": "text",
        }
    ]


@pytest.mark.parametrize("sparql", ["ASK { }", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE id:china"])
def test_only_a_select_has_rows(sparql: str) -> None:
    with pytest.raises(QueryError, match="this query has no rows; ask with SELECT"):
        Answer.from_query(graph().store, sparql)


# --- tables


def test_a_table_shows_labels_for_ids_and_one_citation_a_row() -> None:
    answer = graph().ask("vetoes", actor="china", what="cast")
    names, rows = readable(answer)
    assert " ".join(names) == "what date actor body against votesFor votesAgainst abstentions veto source"
    assert rows == [
        [
            "cast",
            "2022-05-26",
            "China",
            "UN Security Council",
            "Draft resolution S/2022/431 on North Korea",
            "13",
            "2",
            "0",
            "Veto of 26 May 2022",
            "council-vetoes-table, row S/2022/431; north-korea-vetoes-table, row 2022-05-26",
        ]
    ]


def test_a_column_that_is_empty_everywhere_is_left_out() -> None:
    answer = graph().ask("positions", actor="russia", toward="draft-s-2022-431")
    assert "change" in answer.columns
    assert "change" not in readable(answer)[0]


def test_an_answer_without_citations_is_shown_as_it_is() -> None:
    assert readable(answer_of({"a": "1", "b": "UNDEF"}, {"a": "1", "b": "UNDEF"})) == (
        ["a", "b"],
        [["1", ""], ["1", ""]],
    )


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        ("2017-09-11/2017-09-15", "2017-09-11 to 2017-09-15"),
        ("../2017-09-17", "by 2017-09-17"),
        ("2017-09-17/..", "from 2017-09-17"),
    ],
)
def test_an_interval_is_shown_in_words(interval: str, shown: str) -> None:
    assert readable(answer_of({"date": f'"{interval}"^^cq:interval'}))[1] == [[shown]]


@pytest.mark.parametrize(
    ("source", "paragraph", "locator", "shown"),
    [("a", "12", "", "a ¶\u00a012"), ("a", "", "row 3", "a, row 3"), ("a", "", "", "a")],
)
def test_a_citation_names_the_source_and_the_spot(source: str, paragraph: str, locator: str, shown: str) -> None:
    assert citation(source, paragraph, locator) == shown


def test_every_label_is_found_however_many_there_are(tmp_path: Path) -> None:
    many = "".join(f"  topic-{number}-{'x' * 80}: {{label: Label {number}}}\n" for number in range(2_000))
    answer = Answer.from_query(ask_of(small(tmp_path, f=f"topics:\n{many}")).store, "SELECT ?t { ?t a cq:Topic }")
    assert {cell for (cell,) in readable(answer)[1]} == {f"Label {number}" for number in range(2_000)}


def test_an_english_label_goes_before_others(tmp_path: Path) -> None:
    yaml = "topics: {fish: {label: {de: Fisch, en: Fish, fr: Poisson}}, eel: {label: {fr: Anguille, de: Aal}}}\n"
    answer = Answer.from_query(ask_of(small(tmp_path, f=yaml)).store, "SELECT ?t { ?t a cq:Topic }")
    assert {cell for (cell,) in readable(answer)[1]} == {"Fish", "Aal"}


@pytest.mark.parametrize("width", [20, 40, 80, 140, 400])
@pytest.mark.parametrize("question", ["who-said-what", "contested", "shifts", "sources"])
def test_a_table_fits_its_width(question: str, width: int) -> None:
    lines = table(graph().ask(question), width).splitlines()
    assert max(map(cell_len, lines)) <= max(width, 30)


def test_wide_letters_are_counted_as_wide() -> None:
    lines = columns(["name", "x"], [["日本語のテキスト", "1"], ["ab", "2"]], 40).splitlines()
    assert lines == [
        f"name            {GAP}x",
        "─" * 20,
        f"日本語のテキスト{GAP}1",
        f"ab              {GAP}2",
    ]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4), st.integers(24, 120))
def test_any_cells_stay_in_their_columns(rows: list[tuple[str, str, str]], width: int) -> None:
    text = columns(["a", "b", "c"], [list(row) for row in rows], width)
    assert all(cell_len(line) <= width for line in text.split("\n"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)


def test_nothing_is_cut_off() -> None:
    words = [f"word{number}" for number in range(100)]
    for width in (30, 60, 200):
        text = columns(["a", "b"], [[" ".join(words), "x" * 100]], width)
        assert [word for word in words if word not in text.split()] == []
        assert text.count("x") == 100


def test_a_cell_of_several_lines_stays_in_its_row() -> None:
    assert columns(["a", "b"], [["one\ntwo\r\n\tthree", "x"]], 40).splitlines()[2] == f"one two three{GAP}x"


def test_narrow_columns_become_cards() -> None:
    text = columns(["name", "words"], [["Haley", "massive sanctions package"], ["Trump", ""]], 16)
    assert text == "name   Haley\nwords  massive\n       sanctions\n       package\n\nname   Trump\n"


@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_without_columns_or_rows_can_be_written(name: str) -> None:
    for sparql in ("SELECT * { }", "SELECT ?x { ?x a cq:Nothing }", "SELECT * { FILTER(false) }"):
        assert FORMATS[name](Answer.from_query(graph().store, sparql)) is not None


# --- files for programs


def test_csv_parses_again() -> None:
    cells = ["plain", 'say "x", y', "two\nlines", "", "日本"]
    text = FORMATS["csv"](text_answer(*cells))
    assert list(csv.reader(io.StringIO(text))) == [["cell"], *([cell] for cell in cells)]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_cell_that_a_spreadsheet_would_run_is_text_in_csv(cell: str) -> None:
    (_, [written]) = csv.reader(io.StringIO(FORMATS["csv"](text_answer(cell)), newline=""))
    assert written == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1", "+1.5", "12", "a=1", "2017-09-15", "../2017-09-15"])
def test_a_number_or_a_date_stays_itself_in_csv(cell: str) -> None:
    (_, [written]) = csv.reader(io.StringIO(FORMATS["csv"](text_answer(cell))))
    assert written == cell


def test_json_is_sparql_results_json() -> None:
    written = json.loads(FORMATS["json"](graph().ask("vetoes", what="cast", actor="china")))
    assert written["head"]["vars"] == graph().ask("vetoes").columns
    (first, *_) = written["results"]["bindings"]
    assert first["actor"] == {"type": "uri", "value": "https://w3id.org/communique/id/china"}
    assert first["votesFor"] == {
        "type": "literal",
        "value": "13",
        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
    }
    assert "paragraph" not in first


def test_tsv_holds_terms_in_their_own_syntax() -> None:
    text = FORMATS["tsv"](answer_of({"a": "id:china", "b": '"tab\\tand \\"quote\\""@en', "c": "UNDEF"}))
    assert text == '?a\t?b\t?c\n<https://w3id.org/communique/id/china>\t"tab\\tand \\"quote\\""@en\t\n'


@pytest.mark.parametrize("form", [ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.TSV], ids=["json", "tsv"])
def test_what_is_written_reads_as_the_same_rows(form: ox.QueryResultsFormat) -> None:
    answer = graph().ask("who-said-what")
    text = FORMATS["json" if form == ox.QueryResultsFormat.JSON else "tsv"](answer)
    read = ox.parse_query_results(text.encode("utf-8"), format=form)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(row[column] for column in answer.columns) for row in read] == answer.rows


def test_json_lines_are_one_object_a_row() -> None:
    answer = graph().ask("who-said-what")
    lines = FORMATS["jsonl"](answer).splitlines()
    assert [json.loads(line) for line in lines] == list(answer)


@pytest.mark.parametrize(
    "cell",
    [
        "a | b",
        "two\nlines",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://127.0.0.1/)",
        "`code`",
        "**bold** __bold__",
        "# heading",
        "\\",
        "~~gone~~",
    ],
)
def test_a_markdown_cell_is_one_cell_and_no_markup(cell: str) -> None:
    header, rule, row = FORMATS["markdown"](text_answer(cell)).splitlines()
    assert (header, rule) == ("| cell |", "| --- |")
    inside = row.removeprefix("| ").removesuffix(" |")
    assert not re.search(r"(?<!\\)(\\\\)*[`*_\[\]<>|#~]", inside)
    assert re.sub(r"\\(.)", r"\1", inside) == " ".join(cell.split())


# --- names that the ontology does not have


@pytest.mark.parametrize(
    ("sparql", "names"),
    [
        ("SELECT * { ?s cq:speker ?o }", {"cq:speker": "did you mean 'cq:speaker'?"}),
        ("SELECT * { ?s cq:act cqv:condem }", {"cqv:condem": "did you mean 'cqv:condemn'?"}),
        ("SELECT * { ?s cq:label ?o }", {"cq:label": "did you mean 'rdfs:label'?"}),
        ("SELECT * { ?s a cq:Statment . }", {"cq:Statment": "did you mean 'cq:Statement'?"}),
        ("PREFIX x: <https://w3id.org/communique/ontology#> ASK { ?s x:spaker ?o }", {"x:spaker": "did you mean 'cq:"}),
        (
            "ASK { ?s <https://w3id.org/communique/ontology#spaker> ?o }",
            {"<https://w3id.org/communique/ontology#spaker>": "did you mean 'cq:speaker'?"},
        ),
        ("ASK { ?s cq:xyzzy ?o }", {"cq:xyzzy": "ontology/README.md lists what there is"}),
        ("ASK { ?s cq:reactsTo+/cq:speaker|^cq:by ?o. ?o a cq:Act. }", {}),
        ("ASK { ?s cq:act cqv:condemn, cqv:speech-acts ; cq:about 'cq:nothing' } # cq:nothing", {}),
        ("PREFIX cq: <https://example.org/> ASK { ?s cq:anything ?o }", {}),
        ("ASK { ?s rdfs:label ?o ; wgs84:lat ?l ; other:thing ?x ; <cq:nothing> ?y }", {}),
    ],
)
def test_a_name_that_the_ontology_does_not_have_is_told(sparql: str, names: dict[str, str]) -> None:
    found = unknown_names(sparql)
    assert found.keys() == names.keys()
    assert all(found[name].startswith(remedy) for name, remedy in names.items())


def test_no_question_names_what_the_ontology_does_not_have(tmp_path: Path) -> None:
    from communique.graph.query import load_questions

    for question in load_questions().values():
        assert unknown_names(question.sparql) == {}, question.name


Writer = Callable[[Answer], str]


@pytest.mark.parametrize("writer", FORMATS.values(), ids=list(FORMATS))
def test_the_same_answer_is_written_the_same_way(writer: Writer) -> None:
    store = EmbeddedStore(shipped().oxigraph)
    sparql = "SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?s ?l"
    assert writer(Answer.from_query(store, sparql)) == writer(Answer.from_query(store, sparql))


# --- ids that nothing has


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT ?l { id:niki-haley rdfs:label ?l }", {"id:niki-haley": "did you mean 'id:nikki-haley'?"}),
        ("SELECT ?l { id:nikki-haley rdfs:label ?l }", {}),
        ("SELECT ?l { id:nikki-haley\\/offices\\/1 cq:of ?l }", {}),
        ("SELECT ?l { ?s rdfs:label 'id:nobody' } # id:nobody", {}),
        ("PREFIX id: <https://example.org/> SELECT ?l { id:nobody rdfs:label ?l }", {}),
        (
            "SELECT ?l { <https://w3id.org/communique/id/niki-haley> rdfs:label ?l }",
            {"<https://w3id.org/communique/id/niki-haley>": "did you mean 'id:nikki-haley'?"},
        ),
    ],
)
def test_an_id_that_nothing_has_is_told(sparql: str, told: dict[str, str]) -> None:
    assert unknown_things(graph().store, sparql) == told


def test_an_id_of_another_base_is_told_by_its_iri(tmp_path: Path) -> None:
    own = {"dataset.yaml": "title: T\nbase: https://example.org/sea/\n", "f.yaml": "topics: {fish: {label: Fish}}\n"}
    store = communique.load(write(tmp_path, own)).store
    assert unknown_things(store, "ASK { id:fish ?p ?o }") == {"id:fish": "it is <https://example.org/sea/fish> here"}
