"""Who an actor is: countries, sectors, offices and known organisations behind a phrase."""
