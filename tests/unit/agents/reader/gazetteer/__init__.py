"""Tests of `agents/reader/gazetteer`."""
