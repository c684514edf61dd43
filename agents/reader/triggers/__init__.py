"""Triggers: the words that report an event, found by patterns and the event classifier."""
