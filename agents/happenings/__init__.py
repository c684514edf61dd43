"""Which events of different articles are one real-world event, and what all of them say about it together."""
