"""HTTP client: its limits hold against any server, and it connects to no private address."""

from __future__ import annotations

import gzip
import select
from http.server import BaseHTTPRequestHandler

import pytest

from streams.ingest.web import http_client
from streams.ingest.web.http_client import FetchError, HttpClient, Response, is_public
from tests.unit.support.web_server import Answer, serving


def trickle(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    try:
        for _ in range(60):
            request.wfile.write(b"x")
            request.wfile.flush()
            # A pause, which the client ends when it leaves.
            select.select([request.connection], [], [], 0.05)
    except OSError:
        pass


def test_a_page_and_its_redirect() -> None:
    with serving(
        {
            "/a": (302, {"Location": "b?q=1"}, b""),
            "/b?q=1": (200, {"Content-Type": "text/html"}, b"<p>Hello"),
        }
    ) as at:
        assert HttpClient().fetch(f"{at}/a#part") == Response(f"{at}/b?q=1", b"<p>Hello", "text/html")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/missing", "404"),
        ("/loop", "redirects"),
        ("/big", "more than 1000 bytes"),
        ("/file", "only http and https"),
        ("/packed", "compressed as br"),
        ("/broken", "compressed as gzip, but"),
        ("/bomb", "more than 1000 bytes"),
        ("/cut", "IncompleteRead"),
        ("/slow", "took more than 0.3 s"),
        ("/ä b\x00", "404"),
    ],
)
def test_the_bounds(path: str, why: str) -> None:
    answers: dict[str, Answer] = {
        "/loop": (301, {"Location": "/loop"}, b""),
        "/big": (200, {}, b"x" * 1001),
        "/file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/packed": (200, {"Content-Encoding": "br"}, b"x"),
        "/broken": (200, {"Content-Encoding": "gzip"}, b"\x1f\x8bx"),
        "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 100_000)),
        "/cut": (200, {"Content-Length": "100"}, b"They met in"),
        "/slow": trickle,
    }
    seconds = 0.3 if path == "/slow" else 60
    with serving(answers) as at, pytest.raises(FetchError, match=why):
        HttpClient(seconds=seconds, max_bytes=1000).fetch(at + path)


def test_a_compressed_page_and_an_unchanged_one() -> None:
    def asked(request: BaseHTTPRequestHandler) -> None:
        known = request.headers["If-None-Match"] == '"1"' and request.headers["If-Modified-Since"] == "Monday"
        request.send_response(304 if known else 200)
        for name, value in (("ETag", '"1"'), ("Last-Modified", "Monday"), ("Content-Encoding", "gzip")):
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(b"" if known else gzip.compress(b"<p>Hello"))

    with serving({"/a": asked, "/b": (304, {}, b"")}) as at:
        page = HttpClient().fetch(f"{at}/a")
        assert (page.body, page.unchanged) == (b"<p>Hello", False)
        again = HttpClient().fetch(f"{at}/a", validators=page.validators)
        assert (again.body, again.unchanged, again.validators) == (b"", True, page.validators)
        with pytest.raises(FetchError, match="304"):
            HttpClient().fetch(f"{at}/b")


@pytest.mark.parametrize(
    ("status", "again"), [(404, False), (410, False), (403, False), (429, True), (500, True), (503, True)]
)
def test_temporary_and_permanent_errors(status: int, again: bool) -> None:
    with serving({"/": (status, {}, b"")}) as at, pytest.raises(FetchError) as caught:
        HttpClient().fetch(at)
    assert caught.value.again is again


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "http://", "http://[", "http://a:b/", "x", ""]
)
def test_only_web_addresses(url: str) -> None:
    with pytest.raises(FetchError):
        HttpClient().fetch(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "0.0.0.0", "10.0.0.1"])
def test_a_feed_from_outside_reaches_nothing_inside(host: str) -> None:
    with pytest.raises(FetchError, match="not a public address"):
        HttpClient(public_only=True).fetch(f"http://{host}:1/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.1.1", False),
        ("192.88.99.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff0e::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("2002:0a00:0001::1", False),
        ("2002:5db8:d822::1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.216.34", True),
        ("64:ff9b:1::10.0.0.1", False),
        ("::10.0.0.1", False),
    ],
)
def test_addresses_that_lead_into_a_network_are_not_public(address: str, public: bool) -> None:
    """An address that embeds another one is judged by both, because a translator on the way may lead to the latter."""
    assert is_public(address) is public


def test_the_time_is_for_an_address_with_its_redirects(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(http_client, "monotonic", lambda: now)

    def slowly(request: BaseHTTPRequestHandler) -> None:
        nonlocal now
        now += 12
        request.send_response(302)
        request.send_header("Location", f"/{int(request.path.strip('/')) + 1}")
        request.end_headers()

    with serving({f"/{number}": slowly for number in range(6)}) as at, pytest.raises(FetchError, match="60 s"):
        HttpClient(seconds=60).fetch(f"{at}/0")
