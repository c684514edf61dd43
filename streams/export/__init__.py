"""Events as flat tables, in the columns of POLECAT and GDELT, for notebooks and databases."""
