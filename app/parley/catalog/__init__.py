"""The curated families: which models there are, whose they are, and under which licence."""

from parley.catalog.families import family_of

__all__ = ["family_of"]
