"""Tests of `streams/http_api`."""
