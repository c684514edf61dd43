"""Ingestion of articles: files, sources, ingest runs, `Publisher` and a Scrapy pipeline."""
