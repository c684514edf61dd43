"""Who and what is named: mentions found, repaired, labelled, and gathered into entities."""
