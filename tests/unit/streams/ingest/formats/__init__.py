"""Tests of `streams/ingest/formats`."""
