"""Tests of `agents/reader`."""
