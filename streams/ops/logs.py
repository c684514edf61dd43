"""Logging, set up once per process: text for people or JSON lines for programs, on standard error."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from streams.ops.sanitize import sanitize
from streams.ops.secret_values import secret_values
from streams.ops.settings import Settings

EXTRA = ("article_id", "topic", "partition", "offset", "reason", "stage")
"""Fields that a log call may add by `extra`."""
HIDDEN = "********"
"""Replaces a secret."""
_SILENT = ("aiohttp.server",)
"""Loggers that are disabled: they log requests that they cannot parse, with the token in them."""
_NOISY = {
    "kafka": logging.CRITICAL,
    "aiokafka": logging.CRITICAL,
    "faust": logging.WARNING,
    "mode": logging.WARNING,
    # Faust's services log under the names of the modules of their classes, ours among them.
    "streams.kafka.faust_internals": logging.WARNING,
}
"""Minimum levels of libraries: Kafka clients log each attempt to reconnect as an error."""


class TextFormatter(logging.Formatter):
    """Formatter for one line of text, followed by a traceback; control characters and secrets are replaced."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        # Also as quoted by Python and JSON: at debug level the Kafka clients log whole requests.
        self._secrets = [form for secret in secrets if secret for form in _forms(secret)]

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line without its traceback."""
        return sanitize(self.redact(super().formatMessage(record)))

    def formatException(self, ei: Any) -> str:
        """Return the traceback, indented so that quoted article text cannot look like a log line."""
        return "\n".join("  " + sanitize(line) for line in self.redact(super().formatException(ei)).splitlines())

    def redact(self, text: str) -> str:
        """Return the text with its secrets replaced."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


class JsonFormatter(TextFormatter):
    """Formatter for one JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": sanitize(self.redact(record.getMessage())),
        }
        for name in EXTRA:
            value = getattr(record, name, None)
            if value is not None:
                line[name] = sanitize(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _forms(secret: str) -> tuple[str, ...]:
    return repr(secret)[1:-1], repr(secret.encode())[2:-1], json.dumps(secret)[1:-1], secret


def configure_logging(settings: Settings) -> None:
    """Set up logging to standard error, with the format and level of the settings."""
    handler = logging.StreamHandler()
    # The password of `user:password` is a secret on its own too.
    secrets = [part for value in secret_values(settings) for part in (value, value.partition(":")[2]) if part]
    handler.setFormatter(JsonFormatter(secrets) if settings.log_format == "json" else TextFormatter(secrets))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    for name, level in _NOISY.items():
        logging.getLogger(name).setLevel(logging.NOTSET if settings.log_level == "debug" else level)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
