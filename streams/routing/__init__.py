"""Which events match a rule, and to which route they go."""
