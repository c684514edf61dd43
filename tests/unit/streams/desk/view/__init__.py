"""Tests of `streams/desk/view`."""
