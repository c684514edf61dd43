"""Logging, set up once a process: text for people or JSON lines for programs, on standard error."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from streams.settings import Settings

EXTRA = ("article_id", "topic", "partition", "offset", "reason", "stage")
"""What a line is about, where the call that logs it says so by `extra`."""
_NOISY = {
    "kafka": logging.CRITICAL,
    "aiokafka": logging.CRITICAL,
    "aiohttp.server": logging.CRITICAL,
    "faust": logging.WARNING,
    "mode": logging.WARNING,
}
"""Below these levels libraries are not heard: the clients log each try to reconnect as an error,
and the server each request that is not HTTP."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in EXTRA if getattr(record, name, None) is not None}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(settings: Settings) -> None:
    """Send this process's log to standard error in the form and from the level that the settings say."""
    handler = logging.StreamHandler()
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if settings.log_format == "json" else text)
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    if settings.log_level != "debug":
        for name, level in _NOISY.items():
            logging.getLogger(name).setLevel(level)
