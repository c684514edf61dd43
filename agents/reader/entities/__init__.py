"""Entities: coreferent mentions grouped, with roles, country and sector."""
