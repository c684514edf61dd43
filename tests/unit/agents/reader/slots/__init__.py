"""Tests of `agents/reader/slots`."""
