"""Which mentions are one entity; its roles and country."""
