"""Models on this disk: the starter model and those the person has."""

from parley.library.resolve import installed, resolve
from parley.library.starter import starter_path

__all__ = ["installed", "resolve", "starter_path"]
