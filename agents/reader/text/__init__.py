"""Cleaning: article fields to passages, casing, language and offsets."""
