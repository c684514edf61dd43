"""What words refer to: pronouns, descriptions, and the participants of an event."""
