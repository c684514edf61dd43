"""Tests of `agents/reader/relevance`."""
