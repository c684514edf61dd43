"""Tests of `streams/dedup`."""
