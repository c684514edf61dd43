"""Slots of events: fillers and participants."""
