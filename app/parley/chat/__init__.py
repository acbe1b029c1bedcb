"""Conversations: their messages, the store that keeps them, and one turn with a model."""
