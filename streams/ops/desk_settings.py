"""The settings of `dateline desk`, `DATELINE_DESK_…`; a part of `Settings`."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

MEBIBYTE = 1024 * 1024


class DeskSettings(BaseSettings):
    """Address, access and limits of `dateline desk`."""

    desk_host: str = Field(default="127.0.0.1", description="Address on which `dateline desk` shows its page.")
    desk_port: int = Field(default=8089, ge=0, le=65535, description="Port; 0 picks a free one.")
    desk_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="Token that a visitor must send, in a form or as `Authorization: Bearer …`; never logged.",
    )
    desk_open: bool = Field(default=False, description="Listen on addresses other than localhost without a token.")
    desk_file: Path = Field(
        default=Path("dateline-desk.sqlite"),
        description="Database file of the desk, one for each desk; rebuilt from the topics when it is missing.",
    )
    desk_days: int = Field(default=30, ge=1, description="Days after which the desk deletes a record.")
    desk_events: int = Field(default=500_000, ge=1000, description="Maximum number of events; the oldest are deleted.")
    desk_bytes: int = Field(
        default=4096 * MEBIBYTE,
        ge=16 * MEBIBYTE,
        description="Maximum size of the file; the oldest are deleted.",
    )
    desk_listeners: int = Field(
        default=500,
        ge=1,
        description="Maximum number of listeners for new events; more are answered 503.",
    )
    desk_download_events: int = Field(default=100_000, ge=1, description="Maximum number of events in a download.")
    desk_reasons: bool = Field(
        default=True,
        description="Read an article again to show the reason for each slot; needs the reader and about 1 GB.",
    )
