"""Who did what to whom: triggers, slots, status, source, and each event once."""
