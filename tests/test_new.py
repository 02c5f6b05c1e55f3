"""New records: what is given becomes a record in its file, checked with all facts; nothing else there is touched."""

import hashlib
import json
import os
import pty
import random
import select
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_fmt import COMMENTED

from communique.graph.commands.dialog import offered
from communique.graph.commands.new import Sections
from communique.graph.corpus.places import shipped_folder
from communique.graph.curate.fmt import format_text
from communique.graph.curate.new.completing import words
from communique.graph.curate.new.given import value_of
from communique.graph.curate.new.insert import drafted, insert
from communique.graph.curate.new.names import Names
from communique.graph.curate.new.naming import suggest_id
from communique.graph.curate.new.record import usual
from communique.graph.curate.new.sections import fields_of, section_names, section_of
from communique.graph.curate.new.splice import splice
from communique.graph.errors import FactsError, OutputError, ParameterError, UnknownError
from communique.graph.reader import read_document
from communique.graph.schema import load_schema
from disk import CAST, write
from planting import SCHEMA, sound
from running import Run, runner
from shipped import sound as sound_facts
from whole import TALKS, whole

STORM = """\
# What is told of the storm.
events:
  storm:
    label: Storm over the Narrow Sea
    type: visit
    evidence: [{source: gazette, paragraph: 2}]

# Words
statements:
  # the minister
  torrent-regrets-storm:
    speaker: ilva-torrent
    act: express-regret
    gist: She regrets it.
    about: [storm]
    evidence: [{source: gazette, paragraph: 2}]
  # behind the words

# behind everything
"""
FACTS = {"mine/cast.yaml": CAST, "mine/storm.yaml": STORM}
READ = [{"source": "gazette", "paragraph": 3}]
ENVOY = {"office": "Envoy", "of": "tarvonia"}
SPOKEN = SCHEMA.shapes["Statement"].fields
WELCOME = {"speaker": "eskeria", "act": "welcome", "gist": "It is glad.", "evidence": READ}
SAYS = ["--speaker", "Eskeria", "--act", "welcome", "--gist", "It is glad.", "--evidence", "gazette:3"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command beside a folder of facts."""
    monkeypatch.chdir(write(tmp_path, FACTS))
    return runner(monkeypatch, capsys)


def text_of(folder: Path, name: str = "mine/storm.yaml") -> str:
    return (folder / name).read_text(encoding="utf-8")


def assert_only_inserted(old: str, new: str, lines: str) -> None:
    """Prove that a text is the old one with the lines put in at one place."""
    assert lines in new
    places = [at for at in range(len(new)) if new.startswith(lines, at)]
    assert old in [new[:at] + new[at + len(lines) :] for at in places]


# --- nothing else is touched


def test_a_record_comes_behind_the_last_of_its_section(tmp_path: Path, run: Run) -> None:
    done = run("new", "statement", "--facts", "mine", *SAYS, "--about", "storm over")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("Inserted at mine/storm.yaml:18: most records that cite gazette are there.\n")
    record = (
        "  eskeria-it-is-glad:\n    speaker: eskeria\n    act: welcome\n    gist: It is glad.\n"
        "    about: [storm]\n    evidence: [{source: gazette, paragraph: 3}]\n"
    )
    assert text_of(tmp_path) == STORM.replace("  # behind the words\n", f"  # behind the words\n{record}")
    assert text_of(tmp_path, "mine/cast.yaml") == CAST


def test_a_new_section_comes_behind_everything(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"mine/storm.yaml": STORM.rstrip("\n")})
    done = run("new", "topic", "--label", "Weather: storms", "--facts", "mine", "--into", "storm.yaml")
    assert done.code == 0
    added = "\n\ntopics:\n  weather-storms:\n    label: 'Weather: storms'\n"
    assert text_of(tmp_path) == STORM.rstrip("\n") + added


def test_a_record_is_laid_out_as_fmt_does(tmp_path: Path, run: Run) -> None:
    assert run("new", "statement", "--facts", "mine", *SAYS, "--quote", "a", "--quote", "b: c").code == 0
    assert "    quote:\n      - a\n      - 'b: c'\n" in text_of(tmp_path)
    assert format_text(text_of(tmp_path)) == text_of(tmp_path)


def test_a_record_takes_the_form_of_the_one_before_it(tmp_path: Path, run: Run) -> None:
    text = "topics:\n  rain: {label: Rain}\n\n  snow: {label: Snow}\n"
    write(tmp_path, {"mine/topics.yaml": text})
    run("new", "topic", "--facts", "mine", "--label", "Hail", "--altLabel", "Ice", "--altLabel", "Sleet")
    assert text_of(tmp_path, "mine/topics.yaml") == f"{text}\n  hail: {{label: Hail, altLabel: [Ice, Sleet]}}\n"


def test_lines_end_and_are_indented_as_those_around_them(tmp_path: Path, run: Run) -> None:
    text = "places:\r\n    pier:\r\n        label: Pier\r\n"
    (tmp_path / "mine" / "places.yaml").write_bytes(text.encode())
    run("new", "place", "--facts", "mine", "--label", "Mole", "--into", "mine/places.yaml")
    new = (tmp_path / "mine" / "places.yaml").read_bytes().decode()
    assert new == f"{text}    mole:\r\n      label: Mole\r\n"


@given(
    st.sampled_from([COMMENTED, TALKS, STORM, CAST]),
    st.sampled_from(list(SCHEMA.sections)),
    st.randoms(use_true_random=False),
    st.text(st.sampled_from("abc:#'\"- ü\n"), min_size=1, max_size=12),
)
def test_not_a_byte_is_touched_wherever_comments_stand(
    text: str, section: str, chance: random.Random, label: str
) -> None:
    lines = text.splitlines()
    for number in range(chance.randrange(12)):
        at = chance.randrange(len(lines) + 1)
        lines.insert(at, chance.choice(["", " " * chance.randrange(8) + f"# mark {number}"]))
    old = chance.choice(["\n", "\r\n"]).join(lines) + chance.choice(["", "\n", "\n\n"])
    document = read_document(old)
    assume(not document.flaws)
    spliced = splice(document, section, "brand-new", {"label": label, "evidence": [{"source": "a", "paragraph": 1}]})
    assert_only_inserted(old, spliced.text, spliced.lines)
    wanted = json.loads(json.dumps(document.data))
    wanted.setdefault(section, {})["brand-new"] = {"label": label, "evidence": [{"source": "a", "paragraph": 1}]}
    assert read_document(spliced.text).data == wanted
    at = spliced.text[: spliced.text.index("brand-new")].count("\n")
    assert spliced.number <= at + 1 <= spliced.number + 2


@pytest.mark.parametrize("section", SCHEMA.sections)
def test_every_record_of_every_section_can_be_inserted(section: str) -> None:
    texts = "".join(text for name, text in sound(1) if name == section)
    records = read_document(f"{section}:\n{texts}").data[section]
    start = "other: {a: b}\n"
    text = start
    for id_, data in records.items():
        text = splice(read_document(text), section, id_, data).text
    assert read_document(text).data[section] == records
    assert text == start + "\n" + format_text(f"{section}:\n{texts}")


# --- what is refused


def test_a_record_with_an_error_is_told_at_its_place_and_not_written(tmp_path: Path, run: Run) -> None:
    done = run(
        "new", "statement", "--facts", "mine", "--speaker", "eskeria", "--act", "welcome", "--evidence", "gazette:3"
    )
    assert done.code == 1
    assert "mine/storm.yaml:18:3 eskeria-statement: the statement says nothing" in done.err
    assert "    18 |   eskeria-statement:\n    19 |     speaker: eskeria\n" in done.err
    again = "communique new statement --facts mine --speaker eskeria --act welcome --evidence gazette:3\n"
    assert f"Nothing was written. To try again: {again}" in done.err
    assert text_of(tmp_path) == STORM
    with pytest.raises(FactsError, match="says nothing"):
        insert(Path("mine"), "statements", "x", {key: WELCOME[key] for key in ("speaker", "act", "evidence")})
    assert text_of(tmp_path) == STORM


def test_errors_that_are_there_already_forbid_nothing(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"mine/old.yaml": "topics:\n  rain: {lable: Rain}\n"})
    assert run("new", "statement", "--facts", "mine", *SAYS).code == 0
    assert "eskeria-it-is-glad" in text_of(tmp_path)


def test_warnings_are_told_and_forbid_nothing(run: Run) -> None:
    done = run("new", "place", "--facts", "mine", "--label", "Piеr", "--id", "pier")  # the third letter is Cyrillic
    assert done.code == 0
    assert "pier: warning: the word 'Piеr' mixes Cyrillic and Latin letters" in done.err
    assert "nothing uses" not in done.err  # it is new


def test_a_quote_is_proved_at_once(tmp_path: Path, run: Run) -> None:
    (tmp_path / "texts").mkdir()
    text = b"Title\n\nNothing here.\n\nIt is a fine storm, they say.\n"
    (tmp_path / "texts" / "gazette.txt").write_bytes(text)
    source = f"  gazette: {{file: gazette.txt, sha256: {hashlib.sha256(text).hexdigest()}}}\n"
    cast = CAST.replace("  gazette: {title: The Gazette of the Narrow Sea}\n", source)
    write(tmp_path, {"mine/cast.yaml": cast})
    asked = ("new", "statement", "--facts", "mine", "--sources", "texts", *SAYS, "--quote")
    done = run(*asked, "a grand storm")
    assert done.code == 1
    assert "does not stand" in done.err
    assert text_of(tmp_path) == STORM
    assert run(*asked, "a fine storm").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["statement", "--act", "welcome"], 2, "the statement needs --speaker ACTOR; --evidence SOURCE:PARAGRAPH[:"),
        (["actor", "--label", "A"], 2, "the actor needs --kind state, person, organization, group"),
        (["actor", "--label", "A", "--kind", "sate"], 1, "unknown kind 'sate'; did you mean 'state'?"),
        (["person", "--label", "A", "--seats", "{}"], 2, "No such option: --seats"),
        (["actor", "--kind", "person", "--label", "A", "--seats", "{}"], 1, "a person has no such key"),
        (["nothing"], 2, "unknown section 'nothing'"),
        (["statement", *SAYS, "--id", "storm"], 1, "the id stands already at"),
        (["statement", *SAYS, "--id", "torrent-regrets-storm"], 1, "statements have this id already"),
        (["statement", *SAYS, "--id", "No Id"], 1, "'No Id' is no id"),
        (["statement", *SAYS, "--into", "../x.yaml"], 1, "this is no file of these facts"),
        (["statement", *SAYS, "--into", "x.txt"], 1, "this is no file of these facts"),
        (["statement", *SAYS, "--into", "dataset.yaml"], 1, "holds no facts"),
        (["statement", *SAYS, "--set", "hue=red"], 1, "unknown key 'hue'"),
        (["statement", *SAYS, "--set", "hue"], 1, "'hue' is no key=value"),
        (["statement", *SAYS, "--set", "label=[a"], 1, "not well-formed YAML"),
        (["statement", *SAYS, "--set", "label=*a"], 1, "aliases are not allowed"),
        (["statement", *SAYS, "--set", "label=a\nact: b"], 1, "is more than one value"),
        (["retired", "--reason", "Twice.", "--date", "2031"], 2, "the retired needs --id ID"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_written(
    arguments: list[str], code: int, told: str, tmp_path: Path, run: Run
) -> None:
    done = run("new", arguments[0], *arguments[1:], *(["--facts", "mine"] if arguments != ["nothing"] else []))
    assert done.code == code
    assert told in " ".join(done.err.replace("│", " ").split())
    assert "Traceback" not in done.err
    assert {path.name: path.read_text() for path in (tmp_path / "mine").iterdir()} == {
        "cast.yaml": CAST,
        "storm.yaml": STORM,
    }


@pytest.mark.parametrize("text", ["topics: {rain: {label: Rain}}\n", "{topics: {rain: {label: Rain}}}\n"])
def test_a_section_in_brackets_is_not_touched(text: str, tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"mine/topics.yaml": text})
    done = run("new", "topic", "--facts", "mine", "--label", "Snow")
    assert done.code == 1
    assert "written in brackets; run: communique fmt mine/topics.yaml" in done.err
    run("fmt", "mine")
    assert run("new", "topic", "--facts", "mine", "--label", "Snow").code == 0


def test_a_file_that_is_not_sound_is_not_touched(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"mine/bad.yaml": "topics:\n  a: [\n"})
    done = run("new", "topic", "--facts", "mine", "--label", "Snow", "--into", "bad.yaml")
    assert done.code == 1
    assert "mine/bad.yaml:" in done.err
    assert text_of(tmp_path, "mine/bad.yaml") == "topics:\n  a: [\n"


def test_a_file_that_was_saved_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    folder = write(tmp_path, FACTS) / "mine"
    draft = drafted(folder, "statements", "x", WELCOME)
    (folder / "storm.yaml").write_text(STORM + "# more\n")
    with pytest.raises(OutputError, match="changed meanwhile"):
        draft.write()
    assert text_of(tmp_path) == STORM + "# more\n"


def test_what_would_change_a_text_before_it_is_refused(tmp_path: Path) -> None:
    kept = "topics:\n  rain:\n    label: |+\n      Rain\n\n\n"
    folder = write(tmp_path, {"mine/topics.yaml": kept}) / "mine"
    with pytest.raises(OutputError, match="would say something else"):
        drafted(folder, "topics", "snow", {"label": "Snow"})


def test_the_facts_of_an_installed_package_are_not_touched(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "installed with the package" in run("new", "topic", "--label", "Snow").err
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(shipped_folder().parent.parent))
    done = run("new", "topic", "--label", "Snow", "--facts", shipped_folder())
    assert done.code == 1
    assert "installed with the package" in done.err
    with pytest.raises(OutputError, match="installed with the package"):
        insert(shipped_folder(), "topics", "snow", {"label": "Snow"})


@pytest.mark.parametrize("label", ["Tarvonia", "TARVONIA", "the two seas"])
def test_what_is_recorded_already_is_not_recorded_twice(label: str, tmp_path: Path, run: Run) -> None:
    cast = CAST.replace("label: Tarvonia}", "label: Tarvonia, altLabel: [The Two Seas]}")
    write(tmp_path, {"mine/cast.yaml": cast})
    asked = ("new", "state", "--facts", "mine", "--label", label)
    done = run(*asked)
    assert (done.code, done.out) == (1, "")
    told = "is recorded already: tarvonia; refer to it, or give the new one an id of its own with --id\n"
    assert done.err == f"{label} {told}"
    assert run(*asked, "--dry-run").code == 1
    assert text_of(tmp_path, "mine/cast.yaml") == cast
    assert run("new", "place", "--facts", "mine", "--label", label).code == 0  # the state is no place
    assert run(*asked, "--id", "other-tarvonia").code == 0
    assert "other-tarvonia:" in text_of(tmp_path, "mine/cast.yaml")


def test_what_is_shipped_is_recorded_already(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"mine/dataset.yaml": "title: Ours\nextends: [communique]\n"})
    assert "is recorded already: china;" in run("new", "state", "--facts", "mine", "--label", "China").err


def test_a_quotation_that_nobody_proved_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "texts").mkdir()
    said = ("new", "statement", "--facts", "mine", *SAYS)
    done = run(*said, "--quote", "It is a fine storm.")
    assert "\n1 quotation is unverified: name the folder of source texts with --sources, to prove" in done.err
    done = run(*said, "--quote", "It is grand.", "--attribution", "the envoy", "--dry-run")
    assert "\n2 quotations are unverified" in done.err
    assert "unverified" not in run(*said).err
    assert "unverified: the text is not in texts." in run(*said, "--quote", "Yes.", "--sources", "texts").err


def test_all_that_is_wrong_is_told_at_once(run: Run) -> None:
    wrong = ["--speaker", "Tarvona", "--act", "condem", "--about", "stor", "--about", "gal", "--set", "hue"]
    done = run("new", "statement", "--facts", "mine", *wrong)
    assert (done.code, len(done.err.splitlines())) == (1, 5)
    assert [line.split()[0] for line in done.err.splitlines()] == [
        "--speaker:", "--act:", "--about:", "--about:", "--set:"
    ]  # fmt: skip


def test_a_veto_can_be_recorded_only_after_its_vote(tmp_path: Path, run: Run) -> None:
    seats = "seats: [{in: sea-council, hasVeto: true, evidence: [{source: gazette, paragraph: 1}]}]"
    write(tmp_path, {"mine/cast.yaml": CAST.replace("label: Eskeria}", f"label: Eskeria, {seats}}}")})
    vote = ["--label", "Vote", "--in", "sea-council", "--date", "2031", "--ballots", "eskeria=against"]
    asked = ("new", "vote", "--facts", "mine", *vote, "--evidence", "gazette:3", "--dry-run", "--result")
    done = run(*asked, "vetoed")
    assert (done.code, "veto-not-recorded" in done.err) == (0, False), done.err
    assert "veto-not-recorded" in run(*asked, "failed").err  # that is a slip, and nothing comes next


# --- where it goes


def test_a_dry_run_shows_the_change_and_writes_nothing(tmp_path: Path, run: Run) -> None:
    done = run("new", "statement", "--facts", "mine", *SAYS, "--dry-run")
    assert done.code == 0
    assert done.out.startswith("--- mine/storm.yaml\n+++ mine/storm.yaml\n@@ ")
    assert "+  eskeria-it-is-glad:\n" in done.out
    assert done.err.startswith("Would be inserted at mine/storm.yaml:18: ")
    assert text_of(tmp_path) == STORM


@pytest.mark.parametrize(
    ("section", "data", "file", "why"),
    [
        ("statements", WELCOME, "storm.yaml", "most records that cite gazette are there"),
        ("statements", {**WELCOME, "evidence": [{"source": "roll", "paragraph": 1}]}, "roll.yaml", "roll is there"),
        ("actors", {"kind": "person", "label": "A"}, "persons.yaml", "most actors of this kind are there"),
        ("actors", {"kind": "group", "label": "A"}, "cast.yaml", "most actors are there"),
        ("topics", {"label": "A"}, "topics.yaml", "no topics are recorded yet"),
    ],
)
def test_a_record_goes_where_its_like_are(
    section: str, data: dict[str, object], file: str, why: str, tmp_path: Path
) -> None:
    more = {
        "mine/roll.yaml": "sources:\n  roll: {title: Roll}\n",
        "mine/persons.yaml": "actors:\n  a-1: {kind: person, label: A}\n  a-2: {kind: person, label: B}\n",
    }
    made = drafted(write(tmp_path, {**FACTS, **more}) / "mine", section, "a-3", data)
    assert (made.path.name, made.why) == (file, why)


def test_what_a_folder_extends_is_known_and_never_written_to(tmp_path: Path) -> None:
    whole(tmp_path)
    made = insert(tmp_path / "harbour", "actors", "pier-master", {"kind": "person", "label": "Pier master"})
    assert made.path == tmp_path / "harbour" / "actors.yaml"
    assert made.errors == []


def test_a_folder_begins_with_its_first_record(tmp_path: Path, run: Run) -> None:
    done = run("new", "source", "--facts", "fresh", "--title", "The Gazette: a paper")
    assert done.code == 0
    assert (
        text_of(tmp_path, "fresh/sources.yaml")
        == "sources:\n  the-gazette-a-paper:\n    title: 'The Gazette: a paper'\n"
    )
    assert "fresh has no dataset.yaml yet: communique new dataset --facts fresh --title TITLE writes one" in done.err
    again = run("new", "source", "--facts", "fresh", "--title", "The Almanac")
    assert "dataset.yaml" not in again.err
    assert "communique schema -o fresh/facts.schema.json" in done.err


def test_a_new_file_names_the_schema_that_lies_in_the_folder(tmp_path: Path, run: Run) -> None:
    assert run("schema", "-o", "mine/facts.schema.json").code == 0
    run("new", "topic", "--facts", "mine", "--label", "Snow", "--into", "mine/deep/snow.yaml")
    assert text_of(tmp_path, "mine/deep/snow.yaml") == (
        "# yaml-language-server: $schema=../facts.schema.json\ntopics:\n  snow:\n    label: Snow\n"
    )


# --- what is given


@pytest.mark.parametrize("name", section_names())
def test_every_field_has_an_option_and_no_option_two_meanings(name: str) -> None:
    section, kind = section_of(name)
    fields = fields_of(section, kind)
    command = Sections().get_command(None, name)
    flags = [flag for one in command.params for flag in one.opts]
    assert set(flags) >= {f"--{key}" for key in fields}
    assert len(flags) == len(set(flags))


def test_a_section_is_named_in_the_singular_or_the_plural_or_by_its_kind() -> None:
    assert section_of("statement") == section_of("statements") == ("statements", "")
    assert section_of("veto") == section_of("vetoes")
    assert (section_of("actor"), section_of("person")) == (("actors", ""), ("actors", "person"))
    with pytest.raises(UnknownError, match="did you mean 'statement'"):
        section_of("statment")


def names(tmp_path: Path) -> Names:
    return Names(sound_facts(write(tmp_path, FACTS) / "mine"))


@pytest.mark.parametrize(
    ("key", "texts", "value"),
    [
        ("speaker", ["Ilva Torrent"], "ilva-torrent"),
        ("speaker", ["torrent"], "ilva-torrent"),
        ("speaker", ["TARVONIA"], "tarvonia"),
        ("about", ["storm", "eskeria"], ["storm", "eskeria"]),
        ("quote", ["a"], "a"),
        ("quote", ["a", "b"], ["a", "b"]),
        ("sameAs", ["https://example.org/"], "https://example.org/"),
        ("date", ["2031"], 2031),
        ("date", ["2031-03"], "2031-03"),
        ("votesFor", ["3"], 3),
        ("lat", ["-3.50"], -3.5),
        ("hasVeto", ["Yes"], True),
        ("evidence", ["gazette:3"], READ),
        ("evidence", ["gazette:3:Tuesday"], [{**READ[0], "weekday": "tuesday"}]),
        ("evidence", ["The Gazette of the Narrow Sea:3"], READ),
        ("evidence", ["gazette@page 7: top"], [{"source": "gazette", "locator": "page 7: top"}]),
        ("evidence", ["{source: a, paragraph: 3, occurrence: 2}"], [{"source": "a", "paragraph": 3, "occurrence": 2}]),
        ("evidence", ["{source: The Gazette, paragraph: 3}"], READ),
        ("offices", ["{office: Envoy, of: Tarvonia, evidence: gazette:3}"], [{**ENVOY, "evidence": READ}]),
        ("offices", ["{office: Envoy, of: tarvonia, evidence: [gazette:3]}"], [{**ENVOY, "evidence": READ}]),
        ("evidence", ["[gazette:3, {source: gazette, paragraph: 3}]", "gazette:3"], READ * 3),
        ("offices", ["{office: Envoy, of: nobody-yet}"], [{"office": "Envoy", "of": "nobody-yet"}]),
        ("positions", ["storm=mixed", "=opposes"], [{"toward": "storm", "stance": "mixed"}, {"stance": "opposes"}]),
        ("ballots", ["eskeria=abstain"], [{"actor": "eskeria", "choice": "abstain"}]),
        ("gist", ["2031"], "2031"),
    ],
)  # fmt: skip
def test_what_is_given_becomes_a_value(key: str, texts: list[str], value: object, tmp_path: Path) -> None:
    found = value_of(SCHEMA.fields[key], texts, names(tmp_path), SPOKEN)
    assert (found, type(found)) == (value, type(value))


def test_where_nobody_speaks_a_position_is_that_of_its_holder(tmp_path: Path, run: Run) -> None:
    fields, known = SCHEMA.shapes["Proposal"].fields, names(tmp_path)
    found = value_of(fields["positions"], ["Eskeria=opposes"], known, fields)
    assert found == [{"holder": "eskeria", "stance": "opposes"}]
    with pytest.raises(ParameterError, match="'storm' is an event, no actor"):
        value_of(fields["positions"], ["storm=opposes"], known, fields)
    for name, short in {"proposal": "HOLDER=STANCE", "event": "HOLDER=STANCE", "statement": "TOWARD=STANCE"}.items():
        assert f"In short: {short}; otherwise as YAML" in " ".join(
            run("new", name, "--help").out.replace("│", "").split()
        )


def test_a_name_is_looked_up_among_things_of_the_wanted_class_first(tmp_path: Path) -> None:
    places = "places:\n  isle: {label: The isle, altLabel: [Tarvonia]}\n"
    facts = sound_facts(write(tmp_path, {**FACTS, "mine/places.yaml": places}) / "mine")
    assert value_of(SCHEMA.fields["place"], ["tarvonia"], Names(facts), SPOKEN) == "isle"
    assert value_of(SCHEMA.fields["speaker"], ["tarvonia"], Names(facts), SPOKEN) == "tarvonia"


def test_a_source_is_named_by_its_file_too(tmp_path: Path) -> None:
    roll = f"sources:\n  roll: {{file: deep/sea-roll.txt, sha256: {'0' * 64}}}\n"
    facts = sound_facts(write(tmp_path, {**FACTS, "mine/roll.yaml": roll}) / "mine")
    for name in ("deep/sea-roll.txt", "sea-roll.txt"):
        found = value_of(SCHEMA.fields["evidence"], [f"{name}:3"], Names(facts), SPOKEN)
        assert found == [{"source": "roll", "paragraph": 3}]


def test_what_is_set_as_yaml_is_understood_too(tmp_path: Path, run: Run) -> None:
    asked = ("new", "statement", "--facts", "mine", "--act", "welcome", "--gist", "It is glad.", "--dry-run")
    done = run(*asked, "--set", "speaker=Eskeria", "--set", "evidence=[gazette:3]")
    assert done.code == 0
    assert "+    speaker: eskeria\n" in done.out
    assert "+    evidence: [{source: gazette, paragraph: 3}]\n" in done.out


def test_a_noun_has_its_article(run: Run) -> None:
    for name in ("actor", "event", "organization"):
        assert f"Record an {name}:" in run("new", name, "--help").out
    assert "Record a statement:" in run("new", "statement", "--help").out


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("speaker", "Tarvona", "no actor is called 'Tarvona'; did you mean 'Tarvonia'?"),
        ("speaker", "quay", "no actor is called 'quay'"),
        ("speaker", "gazette", "'gazette' is a source, no actor; name an actor"),
        ("evidence", "gazette:3:tuesdy", "unknown word 'tuesdy'; did you mean 'tuesday'?"),
        ("evidence", "gazete.txt:3", "record the file first: communique source add gazete.txt"),
        ("offices", "{office: Envoy, of: Tarvona}", "did you mean 'Tarvonia'?"),
        ("speaker", "china", "it is shipped: write 'extends: [communique]' in dataset.yaml"),
        ("value", "2,700", "write it without commas: 2700"),
        ("value", "1,2", "write one, such as 12"),
        ("language", "english", "is no language; wanted: The language, as a BCP 47 tag. Example: `language: en`."),
        ("about", "sea", "may be gazette, sea-council, storm"),
        ("act", "condem", "unknown word 'condem'; did you mean 'condemn'?"),
        ("date", "2031-02-30", "there is no 2031-02-30"),
        ("date", "Friday", "'Friday' is no date"),
        ("votesFor", "1.5", "is no whole number"),
        ("lat", "north", "is no number"),
        ("hasVeto", "maybe", "is neither true nor false"),
        ("evidence", "gazette", "names no spot; write SOURCE:PARAGRAPH"),
        ("evidence", "gazete:3", "did you mean 'gazette'?"),
        ("evidence", "{source: [}", "not well-formed YAML"),
        ("positions", "storm", "has no =; write TOWARD=STANCE"),
        ("positions", "storm=mix", "did you mean 'mixed'?"),
        ("assumptions", "date", "is no map"),
        ("sameAs", "javascript:x", "is no sameAs"),
        ("gist", "  ", "the text is empty"),
        ("gist", "a\x07", "control character"),
        ("gist", "a\udc80", "control character"),
    ],
)
def test_what_does_not_fit_is_told_with_its_option(key: str, text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        value_of(SCHEMA.fields[key], [text], names(tmp_path), SPOKEN)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"--{key}")


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({"label": {"en": "Café of the Sea’s End"}}, "cafe-of-the-seas-end"),
        ({"speaker": "eskeria", "gist": "One two three four five"}, "eskeria-one-two-three-four"),
        ({"speaker": "eskeria", "quote": ["One", "two"]}, "eskeria-one"),
        ({"by": ["eskeria"], "mode": "cast"}, "eskeria-veto"),
        ({"label": "Storm"}, "storm-3"),
        ({"label": "a" * 80}, "a" * 60),
        ({"label": "word " * 30}, "-".join(["word"] * 12)),
        ({"label": "海"}, ""),
        ({}, ""),
    ],
)
def test_an_id_is_made_of_the_words_of_a_record(data: dict[str, object], wanted: str) -> None:
    assert suggest_id("veto", data, ["st0rm", "storm-2"]) == wanted


def test_what_is_retired_is_not_offered(tmp_path: Path) -> None:
    folder = write(tmp_path, {**FACTS, "mine/old.yaml": "retired:\n  gale: {reason: Twice., date: 2031}\n"}) / "mine"
    assert "gale" not in words(SCHEMA.fields["about"], folder, SPOKEN)
    for text, told in {"galee": "no record is called 'galee'", "gale": "'gale' is retired"}.items():
        with pytest.raises(ParameterError, match=told):
            value_of(SCHEMA.fields["about"], [text], Names(sound_facts(folder)), SPOKEN)


def test_what_records_like_it_often_have_is_asked_for() -> None:
    fields = fields_of("topics")
    assert [field.key for field in usual(fields, [])] == ["altLabel", "broader", "waivers"]
    assert [field.key for field in usual(fields, [{"label": "A"}] * 4 + [{"label": "B", "broader": "a"}])] == [
        "broader"
    ]
    assert usual(fields, [{"label": "A"}] * 5 + [{"label": "B", "broader": "a"}]) == []


def test_words_are_completed(tmp_path: Path) -> None:
    folder = write(tmp_path, FACTS) / "mine"
    assert words(SCHEMA.fields["act"], None, SPOKEN) == list(load_schema().scheme("speech-acts"))
    assert words(SCHEMA.fields["venue"], folder, SPOKEN) == ["quay-house"]
    assert words(SCHEMA.fields["evidence"], folder, SPOKEN) == ["gazette"]
    assert "storm" in words(SCHEMA.fields["positions"], folder, SPOKEN)
    assert words(SCHEMA.fields["hasVeto"], folder, SPOKEN) == ["true", "false"]
    assert (
        words(SCHEMA.fields["gist"], folder, SPOKEN) == words(SCHEMA.fields["venue"], tmp_path / "none", SPOKEN) == []
    )


@pytest.mark.parametrize(
    ("line", "offered"),
    [("new statement --act cond", "condemn"), ("new statement --facts mine --speaker il", "ilva-torrent")],
)
def test_a_shell_completes_words_and_ids(line: str, offered: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_COMMUNIQUE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"communique {line}")
    monkeypatch.setenv("COMP_CWORD", str(len(line.split())))
    assert run().out.split() == [offered]


def test_the_command_alone_lists_what_can_be_recorded(run: Run) -> None:
    lines = run("new").out.splitlines()
    assert [line.split()[0] for line in lines] == [*section_names(), "dataset"]


# --- in a terminal


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("su", ["sutor-ilva"]),
        ("Su", ["Sutor Ilva", "Sutor"]),
        ("", ["sutor-ilva", "tarvonia"]),
        ("Wel", ["welcome"]),
        ("the", ["the Narrow Sea"]),
    ],
)
def test_small_letters_complete_ids_and_capitals_names(typed: str, words: list[str]) -> None:
    known = {"Wel": ["welcome", "condemn"], "the": ["the Narrow Sea"]}
    assert offered(typed, known.get(typed, ["sutor-ilva", "Sutor Ilva", "Sutor", "tarvonia"])) == words


def talk(arguments: list[str], answers: list[str], folder: Path) -> tuple[str, int]:
    """Run the command in a terminal, answer each prompt in turn, and return what stood there, and the exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        settings = {**os.environ, "TERM": "dumb", "COLUMNS": "140", "COMMUNIQUE_CACHE": "off"}
        os.execvpe(sys.executable, [sys.executable, "-m", "communique", *arguments], settings)
    shown, seen, end = "", 0, time.monotonic() + 20
    while True:
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)  # it waits for an answer that nobody has
            break
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 65536).decode("utf-8", "replace")
            except OSError:
                break
        if answers and shown[seen:].rstrip("\x07").endswith((": ", "[Y/n] ")):
            seen = len(shown)
            time.sleep(0.2)  # the prompt stands a moment before the keys are read
            os.write(terminal, answers.pop(0).encode())
    return shown.replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_terminal_asks_for_what_is_missing_and_helps(tmp_path: Path) -> None:
    folder = write(tmp_path, FACTS)
    answers = [
        "Tarvona\n", "Ilva T\t\n",  # speaker: misspelt, then a label completed
        "con\t\x15welcome\n",  # act
        "\n", "gazette:3\n", "\n",  # evidence: needed, given, no more
        "\n", "\n", "\n", "\n",  # attribution, date, modality, quote
        "She is glad.\n", "\n",  # gist, reactsTo
        "storm\n", "\n",  # about
        "\n", "\n",  # positions, assumptions
        "\n",  # id
        "\n",  # write
    ]  # fmt: skip
    shown, code = talk(["new", "statement", "--facts", "mine"], answers, folder)
    assert code == 0, shown
    assert "Whose words these are." in shown
    assert "no actor is called 'Tarvona'; did you mean 'Tarvonia'?" in shown
    assert "this is needed" in shown
    assert "id [ilva-torrent-she-is-glad]: " in shown
    assert "+  ilva-torrent-she-is-glad:" in shown
    assert "Inserted at mine/storm.yaml:18" in shown
    record = read_document(text_of(tmp_path)).data["statements"]["ilva-torrent-she-is-glad"]
    evidence = [{"source": "gazette", "paragraph": 3}]
    assert record == {
        "speaker": "ilva-torrent", "act": "welcome", "gist": "She is glad.", "about": ["storm"], "evidence": evidence
    }  # fmt: skip


def test_a_terminal_explains_and_asks_again_for_what_would_fail_later(tmp_path: Path) -> None:
    text = b"Title\n\nNothing here.\n"
    source = f"  gazette: {{file: gazette.txt, sha256: {hashlib.sha256(text).hexdigest()}}}\n"
    cast = CAST.replace("  gazette: {title: The Gazette of the Narrow Sea}\n", source)
    folder = write(tmp_path, {**FACTS, "mine/cast.yaml": cast, "texts/gazette.txt": text.decode()})
    answers = [
        "?\n", "gazette\n", "il\t\n",  # speaker: explained, of a wrong class, an id completed
        "?\n", "welcome\n",  # act
        "gazette:3\n", "[gazette:2]\n", "\n",  # evidence: beyond the text
        "\n", "\n", "\n", "\n",  # attribution, date, modality, quote
        "She is glad.\n",  # gist
        "\n", "\n", "\n", "\n",  # reactsTo, about, positions, assumptions
        "It is glad\n", "storm\n", "glad\n",  # id: none, taken, free
        "\n",
    ]  # fmt: skip
    shown, code = talk(["new", "statement", "--facts", "mine", "--sources", "texts"], answers, folder)
    assert code == 0, shown
    assert shown.count("Whose words these are.") == 2
    assert "    ilva-torrent  Ilva Torrent\n" in shown
    assert "    condemn  " in shown
    assert "'gazette' is a source, no actor" in shown
    assert "the text has only 2 paragraphs" in shown
    assert "'It is glad' is no id" in shown
    assert "'storm' is recorded already" in shown
    record = read_document(text_of(tmp_path)).data["statements"]["glad"]
    assert (record["speaker"], record["evidence"]) == ("ilva-torrent", [{"source": "gazette", "paragraph": 2}])


def test_a_terminal_tells_what_is_recorded_already_and_asks_for_another_id(tmp_path: Path) -> None:
    folder = write(tmp_path, FACTS)
    answers = ["Quay House\n", *["\n"] * 4, "\n", "other-quay\n", "\n"]  # in, lat, long, evidence; id; write
    shown, code = talk(["new", "place", "--facts", "mine"], answers, folder)
    assert code == 0, shown
    assert "Quay House is recorded already: quay-house; refer to it" in shown
    assert shown.count("\nid: ") == 2  # it has no default
    assert "  other-quay: {label: Quay House}\n" in text_of(tmp_path, "mine/cast.yaml")


@pytest.mark.parametrize(("answers", "code"), [(["\x04"], 130), (["\x03"], 130), (["\n"] * 8 + ["n\n"], 1)])
def test_a_terminal_that_says_no_writes_nothing(answers: list[str], code: int, tmp_path: Path) -> None:
    folder = write(tmp_path, FACTS)
    arguments = ["new", "statement", "--facts", "mine", *SAYS, "--about", "storm"]
    shown, left = talk(arguments if code == 1 else arguments[:4], [*answers], folder)
    assert left == code, shown
    assert "Traceback" not in shown
    assert text_of(tmp_path) == STORM


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    folder = write(tmp_path, FACTS)
    shown, code = talk(["new", "statement", "--facts", "mine", "--no-input"], [], folder)
    assert code == 2
    assert "the statement needs --speaker ACTOR" in " ".join(shown.split())


def test_the_shipped_facts_take_a_record(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    shutil.copytree(shipped_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    data = {"kind": "group", "label": "Harbour pilots"}
    made = insert(folder, "actors", "harbour-pilots", data)
    for name, text in before.items():
        now = (folder / name).read_text(encoding="utf-8")
        if name == made.path.name:
            assert_only_inserted(text, now, made.text)
        else:
            assert now == text
