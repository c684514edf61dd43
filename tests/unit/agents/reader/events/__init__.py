"""Tests of `agents/reader/events`."""
