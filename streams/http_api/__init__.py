"""The HTTP API: `POST /articles`, which answers 202 once articles are on `articles.raw`, and its OpenAPI document."""
