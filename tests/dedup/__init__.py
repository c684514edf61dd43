"""Measurement of duplicate detection."""
