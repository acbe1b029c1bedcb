"""Hugging Face: searching it, a repository's files and page, headers of models, the account."""

from parley.hub.account import Account
from parley.hub.hub import Hub
from parley.hub.names import endpoint_of, repository_name
from parley.hub.values import (
    Card,
    Found,
    HeaderBytes,
    HubModel,
    LicenseText,
    Query,
    RemoteFile,
    RepositoryFiles,
    Terms,
    TermsField,
    Who,
)

__all__ = [
    "Account",
    "Card",
    "Found",
    "HeaderBytes",
    "Hub",
    "HubModel",
    "LicenseText",
    "Query",
    "RemoteFile",
    "RepositoryFiles",
    "Terms",
    "TermsField",
    "Who",
    "endpoint_of",
    "repository_name",
]
