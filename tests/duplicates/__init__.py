"""How well duplicates are recognised, measured on articles with planted copies."""
