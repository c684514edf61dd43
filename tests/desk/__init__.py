"""Tests of the desk: store, API, and web page in a browser."""
