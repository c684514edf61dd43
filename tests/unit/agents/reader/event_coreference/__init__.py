"""Tests of `agents/reader/event_coreference`."""
