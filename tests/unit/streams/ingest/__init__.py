"""Tests of `streams/ingest`."""
