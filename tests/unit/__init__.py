"""Unit tests: one module each, without a broker."""
