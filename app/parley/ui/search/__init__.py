"""Finding things in the window: in all conversations at the left, in one above its transcript."""
