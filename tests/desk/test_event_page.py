"""The page of an event: the marks are at the record's offsets, and hostile articles are shown as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from streams.contract.records import Event
from tests.desk.browser import open_tab
from tests.desk.hostile_articles import PAYLOADS, hostile_articles
from tests.desk.invented_events import invented_articles
from tests.desk.local_desk import LocalDesk

MADE = list(invented_articles(40, datetime(2026, 3, 20, 12, tzinfo=UTC)))
HOSTILE = list(hostile_articles())
MARKS = """marks => {
  const found = {};
  for (const mark of marks)
    for (const key of mark.dataset.marks.trim().split(" ")) found[key] = (found[key] ?? "") + mark.textContent;
  return found;
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    with LocalDesk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as running:
        running.write([change for made in MADE for change in made.changes(0)])
        yield running


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    with LocalDesk(tmp_path_factory.mktemp("hostile") / "desk.sqlite") as running:
        running.write([change for made in HOSTILE for change in made.changes(0)])
        yield running


def slots(event: Event, number: int) -> dict[str, str]:
    """Return the expected marks of an event, by kind, number and offsets."""
    at = event.evidence
    found = {
        f"trigger:{number}:{at.trigger_start}-{at.trigger_end}": at.trigger,
        f"sentence:{number}:{at.sentence_start}-{at.sentence_end}": at.sentence,
    }
    for kind, parties in (("actor", event.actors), ("recipient", event.recipients)):
        found |= {f"{kind}:{number}:{party.start}-{party.end}": party.text for party in parties}
    if event.date and event.date.text:
        found[f"when:{number}:{event.date.start}-{event.date.end}"] = event.date.text
    if event.location:
        found[f"where:{number}:{event.location.start}-{event.location.end}"] = event.location.text
    return found


def test_the_marks_are_the_offsets_of_the_record(desk: LocalDesk, browser: Browser) -> None:
    with open_tab(browser) as tab:
        for made in MADE[:5]:
            page = tab.open(f"{desk.url}/events/{made.events[1].event_id}")
            marked = page.locator(".prose mark").evaluate_all(MARKS)
            for number, event in enumerate(made.events, 1):
                expected = slots(event, number)
                assert {key: marked.get(key) for key in expected} == expected
            assert page.locator(".prose .text").text_content() == made.article.text
            expect(page.locator(".event.focused .number")).to_have_text("2")
        assert tab.errors == []


def test_marks_and_events_link_to_each_other(desk: LocalDesk, browser: Browser) -> None:
    with open_tab(browser) as tab:
        page = tab.open(f"{desk.url}/articles/{MADE[0].article.id}")
        page.locator("#trigger-2").click()
        assert page.url.endswith("#event-2")
        page.locator("#event-1 .number").click()
        assert page.url.endswith("#trigger-1")
        raw = json.loads(page.locator("details pre").last.text_content() or "")
        assert raw["article_id"] == MADE[0].article.id


def test_forty_hostile_articles_change_nothing(hostile_desk: LocalDesk, browser: Browser) -> None:
    assert len(PAYLOADS) == 40
    with open_tab(browser) as tab:
        dialogs: list[str] = []
        tab.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        page = tab.open(f"{hostile_desk.url}/")
        expect(page.locator("#live")).to_have_text("live")
        expect(page.locator("#cards .card")).to_have_count(50)
        page.locator("#older").click()
        expect(page.locator("#cards .card")).to_have_count(80)
        assert page.title() == "Now – Dateline"
        assert fits(page)
        for made in HOSTILE:
            page = tab.open(f"{hostile_desk.url}/events/{made.events[1].event_id}")
            # A browser leaves U+0000 out.
            assert page.locator(".prose .text").text_content() == made.article.text.replace("\0", "")
            assert page.locator(".event").count() == 2
            assert page.locator("script, iframe, img, base, form, style, link:not([href^='/static/'])").count() == 0
            assert page.locator("a[href^='javascript']").count() == 0
            assert fits(page)
        for path in ("/articles", "/health"):
            page = tab.open(hostile_desk.url + path)
            assert page.title().endswith("– Dateline")
            assert fits(page)
        assert (dialogs, tab.errors, tab.hosts) == ([], [], {"127.0.0.1"})


def fits(page) -> bool:  # type: ignore[no-untyped-def]
    """Return whether the page is no wider than the window."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(desk: LocalDesk, browser: Browser, width: int, scheme: str) -> None:
    event, article = MADE[0].events[0], MADE[0].article
    paths = (
        "/",
        f"/events/{event.event_id}",
        f"/articles/{article.id}",
        "/articles",
        "/happenings",
        "/health",
        "/none",
    )
    with open_tab(browser, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True) as tab:
        for path in paths:
            page = tab.page
            page.goto(desk.url + path)
            if path == "/":
                expect(page.locator("#map .pin").first).to_be_attached()
            found = Axe().run(page).response["violations"]
            serious = [
                (f["id"], [n["target"] for n in f["nodes"][:3]])
                for f in found
                if f["impact"] in ("serious", "critical")
            ]
            assert serious == [], path
            assert fits(page), path
