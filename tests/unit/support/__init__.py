"""Fixtures and invented data that unit tests share."""
