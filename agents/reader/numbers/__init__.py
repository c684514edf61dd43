"""Counts: numerals, quantities, and what they count."""
