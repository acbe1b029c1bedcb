"""Talking with a model: the list of conversations, the transcript, the composer."""
