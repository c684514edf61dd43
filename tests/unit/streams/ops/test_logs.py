"""The log: one line per record, and no secrets."""

from __future__ import annotations

import json
import logging

import pytest

from streams.ops import logs
from streams.ops.settings import Settings

SECRET = "pässword 'with\" \\quotes"
FORGED = "bad article\n2026-01-01 ERROR dateline: all is lost \x1b[2J\u202e"


def written(capsys: pytest.CaptureFixture[str], form: str) -> str:
    root = logging.getLogger()
    before, level = root.handlers, root.level
    logs.configure_logging(
        Settings(
            security_protocol="SASL_PLAINTEXT", sasl_username="someone", sasl_password=SECRET,  # type: ignore[arg-type]
            log_format=form, log_level="debug",  # type: ignore[arg-type]
        )
    )  # fmt: skip
    try:
        log = logging.getLogger("aiokafka.conn")
        log.debug("Request: %s", {"sasl_auth_bytes": b"\0someone\0" + SECRET.encode()})
        log.debug("Config: %s %s", {"sasl": SECRET}, SECRET)
        try:
            raise ValueError(f"{FORGED} {SECRET}")
        except ValueError:
            log.exception("dead letter: %s", FORGED)
    finally:
        root.handlers = before
        root.setLevel(level)
    return capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_logged(capsys: pytest.CaptureFixture[str], form: str) -> None:
    """The clients log requests and settings, and tracebacks contain them too."""
    told = written(capsys, form)
    assert told.count(logs.HIDDEN) == 4
    assert "ssword" not in told
    assert "quotes" not in told


def test_text_from_outside_forges_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    told = written(capsys, "text")
    assert not [line for line in told.splitlines() if line.startswith("2026-01-01")]
    assert not set(told) & {"\x1b", "\u202e"}


def test_json_stays_a_line_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in written(capsys, "json").splitlines()]
    assert len(lines) == 3
    assert "\x1b" not in lines[-1]["message"]
    assert "ValueError" in lines[-1]["exception"]
