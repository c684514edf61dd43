"""From a phrase to a country and a PLOVER sector: known organisations, offices and sector terms."""
