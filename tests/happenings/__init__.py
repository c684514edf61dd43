"""Invented happenings, articles about them, and the accuracy with which they are reconstructed."""
