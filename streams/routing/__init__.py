"""Routing of events to topics by rules."""
