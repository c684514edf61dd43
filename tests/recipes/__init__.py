"""The settings and definitions in deploy/recipes, checked with the tools that they configure."""
