"""The layout of the timeline: dates to places, chips to rows, lines around chips."""

import itertools
import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique
from communique.graph.draw.boxes import Box
from communique.graph.draw.clean import cleaned
from communique.graph.draw.lettering import width
from communique.graph.draw.time.axis import breaks, ticks
from communique.graph.draw.time.chips import Chip, Style, chip
from communique.graph.draw.time.lanes import MOST, lanes
from communique.graph.draw.time.pack import pack
from communique.graph.draw.time.picture import TimePicture, time_picture
from communique.graph.draw.time.plan import want
from communique.graph.draw.time.scale import Scale
from communique.graph.draw.time.ways import Ways
from communique.graph.draw.time.when import brief, span_of

Graph = nx.MultiDiGraph  # the same name for all: the type takes a parameter that the class does not
Timeline = Any
DAY = date(2021, 3, 1)


def statement(day: object, side: str = "arvland", **more: str) -> dict[str, str]:
    dates = {"date": str(day), "earliest": str(day), "latest": str(day)}
    who = {"actor": f"Speaker of {side}", "actor_id": f"{side}-speaker", "side": side.title(), "side_id": side}
    return {"kind": "statement", "side_kind": "state", "gist": "Something was said at length.", **who, **dates, **more}


def event(day: object, **more: str) -> dict[str, str]:
    dates = {"date": str(day), "earliest": str(day), "latest": str(day)}
    return {"kind": "event", "type": "missile-launch", "label": "A launch from somewhere", **dates, **more}


def timeline(*acts: dict[str, str]) -> Timeline:
    graph: Timeline = Graph(view="timeline")
    for number, data in enumerate(acts):
        graph.add_node(f"a{number}", **data)
    return graph


def many(count: int, seed: int = 1) -> Timeline:
    chance = random.Random(seed)
    acts = []
    for number in range(count):
        day = DAY + timedelta(days=chance.choice([0, 1, 1, 1, 2, 9, 40, 41, 900]))
        side = chance.choice(["arvland", "borea", "cestria"])
        sign = chance.choice(["supports", "opposes", "supports opposes", ""])
        acts.append(event(day) if number % 9 == 0 else statement(day, side, signs=sign))
    graph = timeline(*acts)
    for number in range(0, count - 7, 5):
        graph.add_edge(f"a{number + 1}", f"a{number + 7}", key=f"t{number}", sign="opposes", relation="opposes")
    return graph


GRAPHS: dict[str, Callable[[], Timeline]] = {
    "shipped": lambda: communique.load().timeline(),
    "sixty": lambda: many(60),
    "hundred": lambda: many(100, 2),
}


@pytest.fixture(scope="module", params=GRAPHS)
def picture(request: pytest.FixtureRequest) -> TimePicture:
    return time_picture(cleaned(GRAPHS[request.param]()))


# --- places


def test_no_mark_lies_over_another_and_each_keeps_its_words_inside(picture: TimePicture) -> None:
    assert len(picture.marks) > 50
    for one, other in itertools.combinations(picture.marks, 2):
        assert not one.reach.overlaps(other.reach), (one.chip.id, other.chip.id)
    for mark in picture.marks:
        assert picture.bounds.left <= mark.reach.left
        assert mark.reach.right <= picture.bounds.right
        for text in mark.chip.texts:
            assert text.x + width(text.text, text.size, text.bold) <= mark.chip.width
            assert text.baseline < mark.chip.height


def test_no_line_that_is_always_seen_runs_behind_a_mark(picture: TimePicture) -> None:
    led = [line for line in picture.lines if not line.faint]
    assert led
    for line in led:
        inner = line.corners[1:-1]
        assert len(inner) >= 2, line.key
        for (x1, y1), (x2, y2) in itertools.pairwise(inner):
            assert x1 == x2 or y1 == y2
            piece = Box(min(x1, x2) - 0.1, min(y1, y2) - 0.1, max(x1, x2) + 0.1, max(y1, y2) + 0.1)
            crossed = [mark.chip.id for mark in picture.marks if mark.reach.overlaps(piece)]
            assert crossed == [], (line.key, crossed)


def test_a_chip_begins_within_the_days_of_its_act_and_in_the_lane_of_its_side() -> None:
    graph = cleaned(many(60))
    picture = time_picture(graph)
    days = sorted({mark.chip.span.start for mark in picture.marks})
    first = {day: min(m.x for m in picture.marks if m.chip.span.start == day) for day in days}
    for day, next_ in itertools.pairwise(days):
        assert all(mark.x < first[next_] for mark in picture.marks if mark.chip.span.start == day)
    for mark in picture.marks:
        (strip,) = [one for one in picture.strips if one.top <= mark.y < one.bottom]
        side = graph.nodes[mark.chip.id].get("side", "Events")
        assert strip.lane.label == side


def test_an_act_that_lies_within_days_stands_between_them_and_one_bounded_on_one_side_near_its_bound() -> None:
    week = {"date": "2021-03-01/2021-03-08", "earliest": "2021-03-01", "latest": "2021-03-08"}
    until = {"date": "../2021-03-08", "earliest": "", "latest": "2021-03-08"}
    graph = timeline(*(statement("x", **week) for _ in range(6)), event("2021-03-01"), event("2021-03-09"))
    graph.add_node("bounded", **statement("x", **until))
    marks = {mark.chip.id: mark.x for mark in time_picture(cleaned(graph)).marks}
    assert all(marks["a6"] <= marks[f"a{number}"] < marks["a7"] for number in range(6))
    assert marks["a6"] <= marks["bounded"] < marks["a7"]


def test_an_act_bounded_by_one_day_stands_no_more_than_a_month_from_it_however_narrow_years_are() -> None:
    last = date(2022, 12, 31).toordinal()
    scale = Scale.of([date(2017, 9, 17).toordinal(), last - 29, last + 1, last + 2000], [40.0, 6.0, 90.0], 0.0)
    until = chip("a", statement("x", earliest="", latest="2022-12-31"), Style(150, 1), True)
    since = chip("a", statement("x", earliest="2022-12-02", latest=""), Style(150, 1), True)
    assert until
    assert since
    assert want(until, scale)[:2] == (40.0, 40.0)
    assert want(since, scale)[0] == 40.0
    assert want(since, scale)[1] <= 46.0


def test_what_has_no_date_or_one_that_is_none_is_counted_and_has_no_place() -> None:
    graph = timeline(event("2021-03-01"), statement("long ago"), {"kind": "statement", "label": "Undated"})
    picture = time_picture(cleaned(graph))
    assert picture.undated == ("a1", "a2")
    assert picture.summary == "1 act by date and side; 2 without a date, not in the timeline"


def test_a_timeline_of_nothing_is_drawn() -> None:
    picture = time_picture(cleaned(Graph()))
    assert (picture.marks, picture.lines, picture.strips, picture.ticks) == ((), (), (), ())


def test_the_same_acts_give_the_same_picture() -> None:
    assert time_picture(cleaned(many(60))) == time_picture(cleaned(many(60)))


# --- lanes


def test_lanes_go_from_events_over_who_caused_them_and_who_acts_most_to_those_who_speak_for_nobody() -> None:
    acts = [event(DAY, side_id="borea", side="Borea"), statement(DAY, "borea"), *(statement(DAY) for _ in range(3))]
    nobody = statement(DAY, "x", side_kind="person", actor="A reporter", actor_id="reporter")
    found = lanes(timeline(*acts, nobody))
    assert [lane.label for lane in found] == ["Events", "Borea", "Arvland", "Others"]


def test_who_speaks_is_told_by_the_lane_where_it_is_one_actor_and_by_a_heading_where_one_speaks_often() -> None:
    alone = statement(DAY, "borea", actor_id="borea")
    often = [statement(DAY, "x", side_kind="person", actor="A reporter", actor_id="reporter") for _ in range(4)]
    seldom = statement(DAY, "y", side_kind="group", actor="Observers", actor_id="observers")
    _borea, arvland, others = lanes(timeline(alone, alone, statement(DAY), *often, seldom))
    assert not _borea.groups[0].named
    assert arvland.groups[0].named
    assert [(group.heading, group.named) for group in others.groups] == [("", True), ("A reporter", False)]


def test_sides_beyond_what_a_page_holds_share_a_lane_that_says_how_many_they_are() -> None:
    found = lanes(timeline(*(statement(DAY, f"side-{number}") for number in range(30))))
    assert len(found) == MOST - 1
    assert found[-1].label == "Others, 18 sides among them"


# --- chips


def words_of(one: Chip | None) -> list[str]:
    return [text.text for text in one.texts] if one else []


def test_a_quote_keeps_its_marks_where_it_is_cut_and_other_words_have_none() -> None:
    quoted = chip("a", statement(DAY, quote="a very long sentence that no chip can ever hold"), Style(150, 1), True)
    told = chip("a", statement(DAY), Style(150, 1), True)
    assert words_of(quoted)[1].startswith("“a very")
    assert words_of(quoted)[1].endswith("…”")
    assert "“" not in words_of(told)[1]


def test_a_statement_with_several_stances_shows_each() -> None:
    found = chip("a", statement(DAY, signs="supports opposes"), Style(150, 1), True)
    assert found
    assert [stance.sign for stance in found.stances] == ["supports", "opposes"]
    assert found.stance is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2017-09-15", "15 Sep"),
        ("2017-09", "Sep 2017"),
        ("2017", "2017"),
        ("2017-08-29/2017-09-15", "29 Aug – 15 Sep"),
        ("2017-09-11/..", "from 11 Sep"),
        ("2017-99", "2017-99"),
        ("<b>", "<b>"),
        ("", ""),
    ],
)
def test_a_date_is_said_briefly(text: str, said: str) -> None:
    assert brief(text) == said


# --- the axis


def test_no_two_names_on_the_axis_touch_and_the_first_of_a_year_says_which() -> None:
    picture = time_picture(cleaned(many(60)))
    for one, other in itertools.pairwise(picture.ticks):
        assert one.x + width(one.text, 11.5, one.strong) <= other.x
    years = [tick.text[-4:] for tick in picture.ticks if tick.text[-4:].isdecimal()]
    assert years == ["2021", "2023"]


def test_a_silence_of_years_is_a_break_without_months_in_it() -> None:
    days = [date(2017, 9, 15).toordinal(), date(2017, 9, 16).toordinal(), date(2022, 5, 26).toordinal()]
    scale = Scale.of([*days, days[-1] + 1], [100, 120, 80], 0.0)
    assert [tick.text for tick in ticks(scale, [days[0], days[2]])] == ["15 Sep 2017", "2022"]
    assert breaks(scale) == [160.0]


@given(st.lists(st.integers(700_000, 740_000), min_size=2, max_size=40, unique=True))
def test_later_days_never_stand_further_left(days: list[int]) -> None:
    scale = Scale.of(sorted(days), [3.0] * (len(days) - 1), 0.0)
    places = [scale.x(day) for day in range(min(days) - 3, max(days) + 3, 500)]
    assert places == sorted(places)
    assert {scale.x(day) for day in days} == {3.0 * place for place in range(len(days))}


# --- rows


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 90), st.floats(1, 80)), max_size=40))
def test_packed_chips_keep_their_distance_and_begin_where_they_may(drafts: list[tuple[float, float, float]]) -> None:
    wants = [(start, start + play, wide) for start, play, wide in drafts]
    found, count = pack(wants, 5.0)
    assert {row for row, _ in found} == set(range(count))
    for (row, x), (earliest, latest, _) in zip(found, wants, strict=True):
        assert earliest <= x <= latest or row == count - 1
    placed = sorted((row, x, x + want[2]) for (row, x), want in zip(found, wants, strict=True))
    for (row, _, end), (other, start, _) in itertools.pairwise(placed):
        assert row != other or end + 5.0 <= start + 1e-9


# --- ways


def test_a_way_goes_around_what_stands_between() -> None:
    wall = Box(40, -50, 60, 50)
    found = Ways([wall], Box(0, -100, 100, 100)).way((0, 0), [(100, 0)])
    assert (found[0], found[-1]) == ((0, 0), (100, 0))
    pieces = [
        Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in itertools.pairwise(found)
    ]
    assert not any(wall.overlaps(piece.grown(0.01)) for piece in pieces)


def test_where_no_way_leads_there_is_none() -> None:
    cage = [Box(-10, -10, 10, -8), Box(-10, 8, 10, 10), Box(-10, -10, -8, 10), Box(8, -10, 10, 10)]
    assert Ways(cage, Box(-50, -50, 50, 50)).way((0, 0), [(40, 40)]) == []


# --- crowds


def test_above_150_statements_each_is_a_dot_and_the_picture_says_so() -> None:
    picture = time_picture(cleaned(many(200)))
    frames = Counter(mark.chip.frame for mark in picture.marks)
    assert frames == {"dot": 177, "none": 23}
    assert "above 150 statements each dot stands for one" in picture.summary
    assert picture.lines == ()
    for one, other in itertools.combinations(picture.marks, 2):
        assert not one.box.overlaps(other.box)


def test_above_3000_statements_a_dot_stands_for_several_of_one_side_stance_and_month_and_none_is_lost() -> None:
    acts = [
        statement(DAY + timedelta(days=number % 400), signs=("supports", "opposes")[number % 2])
        for number in range(7000)
    ]
    graph = cleaned(timeline(*acts))
    picture = time_picture(graph)
    members = [member for mark in picture.marks for member in mark.chip.members]
    assert sorted(members) == sorted(graph)
    assert len(picture.marks) < 3000
    assert max(len(mark.chip.members) for mark in picture.marks) == 3
    for mark in picture.marks:
        rows = [graph.nodes[member] for member in mark.chip.members]
        assert len({(row["signs"], row["earliest"][:7]) for row in rows}) == 1
    assert "up to 3 statements of one side, stance and month" in picture.summary
    assert picture.acts == 7000


def test_a_few_proposals_keep_their_names_among_many_statements() -> None:
    graph = many(200)
    graph.add_node(
        "plan",
        kind="proposal",
        label="A plan",
        earliest="2021-03-02",
        latest="2021-03-02",
        side_kind="state",
        side_id="borea",
    )
    (plan,) = [mark for mark in time_picture(cleaned(graph)).marks if mark.chip.id == "plan"]
    assert words_of(plan.chip) == ["A plan"]


def test_the_span_of_an_act_is_read_from_its_days() -> None:
    assert span_of({"earliest": "2021-03-01"}) is not None
    assert span_of({"earliest": "2021", "latest": "soon"}) is None
