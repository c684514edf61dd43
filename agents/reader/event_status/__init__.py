"""Status and attribution of an event: whether it happened, and its source."""
