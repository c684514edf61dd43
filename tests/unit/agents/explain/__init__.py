"""Tests of `agents/explain`."""
