"""Tests of `agents/cli`."""
