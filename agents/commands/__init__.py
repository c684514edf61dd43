"""The commands that read articles: enrich, demo, worker, explain."""
