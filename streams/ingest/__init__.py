"""The front door for articles: files, sources, a run over sources, `Publisher` and a Scrapy pipeline."""
