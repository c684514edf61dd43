"""The event: status, source, time and place, merging, confidence."""
