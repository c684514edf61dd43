"""What pronouns and descriptions refer to."""
