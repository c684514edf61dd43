"""Tests of `agents/reader/text`."""
