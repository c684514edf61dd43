"""Where articles come in: files, sources, a run over sources, `Publisher` and a Scrapy pipeline."""
