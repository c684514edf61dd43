"""`POST /articles`: articles posted to it are on `articles.raw` when it answers 202; its OpenAPI document."""
