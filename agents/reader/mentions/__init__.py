"""Named-entity mentions: spans of the text and their labels."""
