"""Invented happenings told by invented articles, and how well they are found again."""
