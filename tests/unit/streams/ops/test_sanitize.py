"""Sanitize: text from outside cannot control a terminal or a log."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.ops.sanitize import escaped, sanitize

OBEYED = "\x1b[2J\x9b31m\u202e\u2066\u200b\u200f\x07\x00\u2028\x85\ud800"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_no_control_sequence_remains() -> None:
    assert not set(sanitize(OBEYED)) & (set(OBEYED) - set("[2J31m"))
    assert sanitize("می\u200cخواهم, नमस्ते, 👩\u200d🚒, café") == "می\u200cخواهم, नमस्ते, 👩\u200d🚒, café"


@given(st.text())
@example(OBEYED)
def test_a_text_is_one_line_of_the_same_length(text: str) -> None:
    made = sanitize(text)
    assert len(made) == len(text)
    assert len(made.splitlines()) <= 1
    assert not [c for c in made if unicodedata.category(c) in ("Cc", "Cs")]


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
@example({"title": OBEYED[:-1] + "\U000e0041"})
def test_escaped_json_means_the_same(value: dict[str, str]) -> None:
    line = json.dumps(value, ensure_ascii=False).encode() + b"\n"
    shown = escaped(line)
    assert json.loads(shown) == value
    assert shown.endswith(b"\n")
    assert sanitize(shown.decode().rstrip("\n")) == shown.decode().rstrip("\n")


@pytest.mark.parametrize("junk", [b"\xff\x1b[2J", b"\x1b]0;title\x07"])
def test_invalid_json_is_sanitized_too(junk: bytes) -> None:
    assert b"\x1b" not in escaped(junk)
