"""How well duplicates are recognised, measured."""
