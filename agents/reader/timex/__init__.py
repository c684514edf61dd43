"""Time expressions: found by the patterns of `expressions.toml`, resolved as TIMEX3."""
