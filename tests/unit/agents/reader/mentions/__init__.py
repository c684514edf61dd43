"""Tests of `agents/reader/mentions`."""
