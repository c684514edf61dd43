"""Tests of `agents/cli/terminal`."""
