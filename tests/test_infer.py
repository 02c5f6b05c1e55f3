"""Inference: what follows from the records, with its reason; one test a rule, and one for what it must not do."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.build.graph import n_quads
from communique.graph.corpus.facts import Facts
from communique.graph.rdf import inferences, inferred_quads
from communique.graph.schema.names import CQ, INFERRED_GRAPH, RDF, TYPE
from shipped import facts, small
from whole import whole

ID, CQV = "https://w3id.org/communique/id/", "https://w3id.org/communique/vocabulary#"
EARLIEST, LATEST = CQ + "earliest", CQ + "latest"

CAST = """\
actors:
  tarvonia: {kind: state, label: Tarvonia}
  eskeria: {kind: state, label: Eskeria}
  ministry: {kind: organization, label: Ministry, partOf: tarvonia}
  scribe: {kind: person, label: The author}
  ilva:
    kind: person
    label: Ilva
    offices:
      - office: Minister
        of: tarvonia
        since: 2018-01-09
        until: 2020-02
        evidence: [{source: roll, locator: row 1}]
sources:
  roll: {title: The roll}
  gazette: {title: The Gazette, writtenBy: scribe, published: 2019-05-04/2019-05-06}
  herald: {title: The Herald, published: 2019-05}
proposals:
  p: {label: P, by: [eskeria], evidence: [{source: roll, locator: row 2}]}
"""
ROLL = "evidence: [{source: roll, locator: row 9}]"
GAZETTE = "evidence: [{source: gazette, paragraph: 1}]"


def statement(more: str, evidence: str = ROLL) -> str:
    return f"statements: {{s: {{act: deny, gist: No., {more}, {evidence}}}}}\n"


def derived(folder: Path, yaml: str) -> set[tuple[str, str, str]]:
    """Return (subject, key, object) of all that a rule derives, in ids and words."""
    return {
        (one.subject.removeprefix(ID), one.key, one.term.replace(f"<{ID}", "").split("^^")[0].strip('<>"'))
        for one in inferences(small(folder, cast=CAST, f=yaml))
    }


def reasons(folder: Path, yaml: str) -> set[str]:
    return {one.because for one in inferences(small(folder, cast=CAST, f=yaml))}


def days(folder: Path, yaml: str, thing: str) -> tuple[str, str]:
    """Return the earliest and the latest day of a thing; an empty text where it is open."""
    found = small(folder, cast=CAST, f=yaml)
    known = {
        quad.predicate.value: quad.object
        for quad in ox.parse("".join(inferred_quads(found)).encode(), format=ox.RdfFormat.N_QUADS)
        if quad.subject == ox.NamedNode(ID + thing)
    }
    first, last = known.get(EARLIEST, ox.Literal("")), known.get(LATEST, ox.Literal(""))
    assert isinstance(first, ox.Literal)
    assert isinstance(last, ox.Literal)
    return first.value, last.value


# --- on whose behalf


@pytest.mark.parametrize("date", ["2018-01-09", "2019", "2019-05-03/2019-05-09", "2020-02-01"])
def test_a_person_speaks_for_whom_the_office_is_held(date: str, tmp_path: Path) -> None:
    yaml = statement(f"speaker: ilva, date: {date}")
    assert ("s", "onBehalfOf", "tarvonia") in derived(tmp_path, yaml)
    assert "ilva held the office Minister of tarvonia then" in reasons(tmp_path, yaml)


@pytest.mark.parametrize(
    "date", ["2017", "2018-01-08", "2018-01", "2020-02-15", "2021", "../2019-05-03", "2019-05-03/..", "2017/2022"]
)
def test_no_office_is_taken_for_held_on_a_day_that_it_does_not_surely_cover(date: str, tmp_path: Path) -> None:
    assert "onBehalfOf" not in {key for _, key, _ in derived(tmp_path, statement(f"speaker: ilva, date: {date}"))}


def test_an_undated_statement_gives_no_office(tmp_path: Path) -> None:
    assert "onBehalfOf" not in {key for _, key, _ in derived(tmp_path, statement("speaker: ilva"))}


def test_offices_of_two_actors_at_once_do_not_say_for_whom_somebody_speaks(tmp_path: Path) -> None:
    office = "office: O, since: 2018, evidence: [{source: roll, locator: row 3}]"
    offices = f"[{{of: tarvonia, {office}}}, {{of: eskeria, {office}}}]"
    two = f"actors: {{zora: {{kind: person, label: Z, offices: {offices}}}}}\n"
    yaml = two + statement("speaker: zora, date: 2019-01-01")
    assert "onBehalfOf" not in {key for _, key, _ in derived(tmp_path, yaml)}
    one = yaml.replace("of: eskeria", "of: tarvonia")
    assert ("s", "onBehalfOf", "tarvonia") in derived(tmp_path, one)


def test_an_organ_speaks_for_the_whole_that_it_is_part_of(tmp_path: Path) -> None:
    yaml = statement("speaker: ministry")
    assert ("s", "onBehalfOf", "tarvonia") in derived(tmp_path, yaml)
    assert "ministry is part of tarvonia" in reasons(tmp_path, yaml)


def test_a_state_speaks_for_nobody_else(tmp_path: Path) -> None:
    assert derived(tmp_path, statement("speaker: tarvonia")) == set()


def test_what_the_record_says_is_not_derived(tmp_path: Path) -> None:
    yaml = statement("speaker: ilva, date: 2019, onBehalfOf: eskeria")
    assert "onBehalfOf" not in {key for _, key, _ in derived(tmp_path, yaml)}


# --- positions


def positions(written: str) -> str:
    return statement(f"speaker: ilva, date: 2019, positions: [{written}]")


def test_a_stance_is_the_speakers_sides_and_toward_the_statement(tmp_path: Path) -> None:
    found = derived(tmp_path, positions("{stance: opposes}"))
    assert ("s/positions/1", "holder", "tarvonia") in found
    assert ("s/positions/1", "toward", "s") in found
    assert "ilva speaks for tarvonia" in reasons(tmp_path, positions("{stance: opposes}"))


def test_a_stance_is_the_speakers_own_where_there_is_no_side(tmp_path: Path) -> None:
    yaml = statement("speaker: scribe, positions: [{stance: opposes}]")
    assert ("s/positions/1", "holder", "scribe") in derived(tmp_path, yaml)
    assert "scribe speaks for nobody else" in reasons(tmp_path, yaml)


def test_a_stance_in_a_proposal_is_toward_it(tmp_path: Path) -> None:
    yaml = f"proposals: {{q: {{label: Q, by: [eskeria], positions: [{{holder: tarvonia, stance: mixed}}], {ROLL}}}}}\n"
    assert derived(tmp_path, yaml) == {("q/positions/1", "toward", "q")}


def test_a_stance_without_a_speaker_has_the_holder_that_is_written_or_none(tmp_path: Path) -> None:
    yaml = f"events: {{e: {{type: meeting, positions: [{{toward: p, stance: mixed}}], {ROLL}}}}}\n"
    assert derived(tmp_path, yaml) == set()


@pytest.mark.parametrize(
    ("holder", "is_ascribed"), [("eskeria", True), ("tarvonia", False), ("ilva", False), ("ministry", True)]
)
def test_a_stance_of_somebody_else_is_ascribed(holder: str, is_ascribed: bool, tmp_path: Path) -> None:
    found = derived(tmp_path, positions(f"{{holder: {holder}, toward: p, stance: opposes}}"))
    assert (("s/positions/1", "ascribed", "true") in found) == is_ascribed


def test_an_ascribed_stance_says_by_whom(tmp_path: Path) -> None:
    assert "ilva says it of eskeria" in reasons(tmp_path, positions("{holder: eskeria, stance: opposes}"))


@pytest.mark.parametrize(("stance", "key"), [("supports", "supportedBy"), ("opposes", "opposedBy")])
def test_a_stance_toward_a_proposal_counts(stance: str, key: str, tmp_path: Path) -> None:
    yaml = positions(f"{{toward: p, stance: {stance}}}")
    assert ("p", key, "tarvonia") in derived(tmp_path, yaml)
    assert f"a position in s {stance} it" in reasons(tmp_path, yaml)


@pytest.mark.parametrize(
    "written",
    [
        "{toward: p, stance: mixed}",
        "{toward: p, stance: neutral}",
        "{holder: eskeria, toward: p, stance: opposes}",  # ascribed
        "{toward: eskeria, stance: opposes}",  # toward no proposal
    ],
)
def test_no_other_stance_counts(written: str, tmp_path: Path) -> None:
    keys = {key for _, key, _ in derived(tmp_path, positions(written))}
    assert keys & {"supportedBy", "opposedBy"} == set()


def test_two_stances_give_one_triple_and_two_reasons(tmp_path: Path) -> None:
    two = "statements:\n" + "".join(
        f"  {name}: {{speaker: eskeria, act: deny, gist: No., positions: [{{toward: p, stance: opposes}}], {ROLL}}}\n"
        for name in ("s", "t")
    )
    lines = "".join(inferred_quads(small(tmp_path, cast=CAST, f=two))).splitlines()
    assert sum(line.startswith(f"<{ID}p> <{CQ}opposedBy> ") for line in lines) == 1
    assert sum(f"<{CQ}because>" in line and "opposes it" in line for line in lines) == 2


# --- undated acts and claims


def date_of(folder: Path, yaml: str) -> str:
    return next((term for subject, key, term in derived(folder, yaml) if (subject, key) == ("s", "date")), "")


def test_an_undated_act_is_no_later_than_the_source_that_reports_it(tmp_path: Path) -> None:
    yaml = statement("speaker: eskeria", GAZETTE)
    assert date_of(tmp_path, yaml) == "../2019-05-06"
    assert "gazette, which reports it, was published by then" in reasons(tmp_path, yaml)


def test_the_earliest_of_the_sources_bounds(tmp_path: Path) -> None:
    both = "evidence: [{source: herald, paragraph: 1}, {source: gazette, paragraph: 1}]"
    assert date_of(tmp_path, statement("speaker: eskeria", both)) == "../2019-05-06"


def test_the_authors_own_words_are_as_old_as_the_source(tmp_path: Path) -> None:
    yaml = statement("speaker: scribe", GAZETTE)
    assert date_of(tmp_path, yaml) == "2019-05-04/2019-05-06"
    assert "it is the author's own, in gazette, published then" in reasons(tmp_path, yaml)


def test_a_claim_is_bounded_like_an_act(tmp_path: Path) -> None:
    claim = (
        "claims: {s: {subject: p, measure: ally, gist: So., accordingTo: [%s], evidence: [{source: %s, locator: x}]}}"
    )
    assert date_of(tmp_path, claim % ("scribe", "gazette")) == "2019-05-04/2019-05-06"
    assert date_of(tmp_path, claim % ("eskeria", "gazette")) == "../2019-05-06"
    assert date_of(tmp_path, claim % ("scribe", "herald")) == "../2019-05-31"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("date: 2019-01", ""),
        ("status: scheduled", ""),
        ("status: expected", ""),
        ("status: happened", "../2019-05-06"),
        ("status: decided-against", "../2019-05-06"),
        ("label: L", "../2019-05-06"),
    ],
)
def test_what_lies_ahead_of_its_source_is_not_bounded_by_it(written: str, date: str, tmp_path: Path) -> None:
    assert date_of(tmp_path, f"events: {{s: {{type: meeting, {written}, {GAZETTE}}}}}\n") == date


def test_a_source_without_a_date_bounds_nothing(tmp_path: Path) -> None:
    assert date_of(tmp_path, statement("speaker: eskeria", ROLL)) == ""


def test_a_derived_date_gives_the_office_held_on_it(tmp_path: Path) -> None:
    by_ilva = "sources: {letter: {title: Letter, writtenBy: ilva, published: 2019-03-01}}\n"
    letter = "evidence: [{source: letter, paragraph: 1}]"
    assert ("s", "onBehalfOf", "tarvonia") in derived(tmp_path, by_ilva + statement("speaker: ilva", letter))


# --- days


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2017-09-15", "2017-09-15", "2017-09-15"),
        ("2017-09-11/2017-09-15", "2017-09-11", "2017-09-15"),
        ("2017/2017-09", "2017-01-01", "2017-09-30"),
        ("../2017-09-11", "", "2017-09-11"),
        ("2017-09/..", "2017-09-01", ""),
    ],
)
def test_a_date_is_bounded_by_days(date: str, first: str, last: str, tmp_path: Path) -> None:
    assert days(tmp_path, f"events: {{e: {{type: meeting, date: {date}, {ROLL}}}}}\n", "e") == (first, last)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("date: 2017-09, until: 2017-11", "2017-09-01", "2017-11-30"),
        ("date: 2017-09, until: ../2017-11", "2017-09-01", "2017-11-30"),
        ("date: 2017-09, until: 2017-11/..", "2017-09-01", ""),
        ("until: 2017-11", "", "2017-11-30"),
    ],
)
def test_until_closes_the_span(written: str, first: str, last: str, tmp_path: Path) -> None:
    assert days(tmp_path, f"events: {{e: {{type: meeting, {written}, {ROLL}}}}}\n", "e") == (first, last)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("since: 2016-03, until: 2018", "2016-03-01", "2018-12-31"),
        ("since: 2016-03", "2016-03-01", ""),
        ("until: 2018", "", "2018-12-31"),
        ("permanent: true", "", ""),
    ],
)
def test_a_seat_is_bounded_by_days_and_may_be_open(written: str, first: str, last: str, tmp_path: Path) -> None:
    yaml = f"actors: {{x: {{kind: state, label: X, seats: [{{in: ministry, {written}, {ROLL}}}]}}}}\n"
    assert days(tmp_path, yaml, "x/seats/1") == (first, last)


def test_a_tenure_is_bounded_by_days(tmp_path: Path) -> None:
    assert days(tmp_path, "topics: {t: {label: T}}\n", "ilva/offices/1") == ("2018-01-09", "2020-02-29")


def test_a_source_is_bounded_by_its_publication(tmp_path: Path) -> None:
    assert days(tmp_path, "topics: {t: {label: T}}\n", "gazette") == ("2019-05-04", "2019-05-06")


def test_a_derived_date_is_bounded_by_days(tmp_path: Path) -> None:
    assert days(tmp_path, statement("speaker: eskeria", GAZETTE), "s") == ("", "2019-05-06")


def test_the_period_of_a_claim_is_not_when_it_was_made(tmp_path: Path) -> None:
    yaml = f"claims: {{c: {{subject: p, measure: ally, gist: So., period: 2011, accordingTo: [eskeria], {ROLL}}}}}\n"
    assert days(tmp_path, yaml, "c") == ("", "")


# --- reasons and classes


@pytest.fixture(params=["shipped", "invented"])
def found(request: pytest.FixtureRequest, tmp_path: Path) -> Facts:
    return facts() if request.param == "shipped" else whole(tmp_path)


def test_all_that_is_inferred_but_classes_and_days_has_a_reason(found: Facts) -> None:
    quads = list(ox.parse("".join(inferred_quads(found)).encode(), format=ox.RdfFormat.N_QUADS))
    nodes = {quad.subject for quad in quads if quad.object == ox.NamedNode(CQ + "Inference")}
    about: dict[object, dict[str, object]] = {}
    for quad in quads:
        if quad.subject in nodes:
            about.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    parts = [RDF + "subject", RDF + "predicate", RDF + "object"]
    explained = {tuple(one[part] for part in parts) for one in about.values()}
    assert all(str(one[CQ + "because"]) for one in about.values())
    plain = {
        (quad.subject, quad.predicate, quad.object)
        for quad in quads
        if quad.subject not in nodes and quad.predicate.value not in {TYPE, EARLIEST, LATEST}
    }
    assert plain == explained


def test_what_is_asserted_is_not_inferred(found: Facts) -> None:
    graphs: dict[ox.Triple, set[str]] = {}
    for quad in ox.parse(n_quads(found), format=ox.RdfFormat.N_QUADS):
        graphs.setdefault(quad.triple, set()).add(str(quad.graph_name))
    assert [triple for triple, stands_in in graphs.items() if len(stands_in) > 1] == []


def test_a_thing_is_of_all_the_classes_above_its_own(tmp_path: Path) -> None:
    lines = "".join(inferred_quads(small(tmp_path, cast=CAST, f=statement("speaker: ilva")))).splitlines()
    for thing, name in (("s", "Act"), ("ilva", "Actor"), ("p", "Act")):
        assert f"<{ID}{thing}> <{TYPE}> <{CQ}{name}> <{INFERRED_GRAPH}> ." in lines


def test_an_inference_has_an_id_from_the_record_that_it_is_about(tmp_path: Path) -> None:
    found = small(tmp_path, cast=CAST, f=positions("{toward: p, stance: opposes}"))
    lines = "".join(inferred_quads(found)).splitlines()
    nodes = {line.split(" ")[0] for line in lines if f"<{CQ}Inference>" in line}
    assert nodes == {f"<{ID}p/inferred/1>", f"<{ID}s/inferred/1>", f"<{ID}s/inferred/2>"}
