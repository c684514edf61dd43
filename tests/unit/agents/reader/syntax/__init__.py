"""Tests of `agents/reader/syntax`."""
