"""Tests of `streams/contract`."""
