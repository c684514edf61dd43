"""Flat tables of events, in the columns that POLECAT and GDELT have made known, for notebooks and databases."""
