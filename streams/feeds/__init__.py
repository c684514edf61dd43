"""Old paths of `streams.ingest.publisher` and `streams.ingest.scrapy`, kept for one release."""
