"""Who touches a message, in the order it meets them: enrich, route, and the reader processes behind them."""
