"""The settings and definitions of deploy/recipes, held to the tools that they are for."""
