"""`POST /articles`: check the token, read the body within its limits, publish, answer after confirmation."""

from __future__ import annotations

import asyncio
import hmac
import logging

from aiohttp import ClientPayloadError, web
from aiohttp.web_request import BaseRequest

from streams.contract.topics import RAW
from streams.http_api.http_health import HttpHealth
from streams.http_api.http_metrics import HttpMetrics
from streams.http_api.load_shedding import Admission, LoadShedder
from streams.http_api.local_hosts import is_local_host_header
from streams.http_api.request_body import JSON_TYPES, LINES_TYPES, BodyLimits, ParsedArticle, parse_body
from streams.http_api.responses import RequestRejected, json_answer
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.messages import OutgoingMessage
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

RETRY_SECONDS = 5
"""Value of `Retry-After` when the broker does not confirm."""


class ArticlesEndpoint:
    """Handles `POST /articles` of one HTTP API server."""

    def __init__(self, settings: Settings, publisher: AsyncProducer, metrics: HttpMetrics, health: HttpHealth) -> None:
        self._settings, self._publisher, self._metrics, self._health = settings, publisher, metrics, health
        self._limits = BodyLimits(settings.door_articles, settings.max_article_chars, settings.max_message_bytes)
        self.load = LoadShedder(
            settings.door_requests, settings.door_in_flight_bytes, settings.door_client_share, settings.door_body_bytes
        )
        metrics.requests_in_flight.set_function(lambda: self.load.requests)
        metrics.bytes_in_flight.set_function(lambda: self.load.bytes)

    async def post(self, request: web.Request) -> web.Response:
        """Publish the articles of a request; answer 202 with their ids, in order, once the broker has confirmed all.

        Raises:
            RequestRejected: the articles were not published, or may not have been (503).
        """
        self._admit(request)
        media_type = _media_type(request)
        with self.load.enter(request.remote or "") as admission:
            body = await self._body(request, admission)
            taken = parse_body(body, media_type, self._limits)
            await self._publish(taken)
        self._metrics.articles.inc(len(taken))
        return json_answer(202, {"ids": [article.article_id for article in taken], "warnings": _warnings(taken)})

    def _admit(self, request: BaseRequest) -> None:
        token = self._settings.door_token
        if token is None:
            if not self._settings.door_open and not is_local_host_header(request.host):
                raise RequestRejected(
                    421, "without a token the HTTP API answers requests to localhost only: set DATELINE_DOOR_TOKEN"
                )
            return
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        known = token.get_secret_value().encode()
        # Constant-time comparison.
        same = hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), known)
        if scheme.lower() != "bearer" or not same:
            raise RequestRejected(
                401,
                "send the token as `Authorization: Bearer …`",
                {"WWW-Authenticate": "Bearer"},
            )

    async def _body(self, request: BaseRequest, admission: Admission) -> bytes:
        """Return the whole body; bytes are reserved as they arrive."""
        most, seconds = self._settings.door_body_bytes, self._settings.door_body_seconds
        body, expected = bytearray(), request.content_length or 0
        try:
            async with asyncio.timeout(seconds):
                _within(expected, most)
                async for chunk in request.content.iter_any():
                    body += chunk
                    _within(len(body), most)
                    self.load.reserve(admission, len(body))
        except TimeoutError as error:
            raise RequestRejected(
                408, f"the body did not come within {seconds:g} s, DATELINE_DOOR_BODY_SECONDS: send less at once"
            ) from error
        except (ClientPayloadError, web.RequestPayloadError, ConnectionError) as error:
            raise RequestRejected(400, "the body broke off: send it again") from error
        return bytes(body)

    async def _publish(self, taken: list[ParsedArticle]) -> None:
        topic, seconds = self._settings.topic(RAW), self._settings.door_confirm_seconds
        messages = [OutgoingMessage(topic, article.key, article.value) for article in taken]
        try:
            async with asyncio.timeout(seconds):
                await self._publisher.publish(messages)
        except TimeoutError as error:
            if self._health.unconfirmed():
                log.error("the broker has not confirmed articles within %g s: 503", seconds)
            raise RequestRejected(
                503,
                f"the broker did not confirm within {seconds:g} s: send it again, the ids stay the same",
                {"Retry-After": str(RETRY_SECONDS)},
            ) from error
        if self._health.confirmed():
            log.info("the broker confirms again")


def _warnings(taken: list[ParsedArticle]) -> list[dict[str, str]]:
    """Return the warnings about fields of accepted articles that will not be used as sent."""
    return [
        {"at": article.at, "field": warning.field, "reason": warning.reason}
        for article in taken
        for warning in article.warnings
    ]


def _media_type(request: BaseRequest) -> str:
    """Return the media type of the body.

    Raises:
        RequestRejected: 415, with the media types that are accepted.
    """
    known = (*JSON_TYPES, *LINES_TYPES)
    if request.content_type not in known:
        given = request.headers.get("Content-Type", "no Content-Type")
        raise RequestRejected(
            415, f"{given[:100]}: send {JSON_TYPES[0]} or {LINES_TYPES[0]}", {"Accept": ", ".join(known)}
        )
    if (request.charset or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise RequestRejected(415, "send it in UTF-8", {"Accept": ", ".join(known)})
    if (encoding := request.headers.get("Content-Encoding", "identity")) != "identity":
        plain = {"Accept-Encoding": "identity"}
        raise RequestRejected(415, f"Content-Encoding {encoding[:100]}: send it uncompressed", plain)
    return request.content_type


def _within(size: int, most: int) -> None:
    if size > most:
        raise RequestRejected(413, f"{size} bytes or more; DATELINE_DOOR_BODY_BYTES is {most}: send less at once")
