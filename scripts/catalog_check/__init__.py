"""Keeping `resources/catalog.json`: how it is written, and what a live hub says of it."""
