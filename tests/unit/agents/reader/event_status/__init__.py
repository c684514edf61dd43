"""Tests of `agents/reader/event_status`."""
