"""Export and import of conversations in the window."""
