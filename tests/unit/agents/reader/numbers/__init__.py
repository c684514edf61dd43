"""Tests of `agents/reader/numbers`."""
