"""Against: no id is lost or used anew, and no date changes unseen, since a revision."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.graph.api import check
from communique.graph.corpus.facts import Facts
from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import Pointer, Problem
from communique.graph.reader import locate
from disk import CAST, write
from running import Run, runner
from shipped import facts as shipped

Spot = tuple[str, int, int]
RULES = {"id-disappeared", "id-reused", "changed-since"}
TALKS = """\
topics:
  fish: {label: Fish}
statements:
  torrent-warns:
    speaker: ilva-torrent
    date: 2031-03-04
    act: warn
    quote: the strait is closed
    gist: Nobody may pass.
    evidence: [{source: gazette, paragraph: 9}]
  torrent-waits:
    {speaker: ilva-torrent, date: 2031-03, act: warn, gist: She waits., evidence: [{source: gazette, paragraph: 9}]}
retired:
  torrent-sings: {by: torrent-warns, reason: "She did not, she said.", date: 2031-03-05}
  torrent-hums: {reason: Nobody heard it., date: 2031-03-05}
"""


def since(folder: Path, new: str, old: str = TALKS) -> list[Problem]:
    """Return what is told of facts beside the cast, against what they were."""
    for name, text in (("old", old), ("new", new)):
        write(folder / name, {"cast.yaml": CAST, "talks.yaml": text})
    found, _ = check(folder / "new", against=str(folder / "old"))
    return [one for one in found.problems if one.rule in RULES]


def told(found: list[Problem]) -> list[str]:
    return [f"{one.line}:{one.column} {one.id} {one.severity} {one.rule}: {one.what}" for one in found]


def test_facts_that_are_as_they_were_are_sound(tmp_path: Path) -> None:
    assert since(tmp_path, TALKS) == []


def test_what_is_new_is_no_matter(tmp_path: Path) -> None:
    new = TALKS.replace("  fish:", "  boats: {label: Boats}\n  fish:").replace(
        "    act: warn\n", "    act: warn\n    venue: quay-house\n"
    )
    assert since(tmp_path, new) == []


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("2031-03-04", "2031-03-14", "6:11 torrent-warns warning changed-since: date changed: 2031-03-04 → 2031-03-14"),
        ("    date: 2031-03-04\n", "", "4:3 torrent-warns warning changed-since: date removed: 2031-03-04"),
        ("    gist: Nobody may pass.\n", "",
         "4:3 torrent-warns warning changed-since: gist removed: “Nobody may pass.”"),
        ("speaker: ilva-torrent\n", "speaker: tarvonia\n",
         "5:14 torrent-warns warning changed-since: speaker changed: ilva-torrent → tarvonia"),
        ("paragraph: 9}]\n  torrent-waits", "paragraph: 8}]\n  torrent-waits",
         "10:45 torrent-warns warning changed-since: evidence paragraph changed: gazette ¶ 8: 9 → 8"),
        ("is closed", "was closed", "8:12 torrent-warns warning changed-since: quote corrected: "
         "“the strait is closed” → “the strait was closed”"),
        ("hums: {reason: Nobody heard it., date: 2031-03-05", "hums: {reason: Nobody heard it., date: 2031-03-06",
         "15:50 torrent-hums warning changed-since: date changed: 2031-03-05 → 2031-03-06"),
        ("  fish: {label: Fish}", "  fishes: {label: Fish}",
         "2:3 fishes error id-disappeared: the id was 'fish', which is lost"),
        ("  torrent-hums:", "  torrent-humms:",
         "15:3 torrent-humms error id-disappeared: the id was 'torrent-hums', which is lost"),
        ("topics:\n  fish: {label: Fish}\n", "", "1:1 fish error id-disappeared: the id is lost"),
        ("  torrent-hums: {reason: Nobody heard it., date: 2031-03-05}\n", "",
         "1:1 torrent-hums error id-disappeared: the retirement is lost"),
        ("  torrent-hums: {reason: Nobody heard it., date: 2031-03-05}\n", "places: {torrent-hums: {label: A hum}}\n",
         "15:10 torrent-hums error id-reused: the id was retired (Nobody heard it.)"),
    ],
)  # fmt: skip
def test_what_changed_is_told_at_its_place(before: str, behind: str, expected: str, tmp_path: Path) -> None:
    assert TALKS.count(before) == 1
    found = since(tmp_path, TALKS.replace(before, behind))
    assert told(found) == [expected]
    assert found[0].file == str(tmp_path / "new" / "talks.yaml")


@pytest.mark.parametrize(
    ("before", "behind"), [("Nobody may pass.", "All may pass."), ("label: Fish", "label: Fishes")]
)
def test_the_curators_own_words_may_be_bettered(before: str, behind: str, tmp_path: Path) -> None:
    assert since(tmp_path, TALKS.replace(before, behind)) == []


def test_the_remedy_for_a_lost_id_does_what_it_says(tmp_path: Path) -> None:
    (lost,) = since(tmp_path, TALKS.replace("  fish: {label: Fish}", "  fishes: {label: Fish}"))
    assert lost.remedy == 'change it back, or add under retired: fish: {by: fishes, reason: "WHY", date: YYYY-MM-DD}'
    line = lost.remedy.partition("retired: ")[2].replace("YYYY-MM-DD", "2031-04-01")
    new = TALKS.replace("  fish: {label: Fish}", "  fishes: {label: Fish}").replace("retired:", f"retired:\n  {line}")
    assert since(tmp_path, new) == []


def test_the_remedy_for_a_lost_retirement_is_the_line_itself(tmp_path: Path) -> None:
    line = '  torrent-sings: {by: torrent-warns, reason: "She did not, she said.", date: 2031-03-05}\n'
    (lost,) = since(tmp_path, TALKS.replace(line, ""))
    assert lost.remedy.endswith(f"put it back under retired: {line.strip()}")


def test_an_id_that_is_retired_is_not_lost(tmp_path: Path) -> None:
    new = (
        TALKS.replace("topics:\n  fish: {label: Fish}\n", "") + "  fish: {reason: Nobody caught one., date: 2031-04}\n"
    )
    assert since(tmp_path, new) == []


def test_a_lost_file_is_told_by_its_name(tmp_path: Path) -> None:
    since(tmp_path, TALKS)
    (tmp_path / "new" / "talks.yaml").unlink()
    found, _ = check(tmp_path / "new", against=str(tmp_path / "old"))
    lost = [one for one in found.problems if one.rule == "id-disappeared"]
    assert {one.file for one in lost} == {str(tmp_path / "old" / "talks.yaml")}
    assert [one.id for one in lost] == ["fish", "torrent-hums", "torrent-sings", "torrent-waits", "torrent-warns"]


def test_what_cannot_be_read_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert since(tmp_path, TALKS.replace("retired:", "retired: [")) == []
    assert since(tmp_path, TALKS.replace("label: Fish", "label: !!str Fish")) == []
    monkeypatch.setenv("COMMUNIQUE_LIMIT", "1000")
    assert len(TALKS) < 1000
    assert since(tmp_path, f"# {'too long ' * 200}") == []


def test_an_id_that_moves_to_what_the_facts_extend_is_not_lost(tmp_path: Path) -> None:
    write(tmp_path / "base", {"fish.yaml": "topics: {fish: {label: Fish}}\n"})
    for name, text in (
        ("old", "topics: {fish: {label: Fish}, boats: {label: B}}\n"),
        ("new", "topics: {boats: {label: B}}\n"),
    ):
        write(
            tmp_path / name,
            {"dataset.yaml": "title: T\nextends: [../base]\n" if name == "new" else "title: T\n", "t.yaml": text},
        )
    found, _ = check(tmp_path / "new", against=str(tmp_path / "old"))
    assert [one for one in found.problems if one.rule in RULES] == []


def test_another_base_is_told_for_it_changes_every_name(tmp_path: Path) -> None:
    for name in ("old", "new"):
        write(tmp_path / name, {"dataset.yaml": f"title: T\nbase: https://example.org/{name}/\n", "c.yaml": CAST})
    found, _ = check(tmp_path / "new", against=str(tmp_path / "old"))
    assert [one for one in told(found.problems) if "changed-since" in one] == [
        "2:7  warning changed-since: base IRI changed: https://example.org/old/ → https://example.org/new/"
    ]


def test_it_cannot_be_waived(tmp_path: Path) -> None:
    waived = "    waivers: [{rule: changed-since, because: So it is.}]\n    act: warn\n    quote"
    new = TALKS.replace("    act: warn\n    quote", waived)
    found = since(tmp_path, new.replace("2031-03-04", "2031-03-14"), TALKS)
    assert [one.rule for one in found] == ["changed-since"]


# --- every date and every id of the shipped facts


def rewritten(folder: Path, spots: dict[tuple[str, Pointer], bool], change: Callable[[str], str]) -> set[Spot]:
    """Write the shipped facts with the keys (True) or values changed at pointers; return the spots, as they are now."""
    told = set()
    for file in shipped().files:
        text, lines = file.document.text, file.document.text.split("\n")
        places = locate(text)
        found = [
            places[at].key if is_key else places[at].value for (name, at), is_key in spots.items() if name == file.name
        ]
        for line, column in sorted(found, reverse=True):  # from the end, so that columns stay
            raw = lines[line - 1]
            word = re.match(r"'?([^\s',:}\]]+)", raw[column - 1 :])
            assert word
            start, end = column - 1 + word.start(1), column - 1 + word.end(1)
            lines[line - 1] = raw[:start] + change(raw[start:end]) + raw[end:]
            told.add((Path(file.name).name, line, column))
        write(folder, {Path(file.name).name: "\n".join(lines)})
    return told


def where(found: Facts, rules: set[str]) -> set[Spot]:
    return {(Path(one.file).name, one.line, one.column) for one in found.problems if one.rule in rules}


@pytest.mark.parametrize("index", [0, 3, -1])
def test_no_date_of_the_shipped_facts_changes_unseen(index: int, tmp_path: Path) -> None:
    def other(date: str) -> str:
        digit = {"9": "0"}.get(date[index], chr(ord(date[index]) + 1))
        return date[:index] + digit + (date[index + 1 :] if index != -1 else "")

    dates = {(record.file.name, at): False for record, at, *_ in shipped().found.leaves["date"]}
    spots = rewritten(tmp_path, dates, other)
    found, _ = check(tmp_path, against=str(shipped_folder()))
    assert len(spots) > 100
    assert spots - where(found, {"changed-since"}) == set()


def test_no_id_of_the_shipped_facts_changes_unseen(tmp_path: Path) -> None:
    referred = {value for _, _, _, value in shipped().found.leaves["reference"]}
    ids = {(one.file.name, one.pointer): True for one in shipped().records.values() if one.id not in referred}
    spots = rewritten(tmp_path, ids, lambda id_: id_ + id_[-1])
    found, _ = check(tmp_path, against=str(shipped_folder()))
    assert len(spots) > 50
    assert spots - where(found, {"id-disappeared"}) == set()


def test_an_id_that_becomes_another_is_told_at_its_key(tmp_path: Path) -> None:
    old = "topics:\n  a1: {label: One}\n  a2: {label: Two}\n"
    found = since(tmp_path, old.replace("a1", "a2"), old)
    assert told(found)[0] == "2:3 a2 error id-disappeared: the id was 'a1', which is lost"


# --- the command


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def test_the_command_tells_what_was_lost_and_exits_1(run: Run, tmp_path: Path) -> None:
    since(tmp_path, TALKS.replace("  fish: {label: Fish}", "  fishes: {label: Fish}"))
    done = run("check", str(tmp_path / "new"), "--against", str(tmp_path / "old"))
    assert (done.code, "[id-disappeared]" in done.out) == (1, True)
    done = run("check", str(tmp_path / "new"), "--against", str(tmp_path / "none"))
    assert (done.code, done.out) == (1, "")


def test_what_only_changed_is_no_error(run: Run, tmp_path: Path) -> None:
    since(tmp_path, TALKS.replace("2031-03-04", "2031-03-14"))
    done = run("check", str(tmp_path / "new"), "--against", str(tmp_path / "old"))
    assert (done.code, "[changed-since]" in done.out) == (0, True)


def test_what_cannot_go_together_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("check", str(tmp_path), "--watch", "--against", "HEAD").code == 2
