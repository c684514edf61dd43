"""Detection of duplicate articles: fingerprints, the window of recent ones, and verdicts."""
