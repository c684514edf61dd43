"""What counts as an event: packs of types, their pattern language, and the learned model beside them."""
