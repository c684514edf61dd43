"""Tests of `streams/ingest/web`."""
