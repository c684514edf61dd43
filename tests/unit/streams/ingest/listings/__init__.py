"""Tests of `streams/ingest/listings`."""
