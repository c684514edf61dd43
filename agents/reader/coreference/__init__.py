"""Entity coreference: the entities that pronouns and descriptions refer to."""
