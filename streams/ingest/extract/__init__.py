"""From one source record or web page to one article: field map, page text, boilerplate."""
