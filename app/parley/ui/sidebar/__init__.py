"""The left side of the window: the list of conversations and how it is kept in order."""
