"""The page of a happening: claims over time, sources side by side, and the link from an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, expect

from streams.contract.codec import encode
from streams.desk.store.changes import decoders
from streams.ops.settings import load
from tests.desk.browser import open_tab
from tests.desk.invented_events import invented_articles
from tests.desk.invented_happening import developing, invented_happening
from tests.desk.local_desk import LocalDesk

MADE = developing(list(invented_articles(4, datetime(2026, 3, 20, 12, tzinfo=UTC), days=3)))
HAPPENING = invented_happening([made.events[0] for made in MADE])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    with LocalDesk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as running:
        value = encode(HAPPENING)
        message = SimpleNamespace(value=value, timestamp=0, topic="happenings", partition=0, offset=0)
        running.write([change for made in MADE for change in made.changes(0)])
        running.write([decoders(load())["happenings"](message)])
        yield running


def test_the_list_and_the_page(desk: LocalDesk, browser: Browser) -> None:
    with open_tab(browser) as tab:
        page = tab.open(f"{desk.url}/events/{MADE[0].events[0].event_id}")
        page.get_by_role("link", name="the happening it is part of").click()
        expect(page.locator(".summary")).to_contain_text("killed 9")
        expect(page.locator(".summary")).to_contain_text(f"{HAPPENING.articles} articles, {HAPPENING.sources} sources")
        claims = page.locator("section[aria-labelledby=claims] tbody tr")
        assert claims.locator(".n").all_text_contents() == ["3", "5 or more", "7", "9"]
        expect(page.locator("section[aria-labelledby=reports] tbody tr")).to_have_count(4)
        expect(page.get_by_text("denies it")).to_be_visible()
        page = tab.open(f"{desk.url}/happenings")
        expect(page.locator(".happenings li")).to_have_count(1)
        assert tab.errors == []


def test_the_filters_choose_happenings_by_their_events(desk: LocalDesk) -> None:
    kind = MADE[0].events[0].event_type
    assert len(desk.json(f"/api/happenings?type={kind}")["items"]) == 1
    assert desk.json("/api/happenings?country=ABW")["items"] == []
    assert desk.json(f"/api/happenings/{HAPPENING.happening_id}")["happening"]["version"] == HAPPENING.version
