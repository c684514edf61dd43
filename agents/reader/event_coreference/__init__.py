"""Event coreference: the mentions of one happening in an article make one event."""
