"""Tests of `streams/ingest/extract`."""
