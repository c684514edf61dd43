"""Operation: settings, logs, metrics, health, and safe output of text."""
