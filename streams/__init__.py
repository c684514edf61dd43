"""Records and their transport: topics, delivery, ingest, export, subscription."""
