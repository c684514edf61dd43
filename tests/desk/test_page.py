"""The live page in a browser: new events appear, filters work, the address restores the view, the map adds up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.browser import Tab, open_tab
from tests.desk.invented_events import invented_article, invented_articles
from tests.desk.local_desk import LocalDesk
from tests.unit.streams.desk.view.test_times import DATES, TIMES

MADE = list(invented_articles(120, datetime(2026, 3, 20, 12, tzinfo=UTC)))
EVENTS = [event for made in MADE for event in made.events]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    with LocalDesk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as running:
        running.write([change for made in MADE for change in made.changes(0)])
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    with open_tab(browser) as opened:
        yield opened
        assert opened.hosts == {"127.0.0.1"}
        assert opened.errors == []


def loaded(page: Page) -> Page:
    """Return the page once its feed, map and days are drawn."""
    expect(page.locator("#cards")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#live")).to_have_attribute("data-state", "live")
    expect(page.locator("#map-note")).to_contain_text("on the map")
    return page


def shown(page: Page) -> list[str]:
    return page.locator("#cards .card").evaluate_all("cards => cards.map((card) => card.dataset.id)")  # type: ignore[no-any-return]


def test_new_events_appear_without_moving_the_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    with LocalDesk(tmp_path_factory.mktemp("live") / "desk.sqlite") as desk, open_tab(browser) as tab:
        page = loaded(tab.open(desk.url))
        expect(page.locator("#cards .empty")).to_have_text("No event yet. New ones show up here as they are read.")
        places = [page.locator(f"#{name}").bounding_box() for name in ("cards", "map", "days")]
        chance = Random(1)
        new = [invented_article(f"new-{n}", datetime(2026, 3, 21, tzinfo=UTC), chance) for n in range(30)]
        desk.write(new[0].changes(0))
        expect(page.locator("#cards .card")).to_have_count(2)
        assert shown(page) == [event.event_id for event in new[0].events][::-1]
        desk.write([change for made in new[1:20] for change in made.changes(0)])
        expect(page.locator("#cards .card")).to_have_count(40)
        expect(page.locator("#map-note")).to_contain_text("40 on the map")
        page.locator("#cards").evaluate("cards => { cards.scrollTop = 500; }")
        before = page.locator("#cards").evaluate("cards => cards.scrollTop")
        desk.write([change for made in new[20:] for change in made.changes(0)])
        expect(page.locator("#news")).to_have_text("Show 20 new")
        assert page.locator("#cards").evaluate("cards => cards.scrollTop") == before
        assert [page.locator(f"#{name}").bounding_box() for name in ("cards", "map", "days")] == places
        page.locator("#news").click()
        assert len(shown(page)) == 60
        assert tab.hosts == {"127.0.0.1"}


@pytest.mark.parametrize(
    "query",
    [
        "type=ASSAULT",
        "mode=armed-attack",
        "status=negated",
        "country=PAK",
        "actor_country=NOR",
        "sector=MIL",
        "actor=coast+guard",
        "text=met",
        "source=delta-times",
        "box=29,60,39,75",
        "from=2026-03-15&to=2026-03-16",
        "from=2026-03-15&date_of=report",
        "min_confidence=0.9",
        "type=AID&type=ASSAULT&country=ZAF&min_confidence=0.5",
    ],
)
def test_each_filter_moves_feed_map_and_days_together(desk: LocalDesk, tab: Tab, query: str) -> None:
    expected = desk.json(f"/api/events?{query}")
    page = loaded(tab.open(f"{desk.url}/?{query}"))
    assert shown(page) == [item["event"]["event_id"] for item in expected["items"]]
    assert 0 < len(shown(page)) <= 50
    points = desk.json(f"/api/map?{query}")
    total = sum(point["events"] for point in points["points"])
    expect(page.locator("#map-note")).to_have_text(f"{total} on the map")
    days = page.locator("#days .day").evaluate_all("days => days.reduce((n, day) => n + Number(day.dataset.events), 0)")
    assert days == sum(bucket["events"] for bucket in desk.json(f"/api/counts?{query}") if bucket["value"])


def test_the_address_restores_the_view(desk: LocalDesk, tab: Tab) -> None:
    page = loaded(tab.open(desk.url))
    page.locator("select[name=type]").select_option("ASSAULT")
    page.wait_for_url("**/?type=ASSAULT")
    page.locator("input[name=text]").fill("killing")
    page.wait_for_url("**/?type=ASSAULT&text=killing")
    expect(page.locator("#cards")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#chosen button")).to_have_count(2)
    there = shown(page)
    page.reload()
    assert shown(loaded(page)) == there
    assert page.locator("select[name=type]").input_value() == "ASSAULT"
    assert page.locator("input[name=text]").input_value() == "killing"
    page.go_back()
    page.wait_for_url("**/?type=ASSAULT")
    expect(page.locator("input[name=text]")).to_have_value("")
    page.locator("#chosen button").click()
    expect(page.locator("#chosen button")).to_have_count(0)
    assert page.url == desk.url + "/"


def test_a_click_on_a_day_sets_the_filter(desk: LocalDesk, tab: Tab) -> None:
    page = loaded(tab.open(desk.url))
    day = page.locator("#days .day:not([data-events='0'])").first
    name = day.get_attribute("data-from")
    day.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/?from={name}&to=*")


def test_pins_add_up_and_show_place_precision(desk: LocalDesk, tab: Tab) -> None:
    page = loaded(tab.open(desk.url))
    pins = page.locator("#map .pin")
    expect(pins.first).to_be_attached()

    def total() -> int:
        return int(pins.evaluate_all("pins => pins.reduce((sum, pin) => sum + Number(pin.dataset.events), 0)"))

    assert total() == len(EVENTS)
    assert pins.count() < len({event.location.name for event in EVENTS if event.location})
    for precision, shape in (("country", "path.area"), ("admin1", "circle.area"), ("city", ":not(.area)")):
        assert page.locator(f"#map .pin[data-precision={precision}] {shape}").count() > 0
    for precision in ("country", "region", "admin1", "admin2"):
        assert page.locator(f"#map .pin[data-precision={precision}] .shape").count() == 0
        name = page.locator(f"#map .pin[data-precision={precision}]").first.get_attribute("aria-label") or ""
        assert "only: " in name


def test_a_cluster_opens_and_a_click_on_a_place_sets_the_filter(desk: LocalDesk, tab: Tab) -> None:
    page = loaded(tab.open(f"{desk.url}/?country=PHL"))
    page.locator("#map .pin").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map .pin")).to_have_count(2)
    page.locator("#map .pin[data-precision=city]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**box=*")
    expect(page.locator("#map-note")).to_contain_text("on the map")
    places = {item["event"]["location"]["name"] for item in desk.json("/api/events?" + page.url.split("?")[1])["items"]}
    assert places == {"Manila"}


def test_the_events_shown_can_be_downloaded(desk: LocalDesk, tab: Tab, tmp_path: Path) -> None:
    page = loaded(tab.open(f"{desk.url}/?type=AID&source=delta-times"))
    page.locator("#take summary").click()
    expect(page.locator("#route")).to_contain_text('type = ["AID"]')
    for form in ("csv", "parquet", "geojson", "jsonl"):
        with page.expect_download() as started:
            page.locator(f"#downloads a[data-format={form}]").click()
        started.value.save_as(tmp_path / f"events.{form}")
    ids = [json.loads(line)["event_id"] for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert ids == [e.event_id for e in EVENTS if (e.event_type, e.source) == ("AID", "delta-times")][::-1]
    assert (tmp_path / "events.parquet").read_bytes()[:4] == b"PAR1"


def test_the_keyboard_reaches_an_event(desk: LocalDesk, tab: Tab) -> None:
    page = loaded(tab.open(desk.url))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.locator("#cards .card a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/ev-*")
    expect(page.locator(".event.focused")).to_have_count(1)


def test_browser_and_server_format_dates_alike(desk: LocalDesk, tab: Tab) -> None:
    page = tab.open(f"{desk.url}/health")
    script = "([name, values]) => import('/static/times.js').then((times) => values.map(times[name]))"
    assert page.evaluate(script, ["timeText", list(TIMES)]) == list(TIMES.values())
    assert page.evaluate(script, ["dateText", list(DATES)]) == list(DATES.values())


def test_the_health_view_reloads(desk: LocalDesk, browser: Browser) -> None:
    with open_tab(browser, reloads=True) as tab:
        tab.page.clock.install()
        tab.open(f"{desk.url}/health")
        with tab.page.expect_navigation():
            tab.page.clock.run_for(6000)


def test_a_lost_server_is_reported(browser: Browser, tmp_path: Path) -> None:
    with open_tab(browser) as tab:
        with LocalDesk(tmp_path / "desk.sqlite") as desk:
            page = loaded(tab.open(desk.url))
        expect(page.locator("#live")).to_have_text("connection lost, reconnecting")
