"""Tests of `agents.happenings`."""
