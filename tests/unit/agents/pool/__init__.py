"""Tests of `agents/pool`."""
