"""The capacity page shows the stored figures."""

from __future__ import annotations

import pytest

from tests.bench.results import Report, Row
from tests.bench.write_capacity import PAGE, filled, kept, section


def test_the_page_shows_the_stored_figures() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, kept()) == text, "python -m tests.bench.write_capacity regenerates it"


def test_sizes_follow_from_the_rate_of_a_process() -> None:
    report = Report("make bench", "a machine", "articles", [Row("stream", "Dateline, 2 processes", 50.0, "articles/s")])
    text = section(report)
    assert "**2,160,000 a day**" in text
    assert "| 1 million | 11.6 | 1 | 1 | 8 |" in text
    assert "| 100 million | 1,157 | 62 | 8 | 16 |" in text


def test_a_run_without_rates_says_that_there_are_no_sizes() -> None:
    assert "did not measure `stream`" in section(Report("make bench", "a machine", "articles", []))


def test_a_page_without_a_place_for_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="figures"):
        filled("# Capacity\n", Report("make bench", "a machine", "articles", []))
