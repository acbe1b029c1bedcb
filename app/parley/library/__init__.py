"""Models on this disk: the starter model, those the person has, those of other programs."""

from parley.library.library import Library
from parley.library.starter import starter_path
from parley.library.values import (
    DownloadedFile,
    HeaderSummary,
    Measured,
    Model,
    ModelFile,
    Progress,
    Scan,
)

__all__ = [
    "DownloadedFile",
    "HeaderSummary",
    "Library",
    "Measured",
    "Model",
    "ModelFile",
    "Progress",
    "Scan",
    "starter_path",
]
