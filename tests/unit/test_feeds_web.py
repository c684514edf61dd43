"""Fetching: within its bounds whatever the server does, and never where it must not."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler

import pytest

from streams.feeds.web import FetchError, Page, Web
from tests.unit.web_server import Answer, serving


def trickle(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    try:
        for _ in range(60):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def test_a_page_and_its_redirect() -> None:
    with serving(
        {
            "/a": (302, {"Location": "b?q=1"}, b""),
            "/b?q=1": (200, {"Content-Type": "text/html"}, b"<p>Hello"),
        }
    ) as at:
        assert Web().fetch(f"{at}/a#part") == Page(f"{at}/b?q=1", b"<p>Hello", "text/html")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/missing", "404"),
        ("/loop", "redirects"),
        ("/big", "more than 1000 bytes"),
        ("/file", "only http and https"),
        ("/packed", "encoding"),
        ("/slow", "took more than 0.3 s"),
        ("/ä b\x00", "404"),
    ],
)
def test_the_bounds(path: str, why: str) -> None:
    answers: dict[str, Answer] = {
        "/loop": (301, {"Location": "/loop"}, b""),
        "/big": (200, {}, b"x" * 1001),
        "/file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/packed": (200, {"Content-Encoding": "gzip"}, b"x"),
        "/slow": trickle,
    }
    started = time.monotonic()
    with serving(answers) as at, pytest.raises(FetchError, match=why):
        Web(seconds=0.3, max_bytes=1000).fetch(at + path)
    assert time.monotonic() - started < 2.5


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "http://", "http://[", "http://a:b/", "x", ""]
)
def test_only_web_addresses(url: str) -> None:
    with pytest.raises(FetchError):
        Web().fetch(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "0.0.0.0", "10.0.0.1"])
def test_a_feed_from_outside_reaches_nothing_inside(host: str) -> None:
    with pytest.raises(FetchError, match="not a public address"):
        Web(public_only=True).fetch(f"http://{host}:1/")
