"""Tests of `agents/reader/timex`."""
