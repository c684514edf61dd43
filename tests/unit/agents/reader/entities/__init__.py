"""Tests of `agents/reader/entities`."""
