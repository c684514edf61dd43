"""The settings of the HTTP API, `DATELINE_DOOR_…`; a part of `Settings`."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

MEBIBYTE = 1024 * 1024


class HttpApiSettings(BaseSettings):
    """Address, access and request limits of `dateline serve`."""

    door_host: str = Field(default="127.0.0.1", description="Address on which `dateline serve` accepts articles.")
    door_port: int = Field(default=8088, ge=0, le=65535, description="Port; 0 picks a free one.")
    door_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="Token that requests must send as `Authorization: Bearer …`; never logged.",
    )
    door_open: bool = Field(default=False, description="Listen on addresses other than localhost without a token.")
    door_body_bytes: int = Field(default=8 * MEBIBYTE, ge=1024, description="Maximum size of a request body.")
    door_articles: int = Field(default=1000, ge=1, description="Maximum number of articles in a request.")
    door_body_seconds: float = Field(default=30.0, gt=0, description="Time limit for receiving a body.")
    door_confirm_seconds: float = Field(
        default=15.0, gt=0, description="Maximum wait for the broker to confirm the articles of a request."
    )
    door_requests: int = Field(
        default=256, ge=1, description="Maximum number of requests in progress; more are answered 429."
    )
    door_in_flight_bytes: int = Field(
        default=64 * MEBIBYTE, ge=1024, description="Maximum number of body bytes in progress; more are answered 429."
    )
    door_client_share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Share of requests, bytes and connections that the address of one client may hold; 1 where a proxy"
        " stands in front, whose address all clients have.",
    )
    door_connections: int = Field(
        default=1024, ge=1, description="Maximum number of connections; more are answered 503."
    )
