"""Shared by several kinds of tests."""
