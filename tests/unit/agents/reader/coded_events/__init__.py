"""Tests of `agents/reader/coded_events`."""
