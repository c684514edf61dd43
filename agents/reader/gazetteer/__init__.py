"""Known places: the GeoNames index, spelling keys and prominence."""
