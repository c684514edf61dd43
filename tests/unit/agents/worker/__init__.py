"""Tests of `agents/worker`."""
