"""Hugging Face: a repository's files and the headers of models in it."""
