"""How many: numerals, quantities, and what they count."""
