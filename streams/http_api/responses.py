"""Responses of the HTTP API: ids, or an RFC 9457 problem that names the place and how to fix it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import web

from streams.contract.errors import DatelineError

JSON, PROBLEM = "application/json", "application/problem+json"
FAULTS_SHOWN = 20
"""Number of faulty articles that are described; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one article."""

    at: str
    """Position in the body: `line 3`, `article 2`, or `the article` if there is only one."""
    reason: str
    """From the closed list of `streams.contract.errors`, or `wrong_type`."""
    message: str

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


class RequestRejected(DatelineError):
    """A rejected request: none of its articles was published, except that with 503 some may have been."""

    def __init__(
        self, status: int, detail: str, headers: Mapping[str, str] | None = None, faults: Sequence[Fault] = ()
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers, self.faults = dict(headers or {}), faults


def json_answer(status: int, value: Any) -> web.Response:
    """Return a response with a JSON body."""
    return web.Response(status=status, body=msgspec.json.encode(value) + b"\n", content_type=JSON)


def problem(rejected: RequestRejected) -> web.Response:
    """Return the problem document of a rejected request."""
    value: dict[str, Any] = {
        "title": HTTPStatus(rejected.status).phrase,
        "status": rejected.status,
        "detail": rejected.detail,
    }
    if rejected.faults:
        value["faults"] = [
            {"at": fault.at, "reason": fault.reason, "message": fault.message}
            for fault in rejected.faults[:FAULTS_SHOWN]
        ]
    body = msgspec.json.encode(value) + b"\n"
    return web.Response(status=rejected.status, body=body, content_type=PROBLEM, headers=rejected.headers)
