"""Hugging Face: a repository's files and the headers of models in it."""

from parley.hub.hub import Hub
from parley.hub.names import endpoint_of, repository_name
from parley.hub.values import HeaderBytes, RemoteFile, RepositoryFiles

__all__ = [
    "HeaderBytes",
    "Hub",
    "RemoteFile",
    "RepositoryFiles",
    "endpoint_of",
    "repository_name",
]
