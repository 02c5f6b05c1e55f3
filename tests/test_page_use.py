"""The page in a browser: what a click, a search, a link and the legend do."""

import pytest

from browsing import Opening, Window, alike

# --- the panel


def test_a_click_on_an_act_tells_what_it_says_and_dims_the_rest(window: Window) -> None:
    window.page.locator('[data-thing="dana-never"]').click()
    window.settle()
    assert window.panel.splitlines()[:4] == ["×", "statement · condemn · 2021-03-02", "Dana Low", "“never”"]
    assert "She is against it." in window.panel
    assert "source: gazette ¶ 4" in window.panel
    assert "Dana Low opposes The launch" in window.panel
    assert "Arvland opposes An embargo" in window.panel
    assert window.lit == ["launch", "dana-never", "embargo"]


def test_the_panel_counts_actors_who_support_and_oppose_and_cites_every_line(window: Window) -> None:
    window.go("#embargo")
    assert "proposal · blocked · 2021-03-04" in window.panel
    assert "asks: That no oil be sold." in window.panel
    assert "Supported by (1)" in window.panel
    assert "Opposed by (1, and 1 as others say)" in window.panel
    assert "ascribed by Dana Low · 2021-03-02 → statement" in window.panel
    window.go("#launch")
    assert "Opposed by (1)" in window.panel
    assert "act: condemn · 2021-03-02 · gazette ¶ 4 → statement" in window.panel
    assert "What else is said of it (1)" in window.panel


def test_names_in_the_panel_move_the_focus_and_stay_in_the_view_that_can_tell(window: Window) -> None:
    window.go("#launch")
    window.page.locator("#panel").get_by_role("link", name="Dana Low").click()
    window.settle()
    assert "for Arvland" not in window.panel
    assert "Supports (1)" in window.panel
    assert "Opposes (1)" in window.panel
    assert window.view == "timeline"
    assert window.lit == ["launch", "dana-never", "embargo"]


def test_the_panel_never_covers_the_drawing(window: Window) -> None:
    window.go("#launch")
    drawing, panel = (window.page.locator(one).bounding_box() for one in (".sheet", "#panel"))
    assert drawing
    assert panel
    assert drawing["x"] + drawing["width"] <= panel["x"]


def test_what_some_support_and_others_oppose_is_listed(window: Window) -> None:
    window.page.get_by_role("button", name="Contested").click()
    window.settle()
    assert "supported by 1, opposed by 1" in window.panel
    assert "An embargo" in window.panel
    assert "The launch" not in window.panel


def test_those_who_agree_are_told_from_the_side_of_whoever_is_in_focus_and_contest_nothing(opening: Opening) -> None:
    with opening("#borea", [alike()]) as window:
        told = ["state", "Borea", "Agrees with (1)", "agrees with (2 of 2) Arvland"]
        assert window.panel.splitlines()[1:] == [*told, "Differs from (1)", "differs from (2 of 2) Norvia"]
        window.go("#norvia")
        assert window.panel.splitlines()[3:] == ["Differs from (1)", "differs from (2 of 2) Borea"]
        window.page.get_by_role("button", name="Contested").click()
        assert "Nothing here is both supported and opposed." in window.panel


def test_a_click_on_a_line_tells_what_it_stands_for(window: Window) -> None:
    window.page.locator('[data-tie="t3"] path').first.dispatch_event("click")
    window.settle()
    assert "What this line stands for (1)" in window.panel
    assert "Borea vetoes An embargo" in window.panel


# --- links


@pytest.mark.parametrize("fragment", ["#launch", "#thing=launch"])
def test_a_link_opens_the_first_view_that_has_the_thing(fragment: str, opening: Opening) -> None:
    with opening(fragment) as window:
        assert "The launch" in window.panel
        assert window.view == "timeline"
        window.go("#arvland")
        assert "Arvland" in window.panel
        assert window.view == "network"


def test_a_link_to_nothing_says_so(opening: Opening) -> None:
    with opening("#no%20such") as window:
        assert "Nothing here is called “no such”" in window.panel
        window.go("#%")
        assert "Nothing here is called “%”" in window.panel
        assert window.said == []


def test_links_to_a_view_and_to_the_table(opening: Opening) -> None:
    with opening("#view=network") as window:
        assert window.view == "network"
    with opening("#table") as window:
        assert window.page.evaluate("document.activeElement.id") == "table"
        assert window.panel == ""


def test_back_and_forward_go_through_what_was_in_focus_and_which_view_was_open(window: Window) -> None:
    window.page.locator('[data-thing="launch"]').click()
    window.page.get_by_role("tab", name="Network").click()
    window.settle()
    window.page.locator("#table").get_by_role("link", name="Borea").first.click()
    window.settle()
    assert ("Borea" in window.panel, window.view) == (True, "network")
    for heading, view in (("The launch", "network"), ("The launch", "timeline"), (None, "timeline")):
        window.page.go_back()
        window.settle()
        assert (heading is None or heading in window.panel, bool(window.panel), window.view) == (
            True,
            bool(heading),
            view,
        )
    window.page.go_forward()
    window.settle()
    assert "The launch" in window.panel


# --- the search


def test_the_search_lights_and_filters_every_view_and_the_table_and_says_how_many(window: Window) -> None:
    assert window.rows == 6
    window.page.fill("#search", "NEVER")
    window.settle()
    assert window.page.locator("#found").inner_text() == "1 thing, 1 row"
    assert window.page.locator("#found").get_attribute("role") in (None, "status")  # an output is a live region
    assert window.lit == ["dana-never"]
    assert window.rows == 1
    window.page.fill("#search", "embargo")
    assert window.rows == 3
    window.page.fill("#search", "")
    window.settle()
    assert (window.rows, window.lit) == (6, [])


def test_enter_focuses_what_is_called_so_and_escape_shows_all(window: Window) -> None:
    window.page.fill("#search", "dana")
    window.page.press("#search", "Enter")
    window.settle()
    assert "person\nDana Low" in window.panel
    window.page.keyboard.press("Escape")
    window.settle()
    assert (window.panel, window.lit, window.rows) == ("", [], 6)
    assert window.page.input_value("#search") == ""
    assert "#" not in window.page.url


def test_a_search_for_nothing_says_none(window: Window) -> None:
    window.page.fill("#search", "zebra")
    assert window.page.locator("#found").inner_text() == "0 things, 0 rows"
    window.page.press("#search", "Enter")
    assert window.panel == ""


# --- the legend


def test_the_legend_hides_the_lines_of_a_stance_in_every_view(window: Window) -> None:
    entry = window.page.locator('button[data-sign="opposes"]')
    entry.click()
    assert entry.get_attribute("aria-pressed") == "false"
    assert window.page.locator('.tie[data-sign="opposes"]:visible').count() == 0
    window.page.get_by_role("tab", name="Network").click()
    window.settle()
    entry.click()
    window.page.get_by_role("tab", name="Timeline").click()
    window.settle()
    assert window.page.locator('.tie[data-sign="opposes"].off').count() == 0


def test_the_legend_explains_each_shape_and_stance_that_occurs_once(window: Window) -> None:
    entries = [text.split("\n")[-1] for text in window.page.locator(".legend .entry").all_inner_texts()]
    assert len(entries) == len(set(entries))
    assert {"missile launch", "blocked proposal", "veto", "state, person", "opposes, vetoes, sanctions"} <= set(entries)
    assert "sanction" not in entries
