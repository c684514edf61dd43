"""Tests of `agents/reader/actors`."""
