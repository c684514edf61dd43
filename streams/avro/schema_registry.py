"""Registration of schemas in a Confluent-compatible schema registry over HTTP."""

from __future__ import annotations

import base64
import http.client
import json
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

import msgspec

from streams.contract.errors import Misconfigured, Transient
from streams.ops.settings import Settings

SECONDS, MOST_BYTES = 10.0, 1 << 20
"""Maximum seconds to wait for the registry, and maximum bytes of an answer."""
JSON = "application/vnd.schemaregistry.v1+json"


class _Answer(msgspec.Struct):
    id: Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


def register(settings: Settings, subject: str, schema: dict[str, Any]) -> int:
    """Return the id of a schema under a subject; the registry assigns one if the schema is new.

    Raises:
        Misconfigured: DATELINE_REGISTRY is not set or no address, or the registry rejects the schema.
        Transient: the registry does not answer, or its answer is invalid.
    """
    body = json.dumps({"schemaType": "AVRO", "schema": json.dumps(schema)}).encode()
    status, answer = _post(settings, f"/subjects/{quote(subject, safe='')}/versions", body)
    if 400 <= status < 500:
        hint = {
            401: ": see DATELINE_REGISTRY_AUTH",
            403: ": see DATELINE_REGISTRY_AUTH",
            409: ": the schema does not fit the one before; see the subject's compatibility",
        }.get(status, "")
        raise Misconfigured(f"the registry answers {status} for {subject}{hint}: {answer[:300]!r}")
    if status != 200:
        raise Transient(f"the registry answers {status} for {subject}: {answer[:300]!r}")
    try:
        return msgspec.json.decode(answer, type=_Answer).id
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Transient(f"the registry answers for {subject} without an id: {answer[:300]!r}") from error


def _post(settings: Settings, path: str, body: bytes) -> tuple[int, bytes]:
    where = urlsplit(settings.registry or "")
    if where.scheme not in ("http", "https") or not where.hostname:
        raise Misconfigured("DATELINE_REGISTRY is the address of a schema registry, such as http://localhost:8081")
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    headers = {"Content-Type": JSON, "Accept": JSON}
    if settings.registry_auth is not None:
        told = base64.b64encode(settings.registry_auth.get_secret_value().encode()).decode()
        headers["Authorization"] = f"Basic {told}"
    connection = kind(where.hostname, where.port, timeout=SECONDS)
    try:
        connection.request("POST", where.path.rstrip("/") + path, body, headers)
        response = connection.getresponse()
        return response.status, response.read(MOST_BYTES)
    except (OSError, http.client.HTTPException) as error:
        raise Transient(f"the registry at {where.hostname} (DATELINE_REGISTRY): {error!r}") from error
    finally:
        connection.close()
