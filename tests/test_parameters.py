"""Parameters of named questions: what a value may be, what it is bound to, and what is said when it does not fit."""

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.errors import ParameterError, QueryError, UnknownError
from communique.graph.query import Answer, Parameter, Question, load_question, load_questions, question_files
from communique.graph.query.binding import term
from communique.graph.query.question import CLASSES, PLAIN
from disk import write
from shipped import ask_of, graph, small

ID, CQV = "https://w3id.org/communique/id/", "https://w3id.org/communique/vocabulary#"
QUESTIONS = load_questions()


def bound(kind: str, value: str, name: str = "it") -> str:
    """Return what a value is bound to, without its usual beginning."""
    found = term(graph().store, Parameter(name, kind, "", ""), value)
    return found.replace(f"<{ID}", "<").replace(f"<{CQV}", "<").replace("http://www.w3.org/2001/XMLSchema#", "xsd:")


def complaint(kind: str, value: str) -> str:
    with pytest.raises(ParameterError) as caught:
        bound(kind, value)
    assert caught.value.parameter == "it"
    return str(caught.value)


# --- things: an id, a label, an alias


@pytest.mark.parametrize(
    "value",
    [
        "nikki-haley",
        "Nikki Haley",
        "nikki haley",
        "NIKKI HALEY",
        "Haley",
        "haley",
        "  haley ",
        "haley, nikki",
        "Haley (Nikki)",
    ],
)
def test_a_thing_goes_by_its_id_its_label_and_its_alias(value: str) -> None:
    assert bound("actor", value) == "<nikki-haley>"


@pytest.mark.parametrize(
    ("kind", "value", "thing"),
    [
        ("actor", "US", "united-states"),  # an alias goes before a word of other names, such as US officials
        ("actor", "united states", "united-states"),
        ("actor", "Shinzo\u0304 Abe", "shinzo-abe"),  # an accent of its own
        ("act", "Full oil embargo on North Korea", "full-oil-embargo"),
        ("topic", "peace talks", "dialogue-with-north-korea"),
        ("place", "vladivostok", "vladivostok"),
        ("source", "over-japan-article", "over-japan-article"),
        ("source", "Impacts Near Russian Territory", "kusong-article"),  # words of its title
        ("any", "russia", "russia"),
        ("any", "vladivostok", "vladivostok"),
    ],
)
def test_a_thing_is_found_among_those_of_its_kind(kind: str, value: str, thing: str) -> None:
    assert bound(kind, value) == f"<{thing}>"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("actor", "niki-haley", "--it: no actor is called 'niki-haley'; did you mean 'nikki-haley'?"),
        ("actor", "Nikki Halley", "--it: no actor is called 'Nikki Halley'; did you mean 'nikki haley'?"),
        ("actor", "korea", "--it: 'korea' may be north-korea, south-korea; name one of them"),
        ("act", "Launch from Sinpo", "--it: 'Launch from Sinpo' may be launch-2017-04-05, launch-2017-04-16; name one"),
        ("actor", "vladivostok", "--it: no actor is called 'vladivostok'; "),
        ("act", "nikki-haley", "--it: no act is called 'nikki-haley'; "),
        ("any", "nothing-like-it", "--it: no thing is called 'nothing-like-it'; "),
        ("actor", "", "--it: no actor is called ''; known are: "),
        ("actor", " ", "--it: no actor is called ' '; "),
        ("actor", "!", "--it: no actor is called '!'; "),
    ],
)
def test_a_name_that_fits_nothing_or_too_much_says_what_would_fit(kind: str, value: str, said: str) -> None:
    assert complaint(kind, value).startswith(said)


def test_a_thing_of_another_base_is_found_by_its_id(tmp_path: Path) -> None:
    other = ask_of(
        small(
            tmp_path,
            dataset="title: Other\nbase: https://example.org/it's/\n",
            cast="actors: {ilva: {kind: person, label: Ilva, altLabel: Torrent}}\n",
        )
    )
    for value in ("ilva", "torrent"):
        assert term(other.store, Parameter("a", "actor", "", ""), value) == "<https://example.org/it's/ilva>"


# --- words, days, flags, numbers, texts


def test_a_word_is_one_of_its_scheme() -> None:
    assert bound("speech-acts", "defend") == "<defend>"
    assert complaint("speech-acts", "defnd") == "--it: unknown word 'defnd'; did you mean 'defend'?"
    assert complaint("speech-acts", "supports").startswith("--it: unknown word 'supports'")


@pytest.mark.parametrize(
    ("name", "value", "day"),
    [
        ("since", "2017", "2017-01-01"),
        ("since", "2017-09", "2017-09-01"),
        ("since", "2017-09-15", "2017-09-15"),
        ("until", "2017", "2017-12-31"),
        ("until", "2016-02", "2016-02-29"),
        ("since", "2017-09-11/2017-09-15", "2017-09-11"),
        ("until", "2017-09-11/2017-09-15", "2017-09-15"),
    ],
)
def test_a_partial_day_is_its_first_or_its_last(name: str, value: str, day: str) -> None:
    assert bound("date", value, name) == f'"{day}"^^<xsd:date>'


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("yesterday", "'yesterday' is no date; write 2017, 2017-09 or 2017-09-15"),
        ("2017-02-30", "there is no 2017-02-30; write"),
        ("2017-13", "there is no 2017-13; write"),
        ("0000", "there is no 0000; write"),
        ("", "'' is no date; write"),
        ("٢٠١٧", "'٢٠١٧' is no date; write"),
        ("2017-09-11/..", "2017-09-11/.. has no end; name a day"),
    ],
)
def test_a_day_that_is_none_is_refused(value: str, said: str) -> None:
    assert complaint("date", value).startswith(f"--it: {said}")


@pytest.mark.parametrize(
    ("value", "truth"), [("true", True), ("YES", True), ("1", True), ("false", False), ("no", False)]
)
def test_a_flag_is_yes_or_no(value: str, truth: bool) -> None:
    assert bound("flag", value) == f'"{str(truth).lower()}"^^<xsd:boolean>'


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert complaint("flag", "maybe") == "--it: 'maybe' is neither yes nor no; write true or false"


def test_a_number_is_whole() -> None:
    assert bound("integer", "-12") == '"-12"^^<xsd:integer>'
    assert complaint("integer", "12.5") == "--it: '12.5' is no whole number; write one, such as 12"


@pytest.mark.parametrize("value", ["power", 'a "b" c', "a\nb", "\\", "𝕳", "'", "<x>", "?x", ""])
def test_a_text_is_bound_as_it_is(value: str) -> None:
    store = ox.Store()
    solutions = store.query(f"SELECT ?x {{ VALUES ?x {{ {bound('text', value)} }} }}")
    assert isinstance(solutions, ox.QuerySolutions)
    assert next(solutions)["x"] == ox.Literal(value)


@pytest.mark.parametrize("value", ["\udcff", "\x00", "\x1b[31m", "\uffff"])
def test_a_text_holds_no_control_characters(value: str) -> None:
    assert "holds a control character; remove it" in complaint("text", value)


# --- whatever a value holds


EVIL = [
    'x" } UNION {',
    "> } ; DROP ALL #",
    "a\nb",
    "a\r\nb",
    "\\",
    "\\u0022 }",
    "' OR '1'='1",
    "<http://127.0.0.1/>",
    "?x",
    "UNDEF",
    "} SERVICE <http://127.0.0.1:1/> {",
    "VALUES ?what { UNDEF }",
    '"""',
    "{{7*7}}",
    "../../etc/passwd",
    "\x00",
    "\ud800",
    "\u202e",
    "𝕳",
    "",
    " ",
    "-1",
    "9" * 5000,
    "(" * 500,
]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_value_of_a_parameter_changes_what_is_asked(name: str) -> None:
    question = QUESTIONS[name]
    needed = {one.name: one.example for one in question.parameters if one.required}
    columns = graph().ask(name, **needed).columns
    for parameter in question.parameters:
        for value in EVIL:
            answer = answer_or_none(name, needed | {parameter.name: value})
            assert answer is None or (answer.columns, answer.rows) == (columns, []), (parameter.name, value)
    assert len(graph().ask(name, **needed)) > 0


def answer_or_none(name: str, given: dict[str, str]) -> Answer | None:
    """Return the answer, or None where the value is refused in a way that is meant for people."""
    try:
        return graph().ask(name, **given)
    except (ParameterError, QueryError):
        return None


TWO_TEXTS = """\
#+ summary: Two texts.
#+ parameters:
#+   a: {type: text}
#+   b: {type: text}
SELECT ?a ?b { VALUES ?a { UNDEF } VALUES ?b { UNDEF } }
"""


def test_no_value_takes_the_place_of_another() -> None:
    question = Question.from_text("two", TWO_TEXTS)
    a, b = "VALUES ?b { UNDEF }", ' } UNION { BIND("in" AS ?b) } # '
    solutions = ox.Store().query(question.bound({"a": str(ox.Literal(a)), "b": str(ox.Literal(b))}))
    assert isinstance(solutions, ox.QuerySolutions)
    assert [(one["a"], one["b"]) for one in solutions] == [(ox.Literal(a), ox.Literal(b))]


# --- from Python


def test_a_parameter_may_be_given_as_what_it_is() -> None:
    since = graph().ask("who-said-what", since="2017-09-15", speaker=None)
    assert list(graph().ask("who-said-what", since=date(2017, 9, 15))) == list(since)
    ascribed = graph().ask("positions", ascribed="true")
    assert list(graph().ask("positions", ascribed=True)) == list(ascribed)


def test_a_parameter_that_is_not_there_is_named() -> None:
    with pytest.raises(ParameterError, match="vetoes has no parameter 'speaker'; it takes: actor, body, what"):
        graph().ask("vetoes", speaker="haley")


def test_a_parameter_that_is_needed_is_named() -> None:
    with pytest.raises(ParameterError, match="silence needs to know the body; add --body, such as --body un-security"):
        graph().ask("silence", event="launch-over-japan-2017-09-15")


def test_a_question_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownError, match="unknown question 'who-said-wat'; did you mean 'who-said-what'"):
        graph().ask("who-said-wat")


# --- what an empty answer means


@pytest.mark.parametrize(
    ("question", "given", "note"),
    [
        ("who-said-what", {"speaker": "guam-nobody"}, ""),
        ("who-said-what", {"speaker": "egypt"}, "Nothing is recorded for --speaker egypt. "),
        ("who-said-what", {"speaker": "haley", "about": "guam"}, "Nothing is recorded for these together; leave one "),
        ("who-said-what", {"speaker": "haley", "since": "2030"}, "Nothing is recorded for --since 2030. "),
        ("vetoes", {"what": "threatened"}, "Nothing is recorded for --what threatened. "),
        (
            "silence",
            {"event": "launch-over-japan-2017-09-15", "body": "rt"},
            "Every member of that time has a recorded ",
        ),
        ("reactions", {"event": "tillerson-indicate-intolerance"}, "Nothing is recorded for --event tillerson-indic"),
    ],
)
def test_an_empty_answer_says_which_parameter_matched_nothing(question: str, given: dict[str, str], note: str) -> None:
    if not note:
        with pytest.raises(ParameterError):
            graph().ask(question, **given)
        return
    answer = graph().ask(question, **given)
    assert answer.rows == []
    assert answer.note.startswith(note)
    assert answer.note.endswith("That is not to say that nothing happened.") or question == "silence"


def test_an_answer_with_rows_needs_no_note() -> None:
    assert graph().ask("vetoes").note == ""


# --- questions of one's own

MINE = """\
#+ summary: Who holds an office.
#+ description: >-
#+   One row
#+   a tenure.
#+ parameters:
#+   of: {type: actor, description: Of whom., example: united-states, required: true}
#+   office: {type: text, description: Which., default: President}
SELECT ?who ?office {
  VALUES ?of { UNDEF } VALUES ?office { UNDEF }
  ?who cq:offices ?tenure . ?tenure cq:of ?of ; cq:office ?name .
  FILTER(STR(?name) = ?office)
}
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMMUNIQUE_QUERIES", str(tmp_path / "mine"))
    return write(tmp_path / "mine", {"who-holds.rq": MINE})


def test_a_file_in_a_folder_of_ones_own_is_a_question(mine: Path) -> None:
    question = load_question("who-holds")
    assert (question.summary, question.description) == ("Who holds an office.", "One row a tenure.")
    assert list(graph().ask("who-holds", of="us")) == [{"who": "donald-trump", "office": "President"}]
    assert list(graph().ask("who-holds", of="us", office="Vice President")) == [
        {"who": "mike-pence", "office": "Vice President"}
    ]
    assert set(question_files()) == {*QUESTIONS, "who-holds"}


def test_a_question_of_ones_own_wins(mine: Path) -> None:
    write(mine, {"vetoes.rq": "SELECT (1 AS ?one) { }"})
    assert list(graph().ask("vetoes")) == [{"one": 1}]
    assert load_question("vetoes") == Question("vetoes", "vetoes", "", (), "SELECT (1 AS ?one) { }\n")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_QUERIES", str(tmp_path / "nowhere"))
    with pytest.raises(QueryError, match=r"nowhere, which is no folder; name a folder of .rq files"):
        question_files()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "#+ parameters:\n#+   a: {type: text}\nSELECT ?a {}",
            "no place for its parameter 'a'; write: VALUES ?a { UNDEF }",
        ),
        ("#+ parameters:\n#+   a: text\n", "the parameter 'a' is not described; write {type: ..."),
        ("#+ parameters: [a]\n", "the parameters are no map; "),
        ("#+ parameters:\n#+   a: {type: actr}\n", "'a' has the unknown type 'actr'; did you mean 'actor'?"),
        ("#+ parameters:\n#+   a-b: {type: text}\n", "'a-b' cannot be a parameter; choose another name"),
        ("#+ parameters:\n#+   facts: {type: text}\n", "'facts' cannot be a parameter; choose another name"),
        ("SELECT 1\n#+ summary: [\n", "q.rq:2:"),
        ("#+ summary: a\n#+ summary: b\n", "q.rq:2:4 the key 'summary' stands here again, after line 1; "),
    ],
)
def test_a_question_that_is_not_well_formed_says_where(text: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        Question.from_text("q", text)
    assert said in str(caught.value)


def test_a_question_that_is_no_text_is_said(mine: Path) -> None:
    (mine / "broken.rq").write_bytes(b"\xff")
    with pytest.raises(QueryError, match=r"broken.rq cannot be read .*make it a text in UTF-8"):
        load_question("broken")


def test_a_question_that_asks_for_no_rows_is_said(mine: Path) -> None:
    write(mine, {"built.rq": "CONSTRUCT WHERE { ?s cq:speaker ?o }"})
    with pytest.raises(QueryError, match="this query has no rows; ask with SELECT"):
        graph().ask("built")


def test_an_error_in_a_question_keeps_its_line(mine: Path) -> None:
    write(mine, {"wrong.rq": "#+ summary: Wrong.\nSELECT ?s {\n  ?s nope:it ?o\n}\n"})
    with pytest.raises(QueryError, match="not well formed, at 3:"):
        graph().ask("wrong")


def test_every_type_of_parameter_is_tested_here() -> None:
    assert set(CLASSES) == {"actor", "act", "topic", "place", "source", "any"}
    assert set(PLAIN) == {"date", "flag", "integer", "text"}
