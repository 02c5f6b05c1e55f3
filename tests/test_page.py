"""The page as it is written: nothing in it asks for anything, its table tells everything, and nothing is told twice."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

import graphs
import shipped
from browsing import acts, folded
from communique.graph.draw import draw
from communique.graph.draw.drawing import Drawing
from communique.graph.draw.page import rows
from communique.graph.draw.page.assets import vis
from communique.graph.draw.page.html import html

Graph = nx.MultiDiGraph
TITLE = "Who said what"


class Page(HTMLParser):
    """Collect the tags of a page, the text of its scripts and its style, and the rows of its table."""

    def __init__(self, *views: "nx.MultiDiGraph[str]", title: str = TITLE) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[tuple[dict[str, str | None], str]] = []
        self.cells: list[list[str]] = []
        self.ended = False  # whether the table has
        self.text = html(Drawing.of(views, title)).decode("utf-8")
        self.feed(self.text)
        self.rows = [[" ".join(cell.split()) for cell in row] for row in self.cells[1:]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.cells.append([])
        if tag in {"td", "th"}:
            self.cells[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.ended = self.ended or tag == "table"

    def handle_data(self, data: str) -> None:
        last, attrs = self.tags[-1] if self.tags else ("", {})
        if last in {"script", "style"} and data.strip():
            self.code.append((attrs, data))
        elif self.cells and self.cells[-1] and not self.ended:
            self.cells[-1][-1] += f" {data}"

    def having(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


def test_the_page_loads_nothing_and_allows_its_own_code_alone() -> None:
    page = Page(acts(), graphs.hostile(), title=graphs.PAYLOADS[0])
    assert page.having("src") == page.having("srcset") == []
    assert [address for address in page.having("href") if not address.startswith("#")] == []
    assert [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"] == []
    (policy,) = [
        attrs["content"] or "" for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    code = [text for attrs, text in page.code if attrs.get("type") != "application/json"]
    assert len(code) == 3
    assert re.findall(r"'sha256-([^']+)'", policy) == [digest(text) for text in [*code[1:], code[0]]]


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def test_no_script_of_ours_makes_markup_out_of_text() -> None:
    own = Page(acts()).code[-1][1]
    assert "textContent" in own
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", own) == []


def test_the_page_of_the_shipped_facts_is_small() -> None:
    graph = shipped.graph()
    page = html(Drawing.of([graph.timeline(), graph.network()], TITLE))
    assert len(page) < 700_000


def test_only_a_page_with_a_network_carries_what_draws_networks() -> None:
    assert vis() in Page(folded()).text
    assert len(Page(acts()).text) < 120_000


def test_the_table_tells_every_edge_by_date_and_then_every_act_that_no_edge_tells() -> None:
    assert Page(acts(), folded()).rows == [
        ["Network"],
        ["2021-03-01", "Borea", "does", "The launch", "", ""],
        ["2021-03-02", "Arvland", "opposes ascribed by Dana Low", "An embargo", "", ""],
        ["2021-03-02", "Dana Low", "opposes act: condemn", "The launch", "“never” She is against it.", "gazette ¶ 4"],
        ["2021-03-04", "Dana Low", "proposes", "An embargo", "", ""],
        ["2021-03-05", "Borea", "vetoes", "An embargo", "", ""],
        ["Acts that no line of the other pictures tells"],
        ["2021-03-03", "Borea", "reacts to", "The launch", "Borea asks for calm.", "gazette ¶ 5"],
    ]


def test_the_table_of_a_timeline_alone_tells_every_act() -> None:
    assert Page(acts()).rows == [
        ["2021-03-01", "Borea", "missile launch", "The launch", "", ""],
        [
            "2021-03-02",
            "Dana Low",
            "opposes for Arvland · act: condemn",
            "The launch",
            "“never” She is against it.",
            "gazette ¶ 4",
        ],
        ["2021-03-03", "Borea", "reacts to", "The launch", "Borea asks for calm.", "gazette ¶ 5"],
        ["2021-03-04", "Dana Low", "proposal for Arvland", "An embargo", "", ""],
        ["2021-03-05", "Borea", "vetoes", "An embargo", "", ""],
    ]


def test_what_has_no_date_stands_last() -> None:
    graph = folded()
    graph.add_edge("arvland", "launch", sign="neutral", relation="speaks about")
    assert [row[2] for row in Page(graph).rows][-2:] == ["vetoes", "speaks about"]


def test_the_table_can_be_walked_with_a_screen_reader() -> None:
    page = Page(acts(), folded())
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("thead") == 1
    assert tags.count("tbody") == 2
    assert page.having("scope") == ["col"] * 6 + ["rowgroup"] + ["row"] * 5 + ["rowgroup", "row"]


def test_every_thing_of_the_shipped_network_has_a_row() -> None:
    network = shipped.graph().network()
    assert len(Page(network).rows) == network.number_of_edges()


def test_a_table_that_is_too_long_is_cut_by_a_rule_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST", 3)
    page = Page(folded())
    assert [row[2] for row in page.rows] == ["opposes ascribed by Dana Low", "opposes act: condemn", "proposes"]
    assert "The table holds 3 of 5 rows: what takes a stance comes first" in page.text
    assert "communique draw -o FILE.edges.csv" in page.text
    assert '"rest":[["borea","neutral","does","launch","launch","",""],' in page.text
    assert '["borea","opposes","vetoes","embargo","the-veto","the-veto",""]]' in page.text


def test_the_page_says_its_title_its_dates_and_how_much_it_shows() -> None:
    page = Page(acts(), folded()).text
    assert f"<title>{TITLE}</title>" in page
    assert '<p class="span">2021-03-01 to 2021-03-05</p>' in page
    assert "Shown: all 5 acts." in page
    assert "5 nodes and 5 edges" in page


def test_without_script_the_timeline_and_the_table_are_there_and_no_tool_that_would_do_nothing() -> None:
    page = Page(acts(), folded()).text
    before = page.partition("<script")[0]
    assert before.count('class="mark"') == 5
    assert re.findall(r'<div class="(tools|canvas)"( hidden)?>', before) == [
        ("tools", " hidden"),
        ("canvas", " hidden"),
    ]
    assert "</table>" in page


def test_words_stand_in_the_table_alone() -> None:
    page = Page(acts(), folded())
    data = "".join(text for attrs, text in page.code if attrs.get("type") == "application/json")
    assert "never" in page.text.partition("<table>")[2]
    assert "“never”" not in data
    assert "An embargo" in data


def test_a_statement_is_called_by_who_speaks_not_by_whom_it_ascribes_a_stance_to() -> None:
    network = folded()
    said = {key: network.edges["dana-low", "launch", "e1"][key] for key in ("quote", "gist", "date", "cite")}
    network.edges["arvland", "embargo", "e5"].update(said)
    page = Page(acts(), network)
    told = json.loads(next(text for attrs, text in page.code if attrs.get("id") == "facts"))
    (number,) = [thing[-1] for thing in told["things"] if thing[0] == "dana-never"]
    rows_alone = [row for row in page.rows if len(row) > 1]
    assert [row[1] for row in rows_alone if row[4]] == ["Arvland", "Dana Low", "Borea"]
    assert rows_alone[number][1] == "Dana Low"


def test_text_of_every_script_is_kept() -> None:
    graph = graphs.small()
    graph.nodes["borea"]["label"] = "보레아 \u2028 Бореа"
    assert "보레아" in Page(graph).text


def test_a_page_of_nothing_is_written(tmp_path: Path) -> None:
    draw(Graph(), tmp_path / "page.html", title=TITLE)
    assert "0 nodes and 0 edges" in (tmp_path / "page.html").read_text(encoding="utf-8")
