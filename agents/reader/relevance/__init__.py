"""What a whole article is about, and how far that speaks for or against events in it."""
