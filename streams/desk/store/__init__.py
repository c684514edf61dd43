"""The embedded database of the desk: the stored records, and the queries over them."""
