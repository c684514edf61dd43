"""Tests of `agents/cli/commands`."""
