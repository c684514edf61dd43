"""Tests of `agents/reader/triggers`."""
