"""The GeoNames index, spelling keys and prominence: the one home of known places."""
