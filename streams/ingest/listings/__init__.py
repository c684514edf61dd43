"""Documents that list articles: RSS, Atom and sitemaps."""
