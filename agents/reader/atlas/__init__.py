"""Where places are: GeoNames in an index of a few megabytes."""
