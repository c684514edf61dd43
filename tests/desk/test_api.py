"""The desk API over a store without Kafka: responses, bounds, access control, downloads, the event stream."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import pyarrow.parquet
import pytest
from jsonschema import Draft202012Validator

from streams.desk.access import HEADERS
from tests.desk.invented_events import invented_articles
from tests.desk.local_desk import LocalDesk
from tests.support.patience import PATIENCE_SECONDS

MADE = list(invented_articles(60, datetime(2026, 3, 20, 12, tzinfo=UTC)))
EVENTS = [event for made in MADE for event in made.events]
TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    with LocalDesk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as running:
        running.write([change for made in MADE for change in made.changes(0)])
        yield running


def test_paging_returns_all_events(desk: LocalDesk) -> None:
    found: list[str] = []
    path = "/api/events?limit=50"
    while path:
        page = desk.json(path)
        found += [item["event"]["event_id"] for item in page["items"]]
        path = page["next"] and f"/api/events?limit=50&before={page['next']}"
    assert found == [event.event_id for event in EVENTS][::-1]


def test_single_records(desk: LocalDesk) -> None:
    event = EVENTS[3]
    shown = desk.json(f"/api/events/{event.event_id}")
    assert shown["event"]["evidence"]["sentence"] == event.evidence.sentence
    article = desk.json(f"/api/articles/{event.article_id}")
    assert article["article"]["text"] == MADE[1].article.text
    assert [one["event_id"] for one in article["events"]] == [e.event_id for e in MADE[1].events]
    assert desk.get("/api/events/ev-none")[0] == 404
    assert desk.get("/api/articles/none")[0] == 404


def test_an_article_whose_id_is_an_address(desk: LocalDesk) -> None:
    assert desk.get("/articles/https%3A%2F%2Fnews.example%2Fx", Accept="text/html")[0] == 404
    assert desk.json("/api/articles?text=officials&limit=1")["items"][0]["outcome"] == "enriched"


@pytest.mark.parametrize(
    "path",
    [
        "/api/events?limit=201",
        "/api/events?limit=0",
        "/api/events?before=x",
        "/api/events?before=99999999999999999999",
        "/api/counts?by=colour",
        "/api/download?format=xlsx",
        "/api/stream?after=7",
        "/api/dead-letters?type=AID",
        "/api/events/ev-1?type=AID",
    ],
)
def test_a_wrong_query_gets_one_line(desk: LocalDesk, path: str) -> None:
    status, body, headers = desk.get(path)
    detail = json.loads(body)["detail"]
    assert (status, headers["Content-Type"]) == (400, "application/problem+json")
    assert detail
    assert "\n" not in detail


def test_the_api_is_read_only(desk: LocalDesk) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        request = urllib.request.Request(desk.url + "/api/events", method=method, data=b"{}")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=PATIENCE_SECONDS)
        assert refused.value.code == 405
        refused.value.close()


@pytest.mark.parametrize("path", ["/", "/health", "/api/events", "/static/now.js", "/openapi.json", "/none"])
def test_every_response_has_the_security_policy(desk: LocalDesk, path: str) -> None:
    _, _, headers = desk.get(path)
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert not re.search(r"https?:", policy)


def test_a_foreign_host_name_is_refused(desk: LocalDesk) -> None:
    assert desk.get("/api/events", Host="attacker.example")[0] == 421


def test_with_a_token_nothing_is_shown_without_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    with LocalDesk(tmp_path_factory.mktemp("desk") / "desk.sqlite", desk_token=TOKEN) as desk:
        for path in ("/api/events", "/api/stream", "/openapi.json", "/api/download"):
            assert desk.get(path)[0] == 401
            assert desk.get(path, Authorization="Bearer wrong-token-wrong-token")[0] == 401
        assert b'name="token"' in desk.get("/", Accept="text/html")[1]
        assert desk.get("/api/events", Authorization=f"Bearer {TOKEN}")[0] == 200
        request = urllib.request.Request(desk.url + "/login", data=f"token={TOKEN}".encode())
        opener = urllib.request.build_opener(NoRedirect)
        with pytest.raises(urllib.error.HTTPError) as sent_on:
            opener.open(request, timeout=PATIENCE_SECONDS)
        cookie = sent_on.value.headers["Set-Cookie"]
        sent_on.value.close()
        assert TOKEN not in cookie
        assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
        assert desk.get("/api/events", Cookie=cookie.split(";")[0])[0] == 200


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Returns the redirect response itself."""

    def redirect_request(self, *_: object) -> None:
        return None


def test_downloads_contain_the_events_shown(desk: LocalDesk) -> None:
    wanted = [event.event_id for event in EVENTS if event.event_type == "AID"][::-1]
    assert wanted

    def body(form: str) -> bytes:
        status, content, headers = desk.get(f"/api/download?type=AID&format={form}")
        assert (status, headers["Content-Disposition"]) == (200, f'attachment; filename="events.{form}"')
        return content

    rows = list(csv.DictReader(io.StringIO(body("csv").decode())))
    assert [row["Event ID"] for row in rows] == wanted
    table = pyarrow.parquet.read_table(io.BytesIO(body("parquet")))
    assert table.column("Event ID").to_pylist() == wanted
    lines = [json.loads(line) for line in body("jsonl").splitlines()]
    assert [line["event_id"] for line in lines] == wanted
    features = json.loads(body("geojson"))["features"]
    assert [feature["id"] for feature in features] == wanted
    first, event = features[0]["geometry"], next(e for e in EVENTS if e.event_id == wanted[0])
    assert event.location is not None
    assert first == {"type": "Point", "coordinates": [event.location.lon, event.location.lat]}


def test_a_listener_gets_new_events_and_resumes(tmp_path_factory: pytest.TempPathFactory) -> None:
    with LocalDesk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as desk:
        desk.write(MADE[0].changes(0))
        start = desk.json("/api/events")["stream_from"]
        with Listener(desk, f"/api/stream?after={start}") as listening:
            desk.write(MADE[1].changes(0))
            assert listening.events(2) == [event.event_id for event in MADE[1].events]
            last = listening.last_id
        desk.write([change for made in MADE[2:5] for change in made.changes(0)])
        with Listener(desk, "/api/stream", {"Last-Event-ID": last}) as again:
            assert again.events(6) == [event.event_id for made in MADE[2:5] for event in made.events]
        with Listener(desk, "/api/stream?after=other-1") as stranger:
            assert stranger.message()[0] == "reset"


class Listener:
    """A connection to the event stream; use it as a context."""

    def __init__(self, desk: LocalDesk, path: str, headers: dict[str, str] | None = None) -> None:
        request = urllib.request.Request(desk.url + path, headers=headers or {})
        self._answer = urllib.request.urlopen(request, timeout=PATIENCE_SECONDS)
        self.last_id = ""

    def __enter__(self) -> Listener:
        return self

    def __exit__(self, *_: object) -> None:
        self._answer.close()

    def message(self) -> tuple[str, str]:
        """Return name and data of the next message."""
        name, data = "", ""
        while True:
            line = self._answer.readline().decode().rstrip("\n")
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                data = value
            elif field == "id":
                self.last_id = value
            elif not line and name:
                return name, data

    def events(self, count: int) -> list[str]:
        """Return the ids of the next events."""
        found: list[str] = []
        while len(found) < count:
            name, data = self.message()
            if name == "event":
                found.append(json.loads(data)["event"]["event_id"])
        return found


def test_every_answer_fits_its_schema(desk: LocalDesk) -> None:
    document = desk.json("/openapi.json")
    values = {"event_id": EVENTS[0].event_id, "article_id": EVENTS[0].article_id}
    checked = 0
    for path, methods in document["paths"].items():
        content = methods["get"]["responses"]["200"]["content"]
        if "application/json" not in content or "happening_id" in path:
            continue
        schema = content["application/json"]["schema"] | {"components": document["components"]}
        Draft202012Validator(schema).validate(desk.json(path.format(**values)))
        checked += 1
    assert checked == 9
