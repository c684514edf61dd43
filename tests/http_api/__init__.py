"""Tests of the HTTP API from the client's side."""
