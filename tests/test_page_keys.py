"""The page in a browser: what keys, the wheel and fingers do."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import shipped
from browsing import PHONE, Opening, Window, opened, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# --- keys


def test_the_arrow_keys_go_from_act_to_act_in_time_and_enter_opens(window: Window) -> None:
    stops = window.page.locator('.mark[tabindex="0"]')
    assert stops.evaluate_all("all => all.map(one => one.dataset.thing)") == ["launch"]
    stops.focus()
    walked = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"):
        window.page.keyboard.press(key)
        walked.append(window.page.evaluate("document.activeElement.dataset.thing"))
    assert walked == ["dana-never", "borea-calm", "embargo", "the-veto", "the-veto", "embargo", "launch", "the-veto"]
    window.page.keyboard.press("Enter")
    assert "Veto of the embargo" in window.panel
    window.page.keyboard.press("Escape")
    assert window.panel == ""
    assert window.page.evaluate("document.activeElement.dataset.thing") == "the-veto"


def test_the_tab_key_reaches_the_tools_the_legend_and_one_mark(window: Window) -> None:
    called = (
        "(({ id, className: name, dataset: { sign } }) => id || sign || name.baseVal || name)(document.activeElement)"
    )
    reached = []
    for _ in range(16):
        window.page.keyboard.press("Tab")
        reached.append(window.page.evaluate(called))
    assert reached[:2] == ["skip", "tab-0"]
    assert {"search", "contested", "in", "out", "all", "opposes", "sheet", "mark"} <= set(reached)
    assert reached.count("mark") == 1


def test_a_link_of_the_table_leads_to_the_panel_and_escape_back_to_the_link(window: Window) -> None:
    link = window.page.locator("#table").get_by_role("link", name="Borea").first
    link.focus()
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "panel"
    window.page.keyboard.press("Escape")
    assert window.page.evaluate("document.activeElement.textContent") == "Borea"


def test_the_tabs_are_tabs(window: Window) -> None:
    tabs = window.page.get_by_role("tab")
    assert tabs.all_inner_texts() == ["Timeline", "Network"]
    tabs.first.focus()
    window.page.keyboard.press("ArrowRight")
    window.settle()
    assert window.view == "network"
    assert [tab.get_attribute("aria-selected") for tab in tabs.all()] == ["false", "true"]
    assert window.page.get_by_role("tabpanel", name="Network").count() == 1


def test_every_mark_says_to_a_screen_reader_what_it_is(window: Window) -> None:
    name = "Dana Low: “never” · statement · condemn · 2021-03-02 · “never” · for Arvland · gazette ¶ 4"
    assert window.page.get_by_role("button", name=name).count() == 1


# --- zoom


def shown(window: Window) -> list[float]:
    """The part of the timeline that the window shows: left, top, width, height."""
    return [float(one) for one in str(window.page.locator(".sheet").get_attribute("viewBox")).split()]


def test_the_wheel_the_buttons_and_the_keys_zoom_and_a_drag_moves(window: Window) -> None:
    before = shown(window)[2]
    box = window.page.locator('[data-thing="borea-calm"]').bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    window.page.mouse.move(x, y)
    window.page.mouse.wheel(0, -500)
    window.settle()
    wheeled = shown(window)
    assert wheeled[2] < before
    window.page.mouse.down()
    window.page.mouse.move(x - 120, y, steps=4)
    window.page.mouse.up()
    assert shown(window)[0] > wheeled[0]
    assert window.panel == ""  # a drag is no click
    window.page.get_by_role("button", name="Zoom in").click()
    assert shown(window)[2] < wheeled[2]
    window.page.locator(".sheet").focus()
    window.page.keyboard.press("0")
    assert shown(window)[2] >= before
    window.page.keyboard.press("+")
    window.page.keyboard.press("ArrowRight")
    assert shown(window)[2] < before


def test_a_drag_leaves_in_focus_what_is_in_focus(window: Window) -> None:
    window.go("#launch")
    box = window.page.locator(".sheet").bounding_box()
    assert box
    window.page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 20)
    window.page.mouse.down()
    window.page.mouse.move(box["x"] + 90, box["y"] + box["height"] - 60, steps=4)
    window.page.mouse.up()
    assert "The launch" in window.panel
    window.page.mouse.click(box["x"] + 20, box["y"] + box["height"] - 20)
    assert window.panel == ""


def test_what_lies_under_the_pointer_stays_there_while_the_wheel_turns(browser: "Browser", tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, [shipped.graph().timeline()])) as window:
        mark = window.page.locator(".mark").nth(30)
        box = mark.bounding_box()
        assert box
        window.page.mouse.move(box["x"], box["y"])
        window.page.mouse.wheel(0, -300)
        window.settle()
        after = mark.bounding_box()
        assert after
        assert after["width"] > box["width"] * 1.2
        assert (after["x"], after["y"]) == pytest.approx((box["x"], box["y"]), abs=1.5)


def test_lanes_and_dates_stay_at_the_edge_when_the_timeline_is_moved(browser: "Browser", tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, [shipped.graph().timeline()])) as window:
        assert window.page.locator(".pinned:not(.off)").count() == 0
        window.page.mouse.move(1500, 600)
        window.page.mouse.wheel(0, -900)
        window.settle()
        assert window.page.locator(".pinned:not(.off)").count() == 2
        left = window.page.locator(".pinned:not(.off) text", has_text="Russia").bounding_box()
        assert left
        assert 0 <= left["x"] < 60


# --- touch


def test_a_tap_opens_and_the_panel_stands_below_the_drawing_on_a_phone(opening: Opening) -> None:
    with opening(viewport=PHONE, has_touch=True) as window:
        window.page.locator('[data-thing="launch"]').tap()
        window.settle()
        assert "The launch" in window.panel
        drawing, panel = (window.page.locator(one).bounding_box() for one in (".sheet", "#panel"))
        assert drawing
        assert panel
        assert drawing["y"] + drawing["height"] <= panel["y"]
        assert panel["y"] + 40 < PHONE["height"]
        assert window.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_one_finger_moves_and_two_fingers_zoom(browser: "Browser", tmp_path: Path) -> None:
    path = written(tmp_path, [shipped.graph().timeline()])
    with opened(browser, path, viewport=PHONE, has_touch=True) as window:
        fingers = window.page.context.new_cdp_session(window.page)

        def touch(kind: str, *places: tuple[int, int]) -> None:
            points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        start = shown(window)
        touch("touchStart", (300, 450))
        touch("touchMove", (240, 450))
        touch("touchMove", (180, 450))
        touch("touchEnd")
        moved = shown(window)
        assert moved[0] > start[0] + 50
        touch("touchStart", (150, 450), (250, 450))
        touch("touchMove", (120, 450), (280, 450))
        touch("touchMove", (90, 450), (310, 450))
        touch("touchEnd")
        assert shown(window)[2] < moved[2] * 0.7
        assert window.panel == ""
