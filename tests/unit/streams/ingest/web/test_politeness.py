"""Politeness: requests to a site are spaced, and robots.txt is obeyed."""

from __future__ import annotations

import pytest

from streams.ingest.web import politeness as module
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import FetchError, HttpClient
from streams.ingest.web.politeness import Politeness
from tests.unit.support.web_server import Answer, serving


class Clock:
    """A clock that only advances in `sleep`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        monkeypatch.setattr(module, "monotonic", lambda: self.now)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_requests_to_one_site_are_spaced_and_others_are_not(clock: Clock) -> None:
    manners = Politeness(2.0, sleep=clock.sleep)
    manners.wait("http://lenz.example/1")
    manners.wait("http://zell.example/1")
    assert clock.slept == []
    clock.now += 0.5
    manners.wait("http://lenz.example/2")
    assert clock.slept == [1.5]
    clock.now += 5
    manners.wait("http://lenz.example/3")
    assert clock.slept == [1.5]


def test_robots_txt_is_obeyed(clock: Clock) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /private/*.html$\nCrawl-delay: 7\n"
    asked: dict[str, Answer] = {
        "/robots.txt": (200, {}, rules),
        "/a": (200, {}, b"x"),
        "/private/b": (200, {}, b"y"),
    }
    with serving(asked) as at:
        policy = FetchPolicy(HttpClient(), Politeness(1.0, robots=True, sleep=clock.sleep))
        assert policy.page(f"{at}/a").body == b"x"
        with pytest.raises(FetchError, match=r"forbidden by robots\.txt"):
            policy.page(f"{at}/private/b.html")
        assert policy.page(f"{at}/private/b").body == b"y"
        assert clock.slept == [7.0]
        asked["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n")
        assert policy.page(f"{at}/a").body == b"x", "robots.txt is cached for a day"
        clock.now += module.ROBOTS_SECONDS
        with pytest.raises(FetchError, match=r"forbidden by robots\.txt"):
            policy.page(f"{at}/a")
        assert FetchPolicy(HttpClient(), Politeness()).page(f"{at}/a").body == b"x"


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (503, False), (429, False)])
def test_without_a_robots_file_all_is_allowed_and_where_it_cannot_be_read_nothing(status: int, allowed: bool) -> None:
    with serving({"/robots.txt": (status, {}, b"no"), "/a": (200, {}, b"x")}) as at:
        policy = FetchPolicy(HttpClient(), Politeness(robots=True))
        if allowed:
            assert policy.page(f"{at}/a").body == b"x"
        else:
            with pytest.raises(FetchError, match="cannot be read") as caught:
                policy.page(f"{at}/a")
            assert caught.value.again


def test_a_huge_crawl_delay_is_limited(clock: Clock) -> None:
    manners = Politeness(sleep=clock.sleep)
    manners.wait("http://lenz.example/1", 1e9)
    manners.wait("http://lenz.example/2", 1e9)
    assert clock.slept == [module.LONGEST_PAUSE_SECONDS]


def test_the_cache_of_sites_is_bounded(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SITES", 2)
    manners = Politeness(1.0, sleep=clock.sleep)
    for site in ("a", "b", "c", "a"):
        manners.wait(f"http://{site}.example/")
    assert clock.slept == [], "the oldest site was forgotten"
    manners.wait("http://c.example/")
    assert clock.slept == [1.0]
