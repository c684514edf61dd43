"""A fake schema registry with the part of Confluent's REST API that registers schemas."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


@dataclass
class Registry:
    """The registered schemas, and the requests."""

    url: str = ""
    schemas: list[str] = field(default_factory=list)
    """The id of a schema is its position, from 1."""
    subjects: dict[str, list[int]] = field(default_factory=dict)
    authorizations: list[str | None] = field(default_factory=list)
    answer: tuple[int, bytes] | None = None
    """An error to return instead of the normal response."""

    def register(self, subject: str, schema: str) -> int:
        """Return the id of a schema; a known schema keeps its id."""
        if schema not in self.schemas:
            self.schemas.append(schema)
        identity = self.schemas.index(schema) + 1
        self.subjects.setdefault(subject, []).append(identity)
        return identity


@contextmanager
def serving() -> Iterator[Registry]:
    """Serve a registry on this machine."""
    registry = Registry()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            registry.authorizations.append(self.headers["Authorization"])
            root, subject, versions = self.path.strip("/").split("/")
            assert (root, versions, asked["schemaType"]) == ("subjects", "versions", "AVRO")
            status, body = registry.answer or (
                200,
                json.dumps({"id": registry.register(unquote(subject), asked["schema"])}).encode(),
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Write no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    registry.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield registry
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
