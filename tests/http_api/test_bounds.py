"""The limits hold, refusals say what to do, and a hanging broker loses nothing."""

from __future__ import annotations

import re
import socket
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from streams.kafka.embedded_broker import EmbeddedBroker
from tests.http_api.conftest import MakeHttpApi, on_topic
from tests.http_api.server_process import Answer, HttpApiProcess, frozen
from tests.support.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.broker

HEAD = b"POST /articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
ARTICLE = b'{"text":"Rebels attacked Kabul."}'


def open_connection(http_api: HttpApiProcess, *parts: bytes) -> socket.socket:
    """Open a connection and send these parts."""
    connection = socket.create_connection(("127.0.0.1", http_api.port), timeout=PATIENCE_SECONDS)
    connection.sendall(b"".join(parts))
    return connection


def response_to(connection: socket.socket) -> bytes:
    """Return everything that is received."""
    received = b""
    with connection:
        while part := connection.recv(65536):
            received += part
    return received


def listens(http_api: HttpApiProcess) -> bool:
    """Return whether the server accepts connections."""
    try:
        open_connection(http_api).close()
    except ConnectionRefusedError:
        return False
    return True


def test_a_body_that_does_not_arrive(http_api: HttpApiProcess) -> None:
    assert response_to(open_connection(http_api, HEAD, b"Content-Length: 10\r\nConnection: close\r\n\r\n{")).startswith(
        b"HTTP/1.1 408"
    )


def test_a_body_without_a_length(http_api: HttpApiProcess) -> None:
    chunk = b"1000\r\n" + b" " * 4096 + b"\r\n"
    chunked = b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    assert response_to(open_connection(http_api, HEAD, chunked, chunk * 5)).startswith(b"HTTP/1.1 413")
    assert response_to(open_connection(http_api, HEAD, chunked, b"21\r\n", ARTICLE, b"\r\n0\r\n\r\n")).startswith(
        b"HTTP/1.1 202"
    )
    assert b" 400 " in response_to(open_connection(http_api, HEAD, chunked, b"zz\r\n")).splitlines()[0]


def test_a_compressed_body_is_not_unpacked(http_api: HttpApiProcess) -> None:
    answer = http_api.post(ARTICLE, Content_Encoding="gzip")
    assert (answer.status, answer.headers["Accept-Encoding"]) == (415, "identity")
    assert "uncompressed" in answer.detail


def test_connections_beyond_the_limit_get_retry_after(http_api: HttpApiProcess) -> None:
    # A connection of an earlier test that is not closed yet would count towards the limit of twenty.
    http_api.process.until(
        lambda: http_api.process.metric("dateline_door_connections(?!_)") == 0, "earlier ones to be gone"
    )
    idle = [open_connection(http_api) for _ in range(20)]
    try:
        http_api.process.until(lambda: http_api.process.metric("dateline_door_connections(?!_)") == 20, "connections")
        assert response_to(open_connection(http_api)).startswith(
            b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"
        )
        assert http_api.process.metric("dateline_door_connections_turned_away_total") >= 1
    finally:
        for connection in idle:
            connection.close()
    http_api.process.until(lambda: http_api.process.metric("dateline_door_connections(?!_)") == 0, "them to be gone")
    assert http_api.post(ARTICLE).status == 202


def all_in_progress(http_api: HttpApiProcess, requests: list[Future[Answer]]) -> bool:
    """Return whether every request is in progress; fail with the response of one that has ended."""
    assert [future.result() for future in requests if future.done()] == []
    return http_api.process.metric("dateline_door_requests_under_way") == len(requests)


def test_a_broker_that_hangs(http_api: HttpApiProcess, broker: EmbeddedBroker) -> None:
    """Requests wait up to the limit, and the next one is refused. No waiting request is answered with 202."""
    with ThreadPoolExecutor(4) as pool, frozen(broker):
        waiting = [pool.submit(http_api.post, b'{"text":"a","id":"held-%d"}' % n) for n in range(4)]
        http_api.process.until(lambda: all_in_progress(http_api, waiting), "all to wait")
        refused = http_api.post(ARTICLE)
        assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
        assert "DATELINE_DOOR_REQUESTS" in refused.detail
        answers = [future.result() for future in waiting]
        assert {(answer.status, answer.headers["Retry-After"]) for answer in answers} == {(503, "5")}
        assert "the ids stay the same" in answers[0].detail
        health = http_api.ask("GET", "/healthz")
        assert (health.status, health.json) == (503, {"ok": False, "reasons": ["the broker does not confirm"]})
        assert http_api.process.get("/readyz")[0] == 503
        assert http_api.process.get("/livez")[0] == 200
    assert http_api.process.metric("dateline_door_under_way_bytes") == 0
    again = [http_api.post(b'{"text":"a","id":"held-%d"}' % n) for n in range(4)]
    assert [answer.status for answer in again] == [202] * 4
    assert http_api.ask("GET", "/healthz").status == 200
    assert {b"held-%d" % n for n in range(4)} <= {message.key for message in on_topic(http_api)}


def test_bytes_in_progress_are_bounded(make_http_api: MakeHttpApi) -> None:
    http_api = make_http_api(
        DATELINE_DOOR_IN_FLIGHT_BYTES="2000", DATELINE_DOOR_OPEN="true", DATELINE_DOOR_HOST="0.0.0.0"
    )
    http_api.until_ready()
    with open_connection(http_api, HEAD, b"Content-Length: 1600\r\n\r\n", b" " * 1500):
        http_api.process.until(lambda: http_api.process.metric("dateline_door_under_way_bytes") == 1500, "the first")
        refused = http_api.post(b" " * 600)
        assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
        assert http_api.post(ARTICLE).status == 202
    http_api.process.until(
        lambda: http_api.process.metric("dateline_door_under_way_bytes") == 0, "the first to be gone"
    )


def test_a_stop_answers_requests_in_progress(make_http_api: MakeHttpApi) -> None:
    http_api = make_http_api().until_ready()
    half = open_connection(http_api, HEAD, b"Content-Length: %d\r\n\r\n" % len(ARTICLE), ARTICLE[:9])
    idle = open_connection(http_api)
    http_api.process.until(lambda: http_api.process.metric("dateline_door_requests_under_way") == 1, "the request")
    http_api.process.process.terminate()
    http_api.process.until(lambda: "stopping" in http_api.process.log, "it to begin to stop")
    http_api.process.until(lambda: not listens(http_api), "it to take no more connections")
    half.sendall(ARTICLE[9:])
    assert response_to(half).startswith(b"HTTP/1.1 202")
    assert response_to(idle) == b""
    assert http_api.process.wait() == 0
    assert [message.value for message in on_topic(http_api)] == [ARTICLE]


def test_the_token_is_required(make_http_api: MakeHttpApi) -> None:
    token = "a-token-that-nobody-guesses-é"
    http_api = make_http_api(DATELINE_DOOR_TOKEN=token, DATELINE_DOOR_HOST="0.0.0.0").until_ready()
    for given in ("", "Bearer", "Bearer wrong", f"Basic {token}", token, f"Bearer {token}x"):
        refused = http_api.post(ARTICLE, Authorization=given.encode().decode("latin-1"))
        assert (refused.status, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert "Authorization: Bearer" in refused.detail
    assert http_api.post(ARTICLE, Authorization=f"Bearer {token}".encode().decode("latin-1")).status == 202
    assert http_api.ask("GET", "/openapi.json").json["paths"]["/articles"]["post"]["security"] == [{"token": []}]
    assert token not in http_api.process.log


def test_another_host_name_cannot_post(http_api: HttpApiProcess) -> None:
    """This is the result of DNS rebinding, after which a browser takes the HTTP API for the page's own server."""
    refused = http_api.post(ARTICLE, Host="pages.example")
    assert refused.status == 421
    assert "DATELINE_DOOR_TOKEN" in refused.detail
    assert http_api.post(ARTICLE, Host=f"localhost:{http_api.port}").status == 202
    assert http_api.ask("OPTIONS", "/articles").status == 405


def test_announced_bodies_that_do_not_arrive_block_nobody(make_http_api: MakeHttpApi) -> None:
    """A declared length reserves no memory, and a client gets no more than its share."""
    http_api = make_http_api(DATELINE_DOOR_CLIENT_SHARE="0.5", DATELINE_DOOR_REQUESTS="8", DATELINE_DOOR_OPEN="true")
    http_api.until_ready()
    announced = [open_connection(http_api, HEAD, b"Content-Length: 8000000\r\n\r\n") for _ in range(4)]
    try:
        http_api.process.until(lambda: http_api.process.metric("dateline_door_requests_under_way") == 4, "the bodies")
        assert http_api.process.metric("dateline_door_under_way_bytes") == 0
        refused = http_api.post(ARTICLE)
        assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
        assert "DATELINE_DOOR_CLIENT_SHARE" in refused.detail
        with socket.create_connection(
            ("127.0.0.1", http_api.port), timeout=PATIENCE_SECONDS, source_address=("127.0.0.2", 0)
        ) as other:
            length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(ARTICLE)
            other.sendall(HEAD + length + ARTICLE)
            assert other.recv(100).startswith(b"HTTP/1.1 202")
    finally:
        for connection in announced:
            connection.close()


OBJECTS = b"{}," * 2_600_000
ATTACKS = {
    "an array of objects": (b"[" + OBJECTS + b"{}]", "application/json", 422),
    "a line per object": (b"{}\n" * 2_600_000, "application/x-ndjson", 422),
    "objects in an article": (b'{"text":"a","extra":[' + OBJECTS + b"{}]}", "application/json", 413),
    "an article of commas": (b'{"text":"' + b"{[," * 60_000 + b'"}', "application/json", 202),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_memory_is_in_proportion_to_bytes(make_http_api: MakeHttpApi, attack: str) -> None:
    """Two million empty objects take eight megabytes of a body, and once took a gigabyte of memory."""
    body, media_type, status = ATTACKS[attack]
    http_api = make_http_api().until_ready()
    before = peak_bytes(http_api)
    assert http_api.post(body, Content_Type=media_type).status == status
    assert peak_bytes(http_api) - before < 12 * len(body) + 16_000_000


def peak_bytes(http_api: HttpApiProcess) -> int:
    """Return the largest resident size of the process, in bytes."""
    status = Path(f"/proc/{http_api.process.process.pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) * 1024


def test_no_log_level_shows_a_token(make_http_api: MakeHttpApi) -> None:
    """This includes requests that cannot be parsed."""
    token = "a-token-that-nobody-may-see"
    http_api = make_http_api(DATELINE_LOG_LEVEL="debug", DATELINE_DOOR_TOKEN=token).until_ready()
    for header in (f"Authorization: Bearer {token}\0", f"Authorization\t: Bearer {token}x", f"Auth\x7f: {token}"):
        response_to(
            open_connection(http_api, b"POST /articles HTTP/1.1\r\nHost: localhost\r\n", header.encode(), b"\r\n\r\n")
        )
    assert http_api.post(ARTICLE, Authorization=f"Bearer {token}").status == 202
    assert token not in http_api.process.log
